"""Several values, ranges and their ends, indices and shares of phases."""

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.question.parse import parse_question


def value(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "What yield strengths do the two CoCrFeNi alloys have?",
            "The two CoCrFeNi alloys have yield strengths of 310 and 420 MPa.",
            "310 MPa and 420 MPa",
        ),
        (
            "Between which temperatures in °C was CoCrFeNiNb0.5 hot compressed?",
            "CoCrFeNiNb0.5 was hot compressed at temperatures of 1073, 1173 and 1273 K.",
            "800–1000 °C (1073–1273 K)",
        ),
        (
            "What is the highest yield strength of CoCrFeNi microfibres in GPa?",
            "CoCrFeNi microfibres reach a yield strength in a range from 350 to 1900 MPa.",
            "1.9 GPa (1900 MPa)",
        ),
        (
            "What is the Weibull exponent of CoCrFeNi coatings?",
            "For CoCrFeNi coatings the Weibull exponent of their lifetimes is 12.4 in air.",
            "12.4",
        ),
        (
            "What elongation goes with the 1 GPa yield strength of CoCrFeNi?",
            "CoCrFeNi has a yield strength of 1 GPa along with an elongation of 14%.",
            "14%",
        ),
        (
            "What is the volume fraction of the G phase in CoCrFeNiTi?",
            "In CoCrFeNiTi Ni16Ti6Si7 (G phase, 19.5 vol%) and carbides (8 vol%) formed.",
            "19.5 vol%",
        ),
    ],
)
def test_what_is_asked_for_together_or_by_a_name_of_its_own(
    question: str, abstract: str, answer: str
) -> None:
    assert value(question, abstract) == answer


def test_a_range_is_no_single_value() -> None:
    text = "CoCrFeNiNb0.5 was hot compressed at temperatures of 1073, 1173 and 1273 K."
    assert value("At which temperature was CoCrFeNiNb0.5 hot compressed?", text) is None


def test_a_part_beside_its_whole_is_not_asked_about() -> None:
    text = "The hardness of the CoCrFeNi coating is 420 HV."
    assert value("Hardness of the CoCrFeNi coating on a steel substrate?", text) == "420 HV"


def test_another_load_beside_a_value_is_another_value() -> None:
    text = (
        "Under a load of 10 N, the friction coefficient of the CoCrFeNi coating is 0.38. Wear is"
        " mild at 15 N, too."
    )
    assert value("Friction coefficient of the CoCrFeNi coating at 10 N?", text) == "0.38"
    assert value("Friction coefficient of the CoCrFeNi coating at 15 N?", text) is None


def test_a_value_far_from_the_treatment_is_not_one_behind_it() -> None:
    text = (
        "CoCrFeNi was clad on steel. The hardness of the coating is 247 HV. Pores are few."
        " After annealing the residual stress is lower."
    )
    assert value("Hardness of the annealed CoCrFeNi coating?", text) is None
    assert value("Hardness of the CoCrFeNi coating?", text) == "247 HV"


TWO = (
    "The CoCrFeNi alloy exhibits a yield strength of 1127 ± 25 MPa and a fracture elongation of"
    " 26.3 ± 2.4 %."
)


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "What yield strength and fracture elongation does CoCrFeNi reach?",
            TWO,
            "1127 ± 25 MPa and 26.3 ± 2.4 %",
        ),
        (
            "What fracture elongation and yield strength does CoCrFeNi reach?",
            TWO,
            "26.3 ± 2.4 % and 1127 ± 25 MPa",
        ),
        ("What yield strength and hardness does CoCrFeNi reach?", TWO, None),
    ],
)
def test_of_two_properties_one_value_of_each_is_given_in_the_order_asked(
    question: str, abstract: str, answer: str | None
) -> None:
    assert value(question, abstract) == answer
