"""Show records: on the terminal, as JSON, and in notebooks. Nothing is computed here."""
