"""Read the words of a question as they were meant: notation, spelling, other names of a thing.

Order, lowest first: variants, other_names, asking_words, notation, spelling, mending.
"""
