"""Measure how likely a sentence of a paper answers a question; the weights are fitted.

Order: `phrases` (words that tell what a sentence is for) and `word_overlap` (the words it shares
with a question), then `sentence_features`, which gathers all that is measured.
"""
