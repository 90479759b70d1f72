"""A value of another number of parts, or against another body, is none of what is asked."""

import pytest

from answer.question.amounts.counted_parts import other_count
from answer.question.amounts.counterfaces import other_counterface
from answer.question.answerability import find_support
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("the five-layer model", "the 7-layer model reaches 857 MPa", "7-layer"),
        ("after four passes", "a single pass gave 300 HV", "single pass"),
        ("the five-layer model", "models with 3, 5, 7 and 9 layers reach 800 MPa", ""),
        ("the seven-layer model", "the 7-layer model reaches 857 MPa", ""),
        ("the five-layer model", "the model reaches 857 MPa", ""),
        ("the model", "the 7-layer model reaches 857 MPa", ""),
    ],
)
def test_the_number_of_parts_is_compared(question: str, sentence: str, expected: str) -> None:
    assert other_count(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("wear rate against Al2O3", "it was low with the GCr15 counterpart", "GCr15"),
        ("wear rate against a GCr15 ball", "behavior against Si3N4 under dry sliding", "Si3N4"),
        ("wear rate against alumina", "sliding against an Al2O3 ball", ""),
        ("wear rate", "it was low with the GCr15 counterpart", ""),
        ("wear rate against Al2O3", "it was low", ""),
        ("efficacy against E. coli", "99.9% against marine bacteria", ""),
    ],
)
def test_the_other_body_of_a_wear_test_is_compared(
    question: str, sentence: str, expected: str
) -> None:
    assert other_counterface(question, sentence).removeprefix("sliding against ") == expected


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        (
            "What tensile strength does the five-layer CoCrNiV/CoCrV model reach?",
            "CoCrNiV/CoCrV was modelled. The 7-layer CoCrNiV/CoCrV model has a tensile strength of"
            " 857 MPa.",
        ),
        (
            "What hardness does CoCrNiV have after sliding against Al2O3?",
            "The hardness of CoCrNiV after sliding against a Si3N4 ball is 310 HV.",
        ),
    ],
)
def test_such_a_value_is_a_near_miss(question: str, abstract: str) -> None:
    assert find_support(parse_question(question), None, abstract).missing
