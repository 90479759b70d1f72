"""Tell the text that a reader of the page sees from text that is there for machines alone.

paint_log lists what is painted, in its order; doubts finds the lines that it may hide; picture
looks at those as they are drawn, contrast says which colours can be told
apart, actual_text whether a file speaks the truth of its glyphs; hidden_text
takes out what is not seen.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "actual_text": ["agree", "character_of"],
        "contrast": ["effective_ink", "stands_out"],
        "doubts": ["Doubts"],
        "hidden_text": ["HiddenText"],
        "paint_log": ["PaintLog"],
        "picture": ["Picture"],
    },
)
