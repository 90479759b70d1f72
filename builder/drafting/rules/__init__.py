"""Rules that draft a question and its answer from one sentence or one clause.

Each module holds the rules for one kind of statement; each rule is a function `ask_…` that yields
(kind, question, answer). Order: sentence_context (what a rule sees), context_reader (reading an
abstract into it), then the rules: amounts, phases, causes, effects, comparisons, conditions,
findings, identity, processing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "context_reader": ["clause_contexts", "read_sentences"],
        "sentence_context": ["ClauseContext", "Draft", "SentenceContext"],
    },
)
