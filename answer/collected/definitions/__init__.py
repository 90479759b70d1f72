"""Define a term of the field by the sentences that define it, an abbreviation by its long form."""
