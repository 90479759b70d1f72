"""Find the tables of a page, and tell which of its lines belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from builder.fulltext.tables.captions import Caption, find_captions
from builder.fulltext.tables.grid import make_table
from builder.fulltext.tables.pieces import Piece, Word, cut, words_on
from builder.fulltext.tables.region_search import (
    region_above,
    region_beside,
    region_by_gaps,
    region_by_rules,
)
from builder.fulltext.tables.regions import Region
from builder.fulltext.tables.ruling import Ruling, read_ruling
from builder.fulltext.tables.turned import turned_page
from builder.papers import Table

if TYPE_CHECKING:
    from builder.pdf.lines import Line
    from builder.pdf.pages import Page


#: A page with more lines, or more captions, is none of a paper.
_MOST_LINES, _MOST_CAPTIONS = 3_000, 16


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
    found = []
    if len(page.lines) <= _MOST_LINES and find_captions(page, ()):
        found = _tables_on(page, read_ruling(sheet), words_on(sheet))
    if across := turned_page(page, sheet):
        # Places are told on pages as they are before they are turned.
        found += (replace(one, table=replace(one.table, places=())) for one in _tables_on(*across))
    return found


def _tables_on(page: Page, ruling: Ruling, words: Sequence[Word]) -> list[FoundTable]:
    captions = find_captions(page, ruling.across)[:_MOST_CAPTIONS]
    taken = {line for caption in captions for line in caption.lines}
    pieces = cut((line for line in page.lines if line not in taken), words)
    tables = []
    for caption, region in _find_regions(captions, pieces, ruling):
        table = make_table(page, caption, region)
        if table is not None:
            lines = list(dict.fromkeys(one.line for one in (*region.pieces, *region.notes)))
            tables.append(FoundTable(table, caption.lines, lines, caption.is_continued))
    return tables


def _find_regions(
    captions: Sequence[Caption], pieces: Sequence[Piece], ruling: Ruling
) -> list[tuple[Caption, Region]]:
    """Return where the tables of some captions stand: below them or, where that fits, above.

    Args:
        captions: All captions of tables on a page.
        pieces: All pieces of the page but those of the captions.
        ruling: The rules of the page.
    """
    below = [region_by_rules(one, pieces, ruling, captions, down=True) for one in captions]
    above = [region_by_rules(one, pieces, ruling, captions, down=False) for one in captions]
    first, second = (below, above)
    if _cost(captions, above) < _cost(captions, below) - 12 * len(captions):
        first, second = above, below
    found: list[tuple[Caption, Region]] = []
    for caption, near, far in zip(captions, first, second, strict=True):
        others = (region_beside, region_by_gaps, region_above) if not near and not far else ()
        for region in (near, far, *(find(caption, pieces, ruling) for find in others)):
            if region and not any(_overlap(region, other) for _, other in found):
                found.append((caption, region))
                break
    return found


def _cost(captions: Sequence[Caption], regions: Sequence[Region | None]) -> float:
    """Return how far tables stand from their captions, in points, and much for each without one."""
    cost = 0.0
    for number, (caption, region) in enumerate(zip(captions, regions, strict=True)):
        if region is None or any(other and _overlap(region, other) for other in regions[:number]):
            cost += 100
        else:
            cost += max(region.y0 - caption.bottom, caption.top - region.y1, 0)
    return cost


def _overlap(one: Region, other: Region) -> bool:
    return (
        one.x0 < other.x1 - 5
        and other.x0 < one.x1 - 5
        and one.y0 < other.y1 - 3
        and other.y0 < one.y1 - 3
    )


def join_continued(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Join tables that go on over pages: those of one label of which the later have no caption.

    Args:
        tables: The tables of a paper, in order.
    """
    joined: list[Table] = []
    for table in tables:
        last = joined[-1] if joined else None
        if last is None or not _goes_on(last, table):
            joined.append(table)
            continue
        repeated = table.rows[: table.header_rows] == last.rows[: last.header_rows]
        rows = table.rows[table.header_rows :] if repeated else table.rows
        begin = len(last.rows) - (table.header_rows if repeated else 0)
        joined[-1] = replace(
            last,
            rows=last.rows + rows,
            notes=last.notes + table.notes,
            places=last.places
            + tuple(
                (begin + row, column, place)
                for row, column, place in table.places
                if not repeated or row >= table.header_rows
            ),
            is_sure=last.is_sure and table.is_sure and repeated,
        )
    return tuple(joined)


def _goes_on(last: Table, table: Table) -> bool:
    return (
        table.label == last.label
        and not table.caption
        and table.page > last.page
        and len(table.rows[0]) == len(last.rows[0])
    )
