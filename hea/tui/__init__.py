"""Full-screen programs in the terminal: the review of triples."""
