"""Values of a change: from what, to what, and by how much."""

import pytest

from builder.materials.measurements.value_changes import is_difference, split_steps, step_of
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
    ("text", "difference"),
    [
        ("The strength is 45 % higher.", True),
        ("The strength increased by about 45 %.", True),
        ("The wear rate was reduced by 3 times.", True),
        ("A 20 % increase was seen.", True),
        ("The elongation is 45 %.", False),
        ("The strength increased by 45 MPa.", False),
        ("The elongation increased to 45 %.", False),
    ],
)
def test_a_difference_is_a_share_and_no_amount(text: str, difference: bool) -> None:
    (quantity,) = find_quantities(text)
    assert is_difference(text, quantity) is difference
