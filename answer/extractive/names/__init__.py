"""The bare phases, alloys, elements, amounts and routes of a question, read out of quotes."""
