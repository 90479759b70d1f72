"""Find the columns of a table by the gaps that its rows leave open one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from builder.fulltext.tables.pieces import WORD_GAP

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece
    from builder.fulltext.tables.ruling import Rule

#: A gap between columns is at least this share of the type size wide.
_NARROWEST = 0.25
#: Without any line that has text on both sides of it, a gap is at least so wide.
_WIDE = 1.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: from where to where its cells reach, and the room that is its own."""

    x0: float
    x1: float
    left: float
    """The middle of the gap to its left."""
    right: float
    """The middle of the gap to its right."""


def find_gaps(
    rows: Sequence[Sequence[Piece]], bars: Sequence[Rule], x0: float, x1: float
) -> list[tuple[float, float]]:
    """Return the gaps between the columns of some rows, from left to right.

    Args:
        rows: The pieces of each printed line, headings left out.
        bars: Vertical rules of the table; each parts two columns.
        x0: The left end of the table, in points.
        x1: Its right end, in points.
    """
    spans = [[(piece.x0, piece.x1) for piece in row] for row in rows if row]
    if not spans:
        return []
    size = max(piece.size for row in rows for piece in row)
    gaps = [gap for gap in _least_covered(spans) if _parts(gap, spans, size) and x0 < gap[0] < x1]
    for bar in bars:
        inside = x0 + size < bar.at < x1 - size
        tall = bar.length > 0.4 * (rows[-1][0].bottom - rows[0][0].top)
        if inside and tall and not any(low - 1 <= bar.at <= high + 1 for low, high in gaps):
            crossed = sum(a < bar.at - 1 and b > bar.at + 1 for row in spans for a, b in row)
            if crossed <= len(spans) / 3:
                gaps.append((bar.at - 0.1, bar.at + 0.1))
    gaps.sort()
    return _without_empty(gaps, spans)


def with_headed(
    gaps: Sequence[tuple[float, float]],
    headings: Sequence[Piece],
    rows: Sequence[Sequence[Piece]],
) -> list[tuple[float, float]]:
    """Return gaps and those between headings that part columns without any cell.

    Args:
        gaps: The gaps between columns that have cells.
        headings: The pieces of the lowest line of headings, from left to right.
        rows: The pieces of each printed line below.
    """
    if len(headings) < len(gaps) + 2:
        return list(gaps)
    more: list[tuple[float, float]] = []
    for low, high in gaps:
        for piece in headings:
            if low + 1 < piece.x0 and piece.x1 < high - 1:
                more.append((low, piece.x0))
                low = piece.x1
        more.append((low, high))
    for one, other in pairwise(headings):
        low, high = one.x1, other.x0
        if high - low < WORD_GAP * one.size or any(a < high and b > low for a, b in more):
            continue
        inside = [piece for row in rows for piece in row if piece.x0 < high and piece.x1 > low]
        if any(piece.x0 < low and piece.x1 > high for piece in inside):
            continue
        low = max([low, *(piece.x1 for piece in inside if piece.middle < (low + high) / 2)])
        high = min([high, *(piece.x0 for piece in inside if piece.x0 > low)])
        if high - low > _NARROWEST * one.size and not any(
            piece.x0 < high - 0.1 and piece.x1 > low + 0.1 for piece in inside
        ):
            more.append((low, high))
    return sorted(more)


def make_columns(
    gaps: Sequence[tuple[float, float]], pieces: Sequence[Piece], x0: float, x1: float
) -> list[Column]:
    """Return the columns between some gaps, each as wide as the pieces that stand in it alone."""
    edges = [x0 - 4, *((low + high) / 2 for low, high in gaps), x1 + 4]
    columns = []
    for left, right in pairwise(edges):
        held = [one for one in pieces if one.x0 > left - 1 and one.x1 < right + 1]
        low = min((one.x0 for one in held), default=left + 2)
        high = max((one.x1 for one in held), default=right - 2)
        columns.append(Column(low, high, left, right))
    return columns


def columns_of(piece: Piece, columns: Sequence[Column]) -> tuple[int, int]:
    """Return the first and the last column that a piece reaches into."""
    reached = [
        number
        for number, column in enumerate(columns)
        if min(piece.x1, column.x1) - max(piece.x0, column.x0)
        > 0.25 * min(piece.x1 - piece.x0, column.x1 - column.x0)
    ]
    if reached:
        return reached[0], reached[-1]
    nearest = min(
        range(len(columns)),
        key=lambda number: max(
            columns[number].left - piece.middle, piece.middle - columns[number].right, 0
        ),
    )
    return nearest, nearest


def _least_covered(spans: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return the stretches that fewer pieces cover than those beside them."""
    steps: dict[float, int] = {}
    for row in spans:
        for start, end in row:
            steps[start] = steps.get(start, 0) + 1
            steps[end] = steps.get(end, 0) - 1
    places = sorted(steps)
    depths, depth = [], 0
    for place in places[:-1]:
        depth += steps[place]
        depths.append(depth)
    found = []
    at = 0
    while at < len(depths):
        end = at
        while end + 1 < len(depths) and depths[end + 1] == depths[at]:
            end += 1
        falls = at > 0 and depths[at - 1] > depths[at]
        rises = end + 1 < len(depths) and depths[end + 1] > depths[at]
        if falls and rises:
            found.append((places[at], places[end + 1]))
        at = end + 1
    return found


def _parts(
    gap: tuple[float, float], spans: Sequence[Sequence[tuple[float, float]]], size: float
) -> bool:
    """Return whether a gap parts columns: more lines leave it open than cross it."""
    low, high = gap
    if high - low < _NARROWEST * size:
        return False
    wide, narrow, crossed = 0, 0, 0
    for row in spans:
        before = [end for _, end in row if end <= low + 0.1]
        behind = [start for start, _ in row if start >= high - 0.1]
        if any(start < low + 0.1 and end > high - 0.1 for start, end in row):
            crossed += 1
        elif before and behind:
            is_wide = min(behind) - max(before) > WORD_GAP * size
            wide, narrow = wide + is_wide, narrow + (not is_wide)
    if not wide and narrow:
        return narrow > 3 and not crossed
    if crossed:
        return wide + narrow > 2 * crossed
    return wide > 0 or high - low > _WIDE * size


def _without_empty(
    gaps: list[tuple[float, float]], spans: Sequence[Sequence[tuple[float, float]]]
) -> list[tuple[float, float]]:
    """Leave out gaps between which no piece has its middle."""
    middles = sorted((start + end) / 2 for row in spans for start, end in row)
    kept: list[tuple[float, float]] = []
    for gap in gaps:
        if kept and not any(kept[-1][0] < middle < gap[1] for middle in middles):
            kept[-1] = (kept[-1][0], gap[1])
        else:
            kept.append(gap)
    return kept
