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
