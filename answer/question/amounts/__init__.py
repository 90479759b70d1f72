"""Whether a paper gives the amount that a question asks for."""
