"""From a PDF to the abstract: the lowest room, which owns the common nouns."""
