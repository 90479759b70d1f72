"""A paper of the corpus: its named state, its metadata and its abstract."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

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


#: Parts of a page's width or height in which places on it are told.
PARTS = 10_000


class LinePlace(NamedTuple):
    """Where a printed line stands that holds characters of a text: ``text[start:end]``.

    Coordinates are in `PARTS` of the page's width and height, from the top left of the page before
    it is turned to be shown.
    """

    page: int
    """1-based."""
    turn: int
    """Quarter turns, clockwise, by which the page is shown."""
    start: int
    end: int
    x0: int
    y0: int
    x1: int
    y1: int


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
