"""Group the lines of a page that stand below one another into blocks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from builder.fulltext.page.print_style import PrintStyle, reads_as_text
from builder.pdf.lines import join_parts, make_line
from builder.pdf.pages import Line

#: Lines of one block are at most so many times the usual leading apart.
_REACH = 1.45
#: Pieces of a line that a wide blank parts stand at most so many times its size apart.
_WIDEST_BLANK = 6.0
#: An initial is so many times as large as running text.
_INITIAL = 1.8
#: A block is running text of whose lines so many parts read so.
_LEAST_TEXT = 0.25
_MOST_TEXT = 0.6
#: What lines of a list of references hold: names with initials, years, volumes and pages.
_BIBLIOGRAPHIC = re.compile(
    r"(?:^|[\s(])(?:19|20)\d\d[a-z]?\b|\b[A-Z]\.(?:[\s-]?[A-Z]\.)*,? |[^\W\d_]{2,} [A-Z]{1,3},"
    r"|\d\s?[:(,]\s?\d+\)?[–:-]|\bdoi\b|https?:"
)
#: A block is of such a list of whose lines, if it has so many, more than so many parts do.
_LEAST_REFERENCES, _LEAST_TOLD = 5, 0.6


@dataclass(slots=True, eq=False)
class Block:
    """Lines of one size that stand below one another."""

    lines: list[Line]
    x0: float = field(init=False)
    x1: float = field(init=False)
    _counted: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        """Measure the first lines."""
        self.x0 = min(line.x0 for line in self.lines)
        self.x1 = max(line.x1 for line in self.lines)

    def add(self, line: Line) -> None:
        """Put a line below the last one."""
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.x0), max(self.x1, line.x1)

    @property
    def size(self) -> float:
        """That of a line in its middle, in points: a heading may stand close above it."""
        return self.lines[len(self.lines) // 2].size

    @property
    def y0(self) -> float:
        """Its upper edge, in points."""
        return self.lines[0].y0

    @property
    def y1(self) -> float:
        """Its lower edge, in points."""
        return self.lines[-1].y1

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0

    @property
    def is_text(self) -> bool:
        """Whether it is running text."""
        return self._read() >= max(1, _LEAST_TEXT * len(self.lines))

    @property
    def is_prose(self) -> bool:
        """Whether most of its lines are of running text."""
        return self._read() > _MOST_TEXT * len(self.lines)

    def _read(self) -> int:
        """Return how many of its lines read as text; they are counted once."""
        if self._counted[0] != len(self.lines):
            read = sum(reads_as_text(line.text) for line in self.lines)
            self._counted = (len(self.lines), read)
        return self._counted[1]

    @property
    def is_references(self) -> bool:
        """Whether it is a piece of a list of references."""
        if len(self.lines) < _LEAST_REFERENCES:
            return False
        told = sum(_is_bibliographic(line.text) for line in self.lines)
        return told > _LEAST_TOLD * len(self.lines)


@lru_cache(maxsize=4096)
def _is_bibliographic(text: str) -> bool:
    return _BIBLIOGRAPHIC.search(text) is not None


def make_blocks(lines: Sequence[Line], style: PrintStyle) -> list[Block]:
    """Return the blocks of a page, from the top; each line is in one.

    Args:
        lines: The lines of the page, from the top.
        style: How the running text of the paper is set.
    """
    rows = _rows(_without_blanks(_with_initials(lines, style), style))
    blocks: list[Block] = []
    open_blocks: list[Block] = []
    for row in rows:
        height = row[0].baseline
        open_blocks = [
            block for block in open_blocks if height - block.lines[-1].baseline < 4 * style.leading
        ]
        grown = []
        for line in row:
            above = _above(line, open_blocks, style)
            if above is None or _parts_below(above, line, row):
                above = Block([line])
                blocks.append(above)
            else:
                open_blocks.remove(above)
                above.add(line)
            grown.append(above)
        open_blocks += grown
    return blocks


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by rows of nearly one baseline, each from left to right."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.baseline - rows[-1][0].baseline < 0.25 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def _above(line: Line, blocks: Sequence[Block], style: PrintStyle) -> Block | None:
    """Return the block that a line goes on with below; None where it begins one."""
    near = [
        block
        for block in blocks
        if (last := block.lines[-1]).baseline < line.baseline - 0.4 * line.size
        and min(last.x1, line.x1) - max(last.x0, line.x0) > 0.5 * min(last.width, line.width)
    ]
    if not near:
        return None
    nearest = max(near, key=lambda block: block.lines[-1].baseline)
    last = nearest.lines[-1]
    beside = [one for one in near if abs(one.lines[-1].baseline - last.baseline) < 0.4 * line.size]
    if len(beside) > 1 or abs(last.size - line.size) > 0.055 * line.size:
        return None
    leading = style.leading * min(line.size / style.size, 1.0)
    return nearest if line.baseline - last.baseline <= _REACH * leading else None


def _parts_below(block: Block, line: Line, row: Sequence[Line]) -> bool:
    """Return whether a line and another one beside it are columns below a wider block."""
    last = block.lines[-1]
    return last.width > 1.5 * line.width and any(
        other is not line
        and (other.x0 > line.x1 or other.x1 < line.x0)
        and min(other.x1, last.x1) - max(other.x0, last.x0) > 0.5 * other.width
        for other in row
    )


def _with_initials(lines: Sequence[Line], style: PrintStyle) -> list[Line]:
    """Put large initials, which stand in the height of several lines, before their words."""
    if not any(_is_initial(line, style) for line in lines):
        return list(lines)
    joined: list[Line] = []
    for line in lines:
        if not _is_initial(line, style):
            joined.append(line)
            continue
        initial, *rest = line.runs
        first = next(
            (
                at
                for at, one in enumerate(joined)
                if style.is_size(one.size)
                and initial.baseline - initial.size < one.baseline
                and initial.x0 < one.x0 < initial.x1 + 1.5 * style.size
            ),
            None,
        )
        if first is not None:
            one = joined[first]
            joined[first] = make_line([initial._replace(text=initial.text.strip()), *one.runs])
        if rest:
            joined.append(make_line(rest))
    return joined


def _is_initial(line: Line, style: PrintStyle) -> bool:
    first = line.runs[0]
    text = first.text.strip()
    return len(text) == 1 and text.isalpha() and first.size > _INITIAL * style.size


def _without_blanks(lines: Sequence[Line], style: PrintStyle) -> list[Line]:
    """Join the pieces of lines that a wide blank parts, as at a formula.

    A line of the same text right above or below passes over such a blank; it does over none
    between two columns.
    """
    joined: list[Line] = []
    text = [line for line in lines if reads_as_text(line.text)]
    heights = [line.baseline for line in text]
    for row in _rows(lines):
        for line in row:
            last = joined[-1] if joined and line is not row[0] else None
            if (
                last is not None
                and 0 < line.x0 - last.x1 < _WIDEST_BLANK * style.size
                and abs(line.size - last.size) < 0.06 * line.size
                and _is_passed(last, line, _near(last, text, heights, style), style)
            ):
                joined[-1] = join_parts(last, line)
            else:
                joined.append(line)
    return joined


def _near(
    line: Line, text: Sequence[Line], heights: Sequence[float], style: PrintStyle
) -> Sequence[Line]:
    """Return the lines of a text, whose heights are in order, right above or below a line."""
    reach = 1.3 * style.leading
    first = bisect_left(heights, line.baseline - reach)
    return text[first : bisect_right(heights, line.baseline + reach)]


def _is_passed(left: Line, right: Line, text: Sequence[Line], style: PrintStyle) -> bool:
    """Return whether a line of text right above or below passes over the blank between two."""
    return any(
        0.5 * left.size < abs(line.baseline - left.baseline) < 1.3 * style.leading
        and line.x0 < left.x1 - left.size
        and line.x1 > right.x0 + left.size
        and abs(line.size - left.size) < 0.06 * left.size
        for line in text
    )
