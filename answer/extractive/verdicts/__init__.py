"""The bare `yes` or `no` of a question, where sentences settle it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"yes_no": ["opposing", "settling", "yes_or_no"]}
)
