"""Values of one alloy that differ are all listed, and those of both alloys of a comparison."""

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.one_alloy.differing_values import with_values_not_quoted
from answer.question.parse import parse_question
from builder.library.catalog import CatalogEntry

TEMPERATURES = paper(
    "temperatures",
    "Tension of CoCrFeNi",
    "As-deposited CoCrFeNi has a yield strength of 370 MPa at room temperature and a yield"
    " strength of 565 MPa at cryogenic temperature. Annealed"
    " CoCrFeNi has a yield strength of 350 MPa at 77 K.",
)
PRINTED = paper(
    "printed",
    "Printed CoCrFeNi",
    "The yield strength of CoCrFeNi is 624.5 MPa at room temperature.",
)
ALIKE = paper("alike", "CoCrNi", "The yield strength of CoCrNi is 300 MPa.")
ALIKE_TOO = paper("too", "More of CoCrNi", "The yield strength of CoCrNi is 310 MPa.")
PAPERS = StatedPapers(TEMPERATURES, PRINTED, ALIKE, ALIKE_TOO)


def ask(question: str) -> Answer:
    return answer_question(question, PAPERS, 5)


def values(given: Answer) -> set[str]:
    return {row.value.quantity.text for row in given.values.rows} if given.values else set()


def test_values_of_one_alloy_that_differ_are_all_listed() -> None:
    given = ask("What is the yield strength of CoCrFeNi?")
    assert values(given) == {"370 MPa", "565 MPa", "350 MPa", "624.5 MPa"}
    assert given.short is None
    assert "from 2 papers reach from 350 MPa to 624.5 MPa" in given.sentences[0].text


def test_a_temperature_in_words_may_be_the_one_asked_for() -> None:
    given = ask("What is the yield strength of CoCrFeNi at 77 K?")
    assert values(given) == {"565 MPa", "350 MPa"}
    assert given.short is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the yield strength of CoCrNi?",  # its values are much the same
        "What is the yield strength of annealed CoCrFeNi at 77 K?",  # of one state
        "What is the yield strength of printed CoCrFeNi?",
    ],
)
def test_one_value_is_not_listed(question: str) -> None:
    assert ask(question).values is None


def test_a_comparison_that_no_paper_settles_lists_the_values_of_both() -> None:
    given = ask("Compare the yield strength of CoCrFeNi and CoCrNi")
    assert values(given) == {"370 MPa", "565 MPa", "350 MPa", "624.5 MPa", "300 MPa", "310 MPa"}
    assert given.sentences[0].text.endswith(
        "2 values of yield strength of CoCrNi from 2 papers: 300 MPa to 310 MPa."
    )


def test_sides_that_have_the_same_values_are_not_listed() -> None:
    asked = "Is the yield strength of CoCrFeNi + 4 at% Ti higher than that of CoCrFeNi?"
    assert ask(asked).values is None


DOPED = paper(
    "doped",
    "Effect of Nb on the strength of CoCrFeNi",
    "CoCrFeNi was alloyed with Nb. The Nb5 alloy showed a yield strength of 491.8 MPa.",
)
PLAIN = paper("plain", "Casting", "The yield strength of CoCrFeNi is 472 MPa.")


def quoted(listed: CatalogEntry, quote: str) -> Answer:
    assert listed.paper.abstract is not None
    start = listed.paper.abstract.text.index(quote)
    cited = Citation(1, listed, quote, start, start + len(quote))
    return Answer("Q", True, (Sentence(quote, (1,), True),), (cited,), None, QUOTES, (listed.id,))


@pytest.mark.parametrize(
    ("given", "question", "listed"),
    [
        (quoted(DOPED, "The Nb5 alloy showed"), "What is the yield strength of CoCrFeNi?", True),
        (quoted(PLAIN, "The yield strength of"), "What is the yield strength of CoCrFeNi?", False),
        (quoted(DOPED, "The Nb5 alloy"), "What is the yield strength of cast CoCrFeNi?", False),
        (quoted(DOPED, "The Nb5 alloy"), "Why is the yield strength of CoCrFeNi high?", False),
    ],
)
def test_a_sure_value_of_the_alloy_stands_in_place_of_quotes_on_others(
    given: Answer, question: str, listed: bool
) -> None:
    told = with_values_not_quoted(given, parse_question(question), StatedPapers(DOPED, PLAIN))
    assert values(told) == ({"472 MPa"} if listed else set())
    assert listed or told is given
