"""Where on a page the rows of a table stand: its pieces, rules and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from builder.fulltext.tables.captions import is_caption

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece
    from builder.fulltext.tables.ruling import Rule, Ruling

WORDS = re.compile(r"[^\W\d_]{2,}")
#: How a footnote begins.
NOTE = re.compile(r"(?:[a-z*†‡§¶#∗⁎]\s?\)?\s?(?=[A-Z])|Notes?\b|Source\b|Abbreviations?\b|\*|†|‡)")


@dataclass(slots=True)
class Region:
    """Where the rows of a table stand, with its pieces and rules."""

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: list[Piece]
    rules: list[Rule]
    """Horizontal rules within it, from the top down."""
    bars: list[Rule] = field(default_factory=list)
    """Vertical rules within it, from left to right."""
    notes: list[Piece] = field(default_factory=list)
    """Lines of its footnotes."""


def baselines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces by the lines that they stand on, from the top down, then left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=attrgetter("baseline")):
        if rows and piece.baseline - rows[-1][0].baseline < 0.28 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=attrgetter("x0"))
    return rows


def is_prose(row: Sequence[Piece], x0: float, x1: float) -> bool:
    """Return whether what stands on one line of a table's width is running text."""
    wide = sum(min(one.x1, x1) - max(one.x0, x0) for one in row)
    if wide < 0.7 * (x1 - x0):
        return False
    return all(len(WORDS.findall(one.text)) > 5 for one in row)


def make_region(
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    held: list[Piece],
    pieces: Sequence[Piece],
    ruling: Ruling,
) -> Region:
    """Return a region with the rules within it and the footnotes below its rows.

    Args:
        x0: Its left end, in points.
        top: Its upper end.
        x1: Its right end.
        bottom: Its lower end.
        held: The pieces of its rows.
        pieces: All pieces of the page.
        ruling: The rules of the page.
    """
    rules, edges = (
        [
            rule
            for rule in found
            if top - 2 <= rule.at <= bottom + 2 and rule.start < x1 and rule.end > x0
        ]
        for found in (ruling.across, ruling.edges)
    )
    # What is ruled is not parted by the end of a shade once more.
    rules += (edge for edge in edges if all(abs(edge.at - rule.at) > 2.5 for rule in rules))
    rules.sort(key=attrgetter("at"))
    bars = [
        bar
        for bar in ruling.down
        if x0 - 3 <= bar.at <= x1 + 3 and bar.start < bottom and bar.end > top
    ]
    region = Region(x0, top, x1, bottom, held, rules, bars)
    region.notes = _notes(region, pieces)
    return region


def _notes(region: Region, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of the footnotes below a table, and take those within it out of its rows."""
    held = baselines(region.pieces)
    tail = len(held)
    while tail > 2 and len(held[tail - 1]) == 1:
        tail -= 1
    notes: list[Piece] = []
    for number in range(tail, len(held)):
        first = held[number][0]
        ruled_off = any(
            held[number - 1][0].baseline < rule.at < first.baseline
            and rule.length > 0.6 * (region.x1 - region.x0)
            for rule in region.rules
        )
        prose = is_prose(held[number], region.x0, region.x1)
        if prose or (ruled_off and NOTE.match(first.text)):
            notes = [piece for row in held[number:] for piece in row]
            break
    if notes:
        region.pieces = [one for one in region.pieces if one not in notes]
        return notes
    size = region.pieces[0].size
    last = region.y1
    for row in baselines(
        one
        for one in pieces
        if one.baseline - 0.5 * one.size > region.y1 and region.x0 - 3 < one.middle < region.x1 + 3
    ):
        first = row[0]
        if first.baseline - last > 2.2 * size or first.size > 1.12 * size:
            break
        begins = NOTE.match(first.text) is not None
        if not begins and (not notes or first.baseline - last > 1.5 * size):
            break
        if is_caption(first.line):
            break
        notes += row
        last = first.baseline
    return notes
