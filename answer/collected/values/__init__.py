"""Answer from the values of all papers: sets, superlatives, ranges, counts and trends."""
