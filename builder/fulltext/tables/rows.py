"""Put the printed lines of a table's columns together into rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from builder.fulltext.tables.regions import baselines
from builder.fulltext.tables.spanning import (
    FAR,
    VALUE,
    Placed,
    Row,
    Separator,
    floating_columns,
    put_floating,
)

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece

#: A whole number with its uncertainty.
_NUMBER = re.compile(r"[<>≤≥~≈±+−–-]?\s?\d[\d.,]*\s?(?:[(±][^A-Za-z]*)?%?[*†a-c]?$")
#: What a line is like that goes on with the one above it in its cell.
_GOES_ON = re.compile(r"[a-z(),;:%+/&\])=–-]")
_OPEN_END = re.compile(r"(?:[-–/+,;:&(=]|\b(?:and|or|of|the|in|to|with|for|by))$")


def make_rows(placed: Sequence[Placed], separators: Sequence[Separator], width: int) -> list[Row]:
    """Return the rows of the body of a table.

    Args:
        placed: Its pieces, each with its column; one over several columns with the first.
        separators: The rules between its rows, from the top down.
        width: The number of its columns.
    """
    bands = _bands(placed, [one.at for one in separators])
    floating = floating_columns(placed, separators, width)
    rows: list[Row] = []
    for band in bands:
        fixed = [one for one in band if one[1] not in floating]
        rows += _rows_of_band(fixed)
    for column in floating:
        lines = [piece for piece, number in placed if number == column]
        put_floating(lines, column, separators, rows)
    return [row for row in rows if row.cells]


def _bands(placed: Sequence[Placed], edges: Sequence[float]) -> list[list[Placed]]:
    """Return the pieces between rules."""
    bands = []
    for top, bottom in pairwise((FAR[0], *edges, FAR[1])):
        held = [one for one in placed if top < one[0].baseline - 0.3 * one[0].size <= bottom]
        if held:
            bands.append(held)
    return bands


def _rows_of_band(placed: Sequence[Placed]) -> list[Row]:
    """Return the rows between two rules."""
    clusters = baselines(piece for piece, _ in placed)
    if not clusters:
        return []
    column_of = {id(piece): number for piece, number in placed}
    anchors = _anchors(clusters, column_of)
    rows = [Row(clusters[number][0].baseline) for number in anchors]
    for number, cluster in enumerate(clusters):
        if number in anchors:
            _put(rows[anchors.index(number)], cluster, column_of)
    top_down = _is_top_aligned(clusters, anchors, column_of)
    for number, cluster in enumerate(clusters):
        if number in anchors:
            continue
        for piece in cluster:
            above = [at for at in anchors if at < number]
            below = [at for at in anchors if at > number]
            if not above:
                chosen = below[0]
            elif not below:
                chosen = above[-1]
            else:
                ends = clusters[above[-1]][0].baseline, clusters[below[0]][0].baseline
                up = _is_nearer_above(piece, placed, ends, top_down)
                chosen = above[-1] if up else below[0]
            _put(rows[anchors.index(chosen)], [piece], column_of)
    return rows


def _is_nearer_above(
    piece: Piece, placed: Sequence[Placed], ends: tuple[float, float], top_down: bool
) -> bool:
    """Return whether a line of a cell belongs to the row above it, and not to that below.

    Args:
        piece: The line.
        placed: All pieces, each with its column.
        ends: The baselines of the two rows.
        top_down: Whether cells may go on below the first line of their rows in all of the table.
    """
    column = next(number for one, number in placed if one is piece)
    apart = [one.baseline - piece.baseline for one, number in placed if number == column]
    up = min((-by for by in apart if by < -0.3 * piece.size), default=1e9)
    down = min((by for by in apart if by > 0.3 * piece.size), default=1e9)
    if max(up, down) < 1e9 and abs(up - down) > 0.1 * piece.size:
        return up < down
    return top_down or piece.baseline - ends[0] <= ends[1] - piece.baseline


def _put(row: Row, pieces: Iterable[Piece], column_of: dict[int, int]) -> None:
    for piece in pieces:
        row.cells.setdefault(column_of[id(piece)], []).append(piece)


def _is_top_aligned(
    clusters: Sequence[Sequence[Piece]], anchors: Sequence[int], column_of: dict[int, int]
) -> bool:
    """Return whether the lines of a cell go on below the first line of its row."""
    filled: set[int] = set()
    for number, cluster in enumerate(clusters):
        columns = {column_of[id(one)] for one in cluster}
        if number in anchors:
            filled = columns
        elif not columns <= filled:
            return False
    return True


def _anchors(clusters: Sequence[Sequence[Piece]], column_of: dict[int, int]) -> list[int]:
    """Return which printed lines begin a row of their own, or are its middle."""
    if len(clusters) == 1:
        return [0]
    values = [len({column_of[id(one)] for one in row if VALUE.match(one.text)}) for row in clusters]
    filled = [len({column_of[id(one)] for one in row}) for row in clusters]
    most = max(values)
    if most:
        anchors = [number for number, count in enumerate(values) if count >= max(1, 0.5 * most)]
    else:
        anchors = [
            number for number, count in enumerate(filled) if count >= max(1, 0.6 * max(filled))
        ]
    gaps = [b[0].baseline - a[0].baseline for a, b in pairwise(clusters)]
    size = clusters[0][0].size
    pitch = median(
        [clusters[b][0].baseline - clusters[a][0].baseline for a, b in pairwise(anchors)]
        or [min(gaps)]
    )
    for number, row in enumerate(clusters):
        if number in anchors:
            continue
        if any(_clash(row, clusters[at], column_of) for at in anchors):
            anchors.append(number)
            continue
        near = min(abs(row[0].baseline - clusters[at][0].baseline) for at in anchors)
        goes_on = _continues(clusters, number, column_of, strictly=len(anchors) > 1)
        if near > 0.85 * pitch and near > 0.95 * size and not goes_on:
            anchors.append(number)
    anchors.sort()
    return _without_wraps(clusters, anchors, column_of, values)


def _continues(
    clusters: Sequence[Sequence[Piece]], number: int, column_of: dict[int, int], strictly: bool
) -> bool:
    """Return whether all of a printed line only goes on with cells of the one above it, or below.

    Where there are several rows they must look so, too.
    """
    for beside in (number - 1, number + 1):
        if beside not in range(len(clusters)):
            continue
        cells = {column_of[id(one)]: one for one in clusters[beside]}
        apart = abs(clusters[number][0].baseline - clusters[beside][0].baseline)
        if apart > 1.6 * clusters[0][0].size or (strictly and beside > number):
            continue
        if all(
            (other := cells.get(column_of[id(one)])) is not None
            and (not strictly or _GOES_ON.match(one.text) or _OPEN_END.search(other.text))
            for one in clusters[number]
        ):
            return True
    return False


def _without_wraps(
    clusters: Sequence[Sequence[Piece]],
    anchors: list[int],
    column_of: dict[int, int],
    values: Sequence[int],
) -> list[int]:
    """Leave out lines that stand closer to the one above than rows do, and hold no value."""
    if len(clusters) < 3:
        return anchors
    gaps = [b[0].baseline - a[0].baseline for a, b in pairwise(clusters)]
    narrow = min(gaps)
    if max(gaps) < 1.25 * narrow:
        return anchors
    kept = anchors[:1]
    for number in anchors[1:]:
        before, row = clusters[number - 1], clusters[number]
        shared = {column_of[id(one)] for one in before} & {column_of[id(one)] for one in row}
        is_near = gaps[number - 1] < 1.12 * narrow
        if is_near and shared and not values[number] and not _clash(row, before, column_of):
            continue
        kept.append(number)
    return kept


def _clash(row: Sequence[Piece], other: Sequence[Piece], column_of: dict[int, int]) -> bool:
    """Return whether two printed lines hold a whole number each in one column."""
    numbers = {column_of[id(one)] for one in row if _NUMBER.match(one.text)}
    return any(column_of[id(one)] in numbers and _NUMBER.match(one.text) for one in other)
