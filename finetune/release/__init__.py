"""Release an adapter: its model card, held to what was measured, its merge, its archive.

Order: emissions_claims, training_claims <- card_lint; model_card; merge; export.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "card_lint": ["CardFinding", "lint"],
        "emissions_claims": ["StatedEmissions", "doubts", "read_stated"],
        "export": ["gguf_commands", "pack", "push"],
        "merge": ["MergeResult"],
        "model_card": ["card"],
    },
)
