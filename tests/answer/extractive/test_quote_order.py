"""The first quote holds a number where one is asked for, and can be read by itself."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively
from answer.extractive.quote_order import number_first
from answer.extractive.sentence_ranking import rank
from answer.question.parse import parse_question

TWINS = (
    "Twins formed in CoCrFeNi in fatigue at a stress of 450 MPa. Twins gave CoCrFeNi a fatigue"
    " stress with more twins."
)


def test_a_quote_with_a_number_of_the_kind_asked_for_leads() -> None:
    question = parse_question("At what maximum stress did fatigue of CoCrFeNi form twins?")
    ranked = sorted(rank(question, [hit(1, TWINS)]), key=lambda one: -one.start)
    assert "450 MPa" not in ranked[0].statement.text
    assert "450 MPa" in number_first(question, ranked)[0].statement.text
    assert number_first(question, []) == []


@pytest.mark.parametrize("opening", ["This raises", "It raises", "Thus, they raise"])
def test_the_sentence_that_the_first_quote_leans_on_stands_before_it(opening: str) -> None:
    leaning = f"{opening} the hydrogen resistance of CoCrFeNi, because cracks are suppressed."
    abstract = f"Annealing dissolves the cells. {leaning} Steel was cast."
    given = answer_extractively(
        "Why is the hydrogen resistance of CoCrFeNi raised?", [hit(1, abstract)]
    )
    assert [one.quote for one in given.citations][:2] == ["Annealing dissolves the cells.", leaning]
