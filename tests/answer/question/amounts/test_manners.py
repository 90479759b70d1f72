"""A value of one manner of a process is none of another manner of it."""

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.question.answerability import find_support
from answer.question.parse import parse_question

_COOLED = (
    "CoCrNiV bars were water quenched or air cooled. The water-quenched CoCrNiV bars were not"
    " tested, but the hardness of the air-cooled CoCrNiV bars was 310 HV."
)
_BOTH = (
    "CoCrNiV was welded. The hardness of the pulsed laser welded CoCrNiV joint is 260 HV, whereas"
    " that of the continuous wave laser welded CoCrNiV joint is 230 HV."
)
_COMPARED = (
    "Compared with furnace cooled CoCrNiV, the hardness of oil quenched CoCrNiV is as high as"
    " 350 HV."
)
_CONTRASTED = (
    "CoCrNiV was polished chemically and by magnetorheological polishing. After"
    " magnetorheological polishing the roughness of CoCrNiV was 14 nm."
)
_USUAL = "The hardness of CoCrNiV sintered in a conventional furnace is 210 HV."
_LOADED = (
    "CoCrNiV was tested under quasi-static and dynamic loading. Under dynamic compression CoCrNiV"
    " reached a true stress of 1.46 GPa. Twins formed during quasi-static tensile deformation."
)
_GONE_ON = "The air-cooled CoCrNiV bars were tested. Their hardness was 310 HV."


def lacks(question: str, abstract: str) -> str:
    return find_support(parse_question(question), None, abstract).missing


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("Hardness of water-quenched CoCrNiV?", _COOLED),
        ("Hardness of CoCrNiV cooled in water", _COOLED),
        ("hardness of furnace-cooled CoCrNiV", _COMPARED),
        ("hardness of air cooled CoCrNiV", _COMPARED),
        ("hardness of the oil-cooled CoCrNiV bars", _GONE_ON),
        ("hardness of CoCrNiV sintered in a microwave furnace", _USUAL),
        ("What true stress does CoCrNiV reach in quasi-static compression?", _LOADED),
    ],
)
def test_another_manner_is_a_near_miss(question: str, abstract: str) -> None:
    assert lacks(question, abstract)


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("Hardness of air-cooled CoCrNiV?", _COOLED),
        ("hardness of CoCrNiV", _COOLED),
        ("hardness of oil-quenched CoCrNiV", _COMPARED),
        ("hardness of air-cooled CoCrNiV", _GONE_ON),
        ("hardness of CoCrNiV sintered in an ordinary furnace", _USUAL),
        ("What true stress does CoCrNiV reach in dynamic compression?", _LOADED),
        ("roughness of CoCrNiV after magnetorheological polishing", _CONTRASTED),
    ],
)
def test_the_manner_asked_for_answers(question: str, abstract: str) -> None:
    assert not lacks(question, abstract)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("hardness of pulsed laser welded CoCrNiV joint", "260 HV"),
        ("hardness of continuous wave laser welded CoCrNiV joint", "230 HV"),
    ],
)
def test_of_two_values_that_of_the_manner_is_given(question: str, answer: str) -> None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, _BOTH)])[:3])
    assert found and found.text == answer


def test_the_refusal_quotes_the_other_manner() -> None:
    assert "“air-cooled”" in lacks("Hardness of water-quenched CoCrNiV?", _COOLED)
