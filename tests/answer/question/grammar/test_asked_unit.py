"""The unit of the answer, wherever a question names it."""

import pytest

from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("UTS in ksi of CoCrFeNi after pressing at 4 GPa?", "ksi"),
        ("Hardness (in GPa) of CoCrFeNi", "GPa"),
        ("What is the yield strength of NbMoTaW (MPa)?", "MPa"),
        ("yield strength in units of kgf/mm² of NbMoTaW", "kgf/mm^2"),
        ("In volts, what pitting potential does CoCrFeNi have?", "V"),
        ("At what temperature in C was it annealed?", "°C"),
        ("Curie temperature in Fahrenheit of FeCoNi", "°F"),
        ("At how many kelvin does it melt?", "K"),
        ("what electrical conductivity in %IACS does it have?", "%IACS"),
        ("Activation energy in kcal/mol for creep", "kcal/mol"),
        ("coercivity in A/m of FeCoNi", "A/m"),
        ("fracture toughness of CrCoNi in ksi√in", "ksi·inch^0.5"),
        ("corrosion rate in mils per year", "mpy"),
        ("carbon content of the films, in at.%?", "at.%"),
        ("lattice constant in Å", "Å"),
        ("solubility of H in V?", None),
        ("grain size in W alloys", None),
        ("creep of CoCrFeNi in 2019", None),
        ("hardness at 77 K", None),
        ("How many times harder is it?", None),
    ],
)
def test_the_unit_asked_for_is_read(text: str, unit: str | None) -> None:
    assert parse_question(text).unit == unit


def test_the_value_may_be_given_in_another_dimension_that_can_be_converted() -> None:
    assert "hardness" in parse_question("Hardness of CoCrFeNi in GPa").dimensions
    assert parse_question("Yield strength of CoCrFeNi in GPa").dimensions == {"pressure"}
    assert "ksi" not in parse_question("UTS of CoCrFeNi in ksi").words
