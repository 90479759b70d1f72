"""Crystal directions tell the samples of a paper apart."""

from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.question.amounts.directions import directions_in, directions_of
from answer.question.answerability import find_support
from answer.question.parse import parse_question

PILLARS = (
    "The scaling exponents of <110>- and <111>-oriented CoCrFeNi pillars are approximately -0.60."
    " The <100>-oriented pillars, with a scaling exponent of -0.25, differ from the <110>- and"
    " <111>-oriented pillars."
)


def test_directions_are_read_by_their_indices() -> None:
    assert directions_in("[001], <1-10>, {111} and (0001)") == {"001", "110", "111", "0001"}
    assert not directions_in("steel (316), in print (2019), see [12] or (5)")


def test_a_value_belongs_to_the_directions_named_before_it() -> None:
    first, _, second = PILLARS.partition(". ")
    assert directions_of(first, first.index("-0.60")) == {"110", "111"}
    assert directions_of(second, second.index("-0.25")) == {"100"}
    assert directions_of("No direction at all: 3 GPa.", 22) is None


def test_no_value_of_another_direction_is_given() -> None:
    def value(direction: str) -> str | None:
        asked = parse_question(f"What is the scaling exponent of <{direction}> CoCrFeNi pillars?")
        found = choose_value(asked, rank(asked, [hit(1, PILLARS)])[:3])
        return found.text if found else None

    assert [value("110"), value("111"), value("100")] == ["about -0.60", "about -0.60", "-0.25"]
    assert value("112") is None


def test_a_paper_on_other_directions_does_not_answer() -> None:
    asked = parse_question("What is the yield strength of [123] CoCrFeNi crystals?")
    found = find_support(asked, "", "The yield strength of [001] CoCrFeNi crystals is 90 MPa.")
    assert found.missing == "You asked about the direction 123; it speaks of 001."
    unsaid = find_support(asked, "", "The yield strength of CoCrFeNi crystals is 90 MPa.")
    assert not unsaid.missing


def test_a_range_is_no_single_number() -> None:
    asked = parse_question("What is the scaling exponent of CoCrFeNi pillars?")
    text = "The CoCrFeNi pillars have a scaling exponent of -0.32∼-0.17 in all tests."
    assert choose_value(asked, rank(asked, [hit(1, text)])[:3]) is None
