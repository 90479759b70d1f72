"""Answer by a language model, keep what the papers support, and draft triples.

Order: `context_budget` (fill a prompt), `answer` (ask and check), `attribution` (influence of each
passage); `draft_triples` asks for triples instead of an answer.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answer": ["AnswerOptions", "PreparedQuestion", "answer_with", "prepare"],
        "attribution": ["Explanation", "attribute"],
        "context_budget": ["BudgetedPrompt", "fit_context"],
        "draft_triples": ["ask_about"],
    },
)
