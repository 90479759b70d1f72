"""Following a text down its column, into the next one and over the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.frontmatter.line_patterns import (
    LABEL,
    SENTENCE_END,
    STOP,
    WATERMARK,
    is_abstract_heading,
    is_heading,
)
from builder.frontmatter.title import Title
from builder.pdf.pages import Line, Page


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the rules look at: the pages, and where the paper begins among them."""

    pages: Sequence[Page]
    title_page: int
    """Index of the first page that is not a cover."""
    title: Title | None

    def heading_pages(self) -> Iterator[int]:
        """Yield the indices of pages where a heading may stand, likeliest first."""
        # A thesis has a title page, a declaration, thanks and a list of contents first.
        last = 16 if len(self.pages) > 60 else 4
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
        return bool(self.lines) and bool(SENTENCE_END.search(self.lines[-1].text.rstrip()))


def _same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= max(0.35, 0.055 * other.size)


def _column(page: Page, first: Line) -> tuple[float, float]:
    """Return the left and right edge of the column that ``first`` begins."""
    left, right = first.x0, first.x1
    for line in page.lines:
        below = line.baseline - first.baseline
        if 0 < below < 4.5 * first.size and _same_size(line, first):
            overlap = min(line.x1, right) - max(line.x0, left)
            if (
                overlap > 0.5 * min(line.width, right - left)
                and abs(line.x0 - left) < 4 * first.size
            ):
                left, right = min(left, line.x0), max(right, line.x1)
    return left, right


def flow_from(page: Page, first: Line, most_gap: float = 1.9) -> Flow:
    """Follow the text that begins with ``first`` down its column to where it ends.

    A distance between baselines of more than ``most_gap`` times the usual one ends it.
    """
    left, right = _column(page, first)
    width, size = right - left, first.size
    flow = Flow([first], "bottom")
    leading = 0.0
    below = [line for line in page.lines if line.baseline > first.baseline + 0.3 * size]
    for index, line in enumerate(below):
        starts_here = left - 2.5 * size <= line.x0 <= left + max(3 * size, 0.12 * width)
        inside = line.x0 >= left - size and line.x1 <= right + 2 * size
        if not (starts_here or inside) or line.x0 > right:
            continue
        last = flow.lines[-1]
        step = line.baseline - last.baseline
        if step < 0.4 * size:
            if line.size < 0.9 * size or line.x0 < last.x1:
                continue  # a stray script, or a neighbour in another column
            flow.ended = "columns"
            break
        if WATERMARK.fullmatch(line.text) or (len(line.text) < 4 and line.size < 0.9 * size):
            continue
        reason = _why_ended(flow, line, leading, most_gap, page)
        if (
            not reason
            and _has_neighbour(below, index, line, right)
            and line.x1 < left + 0.62 * width
        ):
            reason = "columns"
        if reason:
            flow.ended = reason
            break
        leading = min(leading, step) if leading else step
        flow.lines.append(line)
        if abs(line.x0 - left) < 2 and line.x1 > right:
            right, width = line.x1, line.x1 - left  # text that has passed a figure at its side
    return flow


def _has_neighbour(lines: Sequence[Line], index: int, line: Line, right: float) -> bool:
    """Say whether another column stands to the right of ``line`` within the same width."""
    return any(
        abs(other.baseline - line.baseline) < 0.7 * line.size
        and other is not line
        and other.x0 > line.x1 + 0.6 * line.size
        and other.x1 <= right + 2 * line.size
        for other in lines[max(0, index - 3) : index + 4]
    )


def _why_ended(flow: Flow, line: Line, leading: float, most_gap: float, page: Page) -> str:
    first, last = flow.lines[0], flow.lines[-1]
    if STOP.match(line.text) or is_abstract_heading(line):
        return "marker"
    body = flow.lines[min(1, len(flow.lines) - 1)]
    label = LABEL.match(line.text)
    if is_heading(line, body):
        return "heading"
    words = line.text.count(" ") + 1
    if not _same_size(line, body) and (words > 2 or line.size > body.size) and not label:
        return "style"
    # A bold or slanted first line may be no more than its run-in heading.
    if len(flow.lines) > 1 and words > 3 and not label:
        if body.bold != line.bold and flow.lines[-1].bold == body.bold:
            return "style"
        if (
            body.italic
            and last.italic
            and not line.italic
            and line.baseline - last.baseline > leading
        ):
            return "style"
    step = line.baseline - last.baseline
    usual = leading or 1.6 * first.size
    if step > most_gap * usual + 1 and not (label and label["mark"] != "."):
        if flow.is_whole or step > 4 * usual or line.baseline > 0.92 * page.height:
            return "gap"
        if not _continues(line):
            return "gap"
    return ""


def _continues(line: Line) -> bool:
    return line.text[:1].islower() or line.text[:1].isdigit()


def carry_on(manuscript: Manuscript, index: int, flow: Flow) -> list[Line]:
    """Return the lines in the next column or page with which an unfinished abstract goes on."""
    if flow.ended in ("heading", "columns") or (flow.is_whole and flow.ended != "bottom"):
        return []
    page, first = manuscript.pages[index], flow.lines[0]
    body = flow.lines[len(flow.lines) // 2]
    right = max(line.x1 for line in flow.lines)
    for where, line in _next_tops(manuscript, index, flow, right):
        more = flow_from(where, line)
        if flow.is_whole and not (
            more.ended in ("marker", "heading") and len(more.lines) < 18 and where is not page
        ):
            return []
        if STOP.match(line.text) or is_heading(line, body) or is_abstract_heading(line):
            return []
        if not flow.is_whole and flow.lines[-1].text.endswith("-") and not _continues(line):
            continue
        if not _same_size(line, body) or line.bold != body.bold:
            continue
        assert line is not first
        return more.lines
    return []


def _next_tops(
    manuscript: Manuscript, index: int, flow: Flow, right: float
) -> Iterator[tuple[Page, Line]]:
    """Yield the first line of the next column on this page, then of the next page."""
    page, top = manuscript.pages[index], flow.lines[0]
    body = flow.lines[len(flow.lines) // 2]
    reaches_bottom = not any(
        _same_size(line, body)
        and line.baseline > flow.lines[-1].baseline + 1
        and line.x0 < right
        and line.x1 > flow.lines[-1].x0
        and line.text.count(" ") > 3
        for line in page.lines
    )
    if not reaches_bottom:
        return
    beside = [
        line
        for line in page.lines
        if line.x0 > right - 0.5 * body.size
        and line.baseline > top.baseline - 14 * body.size
        and line.text.count(" ") > 2
    ]
    if beside:
        yield page, beside[0]
        return
    if index + 1 < len(manuscript.pages):
        following = manuscript.pages[index + 1]
        for line in following.lines:
            if line.baseline > 0.05 * following.height and line.text.count(" ") > 2:
                running_head = line.baseline < 0.12 * following.height and not _same_size(
                    line, body
                )
                if not running_head:
                    yield following, line
                    return
