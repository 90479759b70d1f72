"""Read questions, claims and held-out rows whose true answers are known.

Order of the modules: questions, then held_out; labelled_claims stands by itself.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "held_out": ["HeldOutQuestion", "read_held_out", "sample_questions"],
        "labelled_claims": ["LabelledClaim", "LabelledSet", "read_labelled"],
        "questions": [
            "Question",
            "can_be_asked",
            "in_corpus",
            "names_of",
            "read_questions",
            "read_rows",
        ],
    },
)
