"""Read the grammar of a question: what it asks for, its comparators, its years.

Order, lowest first: spans, property_families, head_noun, skeleton, bounds, years, qualifiers,
router.
"""
