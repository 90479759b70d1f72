"""Read the body of an open paper: its paragraphs and captions in reading order, its headings."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from builder.frontmatter.extract import FrontMatter
from builder.fulltext.assembly import assemble
from builder.fulltext.front import cut_front
from builder.fulltext.layout import lay_out
from builder.fulltext.page.print_style import find_style
from builder.fulltext.tables.find import FoundTable, find_tables
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
    told = {page.number for page in found.pages.read}
    pages, tables, notes = _read_pages(found, seconds)
    notes += _hidden([page for page in pages if page.number not in told])
    style = find_style(pages)
    if style is None:
        return Body(), tuple(notes)
    read: list[Line] = []
    if found.abstract:
        read += found.abstract.all_lines
    if found.title:
        read += found.title.lines
    sheets = lay_out(pages, tables, read, style)
    cut_front(sheets, found.title, found.abstract, found.start, style)
    return assemble(sheets, style), tuple(notes)


def _read_pages(
    found: FrontMatter, seconds: float
) -> tuple[list[Page], list[list[FoundTable]], list[str]]:
    """Return the pages of a paper, their tables, and notes on pages that were left out."""
    begun = monotonic()
    pages: list[Page] = []
    tables: list[list[FoundTable]] = []
    notes: list[str] = []
    for index in range(found.start, len(found.pages)):
        if len(pages) >= MOST_PAGES or monotonic() - begun > seconds:
            notes.append(f"Of its body the pages from {index + 1} on were left out.")
            break
        try:
            pages.append(found.pages[index])
            tables.append(find_tables(pages[-1], found.pages.sheet(index)))
        except Exception as error:  # broken pages end in errors of many kinds, as broken files do
            if isinstance(error, MemoryError) or "alloc" in str(error):  # MuPDF's own way
                raise MemoryError from error
            what = "The tables" if len(pages) > len(tables) else "The text"
            notes.append(f"{what} of page {index + 1} cannot be read ({type(error).__name__}).")
            tables += [[]] * (len(pages) - len(tables))
    return pages, tables, notes


def _hidden(pages: Iterable[Page]) -> list[str]:
    """Return notes on the kinds of hidden text that were left out of some pages."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for kind in page.hidden:
            found.setdefault(kind, []).append(str(page.number))
    return [
        f"Hidden text ({kind}) on page{'s' * (len(numbers) > 1)} {', '.join(numbers)} was left out."
        for kind, numbers in found.items()
    ]
