"""Tell which characters of a running text each printed line holds, and where they stand.

While a paper is read, the way of its text from its lines is followed: where each line begins in the
joined text, and what repairs put in the place of what. Where the characters of a line stand is
found when somebody wants to see them: those that MuPDF gives for the place of the line are laid
beside those of the text. A line for which both do not agree is shown nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.papers import PARTS, LinePlace
from builder.pdf.display_list import text_flags
from builder.pdf.text_repair import joined_at, repairs

if TYPE_CHECKING:
    from builder.pdf.lines import Line
    from builder.pdf.pages import Page

#: All white space that is not one plain blank.
_ODD_BLANKS = re.compile(r"\s{2,}|[^\S ]")
#: A line and what is printed in its place agree where so much of the line is found in that, and
#: so much of both is the same: marks of citations and hidden text are left out of a line.
_LEAST_FOUND, _LEAST_ALIKE = 0.85, 0.75
#: Characters belong to a line up to so many parts of the page beyond its ends: a point and a half.
_BEYOND = 25

Edges = tuple[int, ...]
"""Left and right edge of each character of a line but blanks, in `PARTS` of its page's width."""


def place_text(
    text: str, parts: Sequence[tuple[Page, Sequence[Line]]], words: Collection[str] = ()
) -> tuple[LinePlace, ...]:
    """Return which characters of a running text each of its lines holds.

    Args:
        text: The text, or a part of it without what stood before and behind.
        parts: The lines it was made of by `builder.pdf.pages.running_text`, in reading order, with
            their pages.
        words: Words printed whole nearby, as they were given then.
    """
    lines = [(page, line) for page, part in parts for line in part]
    joined, begins = joined_at((line.text for _, line in lines), words)
    whole, begins = _repaired(joined, begins, words)
    at = whole.find(text)
    if at < 0:
        return ()
    places = []
    for (page, line), (begin, following) in zip(
        lines, pairwise((*begins, len(whole))), strict=True
    ):
        start, end = max(begin - at, 0), min(following - at, len(text))
        piece = text[start:end]
        box = _in_parts(page, line)
        if not piece.strip() or not all(0 <= part <= PARTS for part in box):
            continue
        start += len(piece) - len(piece.lstrip())
        places.append(LinePlace(page.number, page.turn, start, start + len(piece.strip()), *box))
    return tuple(places)


def _in_parts(page: Page, line: Line) -> tuple[int, int, int, int]:
    """Return the box of a line in parts of its page."""
    return (
        round(PARTS * line.x0 / page.width),
        round(PARTS * line.y0 / page.height),
        round(PARTS * line.x1 / page.width),
        round(PARTS * line.y1 / page.height),
    )


def _repaired(text: str, marks: list[int], words: Collection[str]) -> tuple[str, list[int]]:
    """Return what `repair` makes of a text, and where some of its places are then."""
    for pattern, new in (*repairs(text, words), (_ODD_BLANKS, " ")):
        text, marks = _replaced(text, marks, pattern, new)
    left = len(text) - len(text.lstrip())
    return text.strip(), [max(mark - left, 0) for mark in marks]


def _replaced(
    text: str, marks: list[int], pattern: re.Pattern[str], new: str | Callable[..., str]
) -> tuple[str, list[int]]:
    """Replace what a pattern matches; places in the text, which are in order, go along.

    One within a match is then at most at the end of what is put in its place.
    """
    pieces: list[str] = []
    moved: list[int] = []
    at = shift = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        put = new(match) if callable(new) else match.expand(new)
        while len(moved) < len(marks) and marks[len(moved)] < end:
            moved.append(shift + min(marks[len(moved)], start + len(put)))
        pieces += text[at:start], put
        at, shift = end, shift + len(put) - (end - start)
    if not pieces:
        return text, marks
    moved += [mark + shift for mark in marks[len(moved) :]]
    return "".join(pieces) + text[at:], moved


class _Printed(NamedTuple):
    """A character that is printed on a page, in parts of it."""

    order: float
    """Its left edge; that of the one before, where both are of one ligature, or overlap."""
    x0: float
    x1: float
    sign: str


def find_edges(page: Any, lines: Sequence[tuple[LinePlace, str]]) -> list[Edges]:
    """Return where the characters of some lines of a page stand.

    Args:
        page: The PyMuPDF page.
        lines: Places on it, each with the text that stands there.

    Returns:
        The edges of the characters of each line; none where the line is not printed there.
    """
    import pymupdf

    found = [Edges()] * len(lines)
    # A file may state another text than it shows; what it shows is read where both differ.
    for more in (0, pymupdf.TEXT_IGNORE_ACTUALTEXT):
        if all(found):
            break
        printed = list(_printed(page, text_flags() | more))
        found = [
            edges or _edges("".join(text.split()), _on(place, printed))
            for edges, (place, text) in zip(found, lines, strict=True)
        ]
    return found


def _printed(page: Any, flags: int) -> Iterator[tuple[float, _Printed]]:
    """Yield the upright characters of a page, hidden ones, too, with the height of their middle."""
    width, height = page.rect.width, page.rect.height
    if page.rotation % 180:  # text is placed on the page before it is turned
        width, height = height, width
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            if line["dir"][0] < 0.98:
                continue
            for span in line["spans"]:
                order, back = 0.0, PARTS * span["size"] / 2 / width
                for char in span["chars"]:
                    x0, y0, x1, y1 = char["bbox"]
                    left = PARTS * x0 / width
                    order = left if left < order - back else max(left, order)
                    if not char["c"].isspace():
                        place = _Printed(order, left, PARTS * x1 / width, char["c"])
                        yield PARTS * (y0 + y1) / 2 / height, place


def _on(place: LinePlace, printed: Sequence[tuple[float, _Printed]]) -> list[_Printed]:
    """Return the characters in the place of a line, from left to right."""
    left, right = 2 * (place.x0 - _BEYOND), 2 * (place.x1 + _BEYOND)
    held = [
        char
        for middle, char in printed
        if place.y0 < middle < place.y1 and left < char.x0 + char.x1 < right
    ]
    held.sort(key=lambda char: char.order)
    return held


def _edges(ours: str, printed: Sequence[_Printed]) -> Edges:
    """Return the edges of the characters of a text without blanks.

    There are none where it and what is printed do not agree.
    """
    theirs = "".join(char.sign for char in printed)
    found = _aligned(ours, theirs)
    agree = len(found) >= _LEAST_FOUND * len(ours)
    if not agree or 2 * len(found) < _LEAST_ALIKE * (len(ours) + len(theirs)):
        return ()
    edges: list[int] = []
    behind = 0
    for here in range(len(ours)):
        there = found.get(here)
        if there is None:  # a sign that is set otherwise, as ± by a plus and a bar
            following = next((found[at] for at in range(here, len(ours)) if at in found), None)
            between = printed[behind:following] or printed[max(behind - 1, 0) : behind]
        else:
            between, behind = printed[there : there + 1], there + 1
        edges += round(between[0].x0), round(between[-1].x1)
    return tuple(edges)


def _aligned(ours: str, theirs: str) -> dict[int, int]:
    """Return which character of a text is which one of another, for those that are the same."""
    if ours == theirs:
        return {place: place for place in range(len(ours))}
    found: dict[int, int] = {}
    for one, other, count in SequenceMatcher(None, ours, theirs, False).get_matching_blocks():
        found.update(zip(range(one, one + count), range(other, other + count), strict=True))
    return found
