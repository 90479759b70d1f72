"""A value of a list is given where the words of the question single it out, and else none."""

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.question.parse import parse_question


def value(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


STAGES = (
    "CoCrFeNi coatings were laser clad on steel. The mass losses of steel and the coatings before"
    " and after annealing are 15.1, 7.2 and 4.3 mg, respectively."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the mass loss of the annealed CoCrFeNi coating?", "4.3 mg"),
        ("What is the mass loss of the CoCrFeNi coating before annealing?", "7.2 mg"),
        ("What is the mass loss of the CoCrFeNi coating?", None),
    ],
)
def test_before_and_after_a_treatment(question: str, answer: str | None) -> None:
    assert value(question, STAGES) == answer


ADDED = (
    "The friction coefficients of the CoCrFeNi coating and the coatings with 2, 4 and 8 at.% WC"
    " are 0.71, 0.62, 0.43 and 0.41, respectively."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Friction coefficient of the CoCrFeNi coating with 4 at.% WC?", "0.43"),
        ("Friction coefficient of the CoCrFeNi coating with 2 at.% WC?", "0.62"),
        ("Friction coefficient of the CoCrFeNi coating with 6 at.% WC?", None),
    ],
)
def test_contents_of_all_but_the_first(question: str, answer: str | None) -> None:
    assert value(question, ADDED) == answer


def test_words_of_the_members_tell_them_apart() -> None:
    text = (
        "The residual stresses of CoCrFeNi in the x and y directions are reduced by 55 % and 61 %,"
        " respectively."
    )
    asked = "By what percentage is the residual stress of CoCrFeNi in the y direction reduced?"
    assert value(asked, text) == "61 %"
    assert value("By what percentage is the residual stress of CoCrFeNi reduced?", text) is None


def test_a_list_of_alloys_in_the_sentence_before() -> None:
    text = (
        "CoCrFeNi and CoCrFeNiMo powders were tested as catalysts. They show overpotentials of"
        " 151 mV and 162 mV, respectively."
    )
    assert value("What is the overpotential of CoCrFeNiMo powder?", text) == "162 mV"


_SIDES = "CoCrNi was sintered. The hardness was 420 and 310 HV with and without TiC."
_LEFT_OUT = (
    "CoCrNiNx was calculated. Nitrogen distorts CoCrNi above 1.7 at.%. FCC CoCrNiNx is preferred"
    " over HCP when the nitrogen content exceeds 3.2 and 4.6 at.% with and without spin"
    " polarization, respectively."
)
_BEHIND = "CoCrNi had grain sizes of 12 µm and 25 µm in the top and bottom layer."
_BEFORE = "The grain sizes in the top and bottom layers of CoCrNi were 12 and 25 µm."
_OTHER_PAIR = (
    "The hardness of CoCrNi with Al and Ti was 300 HV, and 250 and 210 HV after two heats."
)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("What is the hardness of CoCrNi with TiC?", _SIDES, "420 HV"),
        ("What is the hardness of sintered CoCrNi without TiC?", _SIDES, "310 HV"),
        (
            "Above which nitrogen content is FCC preferred in CoCrNiNx if spin polarization is left"
            " out?",
            _LEFT_OUT,
            "4.6 at.%",
        ),
        ("grain size of the bottom layer of CoCrNi", _BEHIND, "25 µm"),
        ("grain size of the top layer of CoCrNi", _BEFORE, "12 µm"),
        ("grain size of CoCrNi", _BEFORE, None),
        ("hardness of CoCrNi with Ti", _OTHER_PAIR, None),
    ],
)
def test_pairs_without_respectively_and_with_or_without(
    question: str, text: str, answer: str | None
) -> None:
    assert value(question, text) == answer


def test_members_are_told_apart_by_the_words_that_they_do_not_share() -> None:
    told = (
        "In ODS-CoCrFeNi and ODS-CoCrFeNiMn, the average sizes of the oxides are 19 nm and 20 nm,"
        " respectively."
    )
    asked = "What is the average size of the oxides in ODS-CoCrFeNiMn?"
    assert value(asked, told) == "20 nm"
