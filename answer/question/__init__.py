"""Parse a question, complete a follow-up, and test whether a paper can answer it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answerability": ["Support", "find_support"],
        "followup": ["stand_alone"],
        "parse": ["ParsedQuestion", "parse_question"],
    },
)
