"""Read papers that come as text: JATS and Elsevier's XML, web pages, Markdown made of PDFs.

text_file reads a file of any of these kinds and says what it is where it is no paper. parsing makes
a tree of its bytes; jats, elsevier and web_page find the parts of a paper in it, markdown makes a
web page of Markdown. running_text writes an element as text, table_cells its rows, body_writer
collects paragraphs, captions and tables below their headings.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"text_file": ["read_text_file"]}
)
