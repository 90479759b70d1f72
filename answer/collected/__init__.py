"""Answer over many papers: lists of values, counts, trends, and sentences of several papers."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules={
        "compared_sides",
        "counts",
        "definitions",
        "one_alloy",
        "papers_about",
        "papers_by_year",
        "reviews",
        "several_papers",
        "subject",
        "values",
    },
)
