"""A paper of the corpus: its named state, its metadata and its abstract."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

State = Literal[
    "ok",
    "low_confidence",
    "no_abstract",
    "scanned",
    "undecodable",
    "portfolio",
    "form",
    "encrypted",
    "corrupt",
    "not_pdf",
    "too_big",
    "timeout",
    "memory",
    "duplicate",
]
STATES: tuple[State, ...] = get_args(State)

#: Version of the layout rules: raise it when they read any paper otherwise, so that a build reads
#: every file again. It stands here because comparing it must not load the rules.
EXTRACTOR_VERSION = "8"

#: States in which the abstract is indexed and answers questions.
READABLE: tuple[State, ...] = ("ok", "low_confidence")


_WORD = re.compile(r"\S+")
#: Parts of a page's width or height in which places on it are told.
PARTS = 10_000


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a printed line holds characters of a text: ``text[start:end]``.

    Coordinates are in `PARTS` of the page's width and height, from the top left of the page before
    it is turned to be shown.
    """

    page: int
    """1-based."""
    turn: int
    """Quarter turns, clockwise, by which the page is shown."""
    start: int
    end: int
    top: int
    bottom: int
    edges: tuple[int, ...]
    """Left and right edge of each word of ``text[start:end]``, parted by white space, in order."""

    def part(self, text: str, start: int, end: int) -> tuple[float, float, float, float] | None:
        """Return the box of those characters of ``text[start:end]`` that stand on this line.

        It is x0, y0, x1, y1 from 0 to 1 of the page before it is turned; None for no character.
        """
        left = right = None
        for number, word in enumerate(_WORD.finditer(text, self.start, self.end)):
            first, last = word.span()
            if first >= end or last <= start:
                continue
            x0, x1 = self.edges[2 * number : 2 * number + 2]
            width = (x1 - x0) / (last - first)
            if left is None:
                left = x0 + max(start - first, 0) * width
            right = x1 - max(last - end, 0) * width
        if left is None or right is None:
            return None
        return left / PARTS, self.top / PARTS, right / PARTS, self.bottom / PARTS


@dataclass(frozen=True, slots=True)
class Abstract:
    """The abstract of one paper, as plain text, and the place on the page it was read from."""

    text: str
    page: int
    """1-based page on which the abstract begins."""
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 of its lines on that page, in points (1/72 inch) from the top left."""
    rule: str
    """Name of the layout rule that found it."""
    confidence: float
    """0 to 1; below the extractor's threshold the paper's state is ``low_confidence``."""
    display: str | None = None
    """The text with subscripts and superscripts in place (Al₀.₃CoCrFeNi), where it has any."""
    places: tuple[LinePlace, ...] = ()
    """Its printed lines, in order, where it is known for certain which characters each holds. The
    catalog leaves them out: `builder.library.stored_places` gives them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One PDF or one bibliographic record, read as far as it can be read."""

    state: State
    reason: str
    """Why the paper is in this state, in a sentence a reader can act on; empty when ``ok``."""
    title: str | None = None
    doi: str | None = None
    year: int | None = None
    journal: str | None = None
    authors: tuple[str, ...] = ()
    abstract: Abstract | None = None
    notes: tuple[str, ...] = ()
    """What a reader should know of the file: hidden text left out, a cover page skipped."""
    key: str | None = None
    """The name a record gives itself, such as a citation key; None for a PDF."""
