"""A comparator with its quantity is a bound on a property, or a limit on a condition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question.grammar.bounds import find_bounds
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("text", "comparator", "quantity", "of"),
    [
        ("alloys with a yield strength above 1 GPa", "above", "1 GPa", "yield strength"),
        ("alloys with more than 20 % elongation", "above", "20 %", "elongation"),
        ("HEAs harder than 500 HV", "above", "500 HV", "hardness"),
        ("HEAs stronger than 1 GPa at 77 K", "above", "1 GPa", "strength"),
        ("density of at most 7 g/cm3", "at most", "7 g/cm3", "density"),
        ("no less than 600 MPa yield strength", "at least", "600 MPa", "yield strength"),
        ("hardness of 600 HV or more", "at least", "600 HV", "hardness"),
        ("UTS ≥ 1200 MPa", "at least", "1200 MPa", "ultimate tensile strength"),
        ("wear rate <1e-5 mm3/Nm", "below", "1e-5 mm3/Nm", "wear rate"),
        ("friction coefficient under 0.3", "below", "0.3", "friction coefficient"),
        ("VEC larger than 8", "above", "8", "valence electron concentration"),
        (
            "UTS between 800 and 1000 MPa",
            "between",
            "800 and 1000 MPa",
            "ultimate tensile strength",
        ),
        ("hardness around 500 HV", "about", "500 HV", "hardness"),
        ("Curie temperature above 300 K", "above", "300 K", "Curie temperature"),
        ("toughness exceeding 200 MPa m1/2", "above", "200 MPa m1/2", "toughness"),
        ("yield strength north of 1.5 GPa", "above", "1.5 GPa", "yield strength"),
        ("friction coefficient south of 0.2", "below", "0.2", "friction coefficient"),
        ("hardness not below 700 HV", "at least", "700 HV", "hardness"),
        ("hardness at or above 700 HV", "at least", "700 HV", "hardness"),
        ("hardness of 700 HV upwards", "at least", "700 HV", "hardness"),
        ("UTS breaking the 1 GPa mark", "above", "1 GPa", "ultimate tensile strength"),
        ("exceed a compressive yield strength of 1.4 GPa", "above", "1.4 GPa", "yield strength"),
        ("stay below the wear rate of 1e-6 mm3/Nm", "below", "1e-6 mm3/Nm", "wear rate"),
        ("grain size not over 90 nm", "at most", "90 nm", "grain size"),
    ],
)
def test_a_comparator_bounds_the_property_of_its_dimension(
    text: str, comparator: str, quantity: str, of: str
) -> None:
    (bound,) = find_bounds(text).bounds
    assert (bound.comparator, bound.quantity.text, bound.property) == (comparator, quantity, of)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Role of Mn in the oxidation of CoCrFeNi above 600 °C", "above"),
        ("creep between 600 and 800 °C", "between"),
        ("alloys annealed for more than 24 h", "above"),
        ("strength of NbMoTaW up to 1400 °C", "at most"),
        ("hardness with less than 5 at.% Al", "below"),
    ],
)
def test_a_comparator_on_anything_else_is_a_limit_and_no_condition(
    text: str, comparator: str
) -> None:
    asked = parse_question(text)
    assert [limit.comparator for limit in asked.limits] == [comparator]
    assert (asked.bounds, asked.conditions) == ((), ())


def test_conditions_stand_beside_bounds() -> None:
    asked = parse_question(
        "Which alloys have a yield strength above 1 GPa and an elongation over 20 % at 77 K?"
    )
    assert [bound.property for bound in asked.bounds] == ["yield strength", "elongation"]
    assert [condition.text for condition in asked.conditions] == ["77 K"]
    assert not {"abov", "1", "20", "gpa"} & asked.words


def test_the_size_of_a_change_bounds_no_amount() -> None:
    found = find_bounds("Which additions raise the elongation by more than 50 %?")
    assert (found.bounds, found.limits, len(found.spans)) == ((), (), 1)
    assert parse_question("hardness at about 77 K").conditions


@given(st.integers(1, 5000), st.sampled_from(["above", "over", "exceeding", "more than", ">"]))
def test_any_amount_is_read(number: int, words: str) -> None:
    (bound,) = find_bounds(f"HEAs with a yield strength {words} {number} MPa").bounds
    assert (bound.comparator, bound.quantity.low) == ("above", number)


@pytest.mark.parametrize(
    "text",
    [
        "fracture strain at least 45 %",
        "CoCrNi hardness > 600 HV",
        "friction coefficients below 0.3",
    ],
)
def test_keywords_with_a_bound_ask_for_all_that_meets_it(text: str) -> None:
    assert parse_question(text).intent == "set"


@pytest.mark.parametrize("text", ["hardness of CoCrNi above 600 °C", "hardness of CoCrNi at 77 K"])
def test_keywords_with_a_condition_alone_ask_for_a_value(text: str) -> None:
    assert parse_question(text).intent == "value"


def test_what_stands_before_a_property_without_comparing_it_is_no_comparator() -> None:
    read = find_bounds("heated over an hour, a hardness of 400 HV")
    assert not read.bounds
