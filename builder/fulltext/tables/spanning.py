"""Put cells that stand at the middle of several rows of a table into the first of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from builder.fulltext.tables.regions import baselines

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece

#: What a cell with a value looks like, or one that says there is none.
VALUE = re.compile(
    r"[<>≤≥~∼≈±+−–-]?\s?[(\[]?\d|[-–—−.…/*]{1,4}$|[A-Za-zα-ω]{1,3}\s?=\s?[−–-]?\d|(?:n[./]?[ad]\.?|ND|NA|N/A)$"
)
FAR = float("-inf"), float("inf")
"""Above all that is printed, and below."""


@dataclass(slots=True)
class Row:
    """One row: for each column its pieces."""

    baseline: float
    cells: dict[int, list[Piece]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Separator:
    """A rule between two rows, and the columns that it parts."""

    at: float
    columns: frozenset[int]


Placed = tuple["Piece", int]
"""A piece, and its column."""


def _parts_of(
    lines: Sequence[Piece], column: int, separators: Sequence[Separator]
) -> list[tuple[list[Piece], float, float]]:
    """Return the pieces of a column between the rules that part it, with where these are."""
    edges = [one.at for one in separators if column in one.columns]
    parts = []
    for top, bottom in pairwise((FAR[0], *edges, FAR[1])):
        held = [one for one in lines if top < one.baseline - 0.3 * one.size <= bottom]
        if held:
            parts.append((held, top if edges else FAR[0], bottom))
    if edges and parts and parts[0][1] == FAR[0]:
        parts[0] = (parts[0][0], -1e9, parts[0][2])
    return parts


def floating_columns(
    placed: Sequence[Placed], separators: Sequence[Separator], width: int
) -> set[int]:
    """Return the columns whose cells stand at the middle of several rows.

    Args:
        placed: The pieces of a table's body, each with its column.
        separators: The rules between its rows, from the top down.
        width: The number of its columns.
    """
    grid = _grid(placed, width)
    cut = {column for one in separators for column in range(width) if column not in one.columns}
    found = {
        column
        for column in range(width)
        if column in cut or _is_floating(placed, column, separators, grid)
    }
    return found if len(found) < width else set()


def _grid(placed: Sequence[Placed], width: int) -> list[float]:
    """Return the baselines of rows: those of the columns that have most values."""
    values = [
        _by_column((one for one in placed if VALUE.match(one[0].text)), column)
        for column in range(width)
    ]
    if max(map(len, values)) < 2:
        values = [_by_column(placed, column) for column in range(width)]
    counts = [len(lines) for lines in values if len(lines) > 1]
    usual = max(counts, key=lambda count: counts.count(count) * count, default=0)
    pieces = [piece for lines in values if len(lines) == usual for line in lines for piece in line]
    return [row[0].baseline for row in baselines(pieces)]


def _is_floating(
    placed: Sequence[Placed], column: int, separators: Sequence[Separator], grid: list[float]
) -> bool:
    lines = [piece for piece, number in placed if number == column]
    if not lines or len(grid) < 2:
        return False
    size = lines[0].size
    off = on = fewer = more = centred = ruled = 0
    parts = _parts_of(lines, column, separators)
    for part, low, high in parts:
        rows = [at for at in grid if low < at - 0.3 * size <= high]
        printed = baselines(part)
        if len(rows) < 2:
            continue
        for line in printed:
            near = min(abs(line[0].baseline - at) for at in rows)
            inside = rows[0] - 0.2 * size < line[0].baseline < rows[-1] + 0.2 * size
            off += near > 0.3 * size and inside
            on += near <= 0.3 * size
        fewer += len(printed) < len(rows)
        more += len(printed) > len(rows)
        middle = (printed[0][0].baseline + printed[-1][0].baseline) / 2
        block = all(b[0].baseline - a[0].baseline < 1.45 * size for a, b in pairwise(printed))
        if block and len(printed) < len(rows):
            ruled += 1
            centred += abs(middle - (rows[0] + rows[-1]) / 2) < 0.3 * size
    if fewer <= more:
        return False
    alone = len(parts) > 1 or len(grid) > 2
    return off >= max(1, 0.25 * on) or (alone and centred > 0 and centred == ruled == fewer)


def _float(lines: Sequence[Piece], column: int, rows: Sequence[Row], whole: bool) -> None:
    """Put cells that stand at the middle of several rows into the first of these."""
    if not lines or not rows:
        return
    printed = baselines(lines)
    pitch = median([b.baseline - a.baseline for a, b in pairwise(rows)] or [1e9])
    blocks: list[list[list[Piece]]] = [[printed[0]]]
    for before, line in pairwise(printed):
        if line[0].baseline - before[0].baseline > min(1.45 * line[0].size, 1.3 * pitch):
            blocks.append([])
        blocks[-1].append(line)
    first = 0
    for block in blocks:
        middle = (block[0][0].baseline + block[-1][0].baseline) / 2
        last = _last_row(middle, first, rows)
        if whole and len(blocks) == 1:
            last = len(rows) - 1
        cells = rows[min(first, len(rows) - 1)].cells.setdefault(column, [])
        cells += [piece for line in block for piece in line]
        first = min(last + 1, len(rows) - 1)


def _last_row(middle: float, first: int, rows: Sequence[Row]) -> int:
    """Return the row up to which the middle of a cell is the middle of its rows."""
    return min(
        range(first, len(rows)),
        key=lambda last: abs((rows[first].baseline + rows[last].baseline) / 2 - middle),
    )


def _by_column(placed: Iterable[Placed], column: int) -> list[list[Piece]]:
    return baselines(piece for piece, number in placed if number == column)


def put_floating(
    lines: Sequence[Piece], column: int, separators: Sequence[Separator], rows: Sequence[Row]
) -> None:
    """Put the cells of a column, each at the middle of its rows, into the first of these.

    Args:
        lines: The pieces of the column.
        column: Its number.
        separators: The rules between rows.
        rows: The rows of the other columns, to which its cells are added.
    """
    for part, low, high in _parts_of(lines, column, separators):
        inside = [row for row in rows if low < row.baseline <= high]
        _float(part, column, inside or rows, whole=bool(inside) and low > FAR[0])
