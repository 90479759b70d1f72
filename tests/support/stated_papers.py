"""A corpus of made-up papers in memory, for answers from the values and names of all papers."""

from collections.abc import Collection, Sequence

from answer.papers import FoundBody
from answer.question.intent import ALL_YEARS, Years
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow, values_of
from builder.references.jsonl import record_paper
from retrieval.hybrid import Hit
from retrieval.lexical import word_set


def paper(name: str, title: str, abstract: str, year: int | None = 2020) -> CatalogEntry:
    record = {
        "id": name,
        "title": title,
        "abstract": abstract,
        "year": year,
        "doi": f"10.1000/{name}",
    }
    return CatalogEntry("papers.jsonl", 1, name, record_paper(record, 1))


class StatedPapers:
    """Papers that are read as a whole each time, as `answer.papers.Papers` asks."""

    def __init__(self, *papers: CatalogEntry) -> None:
        self.papers = papers

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        return []

    def values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return [row for one in self._of(years) for row in values_of(one) if row.of == name]

    def body_values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    def knows(self, word: str) -> bool:
        return True

    def bodies(self, question: str, hits: Sequence[Hit]) -> list[FoundBody]:
        return []

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> list[CatalogEntry]:
        return [one for one in self._of(years) if {*words} <= word_set(_text(one))]

    def _of(self, years: Years) -> list[CatalogEntry]:
        return [
            one
            for one in self.papers
            if (years.first or 0) <= (one.paper.year or 0) <= (years.last or 9999)
        ]


def _text(one: CatalogEntry) -> str:
    assert one.paper.abstract is not None
    return f"{one.paper.title}\n{one.paper.abstract.text}"
