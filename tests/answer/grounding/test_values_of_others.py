"""A value that the paper gives for another phase, or as no comparison, is not what is claimed."""

import pytest

from answer.grounding.check import Source, check_answer
from answer.grounding.values_of_others import other_parts, shares_of_others, values_of_others
from answer.question.parse import parse_question
from builder.materials.measurements.sentence_facts import read_facts

PHASES = "The hardness varies from 150 HV for the fcc alloys to 620 HV for the bcc alloys."
GAIN = "CoCrNi had a strength of 870 MPa, which is 120 % higher, and an elongation of 18 %."


def reasons(claim: str, text: str, asked: str = "") -> list[str]:
    question = parse_question(asked) if asked else None
    return list(values_of_others(read_facts(claim), [read_facts(text)], question))


@pytest.mark.parametrize(("value", "wrong"), [("150 HV", True), ("620 HV", False)])
def test_of_two_phases_the_one_asked_about_counts(value: str, wrong: bool) -> None:
    assert bool(reasons(f"They have {value}.", PHASES, "How hard are the bcc alloys?")) == wrong
    assert not reasons(f"They have {value}.", PHASES, "How hard are the alloys?")


@pytest.mark.parametrize(("share", "wrong"), [("18 %", True), ("120 %", False)])
def test_a_share_by_which_a_claim_compares_is_one_in_the_paper(share: str, wrong: bool) -> None:
    assert bool(reasons(f"It is {share} stronger than before.", GAIN)) == wrong


def test_the_check_of_answers_asks_for_both() -> None:
    verdict = check_answer("CoCrNi is 18 % stronger.", [Source("", GAIN)])
    assert "The passage compares nothing by 18 %." in verdict.reasons


def test_a_number_of_so_many_is_that_of_the_paper() -> None:
    paper = "Simple phases form in 68 out of the 78 alloys with x = 10."
    assert list(other_parts("They form in 10 of the 78 alloys.", [paper]))
    assert not list(other_parts("They form in 68 of the 78 alloys.", [paper]))


def test_a_share_is_of_the_change_that_the_paper_gives_it_for() -> None:
    paper = "Tests show an 80 % reduction in crack density and a 22 % increase in toughness."
    assert list(shares_of_others("The crack density falls by 22 %.", [paper]))
    assert not list(shares_of_others("The crack density falls by 80 %.", [paper]))
