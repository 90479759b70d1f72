"""Draft triples from abstracts.

Order: rules (one module per kind of statement), draft (all rules on one abstract), refusals,
model_output and model_drafts (triples that a language model wrote), update (all papers).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "model_drafts": ["DraftingAccount", "TripleWriter"],
        "model_output": ["DraftReply", "DraftedItem", "RejectedItem", "read_items"],
        "update": ["load_triples", "triples_of", "update_drafts"],
    },
)
