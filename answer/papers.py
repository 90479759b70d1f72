"""The papers of a corpus as an answer reads them: by search, by value and by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.question.intent import ALL_YEARS, Years
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.library.stored_bodies import StoredParagraph, StoredTable
from retrieval.hybrid import Hit


@dataclass(frozen=True, slots=True, eq=False)
class FoundBody:
    """A paper that may answer a question, with its body."""

    listed: CatalogEntry
    paragraphs: Sequence[StoredParagraph]
    tables: Sequence[StoredTable]


class Papers(Protocol):
    """What answering needs of a corpus."""

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> Sequence[Hit]:
        """Return the ``k`` best papers for a question, best first."""

    def values(self, name: str, years: Years = ALL_YEARS) -> Sequence[PropertyRow]:
        """Return every value of a property, by its name in the vocabulary, that abstracts state."""

    def body_values(self, name: str, years: Years = ALL_YEARS) -> Sequence[PropertyRow]:
        """Return every value of a property that bodies and tables state, each once a paper."""

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> Sequence[CatalogEntry]:
        """Return the papers whose title or abstract holds all these words (as stems)."""

    def bodies(self, question: str, hits: Sequence[Hit]) -> Sequence[FoundBody]:
        """Return the bodies of the papers that may answer, the likeliest paper first.

        They are those found by their abstracts, and others whose bodies speak of what is asked;
        none where bodies are not kept.
        """

    def knows(self, word: str) -> bool:
        """Return whether a word in small letters stands in the corpus, or is everyday English.

        A word of everyday English is one token of the embedder (three with the two ends of a text):
        words that are not are mended where they resemble a word of the field.
        """
