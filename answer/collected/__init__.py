"""Answer over many papers: lists of values, counts, trends, and sentences of several papers."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "definitions.define": ["define"],
        "several_papers": ["answer_broadly"],
        "values.counts": ["count_papers"],
        "values.value_answers": ["answer_from_values"],
    },
)
