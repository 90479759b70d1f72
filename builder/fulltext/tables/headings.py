"""Tell the headings of a table from its rows, and put headings over several columns in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.fulltext.tables.columns import Column, columns_of
from builder.fulltext.tables.regions import Region, baselines

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece

_NUMBER = re.compile(r"[<>≤≥~≈±+−–-]?\s?[(\[]?\d[\d.,]*(?!\w)|[-–—]$")


#: A rule across a table may end so far from its ends, in points.
_RAGGED = 15.0


@dataclass(frozen=True, slots=True)
class LineAcross:
    """A rule across a table, made of all that stands at its height."""

    at: float
    spans: tuple[tuple[float, float], ...]

    def covers(self, x0: float, x1: float) -> float:
        """Return which share of a stretch it covers."""
        covered = sum(max(0.0, min(x1, end) - max(x0, start)) for start, end in self.spans)
        return covered / max(x1 - x0, 1.0)

    def is_across(self, x0: float, x1: float) -> bool:
        """Return whether it goes from end to end of a stretch, with gaps at most."""
        ragged = max(_RAGGED, 0.05 * (x1 - x0))
        ends = self.spans[0][0] < x0 + ragged and self.spans[-1][1] > x1 - ragged
        return ends and self.covers(x0, x1) > 0.6


def lines_across(region: Region) -> list[LineAcross]:
    """Return the horizontal lines of a region."""
    spans = [(rule.at, rule.start, rule.end) for rule in region.rules]
    lines: list[tuple[float, list[tuple[float, float]]]] = []
    for at, start, end in sorted(spans):
        if lines and at - lines[-1][0] < 2.5:
            lines[-1][1].append((start, end))
        else:
            lines.append((at, [(start, end)]))
    return [LineAcross(at, tuple(_merged(parts))) for at, parts in lines]


def _merged(parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def headings_end(region: Region, lines: Sequence[LineAcross]) -> float:
    """Return where the headings of a table end, in points from the top."""
    rows = baselines(region.pieces)
    full = [line for line in lines if line.is_across(region.x0, region.x1)]
    firsts = [line.at for line in full if line.at > rows[0][0].baseline - 0.3 * rows[0][0].size]
    for at in firsts:
        below = [row for row in rows if row[0].baseline - 0.3 * row[0].size > at]
        above = [row for row in rows if row[0].baseline - 0.3 * row[0].size <= at]
        if below and above and (len(above) <= 8 or len(above) <= len(below)):
            return _with_second(at, firsts, below, rows)
        break
    return _by_numbers(rows)


def _with_second(
    at: float,
    lines: Sequence[float],
    below: Sequence[Sequence[Piece]],
    rows: Sequence[Sequence[Piece]],
) -> float:
    """Return the end of the headings where a second line of them is ruled off, too."""
    following = next((line for line in lines if line > at + 2), None)
    if following is None:
        return at
    band = [row for row in below if row[0].baseline - 0.3 * row[0].size <= following]
    rest = below[len(band) :]
    if len(band) != 1 or len(rest) < 2:
        return at
    left = min(row[0].x0 for row in rows)
    stub_is_empty = band[0][0].x0 > left + 4 * band[0][0].size
    has_numbers = any(_NUMBER.match(one.text) for one in band[0])
    return following if stub_is_empty and not has_numbers and len(band[0]) > 1 else at


def _by_numbers(rows: Sequence[Sequence[Piece]]) -> float:
    """Return the end of the headings of a table without rules: above the first row of numbers."""
    for number, row in enumerate(rows):
        numbers = sum(bool(_NUMBER.match(one.text)) for one in row)
        if number and numbers >= max(1, 0.4 * (len(row) - 1)):
            before = rows[number - 1]
            return (before[0].baseline + row[0].baseline - 0.55 * row[0].size) / 2
        if not number and numbers >= max(2, 0.7 * len(row)):
            break
    first = rows[0][0]
    return first.baseline + 0.3 * first.size


@dataclass(slots=True)
class PlacedHeading:
    """One heading: its lines, the columns it stands over, and the row it belongs to."""

    pieces: list[Piece]
    first: int
    last: int
    level: int = 0


def place_headings(
    pieces: Sequence[Piece], columns: Sequence[Column], lines: Sequence[LineAcross]
) -> list[PlacedHeading]:
    """Return the headings of a table, each with its columns and its row, counted from 0."""
    partial = [line for line in lines if line.covers(columns[0].left, columns[-1].right) < 0.97]
    wide, rest = _over_rules(pieces, columns, partial)
    single: dict[int, list[Piece]] = {}
    for row in baselines(rest):
        for piece in row:
            first, last = _reach(piece, rest, columns)
            if first < last:
                wide.append(PlacedHeading([piece], first, last))
            else:
                single.setdefault(first, []).append(piece)
    wide = _stacked(wide, columns)
    headings = list(wide)
    for column, held in single.items():
        over = [one for one in wide if one.first <= column <= one.last]
        levels: dict[int, list[Piece]] = {}
        for piece in held:
            above = [one for one in over if max(p.baseline for p in one.pieces) < piece.baseline]
            levels.setdefault(max((one.level + 1 for one in above), default=0), []).append(piece)
        if not over and wide:
            levels = {_level_of(held, wide, single): held}
        headings += [PlacedHeading(part, column, column, level) for level, part in levels.items()]
    return _levelled(headings)


def _level_of(
    held: Sequence[Piece], wide: Sequence[PlacedHeading], single: dict[int, list[Piece]]
) -> int:
    """Return the row of a heading that stands below no other: the first, or that of its height."""
    lowest = max(one.baseline for heading in wide for one in heading.pieces)
    below = [
        one.baseline
        for column, pieces in single.items()
        if any(heading.first <= column <= heading.last for heading in wide)
        for one in pieces
    ]
    first = held[0]
    if below and first.baseline > lowest + 0.8 * first.size:
        near = min(abs(first.baseline - at) for at in below)
        return max(one.level for one in wide) + 1 if near < 0.3 * first.size else 0
    return 0


def _levelled(headings: list[PlacedHeading]) -> list[PlacedHeading]:
    """Number the rows of headings without gaps."""
    used = sorted({one.level for one in headings})
    for one in headings:
        one.level = used.index(one.level)
    return headings


def _over_rules(
    pieces: Sequence[Piece], columns: Sequence[Column], lines: Sequence[LineAcross]
) -> tuple[list[PlacedHeading], list[Piece]]:
    """Return the headings that a rule below parts from those of their columns, and other pieces."""
    rest = list(pieces)
    found: list[PlacedHeading] = []
    for line in lines:
        for start, end in line.spans:
            under = [
                number
                for number, column in enumerate(columns)
                if start - 4 < (column.x0 + column.x1) / 2 < end + 4
            ]
            if len(under) < 2 or len(under) > 0.97 * len(columns):
                continue
            below = [one for one in pieces if one.baseline > line.at and start < one.middle < end]
            above = [
                one
                for one in rest
                if one.baseline < line.at + 1
                and start - 6 < one.middle < end + 6
                and line.at - one.baseline < 4 * one.size
            ]
            if above and below and len(baselines(above)) == len(above):
                found.append(PlacedHeading(above, under[0], under[-1]))
                rest = [one for one in rest if one not in above]
    return found, rest


def _reach(piece: Piece, pieces: Sequence[Piece], columns: Sequence[Column]) -> tuple[int, int]:
    """Return the columns that a heading stands over: those it reaches, and is the middle of."""
    first, last = columns_of(piece, columns)
    column = columns[first]
    if first == last:
        inside = column.x0 - piece.size < piece.middle < column.x1 + piece.size
        if inside or piece.x0 < column.x0 + piece.size:
            return first, last
    taken = {
        number
        for other in pieces
        if other is not piece and other.baseline < piece.baseline + 0.5 * piece.size
        for number in range(columns_of(other, columns)[0], columns_of(other, columns)[1] + 1)
    }
    parted = {
        columns_of(other, columns)[0]
        for other in pieces
        if other.baseline > piece.baseline + 0.5 * piece.size
    }
    best = (first, last) if first < last else None
    for left in range(first, -1, -1):
        if left in taken:
            break
        for right in range(last, len(columns)):
            if right in taken:
                break
            apart = abs((columns[left].x0 + columns[right].x1) / 2 - piece.middle)
            wider = best is None or right - left > best[1] - best[0]
            if (
                wider
                and left < right
                and apart < piece.size
                and parted.issuperset(range(left, right + 1))
            ):
                best = (left, right)
    return best or (first, last)


def _stacked(headings: list[PlacedHeading], columns: Sequence[Column]) -> list[PlacedHeading]:
    """Join lines of one wide heading, and number those that stand over one another."""
    headings.sort(key=lambda one: (one.pieces[0].baseline, one.first))
    made: list[PlacedHeading] = []
    for heading in headings:
        same = next(
            (
                one
                for one in made
                if one.first <= heading.last
                and heading.first <= one.last
                and heading.pieces[0].baseline - one.pieces[-1].baseline
                < 1.5 * heading.pieces[0].size
                and abs(_middle(one) - _middle(heading)) < 2 * heading.pieces[0].size
            ),
            None,
        )
        if same:
            same.pieces += heading.pieces
            same.first, same.last = min(same.first, heading.first), max(same.last, heading.last)
            continue
        over = [one for one in made if one.first <= heading.last and heading.first <= one.last]
        heading.level = max((one.level + 1 for one in over), default=0)
        made.append(heading)
    return made


def _middle(heading: PlacedHeading) -> float:
    return (min(one.x0 for one in heading.pieces) + max(one.x1 for one in heading.pieces)) / 2
