"""Put the pieces of a table into rows and columns of text, each with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from builder.fulltext.tables.columns import Column, columns_of, find_gaps, make_columns, with_headed
from builder.fulltext.tables.headings import (
    PlacedHeading,
    headings_end,
    lines_across,
    place_headings,
)
from builder.fulltext.tables.pieces import Piece, cut_finely, split
from builder.fulltext.tables.regions import Region, baselines
from builder.fulltext.tables.rows import make_rows
from builder.fulltext.tables.spanning import Row, Separator
from builder.papers import LinePlace, Table
from builder.pdf.lines import Line
from builder.pdf.pages import Page, running_text
from builder.pdf.places import place_text

if TYPE_CHECKING:
    from builder.fulltext.tables.captions import Caption

#: With fewer cells it is no table.
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 40

#: Å as a letter with a ring of its own.
_RING = re.compile("A([)\\]]?)\\s?[\u02da\u030a]\\s?")

Cells = list[dict[int, list[Piece]]]


def make_table(page: Page, caption: Caption, region: Region) -> Table | None:
    """Return what stands in a region as a table; None where it has no columns."""
    lines = lines_across(region)
    end = headings_end(region, lines)
    pieces = [part for one in region.pieces for part in cut_finely(one)]
    body = [one for one in pieces if one.baseline - 0.3 * one.size > end]
    head = [one for one in region.pieces if one.baseline - 0.3 * one.size <= end]
    if not body:
        return None
    printed = baselines(body)
    gaps = find_gaps(printed, region.bars, region.x0, region.x1)
    if head and gaps:
        gaps = with_headed(gaps, baselines(head)[-1], printed)
    if len(gaps) + 1 < _FEWEST_COLUMNS or len(gaps) >= _MOST_COLUMNS:
        return None
    head = [part for piece in head for part in split(piece, gaps)]
    columns = make_columns(gaps, _parted(body, gaps), region.x0, region.x1)
    body = _parted(body, gaps)
    placed = [
        (piece, 0 if _is_over_all(row, columns, region) else columns_of(piece, columns)[0])
        for row in baselines(body)
        for piece in row
    ]
    separators = [
        Separator(line.at, parted)
        for line in lines
        if line.at > end + 2
        and (parted := _columns_under(line.spans, columns))
        and len(parted) >= 0.5 * len(columns)
    ]
    rows = make_rows(placed, separators, len(columns))
    headings = place_headings(head, columns, [one for one in lines if one.at < end - 2])
    return _table(page, caption, region, headings, rows, len(columns))


def _parted(pieces: Iterable[Piece], gaps: Sequence[tuple[float, float]]) -> list[Piece]:
    return [part for piece in pieces for part in split(piece, gaps)]


def _is_over_all(row: Sequence[Piece], columns: Sequence[Column], region: Region) -> bool:
    """Return whether one cell stands at the middle of a whole row, as the heading of rows does."""
    middles = ((columns[0].x0 + columns[-1].x1) / 2, (region.x0 + region.x1) / 2)
    near = any(abs(row[0].middle - middle) < row[0].size for middle in middles)
    return len(row) == 1 and len(columns) > 2 and near


def _columns_under(
    spans: Sequence[tuple[float, float]], columns: Sequence[Column]
) -> frozenset[int]:
    """Return the columns that a line parts."""
    return frozenset(
        number
        for number, column in enumerate(columns)
        if any(start - 2 < (column.x0 + column.x1) / 2 < end + 2 for start, end in spans)
    )


def _table(
    page: Page,
    caption: Caption,
    region: Region,
    headings: Sequence[PlacedHeading],
    rows: Sequence[Row],
    width: int,
) -> Table:
    depth = max((one.level + 1 for one in headings), default=0)
    cells: Cells = [{} for _ in range(depth)]
    for heading in headings:
        cells[heading.level].setdefault(heading.first, []).extend(heading.pieces)
    cells += [row.cells for row in rows]
    texts: list[tuple[str, ...]] = []
    places: list[tuple[int, int, LinePlace]] = []
    for number, row in enumerate(cells):
        held = []
        for column in range(width):
            lines = [_as_line(group) for group in _printed(row.get(column, ()))]
            text = _RING.sub(r"Å\1", running_text(lines, page.words))
            held.append(text)
            found = place_text(text, [(page, lines)], page.words)
            places += [(number, column, place) for place in found]
        texts.append(tuple(held))
    notes = _notes(page, region.notes)
    table = Table(
        tuple(texts),
        depth,
        page.number,
        caption.label,
        caption.text,
        notes,
        places=tuple(places),
    )
    return replace(table, is_sure=_is_sure(table))


def _printed(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces of a cell by printed lines."""
    return baselines(pieces)


def _as_line(pieces: Sequence[Piece]) -> Line:
    """Return the pieces of one printed line in a cell as a line."""
    first = pieces[0]
    runs = sorted((run for piece in pieces for run in piece.runs), key=attrgetter("x0"))
    text = " ".join(piece.text for piece in pieces)
    return Line(
        runs,
        min(one.x0 for one in pieces),
        first.top,
        max(one.x1 for one in pieces),
        first.bottom,
        first.size,
        first.baseline,
        False,
        False,
        text,
    )


def _notes(page: Page, pieces: Sequence[Piece]) -> tuple[str, ...]:
    lines = [_as_line(row) for row in baselines(pieces)]
    return (running_text(lines, page.words),) if lines else ()


def _is_sure(table: Table) -> bool:
    """Return whether rows and columns look like those of a table: most cells of its body filled."""
    body = table.rows[table.header_rows :]
    if not body or not table.header_rows:
        return False
    filled = sum(bool(cell) for row in body for cell in row)
    headed = [any(column) for column in zip(*table.rows[: table.header_rows], strict=True)]
    for number in range(1, len(headed)):
        cells = [row[number] for row in body if row[number]]
        values = sum(cell[:1].isdecimal() for cell in cells)
        if not headed[number] and 2 * values > len(cells) and cells[0][:1].isdecimal():
            return False
    return filled >= 0.4 * len(body) * len(headed)
