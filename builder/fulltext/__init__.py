"""Read what stands in a paper behind its abstract: its sections, paragraphs, captions and tables.

paper_file reads a PDF whole and keeps what was read where the body cannot be; body does the work of
one paper: layout (on `page`, and floats) sorts what stands on each page, front leaves out what is
before the text, printed puts its lines in a row, outline (on `sections`) follows its headings,
assembly makes paragraphs of the lines; `tables` reads tables.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"body": ["read_body"], "paper_file": ["read_paper_file"]},
)
