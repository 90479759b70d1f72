"""Samples by their making, shape and content; parts, additions and conditions beside a value."""

import pytest

from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.sentence_facts import read_facts


def _materials(text: str) -> list[tuple[str, str]]:
    """Return owner and material of each value of a sentence."""
    return [
        (one.owner, one.alloys[0].text if one.alloys else one.sample)
        for one in read_facts(text).values
        if one.property
    ]


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        (
            "The hardness of VNbTaX (X = Mo, Ti) coatings was 700 HV and 600 HV, respectively.",
            [("coating", "VNbTaMo"), ("coating", "VNbTaTi")],
        ),
        ("The hardness is 600 HV in the as-PQed samples.", [("alloy", "as-PQed samples")]),
        ("The hardness is 300 HV in the 4 wt% ODS composition.", [("alloy", "4 wt% ODS")]),
        ("A strength of 2 GPa is seen for QRT-treated wires.", []),
        ("A yield strength of 2 GPa is seen for QRT-treated wires.",
         [("alloy", "QRT-treated wires")]),
        ("The hardness is 400 HV in the layer containing one part of Nb.",
         [("alloy", "layer containing one part of Nb")]),
        ("For coatings containing Zr and B4C the hardness is 400 HV.",
         [("coating", "coatings containing Zr and B4C")]),
        ("The Zr(C, N) cermets have a hardness of 1400 HV.", [("composite", "Zr(C, N) cermets")]),
        ("It holds a new ZrC2N phase with a grain size of 300 nm.", [("phase", "ZrC2N phase")]),
        ("It is a single Laves phase with a grain size of 30 µm.", [("alloy", "")]),
        ("Grains shrank at the interface of the AZ31 substrate, leading to a finer structure and a"
         " hardness of 90 HV.", [("substrate", "AZ31 substrate")]),
        ("Adding W to VNbTa is of use, and the hardness was 600 HV with combined addition of W"
         " and zirconium.", [("alloy", "VNbTa + W + Zr")]),
        ("It has a hardness of 500 HV, exceeding those of most (VNbTa, VNbTi)-based HEAs.",
         [("alloy", "")]),
    ],
)  # fmt: skip
def test_materials_are_called_as_the_sentence_calls_them(
    text: str, materials: list[tuple[str, str]]
) -> None:
    assert _materials(text) == materials


def test_a_sample_by_its_making_is_one_of_the_alloy_of_its_paper() -> None:
    [placed] = read_paper("Wires of VNbTaTi", "The yield strength of PQR-treated wires is 2 GPa.")
    [value] = placed.facts.values
    assert (value.alloys[0].text, value.sample) == ("VNbTaTi", "PQR-treated wires")


def test_the_base_alloy_of_a_family_holds_nothing_of_what_is_varied() -> None:
    text = "The hardness of the base alloy is 300 HV, and that of Al-free coatings is 200 HV."
    [placed] = read_paper("Hardness of AlxVNbTaTi alloys", text)
    first, second = placed.facts.values
    assert first.alloys[0].elements == second.alloys[0].elements == ("Nb", "Ta", "Ti", "V")
    [placed] = read_paper("Hardness of AlxVNbTaTi alloys", "The Zr-free alloy has 300 HV hardness.")
    [value] = placed.facts.values
    assert (value.alloys, value.sample) == ((), "Zr-free")


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("From room temperature (RT) to 900 °C the hardness is below 300 HV.",
         [["RT", "900 °C"]]),
        ("With a decrease from 293 K to 77 K the hardness becomes 400 HV.", [["77 K"]]),
        ("Raising the extrusion temperature from 900 to 1000 °C increased the grain size from"
         " 2 µm to 5 µm.", [["900"], ["1000 °C"]]),
        ("The hardness is 400 HV at a strain of 1.7.", [["strain of 1.7"]]),
        ("After 40 % thickness reduction the hardness is 400 HV.", [["40 % thickness reduction"]]),
        ("It fails at a fracture strain of 30 %.", [[]]),
        ("The hardness is 400 HV when treated at a current density of 9 A/mm2.", [["9 A/mm2"]]),
        ("It has a minimum of 2 µA/cm2 and a hardness of 400 HV.", [[]]),
    ],
)  # fmt: skip
def test_conditions_beside_a_value(text: str, conditions: list[list[str]]) -> None:
    values = [one for one in read_facts(text).values if one.property]
    assert [[one.text for one in value.conditions] for value in values] == conditions


def test_a_completed_recrystallization_is_a_treatment() -> None:
    text = "Recrystallization was completed at 1100 K for 2 h and the grain size is 4 µm."
    [value] = read_facts(text).values
    assert [one.text for one in value.treatment] == ["1100 K", "2 h"]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("VNbTa has an increment Rp0.2 of 150 MPa over VNbTi.", ["increase"]),
        ("We aimed to design alloys with a yield strength of 900 MPa.", []),
        ("The target hardness is 900 HV.", []),
    ],
)
def test_an_increment_is_a_change_and_an_aim_is_no_value(text: str, sense: list[str]) -> None:
    assert [one.sense for one in read_facts(text).values if one.property] == sense


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Before immersion, the hardness is 400 HV.", ("unimmersed state",)),
        ("The hardness is 400 HV after immersion.", ("immersed state",)),
        ("The hardness of the HVOF coating is 400 HV.", ("HVOF spraying",)),
        ("After T6 heat treatment the hardness is 400 HV.", ("T6 treatment",)),
    ],
)
def test_states_are_told_apart(text: str, states: tuple[str, ...]) -> None:
    assert [one.states for one in read_facts(text).values] == [states]


def test_the_transverse_fracture_strength_is_the_flexural_strength() -> None:
    [value] = read_facts("The transverse fracture strength is 2100 MPa.").values
    assert (value.property, value.kind) == ("flexural strength", "flexural")
