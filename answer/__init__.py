"""From a question and its passages to a cited answer, or an honest refusal."""
