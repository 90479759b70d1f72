"""Count the papers and alloys that a question asks for, by the values or the words they hold."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"counts": ["count_papers"]}
)
