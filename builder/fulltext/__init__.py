"""Read what stands in a paper behind its abstract: its sections, paragraphs and captions.

paper_file reads a PDF whole and keeps what was read where the body cannot be; body puts the
paragraphs of all pages in reading order.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"body": ["read_body"], "paper_file": ["read_paper_file"]},
)
