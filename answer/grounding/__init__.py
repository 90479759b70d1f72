"""Check claims against sources and give a verdict with reasons.

Order: `alignment` (compare mentions by their context), `near_copies` (copies with one change),
`value_attribution` (values of something else), `strange_words` (junk, and names of nobody), `slots`
(all comparisons with a text), `check` (the verdict).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "check": [
            "CONTRADICTED",
            "NOT_FOUND",
            "SUPPORTED",
            "ClaimVerdict",
            "Source",
            "check_answer",
            "claims_of",
        ],
    },
)
