"""Read numbers as papers write them: digits, signs, powers of ten, uncertainties, words.

`signs` names the characters; `left_context` tells where a number may begin; `number` reads one;
`words` reads the numbers that are written out. What joins numbers to ranges and lists, and to
units, stands in `builder.materials.quantities`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "number": ["Number", "is_number", "next_number", "number_at"],
        "words": ["find_number_words"],
    },
)
