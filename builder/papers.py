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
EXTRACTOR_VERSION = "12"

#: States in which the abstract is indexed and answers questions.
READABLE: tuple[State, ...] = ("ok", "low_confidence")

#: From this relevance on a paper counts as on topic.
ON_TOPIC = 0.4

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
    """1-based page on which the abstract begins; 0 in a file without pages."""
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


#: What a section of a paper is for; a letter without headings is all ``other``.
Section = Literal[
    "introduction",
    "experimental",
    "results",
    "discussion",
    "conclusions",
    "supplementary",
    "acknowledgements",
    "references",
    "other",
]
#: What a piece of a paper's body is: running text, or a caption of a figure or table, or the rows
#: of a table whose meaning is not sure, as text.
PieceKind = Literal["paragraph", "caption", "table"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of the body of a paper, as plain text, with the place it was read from.

    ``text[start:end]`` is a place on a page by `places`, as it is with an abstract.
    """

    text: str
    page: int
    """1-based page on which it begins; 0 in a file without pages."""
    kind: PieceKind = "paragraph"
    section: Section = "other"
    """What its section is for; of "Results and discussion" it is ``results``."""
    heading: str = ""
    """The nearest heading above it, as printed."""
    label: str = ""
    """Of a caption or table what it is called: "Figure 2", "Table S1"."""
    places: tuple[LinePlace, ...] = ()
    """Its printed lines, in order, where it is known for certain which characters each holds."""
    later_pages: tuple[tuple[int, int], ...] = ()
    """Of a paragraph over several pages: where each later one begins in the text, and its number.

    It is kept apart from `places`, which most readers of a paragraph leave out.
    """

    def page_at(self, start: int) -> int:
        """Return the page on which the text from ``start`` on begins; 0 without pages."""
        return next((page for at, page in reversed(self.later_pages) if at <= start), self.page)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a paper, as rows of cells.

    A cell over several rows or columns stands once, in its first row and column; the other places
    are "".
    """

    rows: tuple[tuple[str, ...], ...]
    """All of one length, heading rows first; text with the same repairs as that of paragraphs."""
    header_rows: int
    """How many of the rows are headings."""
    page: int
    """1-based page on which it begins; 0 in a file without pages."""
    label: str = ""
    """What it is called: "Table 2"; "" where it has no label."""
    caption: str = ""
    """Its caption without the label."""
    notes: tuple[str, ...] = ()
    """Its footnotes, each with its mark."""
    section: Section = "other"
    places: tuple[tuple[int, int, LinePlace], ...] = ()
    """(row, column, place) of the printed lines of its cells, from 0; ``text[start:end]`` of a
    place is within the text of the cell."""
    is_sure: bool = True
    """Whether rows and columns are certain enough to read values from it."""


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading of a paper's body."""

    text: str
    """As printed, with its number."""
    page: int
    """1-based; 0 in a file without pages."""
    depth: int
    """1 for a section, 2 for a section of that, and so on."""
    section: Section
    """What its section is for."""


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a paper beside its abstract; lists of references are left out."""

    paragraphs: tuple[Paragraph, ...] = ()
    """In reading order, captions behind the text that they interrupt."""
    tables: tuple[Table, ...] = ()
    headings: tuple[SectionHeading, ...] = ()
    """All of them in order, those without text of their own, too. The catalog leaves them out."""


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
    body: Body | None = None
    """What stands beside the abstract, where it was read. The catalog leaves it out."""

    @property
    def front(self) -> str:
        """The title and, on the next line, the abstract; empty where there is none."""
        return f"{self.title or ''}\n{self.abstract.text if self.abstract else ''}"


@dataclass(frozen=True, slots=True)
class Relevance:
    """How much a paper is about high-entropy alloys, 0 to 1, and the signs it is the sum of."""

    score: float
    signs: tuple[str, ...]

    @property
    def on_topic(self) -> bool:
        """Whether the paper counts as one about high-entropy alloys."""
        return self.score >= ON_TOPIC
