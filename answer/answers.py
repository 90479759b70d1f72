"""An answer as a reader gets it: sentences, each with the quote, page and paper it rests on."""

from dataclasses import dataclass

from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.triples import REFUSAL

#: Between sentences of one paper that do not follow each other.
_GAP = " […] "


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``abstract[start:end] == quote``."""

    n: int
    """The mark in the answer's text: [1], [2] …"""
    listed: CatalogEntry
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the citations that support it."""

    text: str
    citations: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a prompt holds of one paper: spans of its abstract."""

    listed: CatalogEntry
    spans: tuple[tuple[int, int], ...]

    @property
    def title(self) -> str:
        return self.listed.paper.title or self.listed.place

    @property
    def text(self) -> str:
        """As the prompt quotes it."""
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
    """A sentence that a model wrote and the papers do not support."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a model was asked with, and what it cost."""

    template: str
    """Id and hash of the prompt format: `cited@0a1b2c3d4e5f`."""
    passages: tuple[Reading, ...]
    left_out: int
    """Sentences of the papers found for which there was no room."""
    prompt_tokens: int
    new_tokens: int
    ended: str
    """`stop`, `length` or `interrupted`."""
    draft: str
    """All that the model wrote, unchecked."""
    removed: tuple[Removed, ...] = ()
    max_words: int | None = None
    """Most words that were asked for."""

    @property
    def words(self) -> int:
        """Words of the draft."""
        return len(self.draft.split())


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said in reply to a question, or why nothing is."""

    question: str
    answered: bool
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short: str | None
    """The bare value, phase, composition or name, where the question asks for one."""
    model: str
    retrieved: tuple[str, ...]
    """Ids of the papers read, best first."""
    confidence: float = 0.0
    """From 0 to 1: the share of the question that the best paper holds, by words or by meaning;
    0 where a paper lacks the alloy, the condition, the property or the value asked for."""
    reported: tuple[PropertyRow, ...] = ()
    """Where papers give values far apart for what is asked, all of them side by side."""
    nearest: str | None = None
    """For a refusal: what came closest and why it does not answer."""
    note: str | None = None
    """Where the answer is not the model's, or not all of it: why."""
    asking: Asking | None = None
    """How a model was asked; None where none was."""

    @property
    def text(self) -> str:
        """The answer as one text with citation marks, or the refusal."""
        if not self.answered:
            return REFUSAL
        marked = (f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in self.sentences)
        return " ".join(marked)
