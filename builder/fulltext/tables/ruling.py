"""Find the ruled lines and the shaded boxes of a page, which part tables into rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

#: A rule is thinner than this, in points; it is longer than the other.
_THICKEST, _SHORTEST = 3.0, 8.0
#: A shaded row is lower than this, in points.
_HIGHEST_SHADE = 80.0
#: Pieces of a rule that stand closer together than this, in points, are one.
_GAP = 2.6
#: A page with more strokes than these is a drawing, whose rules are axes and hatches; so is one
#: whose instructions take more bytes.
_MOST_RULES = 1_500
_MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, from ``start`` to ``end`` along it, at ``at`` across it, in points."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """From end to end, in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Ruling:
    """The straight lines of a page, each kind in its order across."""

    across: tuple[Rule, ...] = ()
    """Horizontal ones, from the top down."""
    down: tuple[Rule, ...] = ()
    """Vertical ones, from left to right."""
    edges: tuple[Rule, ...] = ()
    """Upper and lower ends of shaded rows, from the top down."""


def read_ruling(sheet: Any) -> Ruling:
    """Read the ruled lines of a PyMuPDF page, as it is before it is turned."""
    if turned := sheet.rotation:
        sheet.set_rotation(0)
    try:
        is_drawing = len(sheet.read_contents()) > _MOST_BYTES
        drawings = [] if is_drawing else sheet.get_cdrawings()
    finally:
        if turned:
            sheet.set_rotation(turned)
    across: list[Rule] = []
    down: list[Rule] = []
    edges: list[Rule] = []
    for drawing in drawings:
        for x0, y0, x1, y1 in _boxes(drawing):
            wide, high = x1 - x0, y1 - y0
            if high < _THICKEST and wide > high:
                across.append(Rule((y0 + y1) / 2, x0, x1))
            elif wide < _THICKEST:
                down.append(Rule((x0 + x1) / 2, y0, y1))
            elif drawing["type"] != "s" and high < _HIGHEST_SHADE:
                edges += (Rule(y0, x0, x1), Rule(y1, x0, x1))
        if len(across) + len(down) > _MOST_RULES:
            break
    return Ruling(tuple(_joined(across)), tuple(_joined(down)), tuple(_joined(edges)))


def _boxes(drawing: dict[str, Any]) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of the straight lines and rectangles of a drawing."""
    filled = drawing["type"] != "s"
    outline = drawing["rect"]
    if filled and not all(item[0] in ("l", "re") for item in drawing["items"]):
        return
    if filled and drawing.get("fill") == (1.0, 1.0, 1.0):
        return
    if filled and min(outline[2] - outline[0], outline[3] - outline[1]) < _THICKEST:
        yield outline  # a line that is drawn as a thin area, from corner to corner
        return
    if filled and drawing["items"][0][0] == "l":
        yield outline
        return
    for item in drawing["items"]:
        if item[0] == "l":
            (ax, ay), (bx, by) = item[1], item[2]
            if abs(ax - bx) < 1 or abs(ay - by) < 1:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        elif item[0] == "re":
            x0, y0, x1, y1 = item[1]
            if filled or min(x1 - x0, y1 - y0) < _THICKEST:
                yield x0, y0, x1, y1
            else:  # a frame
                yield from ((x0, y0, x1, y0), (x0, y1, x1, y1))
                yield from ((x0, y0, x0, y1), (x1, y0, x1, y1))


def _joined(pieces: Iterable[Rule]) -> list[Rule]:
    """Join pieces of one line: a row of cell borders, or dots."""
    rows: list[list[Rule]] = []
    for piece in sorted(pieces, key=attrgetter("at")):
        if rows and piece.at - rows[-1][-1].at < 1.2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    joined: list[Rule] = []
    for row in rows:
        row.sort(key=attrgetter("start"))
        line = row[0]
        for piece in row[1:]:
            if piece.start - line.end <= _GAP:
                line = replace(line, end=max(line.end, piece.end))
            else:
                joined.append(line)
                line = piece
        joined.append(line)
    return [line for line in joined if line.length >= _SHORTEST]
