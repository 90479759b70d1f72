"""Put the runs of a page together into lines, each with its place, size and style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import attrgetter

from builder.pdf.glyphs import Run, main_style, plain_text
from builder.pdf.signs.pi_fonts import UNREAD

_LEFT = attrgetter("x0")


@dataclass(slots=True, eq=False)
class Line:
    """One printed line within one column, left to right."""

    runs: list[Run]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Size of most of its characters, in points."""
    baseline: float
    bold: bool
    italic: bool
    text: str
    """Its text with scripts written out; broken words and damaged characters are as printed."""
    damage: str = ""
    """What of it could not be read, as a clause; "" where all was."""

    @property
    def width(self) -> float:
        """From its left to its right end, in points."""
        return self.x1 - self.x0


def make_line(runs: list[Run]) -> Line:
    """Put runs that stand on one line together, whatever their order."""
    if len(runs) == 1:
        return _line_of(runs)
    runs = sorted(runs, key=_LEFT)
    size, baseline = main_style(runs)
    bold = italic = length = 0
    x1 = runs[0].x1
    for run in runs:
        count = len(run.text)
        length += count
        if run.bold:
            bold += count
        if run.italic:
            italic += count
        if run.x1 > x1:
            x1 = run.x1
    most = 0.6 * length
    return Line(
        runs=runs,
        x0=runs[0].x0,
        y0=baseline - 0.8 * size,
        x1=x1,
        y1=baseline + 0.25 * size,
        size=size,
        baseline=baseline,
        bold=bold > most,
        italic=italic > most,
        text=(text := plain_text(runs, size, baseline)),
        damage=_damage(text) if UNREAD in text else "",
    )


def _line_of(runs: list[Run]) -> Line:
    """Return the line of a single run."""
    text, size, baseline, x0, x1, bold, italic = runs[0]
    text = text.strip()
    damage = _damage(text) if UNREAD in text else ""
    y0, y1 = baseline - 0.8 * size, baseline + 0.25 * size
    return Line(runs, x0, y0, x1, y1, size, baseline, bold, italic, text, damage)


_DAMAGED_WORD = re.compile(f"[^\\s{UNREAD}]{{0,30}}{UNREAD}[^\\s]{{0,30}}")


def _damage(text: str) -> str:
    """Say in which word of a line a sign could not be read."""
    found = _DAMAGED_WORD.search(text)
    return f"a sign in “{found[0]}” cannot be read" if found else ""


def _spaced(left: list[Run], right: list[Run], size: float) -> list[Run]:
    """Join two pieces of one line, with a space where one stands between them."""
    gap = right[0].x0 - left[-1].x1
    if gap > 0.12 * size and not left[-1].text[-1].isspace() and not right[0].text[0].isspace():
        left = [*left[:-1], left[-1]._replace(text=left[-1].text + " ")]
    return [*left, *right]


def join_parts(left: Line, right: Line) -> Line:
    """Join two parts of one printed line, which a wide blank stands between, into one."""
    return make_line(_spaced(left.runs, right.runs, left.size))


def _belongs(left: list[Run], right: list[Run], reach: float) -> bool:
    """Return whether ``right`` continues the line ``left``, at most ``reach`` × its size away."""
    gap = right[0].x0 - left[-1].x1
    largest = max([run.size for run in left] + [run.size for run in right])
    if not -0.6 * largest < gap < reach * largest:
        return False  # most lines of a block: the next row
    size, baseline = main_style(left)
    other, other_baseline = main_style(right)
    large = max(size, other)
    apart = abs(baseline - other_baseline)
    if not -0.6 * large < gap < reach * large:
        return False
    if min(size, other) > 0.88 * large:
        return apart < 0.25 * large
    return apart < 0.6 * large and gap < 0.5 * large  # a script that was set on its own


def join_pieces(pieces: list[tuple[int, list[Run]]]) -> list[Line]:
    """Join the (block, runs) pieces that stand on one line of one column."""
    by_block: defaultdict[int, list[list[Run]]] = defaultdict(list)
    for block, runs in pieces:
        rows = by_block[block]
        # Justified lines fall into pieces wherever their spaces are wide.
        if rows and _belongs(rows[-1], runs, reach=4.0):
            rows[-1] = _spaced(rows[-1], runs, main_style(runs)[0])
        elif rows and _belongs(runs, rows[-1], reach=0.5):
            rows[-1] = _spaced(runs, rows[-1], main_style(runs)[0])
        else:
            rows.append(runs)
    lines = [make_line(runs) for rows in by_block.values() for runs in rows]
    return _join_across_blocks(lines)


def _join_across_blocks(lines: list[Line]) -> list[Line]:
    """Join neighbours on one baseline that stand closer together than two columns."""
    lines.sort(key=_LEFT)
    by_height: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_height[int(line.baseline // 12)].append(line)
    gone: set[Line] = set()
    joined: list[Line] = []
    for line in lines:
        if line in gone:
            continue
        while (neighbour := _right_neighbour(line, by_height, gone)) is not None:
            gone.add(neighbour)
            line = make_line(_spaced(line.runs, neighbour.runs, line.size))
        joined.append(line)
    return joined


def _right_neighbour(line: Line, by_height: dict[int, list[Line]], gone: set[Line]) -> Line | None:
    """Return the line of another block that goes on where ``line`` ends; rows are sorted by x0."""
    slot = int(line.baseline // 12)
    nearest, farthest = max(line.x1 - 0.6 * line.size, line.x0), line.x1 + 0.45 * line.size
    for near in (slot - 1, slot, slot + 1):
        row = by_height.get(near, [])
        start = bisect_right(row, nearest, key=_LEFT)
        for other in islice(row, start, None):
            if other.x0 >= farthest:
                break
            if other not in gone and _belongs(line.runs, other.runs, reach=0.45):
                return other
    return None


_NUMBER = re.compile(r"(\d{1,4})(?:\s|$)")


def without_line_numbers(lines: list[Line]) -> list[Line]:
    """Leave out the line numbers of a manuscript."""
    numbered = [
        (int(found[1]), line) for line in lines if (found := _NUMBER.match(line.text)) is not None
    ]
    if len(numbered) < 8:
        return lines
    numbering: set[int] = set()
    for (number, line), (following, below) in pairwise(numbered):
        step = following - number
        if step in (1, 5) and abs(line.x0 - below.x0) < 1.5 * line.size:
            numbering |= {id(line), id(below)}
    if len(numbering) < 8 or len(numbering) < 0.6 * len(numbered):
        return lines
    heights = [line.baseline for line in lines if id(line) in numbering]
    if max(heights) - min(heights) < 0.5 * (lines[-1].baseline - lines[0].baseline):
        return lines  # the first column of a table
    left: list[Line] = []
    for line in lines:
        if id(line) not in numbering:
            left.append(line)
            continue
        rest = _NUMBER.sub("", line.text, count=1).strip()
        if not rest:
            continue
        first = line.runs[0]
        runs = [first._replace(text=_NUMBER.sub("", first.text.lstrip(), count=1)), *line.runs[1:]]
        left.append(make_line([run for run in runs if run.text.strip()] or line.runs))
    return left
