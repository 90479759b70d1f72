"""A property that a sentence does not write in full is told by its unit or by its grains."""

import pytest

from builder.materials.measurements.sentence_facts import read_facts


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("VNbTa reaches 500 HV.", "hardness"),
        ("VNbTa reaches 45 HRC.", "hardness"),
        ("VNbTa has a hardness of 150 HB.", "hardness"),
        ("VNbTa has the best wear resistance (1.8 × 10−5 mm3 N−1 m−1).", "wear rate"),
        ("VNbTa reaches 500 MPa.", None),
        ("VNbTa has submicron grains (640 nm).", "grain size"),
        ("VNbTa has grains with an average size of 640 nm.", "grain size"),
        ("VNbTa has refined grains (mean size: 640 nm).", "grain size"),
        ("Sintering of VNbTa yielded grain growth to 370 nm.", "grain size"),
        ("VNbTa has TaC grains (640 nm).", None),
        ("VNbTa has carbide grains of 640 nm.", None),
        ("VNbTa has columnar grains of 5 µm width.", None),
        ("VNbTa has particles (640 nm).", None),
        ("The negative mixing enthalpy (∆Hmix= −23.8 kJ/mol) of VNbTa.", "mixing enthalpy"),
        ("VNbTa has ∆Hmix = −23.8 kJ/mol.", "mixing enthalpy"),
    ],
)
def test_a_value_is_of_a_property_that_is_not_named(text: str, named: str | None) -> None:
    [value] = read_facts(text).values
    assert value.property == named


@pytest.mark.parametrize(
    "text",
    [
        "VNbTa shows grain refinement from 360 nm to 95 nm.",
        "Pronounced grain refinement was achieved, decreasing from 360 ± 70 nm in the alloy without"
        " particles to 95 ± 15 nm in the VNbTa composite.",
    ],
)
def test_both_ends_of_a_change_of_grains_are_sizes(text: str) -> None:
    values = read_facts(text).values
    assert [value.property for value in values] == ["grain size"] * 2


def test_a_property_that_is_named_keeps_its_values() -> None:
    values = read_facts("The nanohardness of VNbTa is 500 HV.").values
    assert [value.property for value in values] == ["nanohardness"]


def test_fields_and_magnetizations_have_their_units() -> None:
    values = read_facts(
        "VNbTa has a saturation magnetization of 1.2 T and a coercivity of 268 A/m."
    ).values
    assert [value.property for value in values] == ["saturation magnetization", "coercivity"]
