"""The bare value of a question: its slots, its choice among those of a paper, how it is written."""
