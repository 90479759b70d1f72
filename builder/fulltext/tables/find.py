"""Find the tables of a page, and tell which of its lines belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.fulltext.tables.captions import find_captions
from builder.fulltext.tables.grid import make_table
from builder.fulltext.tables.pieces import cut, words_on
from builder.fulltext.tables.regions import find_regions
from builder.fulltext.tables.ruling import read_ruling
from builder.papers import Table

if TYPE_CHECKING:
    from builder.pdf.lines import Line
    from builder.pdf.pages import Page


@dataclass(slots=True, eq=False)
class FoundTable:
    """A table of a page, with the lines that it takes."""

    table: Table
    caption: list[Line]
    """The lines of its caption."""
    lines: list[Line] = field(default_factory=list)
    """The lines of its cells and of its footnotes."""
    is_continued: bool = False
    """Whether its caption says that it goes on with one of a page before."""


def find_tables(page: Page, sheet: Any) -> list[FoundTable]:
    """Return the tables of a page, from the top down.

    A table is found by its caption. A page without one costs no more than a look at its lines.

    Args:
        page: The page as `builder.pdf.read_page` gives it.
        sheet: The same page as PyMuPDF has it.
    """
    if not find_captions(page, ()):
        return []
    ruling = read_ruling(sheet)
    captions = find_captions(page, ruling.across)
    taken = {line for caption in captions for line in caption.lines}
    pieces = cut((line for line in page.lines if line not in taken), words_on(sheet))
    tables = []
    for caption, region in find_regions(captions, pieces, ruling):
        table = make_table(page, caption, region)
        if table is not None:
            lines = list(dict.fromkeys(one.line for one in (*region.pieces, *region.notes)))
            tables.append(FoundTable(table, caption.lines, lines, caption.is_continued))
    return tables
