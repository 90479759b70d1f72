"""Answer from the values of all papers: sets, superlatives, ranges and trends."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"value_answers": ["answer_from_values"]},
)
