"""Find what is printed on every page around the text: running heads and feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.frontmatter.line_patterns import WATERMARK
from builder.pdf.pages import Line, Page

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|стр\.)\s?)?[a-z]{0,2}[-.–]?\d{1,6}(?:\s?(?:of|/|von|de)\s?\d{1,4})?\W*"
    r"|[ivxlc]{1,6}",
    re.IGNORECASE,
)
#: Head and foot of a page, in parts of its height.
_HEAD, _FOOT = 0.11, 0.89
#: What repeats on so many pages in one place is none of their text; at head and foot, on so many.
_PAGES, _PAGES_AT_EDGE = 3, 2
#: Two lines stand in one place up to this difference, in points.
_PLACE = 4.0


def furniture(pages: Sequence[Page]) -> set[Line]:
    """Return the lines of some pages that are none of their text.

    Those are what repeats in one place, but for its numbers, the numbers of pages, and whatever
    else stands on one line with either at the head or foot of a page.
    """
    found = set(_repeated(pages))
    for page in pages:
        edge = [line for line in page.lines if _is_at_edge(line, page)]
        found.update(line for line in edge if _PAGE_NUMBER.fullmatch(line.text))
        found.update(line for line in page.lines if WATERMARK.fullmatch(line.text))
        heights = [line.baseline for line in edge if line in found]
        found.update(
            line for line in edge if any(abs(line.baseline - height) < 2 for height in heights)
        )
        found.update(_beyond(edge, page, found))
    return found


def _beyond(edge: Iterable[Line], page: Page, found: set[Line]) -> list[Line]:
    """Return the lines at head and foot that are farther out than something that repeats."""
    top = max(
        (
            line.baseline
            for line in found
            if line in page.lines and line.baseline < _HEAD * page.height
        ),
        default=0.0,
    )
    foot = min(
        (
            line.baseline
            for line in found
            if line in page.lines and line.baseline > _FOOT * page.height
        ),
        default=page.height,
    )
    return [line for line in edge if line.baseline < top or line.baseline > foot]


def _is_at_edge(line: Line, page: Page) -> bool:
    return line.baseline < _HEAD * page.height or line.baseline > _FOOT * page.height


def _repeated(pages: Sequence[Page]) -> Iterable[Line]:
    """Yield the lines that stand in one place on several pages, but for their numbers."""
    places: defaultdict[str, list[tuple[int, bool, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page.lines:
            masked = _DIGITS.sub("#", line.text).casefold()
            places[masked].append((number, _is_at_edge(line, page), line))
    for masked, lines in places.items():
        if len(lines) < 2:
            continue
        for _, at_edge, line in lines:
            near = {
                other
                for other, _, one in lines
                if abs(one.baseline - line.baseline) < _PLACE
                and (at_edge or abs(one.x0 - line.x0) < _PLACE)
            }
            least = _PAGES_AT_EDGE if at_edge else _PAGES
            if len(near) >= least and (at_edge or any(map(str.isalpha, masked))):
                yield line
