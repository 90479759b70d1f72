"""Tell which characters of a running text each printed line holds, and where its words stand.

While a paper is read, the way of its text from its lines is followed: where each line begins in the
joined text, and what repairs put in the place of what. Where the words of a line stand is found
when somebody wants to see them: the words that MuPDF gives for the place of the line are laid
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
_WORD = re.compile(r"\S+")
#: A line and the words printed in its place agree where so much of the line is found in them, and
#: so much of both is the same: marks of citations and hidden text are left out of a line.
_LEAST_FOUND, _LEAST_ALIKE = 0.85, 0.75
#: Words belong to a line up to so many parts of the page beyond its ends: a point and a half.
_BEYOND = 25

Edges = tuple[float, ...]
"""Left and right edge of each word of a line, in order, in `PARTS` of the width of its page."""


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
    """A word as MuPDF gives it, in parts of its page: a run of characters without white space."""

    x0: float
    x1: float
    text: str


def find_edges(page: Any, lines: Sequence[tuple[LinePlace, str]]) -> list[Edges]:
    """Return where the words of some lines of a page stand.

    Args:
        page: The PyMuPDF page.
        lines: Places on it, each with the text that stands there.

    Returns:
        The edges of the words of each line; none where the line is not printed there.
    """
    import pymupdf

    found = [Edges()] * len(lines)
    # A file may state another text than it shows; what it shows is read where both differ.
    for more in (0, pymupdf.TEXT_IGNORE_ACTUALTEXT):
        if all(found):
            break
        words = _words(page, text_flags() | more)
        found = [
            edges or _edges(text, _on(place, words))
            for edges, (place, text) in zip(found, lines, strict=True)
        ]
    return found


def _words(page: Any, flags: int) -> list[tuple[float, _Printed]]:
    """Return all words of a page, hidden ones included, each with the height of its middle."""
    width, height = page.rect.width, page.rect.height
    if page.rotation % 180:  # words are placed on the page before it is turned
        width, height = height, width
    return [
        (PARTS * (y0 + y1) / 2 / height, _Printed(PARTS * x0 / width, PARTS * x1 / width, text))
        for x0, y0, x1, y1, text, *_ in page.get_text("words", flags=flags)
    ]


def _on(place: LinePlace, words: Sequence[tuple[float, _Printed]]) -> list[_Printed]:
    """Return the words in the place of a line, from left to right."""
    return sorted(
        word
        for middle, word in words
        if place.y0 < middle < place.y1
        and place.x0 - _BEYOND < (word.x0 + word.x1) / 2 < place.x1 + _BEYOND
    )


def _edges(text: str, printed: Sequence[_Printed]) -> Edges:
    """Return the edges of the words of a text; none where it and what is printed do not agree."""
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    if [text[start:end] for start, end in words] == [word.text for word in printed]:
        return tuple(edge for word in printed for edge in (word.x0, word.x1))
    ours, theirs = "".join(text.split()), "".join(word.text for word in printed)
    found = _aligned(ours, theirs)
    agree = len(found) >= _LEAST_FOUND * len(ours)
    if not agree or 2 * len(found) < _LEAST_ALIKE * (len(ours) + len(theirs)):
        return ()
    ends = list(_ends_of_characters(printed))
    edges: list[float] = []
    first = 0
    for start, end in words:
        last = first + end - start
        places = [found[place] for place in range(first, last) if place in found]
        if not places:  # a sign that is set otherwise, as ± by a plus and a bar: what is in between
            before = [there for here, there in found.items() if here < first]
            behind = [there for here, there in found.items() if here >= last]
            places = list(range(max(before, default=-1) + 1, min(behind, default=len(theirs))))
        if not places:
            return ()
        edges += ends[min(places)][0], ends[max(places)][1]
        first = last
    return tuple(edges)


def _aligned(ours: str, theirs: str) -> dict[int, int]:
    """Return which character of a text is which one of another, for those that are the same."""
    found: dict[int, int] = {}
    for one, other, count in SequenceMatcher(None, ours, theirs, False).get_matching_blocks():
        found.update(zip(range(one, one + count), range(other, other + count), strict=True))
    return found


def _ends_of_characters(words: Sequence[_Printed]) -> Iterator[tuple[float, float]]:
    """Yield about where each character of words begins and ends: as if all were as wide."""
    for word in words:
        width = (word.x1 - word.x0) / len(word.text)
        for place in range(len(word.text)):
            yield word.x0 + place * width, word.x0 + (place + 1) * width
