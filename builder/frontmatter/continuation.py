"""Find where an abstract goes on that its column or page cuts off."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from builder.frontmatter.line_patterns import (
    CAPTION,
    INTRODUCTION,
    NUMBERED,
    STOP,
    SUBJECT_TERMS,
    WATERMARK,
    ends_sentence,
    is_abstract_heading,
    is_heading,
)
from builder.frontmatter.text_flow import Flow, Manuscript, continues, flow_from, same_size
from builder.pdf.pages import Line, Page

#: An abstract goes on over so many columns and pages at most.
_MOST_HOPS = 3
#: Most lines of what an unfinished abstract goes on with: more is the text of the paper.
_MOST_LINES = 40
#: The same, where what stands before could be the last sentence.
_MOST_LINES_MORE = 18
#: Lines below this share of the height of a page are footnotes.
_FOOT = 0.85


@dataclass(frozen=True, slots=True)
class Continuation:
    """Lines with which a text goes on in another column or on another page."""

    page: int
    """Index of the page they stand on."""
    lines: tuple[Line, ...]


def carry_on(manuscript: Manuscript, index: int, flow: Flow) -> list[Continuation]:
    """Return what an unfinished abstract goes on with, column by column and page by page.

    ``flow`` is the part of it on the page of the given index. A whole sentence at the foot of its
    column goes on only where a short text is closed by the key words or the introduction.
    """
    found: list[Continuation] = []
    while len(found) < _MOST_HOPS:
        hop = _next_part(manuscript, index, flow)
        if hop is None:
            break
        index, flow = hop
        found.append(Continuation(index, tuple(flow.lines)))
    return found


def _next_part(manuscript: Manuscript, index: int, flow: Flow) -> tuple[int, Flow] | None:
    """Return the page and the text that a flow goes on with; None where it ends."""
    if flow.ended in ("heading", "columns"):
        return None
    page = manuscript.pages[index]
    below = _line_below(page, flow)
    if flow.is_whole and below is not None and below.baseline < _FOOT * page.height:
        return None
    if below is not None and (SUBJECT_TERMS.match(below.text) or _is_close(flow, below)):
        return None
    passed: set[Line] = set()
    for where, line in _tops(manuscript, index, flow):
        if _ends(line):
            return None
        if line in passed or not same_size(line, flow.body):
            continue
        if STOP.match(line.text) or WATERMARK.fullmatch(line.text) or CAPTION.match(line.text):
            passed.update(flow_from(manuscript.pages[where], line).lines)
            continue
        if not _fits(flow, line):
            continue
        # Text of the same size below the first part may be all that follows it.
        if below is not None and same_size(below, flow.body) and not continues(line):
            continue
        more = flow_from(manuscript.pages[where], line)
        if len(more.lines) > _MOST_LINES or (
            flow.is_whole and not _closes(manuscript.pages[where], more)
        ):
            return None
        return where, more
    return None


def _is_close(flow: Flow, below: Line) -> bool:
    """Return whether lines in another type follow a text without a gap, so that no column ends."""
    step = below.baseline - flow.lines[-1].baseline
    return flow.ended == "style" and step < 1.5 * flow.body.size


def _ends(line: Line) -> bool:
    """Return whether a line begins what comes behind an abstract."""
    return bool(
        SUBJECT_TERMS.match(line.text)
        or INTRODUCTION.fullmatch(line.text)
        or NUMBERED.match(line.text)
        or is_abstract_heading(line)
    )


def _line_below(page: Page, flow: Flow) -> Line | None:
    """Return the nearest line of words below a text in its column."""
    last, left = flow.lines[-1], min(line.x0 for line in flow.lines)
    return next(
        (
            line
            for line in page.lines
            if line.baseline > last.baseline + 0.4 * last.size
            and line.x0 < flow.right
            and line.x1 > left
            and len(line.text) > 3
        ),
        None,
    )


def _fits(flow: Flow, line: Line) -> bool:
    """Return whether a line may be the next of a text: it is set as that is, and no heading."""
    if line.bold != flow.body.bold or is_heading(line, flow.body):
        return False
    broken = flow.lines[-1].text.endswith("-")
    return not broken or continues(line) or _is_formula(line.text)


def _is_formula(text: str) -> bool:
    """Return whether a text begins with a formula, as behind the hyphen of "Al-" "CoCrFeNi"."""
    word = text.split(maxsplit=1)[0]
    return sum(char.isupper() or char.isdigit() for char in word) > 1


def _closes(page: Page, more: Flow) -> bool:
    """Return whether a short text is followed by key words or by the introduction."""
    below = _line_below(page, more)
    if below is None or len(more.lines) > _MOST_LINES_MORE or not more.is_whole:
        return False
    return bool(SUBJECT_TERMS.match(below.text) or INTRODUCTION.fullmatch(below.text))


def _tops(manuscript: Manuscript, index: int, flow: Flow) -> Iterator[tuple[int, Line]]:
    """Yield lines with which the next column of a page, or the next page, may begin."""
    page = manuscript.pages[index]
    beside = False
    for line in islice(_column_beside(manuscript, index, page, flow), 12):
        beside = True
        yield index, line
    if not beside and index + 1 < len(manuscript.pages):
        following = manuscript.pages[index + 1]
        for line in _page_tops(following, flow):
            yield index + 1, line


def _column_beside(manuscript: Manuscript, index: int, page: Page, flow: Flow) -> Iterator[Line]:
    """Yield the lines of the column to the right of a text, below title and running head."""
    body, title = flow.body, manuscript.title
    top = 0.06 * page.height
    if index == manuscript.title_page and title and title.lines:
        above = max(line.x1 for line in title.lines) > flow.right
        top = max(top, title.bottom if above and title.bottom < flow.body.baseline else 0.0)
    left = flow.right - 0.5 * body.size
    for line in page.lines:
        if top < line.baseline < 0.95 * page.height and line.x0 > left and _has_words(line):
            yield line


def _has_words(line: Line) -> bool:
    """Return whether a line holds more than a page number or an ornament."""
    return sum(map(str.isalpha, line.text)) > 2


def _page_tops(page: Page, flow: Flow) -> Iterator[Line]:
    """Yield the lines with which the text of a page may begin, behind its running head."""
    body, rows = flow.body, len(flow.lines) - 1
    leading = (flow.lines[-1].baseline - flow.lines[0].baseline) / rows if rows else 1.5 * body.size
    tops = [
        line
        for line in page.lines
        if 0.05 * page.height < line.baseline < 0.5 * page.height and _has_words(line)
    ]
    for top in tops[:4]:
        row = [line for line in tops if abs(line.baseline - top.baseline) < 0.6 * body.size]
        below = next(
            (line for line in tops if line.baseline > top.baseline + 0.6 * body.size), None
        )
        apart = below is None or below.baseline - top.baseline > 1.4 * leading
        tail = continues(row[0]) or ends_sentence(row[-1].text)
        if top.baseline < 0.12 * page.height and apart and not tail:
            continue  # a running head
        yield min(row, key=lambda line: line.x0)
