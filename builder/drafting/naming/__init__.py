"""Say in a question what it is about: the alloy or topic of a paper, its short names in full."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "short_names": ["ShortNames", "find_short_names"],
        "topics": ["find_topic"],
    },
)
