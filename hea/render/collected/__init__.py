"""Show answers over many papers: lists of values, and sentences of several papers."""
