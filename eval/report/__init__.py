"""Summarise the rows of an evaluation, and write them as a page and as Markdown.

Order of the modules: gains, summary, plots, page.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "page": ["as_html", "as_markdown"],
        "gains": ["Gain", "compare_evaluations"],
        "summary": ["Evaluation", "summarise_evaluation"],
    },
)
