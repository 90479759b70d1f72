"""Fit the weights by which papers and sentences are ranked, and measure them on papers left out.

Order: `cases` (what is ranked for a question, and what is right), then `fit`; `values` for the
values in the sentences.
"""
