"""Choices, statements and other units rest on the value, and only the value is right."""

import re

import pytest

from builder.drafting.derived.choices import ask_choice, ask_true_false
from builder.drafting.derived.conversions import ask_conversion
from builder.drafting.values.levels import asked_values
from builder.materials.measurements.paper_facts import read_paper

TEXT = (
    "NbMoTaW has a yield strength of 1058 MPa at 25 °C. NbMoTaW has a yield strength of 405 MPa at"
    " 1600 °C."
)
READ = read_paper("NbMoTaW", TEXT)
VALUES = asked_values(READ)


def test_a_choice_has_the_value_once_and_values_of_the_paper_beside_it() -> None:
    [draft] = ask_choice(VALUES, READ)
    options = re.findall(r"([A-D]\) \d+ MPa)", draft.question)
    assert len({option[3:] for option in options}) == 4
    assert draft.answer in options
    assert "405 MPa" in draft.question
    assert "1058 MPa" in draft.question


def test_a_statement_is_true_or_false_as_its_answer_says() -> None:
    for strength in range(400, 1400, 70):
        read = read_paper("NbMoTaW", f"NbMoTaW has a yield strength of {strength} MPa.")
        [draft] = ask_true_false(asked_values(read), read)
        if draft.answer == "True":
            assert f"is {strength} MPa?" in draft.question
        else:
            assert draft.answer == f"False: it is {strength} MPa"
            assert f"is {strength} MPa?" not in draft.question


def test_each_value_is_asked_in_one_further_form() -> None:
    text = " ".join(f"The hardness of NbMoTaW is {100 * n} HV at {n}00 K." for n in (3, 5, 8, 9))
    read = read_paper("NbMoTaW", text)
    values = asked_values(read)
    forms = [*ask_choice(values, read), *ask_true_false(values, read)]
    assert sorted(one.start for one in forms) == [one.placed.start for one in values]
    assert len([one for one in forms if one.kind == "true-false"]) == 2


def test_a_value_is_asked_in_another_unit() -> None:
    [draft] = ask_conversion(VALUES)
    assert draft.question.endswith(", in GPa?")
    assert draft.answer == "1.058 GPa (1058 MPa)"


@pytest.mark.parametrize("value", ["454 HV", "12 %", "145 ksi", "350–400 MPa"])
def test_no_unit_is_changed_that_needs_a_formula_or_is_no_single_value(value: str) -> None:
    kind = "yield strength" if "%" not in value and "HV" not in value else "hardness"
    read = read_paper("NbMoTaW", f"NbMoTaW has a {kind} of {value}.")
    assert list(ask_conversion(asked_values(read))) == []


def test_a_paper_without_values_gives_none() -> None:
    assert list(ask_choice([], [])) == list(ask_true_false([], [])) == []
