"""Clean the plain text that PDFs, exports and people give, before anything is read out of it.

characters takes out what nobody sees, known_words tells language from gibberish;
copyright_notice cuts the notices that publishers add; markdown and visible show words without
acting on a page or a terminal.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "characters": ["one_line", "without_invisible"],
        "known_words": ["known_share", "reads_as_language"],
        "markdown": ["escape_markdown"],
    },
)
