"""Follow a text down its column, into the next column and over the page."""

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
    """The pages of a PDF, and the page and title with which the paper begins."""

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
        """Whether the last line ends a sentence."""
        return bool(self.lines) and bool(SENTENCE_END.search(self.lines[-1].text.rstrip()))


def _same_size(line: Line, other: Line) -> bool:
    """Return whether two lines are set in one size, but for 0.35 points or 5.5 %."""
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
    """Return whether another column stands to the right of ``line`` within the same width."""
    return any(
        abs(other.baseline - line.baseline) < 0.7 * line.size
        and other is not line
        and other.x0 > line.x1 + 0.6 * line.size
        and other.x1 <= right + 2 * line.size
        for other in lines[max(0, index - 3) : index + 4]
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
    if not _same_size(line, body) and (words > 2 or line.size > body.size):
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

    A line that begins in mid-sentence may stand behind a wide gap, unless the text is whole, the
    gap is over four lines, or the line is at the foot of the page.
    """
    step = line.baseline - flow.lines[-1].baseline
    usual = leading or 1.6 * flow.lines[0].size
    if step <= most_gap * usual + 1:
        return False
    if flow.is_whole or step > 4 * usual or line.baseline > 0.92 * page.height:
        return True
    return not _continues(line)


def _continues(line: Line) -> bool:
    """Return whether a line begins in mid-sentence: with a small letter or a digit."""
    return line.text[:1].islower() or line.text[:1].isdigit()


def carry_on(manuscript: Manuscript, index: int, flow: Flow) -> list[Line]:
    """Return the lines in the next column or page with which an unfinished abstract goes on.

    ``flow`` is the part of it on the page of the given index. A whole sentence at the foot of its
    column goes on only where a short text on the next page is closed by a marker or a heading.
    """
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
    """Yield the first line of the next column on this page, else of the next page."""
    page, top = manuscript.pages[index], flow.lines[0]
    body = flow.lines[len(flow.lines) // 2]
    if _goes_on_below(page, flow, body, right):
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
        first = next((ln for ln in following.lines if _is_text_top(ln, following, body)), None)
        if first is not None:
            yield following, first


def _goes_on_below(page: Page, flow: Flow, body: Line, right: float) -> bool:
    """Return whether text of the same size stands below a text in its column."""
    last = flow.lines[-1]
    return any(
        _same_size(line, body)
        and line.baseline > last.baseline + 1
        and line.x0 < right
        and line.x1 > last.x0
        and line.text.count(" ") > 3
        for line in page.lines
    )


def _is_text_top(line: Line, page: Page, body: Line) -> bool:
    """Return whether a line can be the first of a page's text: no page number, no running head."""
    if line.baseline <= 0.05 * page.height or line.text.count(" ") <= 2:
        return False
    return line.baseline >= 0.12 * page.height or _same_size(line, body)
