"""Check what was written as an answer to its question, against the papers found for it.

Order: `question_gap` (what a question leaves open), `placement` (where an answer stands in a
sentence), `asked_clause` (in which clause, and where in it), `answer_features` and `answer_model`
(whether it fills the gap), `asked_values` (values), `opposed_modifiers`, `sentence_support`,
`sources`, `check` (the verdict).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"check": ["ClaimChecker", "check_claim", "check_claims"]}
)
