"""Bind values to their property, owner, conditions and states; read all facts of a sentence."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "measurement": ["Measurement", "PlacedFacts", "SentenceFacts"],
        "paper_facts": ["read_paper"],
        "sentence_facts": ["cuts_quantity", "read_facts"],
    },
)
