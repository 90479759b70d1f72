"""Know the forms of a material by their nouns: coating, film, weld, phase, substrate."""
