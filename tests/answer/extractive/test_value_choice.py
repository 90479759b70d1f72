"""The value that fits a question, with its bound and in its unit; none where two fit alike."""

import pytest

from answer.extractive.value_choice import WEIGHTS, choose_value, with_own_unit
from answer.question.parse import parse_question
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.nlp.sentences import sentences


def value(question: str, abstract: str) -> str | None:
    quotes = [read_facts(abstract[start:end]) for start, end in sentences(abstract)]
    return choose_value(parse_question(question), quotes, abstract)


TWO = "The yield strength of CrMnFeCoNi is 759 MPa at 77 K and 410 MPa at 293 K."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the yield strength of CrMnFeCoNi at 77 K?", "759 MPa"),
        ("What is the yield strength of CrMnFeCoNi at 293 K?", "410 MPa"),
        ("What is the yield strength of CrMnFeCoNi at 20 °C in GPa?", "0.41 GPa (410 MPa)"),
        ("What is the highest yield strength of CrMnFeCoNi?", "759 MPa"),
        ("What is the lowest yield strength of CrMnFeCoNi?", "410 MPa"),
        ("What is the yield strength of CrMnFeCoNi?", None),
        ("What is the yield strength of NbMoTaW at 77 K?", None),
        ("What is the density of CrMnFeCoNi?", None),
    ],
)
def test_property_alloy_and_condition_choose_the_value(question: str, answer: str | None) -> None:
    assert value(question, TWO) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("exceeds 200 HV", "> 200 HV"),
        ("is less than 200 HV", "< 200 HV"),
        ("is at least 200 HV", "≥ 200 HV"),
        ("is up to 200 HV", "≤ 200 HV"),
        ("is about 200 HV", "about 200 HV"),
        ("is 200 HV", "200 HV"),
    ],
)
def test_a_bound_stands_before_its_value(said: str, answer: str) -> None:
    assert value("What is the hardness of CoCrFeNi?", f"The hardness of CoCrFeNi {said}.") == answer


def test_a_change_is_asked_for_from_either_end() -> None:
    text = "On annealing the hardness of CoCrFeNi increased from 210 HV to 527 HV."
    assert value("What is the hardness of CoCrFeNi before annealing?", text) == "210 HV"
    assert value("What is the hardness of CoCrFeNi after annealing?", text) == "527 HV"


@pytest.mark.parametrize("range_", ["750 to 900°C", "750 °C–900 °C", "750-900 °C"])
def test_ranges_are_written_alike(range_: str) -> None:
    [quantity] = find_quantities(f"at {range_}")
    assert with_own_unit(quantity).text == "750–900 °C"


def test_every_feature_counts() -> None:
    assert all(WEIGHTS.values())
