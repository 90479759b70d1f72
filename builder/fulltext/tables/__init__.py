"""Find the tables of a page by its captions, rules and gaps, as rows of cells."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"find": ["FoundTable", "find_tables", "join_continued"]}
)
