"""Read the formulas of alloys in running text: their marks, their grammar, and where they stand.

Order, lowest first: elements; markup; parser; lookalikes, percent_lists, spaced; finder, members.
"""
