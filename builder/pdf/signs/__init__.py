"""Read the signs of fonts that do not say what their glyphs are.

pi_fonts decides by a glyph's name, font and place; shapes recognises what is printed.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"pi_fonts": ["UNREAD", "SignReader"], "shapes": ["printed_sign"]},
)
