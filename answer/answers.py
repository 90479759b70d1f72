"""The records of an answer: its sentences, their citations, and how a model was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from builder.triples import REFUSAL

if TYPE_CHECKING:
    from answer.question.intent import Intent
    from builder.library.catalog import CatalogEntry
    from builder.library.property_table import PropertyRow
    from builder.papers import Section

#: What `Answer.model` says of an answer that no model wrote.
QUOTES = "extractive"
#: Text between two quoted sentences of a paper that do not follow each other.
_GAP = " […] "


#: What of a paper a quote stands in.
Part = Literal["abstract", "body", "caption", "table"]


@dataclass(frozen=True, slots=True)
class BodyPlace:
    """Where in the body of a paper a quote stands."""

    part: Part
    source: str
    """Id of the source that the body was read from."""
    number: int
    """Number of the paragraph or table in the body, from 1."""
    page: int
    """1-based page; 0 in a file without pages."""
    section: Section
    heading: str = ""
    """The heading above it, as printed."""
    label: str = ""
    """Of a caption or table, what it is called: "Table 2"."""
    row: int | None = None
    """Of a table the row, from 1; rows of headings are not counted."""
    column: str | None = None
    """The headings of the cell that answers; None where none is singled out."""
    caption: str = ""
    """Of a table its caption, which may tell what the names of its rows mean."""

    @property
    def told(self) -> str:
        """The place in words: `from the results section, p. 6`, `Table 2, row 3, p. 4`."""
        page = (f"p. {self.page}",) if self.page else ()
        if self.part == "table":
            return ", ".join((self.label or "a table", f"row {self.row}", *page))
        if self.part == "caption":
            return ", ".join((f"the caption of {self.label or 'a figure'}", *page))
        named = f"the {self.section} section" if self.section != "other" else "the body"
        return ", ".join((f"from {named}", *page))


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its place in a paper: ``text[start:end] == quote``.

    The text is that of the abstract; with a place, that of the paragraph, caption or row there.
    """

    n: int
    """The mark in the answer's text: [1], [2] …"""
    listed: CatalogEntry
    quote: str
    start: int
    end: int
    place: BodyPlace | None = None
    """Where in the body it stands; None in the abstract."""

    @property
    def part(self) -> Part:
        """What of the paper it stands in."""
        return self.place.part if self.place else "abstract"

    @property
    def told(self) -> str:
        """Where it stands, in words: `abstract, p. 1`, `Table 2, row 3, p. 4`."""
        if self.place:
            return self.place.told
        return f"abstract, p. {self.listed.page}" if self.listed.page else "abstract"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the citations that support it."""

    text: str
    citations: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class PromptPassage:
    """The part of a paper that a prompt quotes: spans of its abstract."""

    listed: CatalogEntry
    spans: tuple[tuple[int, int], ...]

    @property
    def title(self) -> str:
        """The paper's title, or its place in the corpus."""
        return self.listed.paper.title or self.listed.place

    @property
    def text(self) -> str:
        """The spans as one text, with a mark for each gap."""
        assert self.listed.paper.abstract is not None
        text, parts = self.listed.paper.abstract.text, ""
        before: int | None = None
        for start, end in self.spans:
            if before is not None:
                parts += " " if not text[before:start].strip() else _GAP
            parts += text[start:end]
            before = end
        return parts


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence of a model that the papers do not support."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call of a model: the prompt, its cost and the unchecked draft."""

    template: str
    """Id and hash of the prompt template: `cited@0a1b2c3d4e5f`."""
    passages: tuple[PromptPassage, ...]
    left_out: int
    """Number of sentences of the papers found that did not fit into the prompt."""
    prompt_tokens: int
    new_tokens: int
    ended: str
    """`stop`, `length` or `interrupted`."""
    draft: str
    """The text that the model wrote, unchecked."""
    removed: tuple[Removed, ...] = ()
    max_words: int | None = None
    """Most words that the model was asked for."""

    @property
    def words(self) -> int:
        """Number of words in the draft."""
        return len(self.draft.split())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Values that a list leaves out, and why."""

    reason: str
    values: int


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of one property that answer a question over all papers, sorted."""

    rows: tuple[PropertyRow, ...]
    """In the order asked for; all of them, however few are shown."""
    papers: int
    """Number of papers that the rows come from."""
    left_out: tuple[LeftOut, ...] = ()
    shown: tuple[PropertyRow, ...] = ()
    """Those that the answer cites, in their order; one in doubt among them is none of `rows`."""

    @property
    def unshown(self) -> int:
        """Return how many of the rows the answer does not cite."""
        return sum(row not in self.shown for row in self.rows)


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Sentences of several papers that are of one alloy or claim the same."""

    heading: str
    """What they share: an alloy, or `increases`, `decreases` …"""
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its citations, or a refusal with its reason."""

    question: str
    answered: bool
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short: str | None
    """The bare value, phase, composition or name, if the question asks for one."""
    model: str
    retrieved: tuple[str, ...]
    """Ids of the papers read, best first."""
    confidence: float = 0.0
    """From 0 to 1: the share of the question that the best paper holds;
    0 where a paper lacks the alloy, the condition, the property or the value asked for."""
    reported: tuple[PropertyRow, ...] = ()
    """The values of the property asked for, if papers disagree on it."""
    nearest: str | None = None
    """For a refusal: the paper that came closest, and what it lacks."""
    note: str | None = None
    """Why the answer is not the model's own, or not all of it."""
    asking: ModelCall | None = None
    """The call of a model; None if none was asked."""
    intent: Intent = "other"
    """What the question was taken to ask for."""
    read_as: tuple[str, ...] = ()
    """What of the question was read otherwise than it was written."""
    values: ValueList | None = None
    """The values over all papers, for a set, superlative, range, count or trend."""
    groups: tuple[ClaimGroup, ...] = ()
    """How the sentences of several papers stand together; empty for one paper's answer."""
    differ: bool = False
    """Whether papers claim the opposite of the same thing; the groups tell which."""

    @property
    def marked_rows(self) -> tuple[tuple[int, PropertyRow], ...]:
        """The values that are shown, each with the mark of the quote that states it."""
        shown = self.values.shown if self.values else ()
        lines = self.sentences[1:]  # a line for each behind what they say together
        return tuple((line.citations[0], row) for line, row in zip(lines, shown, strict=False))

    @property
    def text(self) -> str:
        """The answer as one text with citation marks, or the refusal."""
        if not self.answered:
            return REFUSAL
        marked = (f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in self.sentences)
        return " ".join(marked)
