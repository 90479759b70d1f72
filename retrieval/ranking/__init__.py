"""Rank by weights that were fitted: what is measured of a paper, and the sum of it.

Lowest first: linear_model reads fitted weights and sums features by them; paper_features measures
how well a paper found fits a question.
"""
