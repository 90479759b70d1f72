"""Follow a text down its column to the line at which it ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.frontmatter.line_patterns import (
    LABEL,
    STOP,
    WATERMARK,
    ends_sentence,
    is_abstract_heading,
    is_heading,
)
from builder.frontmatter.title import Title
from builder.pdf.pages import Line, Page

#: Few papers have more pages, and few theses fewer.
_PAGES_OF_A_PAPER = 32


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The pages of a PDF, and the page and title with which the paper begins."""

    pages: Sequence[Page]
    title_page: int
    """Index of the first page that is not a cover."""
    title: Title | None

    def heading_pages(self) -> Iterator[int]:
        """Yield the indices of pages where a heading may stand, likeliest first."""
        # A thesis has a title page, a declaration, thanks and a list of contents first.
        last = 16 if len(self.pages) > _PAGES_OF_A_PAPER else 4
        yield from range(self.title_page, min(self.title_page + last, len(self.pages)))
        yield from range(self.title_page)


@dataclass(slots=True)
class Flow:
    """Lines that follow one another down a column, and why they end."""

    lines: list[Line]
    ended: str
    """"marker", "heading", "style", "gap", "columns" or "bottom"."""

    @property
    def is_whole(self) -> bool:
        """Whether the last line ends a sentence."""
        return bool(self.lines) and ends_sentence(self.lines[-1].text)

    @property
    def body(self) -> Line:
        """A line from its middle, set as most of it is."""
        return self.lines[len(self.lines) // 2]

    @property
    def right(self) -> float:
        """Where its farthest line ends, in points."""
        return max(line.x1 for line in self.lines)


def same_size(line: Line, other: Line) -> bool:
    """Return whether two lines are set in one size, but for 0.35 points or 5.5 %."""
    return abs(line.size - other.size) <= max(0.35, 0.055 * other.size)


def _column(page: Page, first: Line) -> tuple[float, float]:
    """Return the left and right edge of the column that ``first`` begins."""
    left, right = first.x0, first.x1
    for line in page.lines:
        below = line.baseline - first.baseline
        if 0 < below < 4.5 * first.size and same_size(line, first):
            overlap = min(line.x1, right) - max(line.x0, left)
            if (
                overlap > 0.5 * min(line.width, right - left)
                and abs(line.x0 - left) < 4 * first.size
            ):
                left, right = min(left, line.x0), max(right, line.x1)
    return left, right


def _in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Order lines by rows of nearly one baseline, and each row from left to right."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in lines:
        if row and line.baseline - row[0].baseline > 0.25 * line.size:
            ordered += sorted(row, key=lambda piece: piece.x0)
            row = []
        row.append(line)
    return ordered + sorted(row, key=lambda piece: piece.x0)


def flow_from(page: Page, first: Line, most_gap: float = 1.9) -> Flow:
    """Follow a text down its column to its end.

    Args:
        page: The page it stands on.
        first: Its first line.
        most_gap: A distance between baselines of more than so many times the usual one ends it.
    """
    left, right = _column(page, first)
    width, size = right - left, first.size
    flow = Flow([first], "bottom")
    leading = 0.0
    below = _in_reading_order(
        [
            line
            for line in page.lines
            if line.baseline > first.baseline + 0.3 * size
            or (line.baseline > first.baseline - 0.25 * size and line.x0 > first.x1)
        ]
    )
    for index, line in enumerate(below):
        starts_here = left - 2.5 * size <= line.x0 <= left + max(3 * size, 0.12 * width)
        inside = line.x0 >= left - size and line.x1 <= right + 2 * size
        if not (starts_here or inside) or line.x0 > right:
            continue
        last = flow.lines[-1]
        step = line.baseline - last.baseline
        if step < 0.4 * size:
            if line.size < 0.9 * size or line.x0 < last.x0 + size or line.x1 < last.x1:
                continue  # a stray script, or a neighbour in another column
            if _is_gutter(below, flow, last, line):
                flow.ended = "columns"
                break
            flow.lines.append(line)  # a line in pieces: a picture or a formula stands between them
            continue
        if WATERMARK.fullmatch(line.text) or (len(line.text) < 4 and line.size < 0.9 * size):
            continue
        reason = _why_ended(flow, line, leading, most_gap, page)
        if not reason and line.x1 < left + 0.62 * width:
            neighbour = _neighbour(below, index, line, right)
            if neighbour is not None and _is_gutter(below, flow, line, neighbour):
                reason = "columns"
        if reason:
            flow.ended = reason
            break
        leading = min(leading, step) if leading else step
        flow.lines.append(line)
        if abs(line.x0 - left) < 2 and line.x1 > right:
            right, width = line.x1, line.x1 - left  # text that has passed a figure at its side
    return flow


def _neighbour(lines: Sequence[Line], index: int, line: Line, right: float) -> Line | None:
    """Return the line to the right of ``line`` at its height and within the same width."""
    return next(
        (
            other
            for other in lines[max(0, index - 3) : index + 4]
            if abs(other.baseline - line.baseline) < 0.7 * line.size
            and other is not line
            and other.x0 > line.x1 + 0.6 * line.size
            and other.x1 <= right + 2 * line.size
        ),
        None,
    )


def _is_gutter(below: Sequence[Line], flow: Flow, left: Line, right: Line) -> bool:
    """Return whether the gap between two lines at one height parts two columns.

    It does not where the text before passes over it and the next row does so, too, or there is
    none: a picture or a formula leaves its gap in one row only.
    """
    if right.x0 <= left.x1:
        return False
    before = next(
        (line for line in reversed(flow.lines) if line.baseline < left.baseline - 1), None
    )
    if before is not None and not (before.x0 < left.x1 and before.x1 > right.x0):
        return True
    under = [
        line
        for line in below
        if 0.7 * left.size < line.baseline - left.baseline < 1.9 * left.size
        and line.x0 < right.x1
        and line.x1 > left.x0
    ]
    if not under:
        return before is None
    return not any(line.x0 < left.x1 and line.x1 > right.x0 for line in under) and (
        before is None or any(line.x0 >= right.x0 - left.size for line in under)
    )


def _why_ended(flow: Flow, line: Line, leading: float, most_gap: float, page: Page) -> str:
    """Return why the text cannot go on with ``line``, as `Flow.ended` names it; "" if it can."""
    if STOP.match(line.text) or is_abstract_heading(line):
        return "marker"
    body = flow.lines[min(1, len(flow.lines) - 1)]
    if is_heading(line, body):
        return "heading"
    label = LABEL.match(line.text)
    if not label and _has_other_style(flow, line, body, leading):
        return "style"
    if label and label["mark"] != ".":
        return ""  # the labels of a structured abstract may stand apart
    return "gap" if _is_behind_gap(flow, line, leading, most_gap, page) else ""


def _has_other_style(flow: Flow, line: Line, body: Line, leading: float) -> bool:
    """Return whether a line is set in another size, weight or slant than the text before it."""
    last = flow.lines[-1]
    words = line.text.count(" ") + 1
    if not same_size(line, body) and (words > 2 or line.size > body.size):
        return True
    # A bold or slanted first line may be no more than its run-in heading.
    if len(flow.lines) == 1 or words <= 3:
        return False
    if body.bold != line.bold and last.bold == body.bold:
        return True
    slant_ends = body.italic and last.italic and not line.italic
    return slant_ends and line.baseline - last.baseline > leading


def _is_behind_gap(flow: Flow, line: Line, leading: float, most_gap: float, page: Page) -> bool:
    """Return whether white space ends the text before a line.

    A line that begins in mid-sentence may stand behind a wide gap, such as that of a picture,
    unless the text is whole or the line is at the foot of the page. Behind more than four lines
    it must be set just as the text is.
    """
    step = _widest_step(flow.lines[-1], line, page)
    usual = leading or 1.6 * flow.lines[0].size
    if step <= most_gap * usual + 1:
        return False
    if flow.is_whole or line.baseline > 0.92 * page.height or not continues(line):
        return True
    if step <= 4 * usual:
        return False
    body = flow.body
    as_set = abs(line.size - body.size) < 0.1 and line.bold == body.bold
    return not as_set or abs(line.x0 - flow.lines[-1].x0) > line.size or step > 0.4 * page.height


def _widest_step(last: Line, line: Line, page: Page) -> float:
    """Return the distance of two baselines; lines of hidden text between them are stepped on."""
    between = (
        one.baseline
        for one in page.blanked
        if last.baseline < one.baseline < line.baseline
        and one.band[0] < max(last.x1, line.x1)
        and one.band[2] > min(last.x0, line.x0)
    )
    baselines = [last.baseline, *sorted(between), line.baseline]
    return max(after - before for before, after in pairwise(baselines))


def continues(line: Line) -> bool:
    """Return whether a line begins in mid-sentence: with a small letter or a digit."""
    return line.text[:1].islower() or line.text[:1].isdigit()
