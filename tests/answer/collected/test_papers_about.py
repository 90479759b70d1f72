"""What is told of another element does not answer how something goes with the one asked about."""

from hits import hit
from stated_papers import StatedPapers

from answer.answer_question import answer_question
from answer.answers import Answer
from answer.question.intent import ALL_YEARS, Years
from retrieval.hybrid import Hit

TITANIUM = (
    "Fe31Mn28Ni15Al24.5 was cast with Ti. The hardness rises with the Ti content. The hardness is"
    " the same at higher Ti contents."
)


class OnePaper(StatedPapers):
    """A corpus whose search returns one paper."""

    def __init__(self, abstract: str) -> None:
        super().__init__()
        self.abstract = abstract

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        return [hit(1, self.abstract)]


def ask(question: str, abstract: str) -> Answer:
    return answer_question(question, OnePaper(abstract), 5)


def test_quotes_of_another_element_are_refused() -> None:
    given = ask("How does hardness change with Al content?", TITANIUM)
    assert not given.answered
    assert "You asked about Al" in (given.nearest or "")
    assert ask("How does hardness change with Ti content?", TITANIUM).answered


def test_a_quote_of_the_element_asked_about_stays() -> None:
    told = f"{TITANIUM} Without Al its hardness is low."
    given = ask("How does hardness change with Al content?", told)
    assert [one.quote for one in given.citations] == ["Without Al its hardness is low."]
