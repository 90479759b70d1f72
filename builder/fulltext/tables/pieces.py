"""Take the lines of a page apart into words, each with its place, and put cells together again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from builder.pdf.glyphs import main_style, plain_text

if TYPE_CHECKING:
    from builder.pdf.glyphs import Run
    from builder.pdf.lines import Line

_LEFT = attrgetter("x0")

#: A gap wider than this share of the type size may part cells; a narrower one parts words.
WIDE_BLANK = 0.38
#: A gap wider than this does part cells, where those of other rows are parted at its place.
WORD_GAP = 0.55
Word = tuple[float, float, float, float, str]
"""Its box, x0, y0, x1, y1 in points, and its text."""
#: Points of height by which words are looked up.
_SLOT = 12
#: A word is lower than this, in points.
_TALLEST = 200.0
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(slots=True, eq=False)
class Piece:
    """Words of one printed line that stand closer together than cells do."""

    runs: list[Run]
    x0: float
    x1: float
    baseline: float
    size: float
    line: Line
    """The line that it is a part of."""
    text: str
    """Its text, with scripts written out."""

    @property
    def middle(self) -> float:
        """The x of its middle, in points."""
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        """About where its letters begin, in points."""
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """About where its letters end, in points."""
        return self.baseline + 0.25 * self.size


def words_on(sheet: Any) -> list[Word]:
    """Return the words of a PyMuPDF page with their boxes, as it is before it is turned."""
    if turned := sheet.rotation:
        sheet.set_rotation(0)
    try:
        return [word[:5] for word in sheet.get_text("words")]
    finally:
        if turned:
            sheet.set_rotation(turned)


def cut(lines: Iterable[Line], words: Sequence[Word]) -> list[Piece]:
    """Cut lines at the gaps between their words that are too wide for a blank.

    Args:
        lines: Lines of one page.
        words: The boxes of its words, as `words_on` gives them.
    """
    by_height: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        if not 0 < word[3] - word[1] < _TALLEST:
            continue
        for slot in range(int(word[1] // _SLOT), int(word[3] // _SLOT) + 1):
            by_height[slot].append(word)
    pieces = []
    for line in lines:
        middle = line.baseline - 0.3 * line.size
        beside = sorted(
            (word[0], word[2])
            for word in by_height[int(middle // _SLOT)]
            if word[1] < middle < word[3] and word[2] > line.x0 - 1 and word[0] < line.x1 + 1
        )
        runs = [part for run in line.runs for part in _parts(run, beside)]
        held: list[Run] = []
        end = 0.0
        for run in sorted(runs, key=_LEFT):
            if held and run.x0 - end > WORD_GAP * line.size:
                pieces.append(make_piece(held, line))
                held = []
            end = max(end, run.x1) if held else run.x1
            held.append(run)
        if held:
            pieces.append(make_piece(held, line))
    return [piece for piece in pieces if piece.text]


def make_piece(runs: list[Run], line: Line) -> Piece:
    """Make a piece of some runs of a line."""
    size, baseline = main_style(runs)
    x1 = max([run.x1 for run in runs])
    text = plain_text(runs, size, baseline)
    return Piece(runs, runs[0].x0, x1, baseline, size, line, text)


def split(piece: Piece, gaps: Sequence[tuple[float, float]]) -> list[Piece]:
    """Split a piece at blanks that lie in one of some gaps between columns."""
    parts: list[list[Run]] = [[]]
    for run in piece.runs:
        if parts[-1]:
            before, after = parts[-1][-1].x1, run.x0
            if after - before > WIDE_BLANK * piece.size and any(
                min(after, high) - max(before, low) > -0.5 for low, high in gaps
            ):
                parts.append([])
        parts[-1].append(run)
    return [make_piece(runs, piece.line) for runs in parts if runs]


def cut_finely(piece: Piece) -> list[Piece]:
    """Cut a piece at every gap that may part cells."""
    parts: list[list[Run]] = [[]]
    for run in piece.runs:
        end = max((one.x1 for one in parts[-1]), default=run.x0)
        if run.x0 - end > WIDE_BLANK * piece.size:
            parts.append([])
        parts[-1].append(run)
    return [make_piece(runs, piece.line) for runs in parts] if len(parts) > 1 else [piece]


def _parts(run: Run, words: Sequence[tuple[float, float]]) -> list[Run]:
    """Take a run apart at its blanks; where they stand is told by the boxes of words."""
    texts = _WORD.findall(run.text)
    if len(texts) < 2:
        return [run]
    starts = [x0 for x0, _ in words if run.x0 + 0.5 < x0 < run.x1 - 0.2]
    led = texts[0].isspace()
    if len(starts) != len(texts) - 1:
        share = (run.x1 - run.x0) / len(run.text)
        places = [0]
        for text in texts:
            places.append(places[-1] + len(text))
        edges = [run.x0 + share * place for place in places]
        ends = [
            edge - share * (len(text) - len(text.rstrip()))
            for edge, text in zip(edges[1:], texts, strict=True)
        ]
    else:
        edges = [run.x0, *starts, run.x1]
        ends = [
            max([x1 for _, x1 in words if left < x1 < right - 0.01] or [right])
            for left, right in pairwise(edges)
        ]
        ends[-1] = run.x1
    made = [
        run._replace(text=text, x0=left, x1=max(end, left))
        for text, left, end in zip(texts, edges, ends, strict=False)
    ]
    if led and len(made) > 1:
        return [made[1]._replace(text=made[0].text + made[1].text), *made[2:]]
    return made
