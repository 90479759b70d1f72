"""A few papers as a corpus, found in the order given."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest
from hits import hit

from answer.papers import FoundBody
from answer.question.intent import ALL_YEARS, Years
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from retrieval.hybrid import Hit
from retrieval.lexical import word_set


class FewPapers:
    """Papers as (title, abstract, year)."""

    def __init__(self, *papers: tuple[str, str, int]) -> None:
        self.hits = []
        for rank, (title, abstract, year) in enumerate(papers, start=1):
            made = hit(rank, abstract)
            paper = replace(made.listed.paper, title=title, year=year, doi=f"10.1/{rank}")
            self.hits.append(replace(made, listed=replace(made.listed, paper=paper)))

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> Sequence[Hit]:
        return [one for one in self.hits if _within(one.listed, years)][:k]

    def values(self, name: str, years: Years = ALL_YEARS) -> Sequence[PropertyRow]:
        return []

    def body_values(self, name: str, years: Years = ALL_YEARS) -> Sequence[PropertyRow]:
        return []

    def bodies(self, question: str, hits: Sequence[Hit]) -> list[FoundBody]:
        return []

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> Sequence[CatalogEntry]:
        return [
            one.listed
            for one in self.hits
            if set(words) <= word_set(f"{one.listed.paper.title}\n{one.passage.text}")
            and _within(one.listed, years)
        ]


def _within(listed: CatalogEntry, years: Years) -> bool:
    return (years.first or 0) <= (listed.paper.year or 0) <= (years.last or 9999)


@pytest.fixture
def corpus():
    return FewPapers
