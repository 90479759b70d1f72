"""The papers that a question is answered from: those on each side of a comparison are found."""

from collections.abc import Sequence

from hits import hit

from answer.answer_question import FoundPapers, answer_or_find
from answer.question.intent import ALL_YEARS, Years
from builder.library.property_table import PropertyRow
from retrieval.hybrid import Hit

PLAIN = hit(1, "The hardness of CoCrFeNi is 156 HV. CoCrFeNi is soft.")
WITH_MO = hit(2, "The hardness of CoCrFeNiMo is 596 HV.")


class OneOfManyPapers:
    """A corpus in which the papers on the more frequent alloy are found first."""

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        return [PLAIN] if "CoCrFeNi " in question else [WITH_MO]

    def values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    body_values = values

    def knows(self, word: str) -> bool:
        return True

    def bodies(self, question: str, hits: Sequence[Hit]) -> list:
        return []

    def naming(self, words: Sequence[str], years: Years = ALL_YEARS) -> list:
        return []


def test_papers_on_each_side_of_a_comparison_are_found() -> None:
    asked = "Compare the hardness of CoCrFeNi and CoCrFeNiMo"
    found = answer_or_find(asked, OneOfManyPapers(), 1)
    assert isinstance(found, FoundPapers)
    assert [one.listed.id for one in found.hits] == [PLAIN.listed.id, WITH_MO.listed.id]
    assert [one.rank for one in found.hits] == [1, 2]


def test_papers_of_one_alloy_are_those_of_the_search() -> None:
    found = answer_or_find("Why is CoCrFeNi alloy soft?", OneOfManyPapers(), 1)
    assert isinstance(found, FoundPapers)
    assert [*found.hits] == [PLAIN]
