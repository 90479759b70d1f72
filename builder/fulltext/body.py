"""Read the body of an open paper: its paragraphs and captions in reading order, its headings."""

from __future__ import annotations

from time import monotonic

from builder.frontmatter.extract import FrontMatter
from builder.fulltext.assembly import Assembly
from builder.fulltext.layout import lay_out
from builder.papers import Body
from builder.pdf.pages import Line, Page

#: Pages that are read of one paper: few have more, and theses are no papers.
MOST_PAGES = 60


def read_body(found: FrontMatter, seconds: float) -> tuple[Body, tuple[str, ...]]:
    """Return the body of a paper, and notes on what of it was not read.

    Args:
        found: The open paper and what was found at its beginning.
        seconds: No further page is begun after this time.
    """
    begun = monotonic()
    pages: list[Page] = []
    notes: tuple[str, ...] = ()
    for index in range(found.start, len(found.pages)):
        if len(pages) >= MOST_PAGES or monotonic() - begun > seconds:
            notes = (f"Of its body the pages from {index + 1} on were left out.",)
            break
        pages.append(found.pages[index])
    read: list[Line] = []
    if found.abstract:
        read += found.abstract.all_lines
    if found.title:
        read += found.title.lines
    style, sheets = lay_out(pages, read)
    if style is None:
        return Body(), notes
    assembly = Assembly(style)
    for sheet in sheets:
        assembly.add_page(sheet)
    assembly.finish()
    return Body(tuple(assembly.paragraphs), headings=tuple(assembly.headings)), notes
