"""Search what stands in papers beside their abstracts: paragraphs, captions and rows of tables.

The tables and the index file here stand beside those of the abstracts and never change them. Lowest
first: schema, table_text and question; passages cuts bodies; vectors embeds the passages; features
measures how well each fits a question; search ranks them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "passages": ["cut_bodies"],
        "search": ["BodyHit", "BodySearcher"],
        "vectors": ["update_body_index"],
    },
)
