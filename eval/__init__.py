"""Measures of extraction, retrieval, answers and groundedness."""
