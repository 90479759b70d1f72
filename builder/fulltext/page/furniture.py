"""Find what is printed on every page around the text: running heads and feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.frontmatter.line_patterns import WATERMARK
from builder.fulltext.page.captions import label_at
from builder.fulltext.page.print_style import reads_as_text
from builder.pdf.pages import Line, Page

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\s|·–—-]*(?:(?:page|p\.|seite|página|стр\.)\s?)?[a-z]{0,2}[-.–]?\d{1,6}"
    r"(?:\s?(?:of|/|von|de)\s?\d{1,4})?[\s|·–—-]*"
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
    else stands as far out as either at the head or foot of a page and does not read as text.
    """
    found = set(_repeated(pages))
    for page in pages:
        found.update(line for line in page.lines if WATERMARK.fullmatch(line.text))
        # What reads as text may stand as far out: a page need not be full of white space.
        edge = [line for line in page.lines if _is_at_edge(line, page)]
        loose = [line for line in edge if not reads_as_text(line.text)]
        found.update(_page_numbers(loose, edge, found))
        heights = [line.baseline for line in edge if line in found]
        top = max((y for y in heights if y < _HEAD * page.height), default=0.0)
        foot = min((y for y in heights if y > _FOOT * page.height), default=page.height)
        found.update(line for line in loose if line.baseline < top + 2 or line.baseline > foot - 2)
    return found


def _page_numbers(loose: Iterable[Line], edge: Sequence[Line], found: set[Line]) -> list[Line]:
    """Return the numbers of a page: those at its edge that no text stands farther out than."""
    text = [line.baseline for line in edge if line not in found and reads_as_text(line.text)]
    first, last = min(text, default=1e6), max(text, default=0.0)
    return [
        line
        for line in loose
        if _PAGE_NUMBER.fullmatch(line.text) and not first - 2 < line.baseline < last + 2
    ]


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
        if len(lines) < 2 or label_at(masked.replace("#", "1")):
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
