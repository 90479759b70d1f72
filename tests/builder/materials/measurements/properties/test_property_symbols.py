"""Properties are told by their usual symbols, where a unit and the words beside them say so."""

import pytest

from builder.materials.measurements.sentence_facts import read_facts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The moduli B, G, and E of VNbTa are 146.7, 53.8, and 143.8 GPa, respectively.",
            {"bulk modulus": 146.7, "shear modulus": 53.8, "elastic modulus": 143.8},
        ),
        ("VNbTa has H = 5 GPa and E = 210 GPa.", {"hardness": 5, "elastic modulus": 210}),
        (
            "The Ms and Hc of VNbTa are 120 emu/g and 5 Oe, respectively.",
            {"saturation magnetization": 120, "coercivity": 5},
        ),
        (
            "VNbTa has a ρ of 135 μΩ·cm and a κ of 12 W/(m·K).",
            {"electrical resistivity": 135, "thermal conductivity": 12},
        ),
        (
            "VNbTa is superconducting with a Tc of 7.3 K.",
            {"superconducting transition temperature": 7.3},
        ),
        ("Ferromagnetic VNbTa has a Tc of 155 K.", {"Curie temperature": 155}),
        ("VNbTa has a Tm of 2700 K.", {"melting point": 2700}),
        ("VNbTa grew with an activation of 240 kJ/mol.", {"activation energy": 240}),
        (
            "The nanoindentation modulus and hardness of VNbTa are 200 GPa and 5 GPa.",
            {"elastic modulus": 200, "hardness": 5},
        ),
    ],
)
def test_values_are_of_the_properties_of_their_symbols(text: str, told: dict[str, float]) -> None:
    assert {v.property: v.quantity.low for v in read_facts(text).values if v.property} == told


@pytest.mark.parametrize(
    "text",
    [
        "VNbTa with B and C, annealed at 0.68 Tm (900 °C), reaches 500 MPa.",
        "The Ni-Cr-Si-B joint of VNbTa with G phase reaches 324 MPa.",
        "VNbTa with higher H/E and H3/E2 values reaches 500 MPa.",
        "VNbTa has a Ms of 300 K.",
    ],
)
def test_letters_of_elements_phases_and_ratios_name_no_property(text: str) -> None:
    assert not [value for value in read_facts(text).values if value.property]


def test_a_vickers_hardness_beside_nanoindentation_is_none_by_it() -> None:
    vickers, nano = read_facts(
        "The Vickers hardness and nanoindentation hardness of VNbTa are 200 HV and 4.1 GPa."
    ).values
    assert (vickers.kind, nano.kind) == ("", "nano")
