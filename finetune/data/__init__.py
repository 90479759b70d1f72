"""Read what can be trained on, and turn it into rows of token ids.

Order: readers <- prompts, token_stats <- example <- examples <- held_out, packing, preferences.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["Example"],
        "examples": ["Examples", "make_examples"],
        "held_out": ["HeldOut", "HeldOutRows", "hold_out"],
        "packing": ["collator", "pack", "to_rows"],
        "preferences": ["preference_examples", "read_preferences"],
        "readers": ["Sample", "read_source"],
        "token_stats": ["RowStats"],
    },
)
