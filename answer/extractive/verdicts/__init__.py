"""The bare `yes` or `no` of a question, where sentences settle it."""
