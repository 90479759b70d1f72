"""Tell which characters of a running text each printed line holds, and where its words stand.

The way of a text from its lines is followed: where each line begins in the joined text, and what
the repairs put in the place of what. The words of a line are then laid beside those that MuPDF
gives for its place on the page. A line for which both do not agree gets no place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.papers import PARTS, LinePlace
from builder.pdf.text_repair import joined_at, repairs

if TYPE_CHECKING:
    from builder.pdf.lines import Line
    from builder.pdf.pages import Page

_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"\s+")
#: A line and the words printed in its place agree where so much of the line is found in them, and
#: so much of both is the same: marks of citations and hidden text are left out of a line.
_LEAST_FOUND, _LEAST_ALIKE = 0.85, 0.75
#: Words belong to a line up to so many points beyond its ends.
_BEYOND = 1.0


class PrintedWord(NamedTuple):
    """A word as MuPDF gives it: a run of characters without white space."""

    middle: float
    """y of the middle of its box, in points from the top of the page."""
    x0: float
    x1: float
    text: str


class PrintedWords:
    """All words of one page, hidden ones included; they are read when first asked for."""

    def __init__(self, text_page: Any, width: float, height: float, turn: int) -> None:
        """Read nothing yet of a PyMuPDF text page.

        Args:
            text_page: The text of the page before it is turned.
            width: Of the page before it is turned, in points.
            height: The same.
            turn: Quarter turns, clockwise, by which the page is shown.
        """
        self._text_page = text_page
        self.width, self.height, self.turn = width, height, turn

    @cached_property
    def _words(self) -> list[PrintedWord]:
        return sorted(
            PrintedWord((y0 + y1) / 2, x0, x1, text)
            for x0, y0, x1, y1, text, *_ in self._text_page.extractWORDS()
        )

    def on(self, line: Line) -> list[PrintedWord]:
        """Return the words in the place of a line, from left to right."""
        first = bisect_left(self._words, (line.y0,))
        last = bisect_right(self._words, (line.y1,))
        left, right = 2 * (line.x0 - _BEYOND), 2 * (line.x1 + _BEYOND)
        found = [word for word in self._words[first:last] if left < word.x0 + word.x1 < right]
        found.sort(key=lambda word: word.x0)
        return found


def place_text(
    text: str, parts: Sequence[tuple[Page, Sequence[Line]]], words: Collection[str] = ()
) -> tuple[LinePlace, ...]:
    """Return where the lines of a running text stand.

    Args:
        text: The text, or a part of it without what stood before and behind.
        parts: The lines it was made of by `builder.pdf.pages.running_text`, in reading order, with
            their pages.
        words: Words printed whole nearby, as they were given then.
    """
    lines = [(page, line) for page, part in parts for line in part]
    joined, begins = joined_at((line.text for _, line in lines), words)
    whole, origins = _repaired(joined, words)
    at = whole.find(text)
    if at < 0 or not text:
        return ()
    origins = origins[at : at + len(text)]
    places = []
    for number, (page, line) in enumerate(lines):
        following = begins[number + 1] if number + 1 < len(lines) else len(joined)
        start, end = bisect_left(origins, begins[number]), bisect_left(origins, following)
        offsets = [origin - begins[number] for origin in origins[start:end]]
        place = _line_place(page, line, text, start, offsets)
        if place is not None:
            places.append(place)
    return tuple(places)


def _repaired(text: str, words: Collection[str]) -> tuple[str, list[int]]:
    """Return what `repair` makes of a text, and from which of its characters each one came."""
    origins = list(range(len(text)))
    for pattern, new in (*repairs(text, words), (_BLANKS, " ")):
        text, origins = _replaced(text, origins, pattern, new)
    left = len(text) - len(text.lstrip())
    text = text.strip()
    return text, origins[left : left + len(text)]


def _replaced(
    text: str,
    origins: list[int],
    pattern: re.Pattern[str],
    new: str | Callable[[re.Match[str]], str],
) -> tuple[str, list[int]]:
    """Replace what a pattern matches; of what is put in its place the last came from its end."""
    pieces: list[str] = []
    came: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        put = new(match) if callable(new) else match.expand(new)
        if put == match[0]:
            continue
        start, end = match.span()
        pieces += text[at:start], put
        came += origins[at:start]
        instead_of = origins[start:end] or origins[start : start + 1] or origins[-1:]
        came += [instead_of[min(place, len(instead_of) - 1)] for place in range(len(put))]
        at = end
    if not pieces:
        return text, origins
    return "".join(pieces) + text[at:], came + origins[at:]


def _line_place(
    page: Page, line: Line, text: str, start: int, offsets: Sequence[int]
) -> LinePlace | None:
    """Return the place of one line; None where it holds nothing, or is not found on the page.

    Args:
        page: The page it stands on.
        line: The line.
        text: The running text.
        start: The first character that came from the line.
        offsets: From which character of the line that and those behind it came.
    """
    piece = text[start : start + len(offsets)]
    held = [(found.start(), found.end()) for found in _WORD.finditer(piece)]
    printed = page.printed
    if not held or printed is None:
        return None
    on_page = printed.on(line)
    if [piece[a:b] for a, b in held] == [word.text for word in on_page]:
        points = [x for word in on_page for x in (word.x0, word.x1)]
    else:
        spans = [(offsets[a], offsets[b - 1] + 1) for a, b in held]
        points = _edges(line.text, spans, on_page)
    edges = tuple(round(PARTS * x / printed.width) for x in points)
    top, bottom = (round(PARTS * y / printed.height) for y in (line.y0, line.y1))
    if not points or min(edges[0], top) < 0 or max(edges[-1], bottom) > PARTS:
        return None
    first, last = start + held[0][0], start + held[-1][1]
    return LinePlace(page.number, printed.turn, first, last, top, bottom, edges)


def _edges(
    line: str, spans: Sequence[tuple[int, int]], on_page: Sequence[PrintedWord]
) -> list[float]:
    """Return left and right edge of the words of a line that is not printed quite as it reads.

    Args:
        line: The text of the line.
        spans: The words, as characters of it.
        on_page: The words that are printed in its place.

    Returns:
        The edges in points; [] where the line and what is printed do not agree.
    """
    ours, theirs = "".join(line.split()), "".join(word.text for word in on_page)
    found = _aligned(ours, theirs)
    agree = len(found) >= _LEAST_FOUND * len(ours)
    if not agree or 2 * len(found) < _LEAST_ALIKE * (len(ours) + len(theirs)):
        return []
    ends = list(_ends_of_characters(on_page))
    edges: list[float] = []
    for start, end in spans:
        first = len("".join(line[:start].split()))
        last = first + len("".join(line[start:end].split()))
        places = [found[place] for place in range(first, last) if place in found]
        if not places:  # a sign that is set otherwise, as ± by a plus and a bar: what is in between
            before = [there for here, there in found.items() if here < first]
            behind = [there for here, there in found.items() if here >= last]
            places = list(range(max(before, default=-1) + 1, min(behind, default=len(theirs))))
        if not places:
            return []
        edges += ends[min(places)][0], ends[max(places)][1]
    return edges


def _aligned(ours: str, theirs: str) -> dict[int, int]:
    """Return which character of a text is which one of another, for those that are the same."""
    found: dict[int, int] = {}
    for one, other, count in SequenceMatcher(None, ours, theirs, False).get_matching_blocks():
        found.update(zip(range(one, one + count), range(other, other + count), strict=True))
    return found


def _ends_of_characters(words: Sequence[PrintedWord]) -> Iterator[tuple[float, float]]:
    """Yield about where each character of words begins and ends: as if all were as wide."""
    for word in words:
        width = (word.x1 - word.x0) / len(word.text)
        for place in range(len(word.text)):
            yield word.x0 + place * width, word.x0 + (place + 1) * width
