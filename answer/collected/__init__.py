"""Answer over many papers: lists of values, counts, trends, and sentences of several papers."""
