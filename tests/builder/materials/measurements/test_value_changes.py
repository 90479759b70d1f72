"""Values of a change: from what, to what, and by how much."""

import pytest

from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.measurements.value_changes import sense_of, split_steps, step_of
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity


def quantities(text: str) -> list[Quantity]:
    return [part for whole in find_quantities(text) for part in split_steps(text, whole)]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("The hardness increased from 300 to 500 HV.", ["300", "500 HV"]),
        ("The grain size fell from about 20 to 5 µm.", ["20", "5 µm"]),
        ("The strength varies from 300 to 500 MPa.", ["300", "500 MPa"]),
        ("It was annealed from 300 to 500 °C.", ["300 to 500 °C"]),
        ("The hardness increased to 500 HV.", ["500 HV"]),
    ],
)
def test_the_ends_of_a_change_are_two_values(text: str, texts: list[str]) -> None:
    found = quantities(text)
    assert [one.text for one in found] == texts
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("The hardness increased from 300 HV to 500 HV.", ["from", "to"]),
        ("The hardness increased from 300 to 500 HV.", ["from", "to"]),
        ("The hardness rose from ~300 HV and reached a 500 HV.", ["from", "to"]),
        ("The hardness was close to 500 HV.", [""]),
        ("The hardness is 300 HV.", [""]),
        ("From 300 K on, the hardness is 500 HV.", ["from", ""]),
    ],
)
def test_a_change_begins_with_from_and_ends_with_to(text: str, steps: list[str]) -> None:
    found = quantities(text)
    assert [step_of(text, one, found) for one in found] == steps


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("The strength is 45 % higher.", "increase"),
        ("The strength increased by about 45 %.", "increase"),
        ("The wear rate was reduced by 3 times.", "ratio"),
        ("A 20 % increase was seen.", "increase"),
        ("The elongation is 45 %.", "level"),
        ("The strength increased by 45 MPa.", "increase"),
        ("The yield strength of VNbTa increased by nearly 1200 MPa.", "increase"),
        ("The hardness of the film is 2 GPa higher than before.", "increase"),
        ("The hardness was reduced by 36 HV.", "decrease"),
        ("There is a reduction in wear rate of 80 %.", "decrease"),
        ("The difference in lattice parameter is 0.001 nm.", "difference"),
        ("The hardness is 3 times that of the substrate.", "ratio"),
        ("The elongation increased to 45 %.", "level"),
        ("The strength exceeds 900 MPa.", "above"),
        ("The elongation is > 40 %.", "above"),
        ("The grain size is below 20 nm.", "below"),
        ("A density of at least 98 % was reached.", "at least"),
        ("The hardness is up to 500 HV.", "at most"),
        ("The hardness is about 500 HV.", "about"),
    ],
)
def test_a_value_is_a_level_a_change_or_a_bound(text: str, sense: str) -> None:
    (quantity,) = find_quantities(text)
    assert sense_of(text, quantity, [quantity]) == sense


@pytest.mark.parametrize(("ends", "sense"), [("140–372", "difference"), ("500–600", "level")])
def test_a_range_behind_its_factor_is_a_change(ends: str, sense: str) -> None:
    text = f"The yield strength is 2.66 times of that of the original ({ends} MPa)."
    last = quantities(text)[-1]
    assert sense_of(text, last, [last]) == sense


def test_the_words_before_a_list_hold_for_its_members() -> None:
    text = "Hardness, strength and elongation increased by 9 %, 6 % and 13 %, respectively."
    found = find_quantities(text)
    assert [sense_of(text, one, found) for one in found] == ["increase"] * 3


def test_a_level_stands_beside_the_difference_that_explains_it() -> None:
    facts = read_facts("VNbTaTi reaches a yield strength of 900 MPa, 200 MPa higher than VNbTa.")
    assert [one.sense for one in facts.values] == ["level", "increase"]
    facts = read_facts("The hardness of VNbTaTi is by 100 HV and 200 HV higher than that of VNbTa.")
    assert [one.sense for one in facts.values] == ["increase", "increase"]
