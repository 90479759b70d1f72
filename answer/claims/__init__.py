"""Check what was written as an answer to its question, against the papers found for it.

Order: `question_gap` (what a question leaves open), `placement` (where an answer stands in a
sentence), `answer_features` and `answer_model` (whether it fills the gap), `asked_values` (values),
`sources`, `check` (the verdict).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"check": ["ClaimChecker", "check_claim", "check_claims"]}
)
