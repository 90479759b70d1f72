"""Answer without a model, by quoting the sentences of the papers that answer.

Order: `prompt_injection` (mask instructions in papers), `sentence_ranking`, `verdicts` and
`comparison` and `value_choice` (kinds of short answers), `short_answer`, `answer`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answer": ["RankedEvidence", "answer_extractively", "rank_evidence"],
        "prompt_injection": ["mask_injections"],
        "sentence_ranking": ["RankedSentence", "rank"],
    },
)
