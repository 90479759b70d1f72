"""Compare a tuned model with its base on rows that neither was trained on.

Order: perplexity <- held_out_pass; answer_scores; report <- report_page.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answer_scores": ["score_answers", "text_similarity"],
        "held_out_pass": ["HeldOutPass", "read"],
        "perplexity": ["AnswerLoss", "measure", "padded_perplexity", "ratio"],
        "report": ["TrainingReport", "compare", "read_report"],
        "report_page": ["as_markdown", "draw"],
    },
)
