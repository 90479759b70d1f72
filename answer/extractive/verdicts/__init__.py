"""The bare `yes` or `no` of a question, where sentences settle it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "leading_quote": ["with_told_first"],
        "yes_no": ["opposing", "settling", "yes_or_no"],
    },
)
