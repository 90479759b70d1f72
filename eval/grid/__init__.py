"""Ask every system of an evaluation the held-out questions, and keep a scored row for each answer.

Order of the modules: row_store and systems, then run.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "row_store": ["RowStore"],
        "run": ["Cell", "applies", "draft_text", "fill_grid"],
        "systems": [
            "AnsweringSystem",
            "QuotingSystem",
            "Reply",
            "closed_book_system",
            "reading_system",
        ],
    },
)
