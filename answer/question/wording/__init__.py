"""Read the words of a question as they were meant: notation, spelling, other names of a thing.

Order, lowest first: variants, notation, spelling, mending.
"""
