"""Every value has its material, kind, states, sense and treatment; what is not its own it lacks."""

import time

import pytest

from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.sentence_facts import read_facts


def only(text: str) -> Measurement:
    [value] = [value for value in read_facts(text).values if value.property]
    return value


def named(value: Measurement) -> str:
    return value.alloys[0].text if value.alloys else value.sample


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("VNbTa (900 MPa) has a lower yield strength than VNbTi (950 MPa).", ["VNbTa", "VNbTi"]),
        ("Compared with VNbTa, VNbTi has a hardness of 500 HV.", ["VNbTi"]),
        ("Its hardness is 500 HV, compared with VNbTa.", [""]),
        ("The hardness of Nb5, Nb10 and Nb15 is 3, 4 and 5 HV, respectively.",
         ["Nb5", "Nb10", "Nb15"]),
        ("A hardness of 300 HV and 400 HV was found with Ti and Nb additions, respectively.",
         ["Ti additions", "Nb additions"]),
        ("The hardness of VNbTa, VNbTi and VNbZr is 300 and 400 HV, respectively.", ["?", "?"]),
        ("The grain sizes of both alloys are about 5 µm, more so for the VNbTa alloy.",
         ["both alloys"]),
        ("Addition of graphene was made to the VNbTa alloy, and a hardness of 900 HV was found.",
         ["VNbTa + graphene"]),
        ("The HEA-X/Y sample shows a hardness of 300 HV.", ["HEA-X/Y"]),
        ("The hardness rises to 700 HV from 200 HV observed in the VNbTa ingot.", ["", "VNbTa"]),
        ("A bulk modulus of 190 GPa and shear modulus of 85 GPa were found for VNbTa.",
         ["VNbTa", "VNbTa"]),
        ("They rose from 154 HV and 472 MPa of VNbTa to 520 HV and 1.2 GPa of VNbTi.",
         ["VNbTa", "VNbTa", "VNbTi", "VNbTi"]),
        ("The grain sizes of VNbTa grew to 370 nm, while a grain size of 240 nm and with few pores"
         " a grain size of 165 nm were found with Zr and Y additions, respectively.",
         ["VNbTa", "Zr additions", "Y additions"]),
    ],
)  # fmt: skip
def test_a_value_has_the_material_that_the_sentence_gives_it(
    text: str, materials: list[str]
) -> None:
    assert [named(value) for value in read_facts(text).values] == materials


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The VNbTa coating has a hardness of 500 HV.", "coating"),
        ("The VNbTa thin film has a hardness of 9 GPa.", "film"),
        ("The hardness of the Cr7C3 carbides is 15 GPa.", "phase"),
        ("The nanohardness is 6 GPa for the FCC matrix phase.", "phase"),
        ("The average WC grain size is 2 µm.", "phase"),
        ("The hardness exceeds that of the substrate (200 HV).", "substrate"),
        ("The substrate was soft because its hardness was only 200 HV.", "substrate"),
        ("The activation energy is that of conventional alloys (250 kJ/mol).", "other"),
        ("The VNbTa/TiC composite has a hardness of 500 HV.", "composite"),
        ("The presence of fine precipitates makes the yield strength 900 MPa.", "alloy"),
        ("The VNbTa alloy forms an FCC phase and has a hardness of 500 HV.", "alloy"),
    ],
)
def test_a_value_has_an_owner(text: str, owner: str) -> None:
    assert only(text).owner == owner


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The yield and ultimate tensile strengths are 1 and 1.2 GPa, respectively.",
         ["yield strength", "ultimate tensile strength"]),
        ("Stable grain size (20 nm) and twin spacing (2 nm) were seen.", ["grain size", None]),
        ("The stress turns from residual stress (−0.9 GPa) to 0.6 GPa without loss of hardness.",
         ["residual stress", "residual stress"]),
        ("An elongation of 35 % is due to the phase fraction (12 %).", ["elongation", None]),
        ("The lattice parameter is 0.36 nm, and particles have sizes of 40–200 nm.",
         ["lattice parameter", None]),
        ("The yield strength is high, as solid solution strengthening contributes 200 MPa.",
         [None]),
        ("The hardness and friction coefficient are high at a load of 1 GPa.", [None]),
        ("Conductivity, microhardness and ultimate tensile strength are 69 % IACS, 140 HV and"
         " 525 MPa, respectively.", ["hardness", "ultimate tensile strength"]),
        ("It shows a 27 % reduction in the friction coefficient.", ["friction coefficient"]),
        ("The density reaches 99 %.", ["relative density"]),
        ("The bending strength is 900 MPa.", ["flexural strength"]),
        ("The Hall–Petch coefficient is 0.5 MPa·m^1/2.", ["Hall–Petch coefficient"]),
        ("The friction coefficient fell from 0.94 to 0.85.", ["friction coefficient"] * 2),
        ("A friction coefficient of 0.3 and a hardness of 5 GPa were found.",
         ["friction coefficient", "hardness"]),
    ],
)  # fmt: skip
def test_a_value_is_of_the_property_it_is_given_for(text: str, bound: list[str | None]) -> None:
    values = [v for v in read_facts(text).values if not v.quantity.text.startswith("69")]
    assert [value.property for value in values] == bound


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The compressive yield strength is 900 MPa.", "compressive"),
        ("Tensile tests gave a yield strength of 900 MPa.", "tensile"),
        ("The yield strength is 900 MPa.", ""),
        ("The microhardness is 500 HV.", "micro"),
        ("Nanoindentation gave a hardness of 9 GPa.", "nano"),
        ("The ultimate tensile strength is 900 MPa.", "tensile"),
    ],
)
def test_a_property_has_its_kind(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "states", "treatment"),
    [
        ("After annealing at 900 °C for 1 h, the hardness is 300 HV.", ("annealing",),
         ["900 °C", "1 h"]),
        ("The as-cast alloy has a hardness of 300 HV.", ("as-cast state",), []),
        ("The hardness is 300 HV at 600 °C.", (), []),
        ("The hardness is 300 HV without annealing.", (), []),
        ("The predicted yield strength is 900 MPa.", ("calculated",), []),
        ("The strength at cryogenic temperature was good: at cryogenic temperatures the yield"
         " strength is 900 MPa.", ("cryogenic temperature",), []),
    ],
)  # fmt: skip
def test_a_value_has_the_states_of_its_material(
    text: str, states: tuple[str, ...], treatment: list[str]
) -> None:
    value = only(text)
    assert value.states == states
    assert [one.text for one in value.treatment] == treatment


def test_what_leads_in_holds_for_the_end_of_a_change_alone() -> None:
    text = (
        "After annealing at 850 °C, the hardness rises from 600 HV in the as-cast state to 700 HV."
    )
    first, last = read_facts(text).values
    assert (first.states, first.conditions) == (("as-cast state",), ())
    assert (last.states, [one.text for one in last.conditions]) == (("annealing",), ["850 °C"])


def test_the_load_of_a_wear_test_is_none_of_a_hardness() -> None:
    text = "VNbTa has a hardness of 300 HV and a wear rate of 3 × 10−5 mm3/(N·m) at 10 N."
    hardness, wear = read_facts(text).values
    assert (len(hardness.conditions), len(wear.conditions)) == (0, 1)


def test_an_end_of_a_range_of_a_symbol_is_no_value() -> None:
    text = "A mixing enthalpy of −10 kJ/mol < ΔH < 5 kJ/mol is needed for VNbTa."
    assert read_facts(text).values[0].property is None


def test_a_dose_holds_for_no_state_before_it() -> None:
    first, last = read_facts(
        "After irradiation to 60 dpa, the hardness of VNbTa rose from 3.4 GPa to 4.6 GPa."
    ).values
    assert not first.conditions
    assert [one.text for one in last.conditions] == ["60 dpa"]


def test_each_end_of_a_change_has_its_temperature() -> None:
    text = "From 600 °C to 900 °C, the yield strength falls from 473 MPa to 142 MPa."
    assert [[c.text for c in value.conditions] for value in read_facts(text).values] == [
        ["600 °C"],
        ["900 °C"],
    ]


def test_a_temperature_at_the_end_holds_for_values_of_different_properties() -> None:
    text = "It has a yield strength of 573 MPa, tensile strength of 895 MPa at room temperature."
    assert all(value.conditions for value in read_facts(text).values)


def test_room_and_cryogenic_temperatures_are_told_apart() -> None:
    text = "Tensile strengths are 2.0 and 2.8 GPa at room and cryogenic temperatures, respectively."
    warm, cold = read_facts(text).values
    assert ([one.si[0] for one in warm.conditions], warm.states) == ([298.0], ())
    assert (cold.conditions, cold.states) == ((), ("cryogenic temperature",))


@pytest.mark.parametrize(
    "text",
    [
        "the hardness of " + "Nb5, " * 20_000 + "is 300 HV",
        "increased " * 10_000 + "by 300 HV hardness",
        "hardness " + "of the phase " * 8_000 + "300 HV",
        "(" * 50_000 + " yield and ultimate strength 300 MPa",
    ],
)
def test_hostile_sentences_are_read_in_time(text: str) -> None:
    began = time.process_time()
    read_facts(text)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("Compared to VNbTa, VNbTi lowers the hardness from 500 HV to 400 HV.", ["VNbTa", "VNbTi"]),
        ("Addition of Mo to VNbTa raised the hardness from 500 HV to 600 HV.",
         ["VNbTa", "VNbTa + Mo"]),
        ("The hardness varies from 300 HV for the soft VNbTa to 900 HV for hard alloys as VNbTi.",
         ["VNbTa", "VNbTi"]),
        ("The hardness falls from 300 HV to 200 HV for VNbTa and from 500 HV to 400 HV for VNbTi.",
         ["VNbTa", "VNbTa", "VNbTi", "VNbTi"]),
        ("The grain size of the X-0 to X-1 alloys grows from 20 µm to 30 µm.", ["X-0", "X-1"]),
        ("Ti additions (Nb5, Nb10 and Nb15) made a hardness of 300 HV.", ["?"]),
        ("The Ti-HEA has a hardness of 300 HV.", ["Ti-HEA"]),
        ("The B4C containing HEA has 300 HV, compared to a hardness of 200 HV for the HEA without"
         " B4C.", ["B4C containing", "HEA without B4C"]),
        ("A (Ti, Nb, Mo)-rich phase formed, and a hardness of 300 HV was found.", [""]),
    ],
)  # fmt: skip
def test_an_end_of_a_change_has_its_own_material(text: str, materials: list[str]) -> None:
    assert [named(value) for value in read_facts(text).values] == materials


def test_a_change_without_its_from_has_two_ends() -> None:
    text = "Friction coefficient and wear volume fall from 0.58 to 0.37 and 0.02 mm3 to 0.01 mm3."
    assert [(v.property, v.quantity.text, v.step) for v in read_facts(text).values] == [
        ("friction coefficient", "0.58", "from"),
        ("friction coefficient", "0.37", "to"),
        ("wear volume", "0.02 mm3", "from"),
        ("wear volume", "0.01 mm3", "to"),
    ]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("The hardness is 300 and 400 HV at 800 °C.", [["800 °C"], ["800 °C"]]),
        ("The hardness falls from 500 to 400 HV with Mo rising from 0 at.% (A) to 20 at.% (B).",
         [["0 at.%"], ["20 at.%"]]),
    ],
)  # fmt: skip
def test_what_stands_behind_a_list_holds_for_its_members(
    text: str, conditions: list[list[str]]
) -> None:
    assert [[c.text for c in v.conditions] for v in read_facts(text).values] == conditions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It has a yield strength of 600 MPa and σUTS ~ 900 MPa.", "ultimate tensile strength"),
        ("It has a yield strength of 600 MPa and σmax ~ 900 MPa.", None),
        ("The residual stresses σx and σy are reduced by 67 %.", "residual stress"),
        ("The tensile strength was reached by bonding under 20 MPa.", None),
        ("The critical grain size is 11 nm.", None),
        ("The hardness rises to HV420.", "hardness"),
        ("Paris law exponent, m ≈ 2.5, was found.", "Paris exponent"),
    ],
)
def test_a_value_is_one_of_the_property_or_symbol_next_to_it(text: str, name: str | None) -> None:
    assert [value.property for value in read_facts(text).values][-1] == name


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("In Nb5, Nb10 and Nb15 the hardness rises from 2 HV to 3 HV, 4 HV and 5 HV.",
         ["?", "Nb5", "Nb10", "Nb15"]),
        ("The hardness falls from 9 HV to 8 HV for Cu/VNbTa and from 7 HV to 6 HV for Cu/VNbTi.",
         ["VNbTa + Cu", "VNbTa + Cu", "VNbTi + Cu", "VNbTi + Cu"]),
        ("The foam dealloyed in Cu40Ag60 has a hardness of 40 HV.", [""]),
    ],
)  # fmt: skip
def test_ends_of_several_changes_have_each_their_material(text: str, materials: list[str]) -> None:
    assert [named(value) for value in read_facts(text).values] == materials


def test_a_range_is_no_change() -> None:
    [value] = read_facts("The hardness is in a range from 400 to 900 HV and more.").values
    assert value.step == ""


@pytest.mark.parametrize(
    "piece", ["from 3 HV to ", "VNbTa and ", "(Nb5, ", "1 and 4 at.% ", "σ ~ "]
)
def test_binding_is_done_in_reasonable_time(piece: str) -> None:
    text = "hardness " + piece * (3000 // len(piece)) + "5 HV"
    start = time.perf_counter()
    read_facts(text)
    assert time.perf_counter() - start < 5


def test_values_before_their_properties_and_those_they_are_compared_with() -> None:
    text = "VNbTa has 12 MPa yield strength, 15 MPa tensile strength and 20 % elongation at 77 K,"
    text = f"{text} compared to 8 MPa, 10 MPa and 30 % at room temperature."
    found = read_facts(text).values
    told = [(one.property, one.conditions[0].text) for one in found]
    names = ["yield strength", "ultimate tensile strength", "elongation"]
    assert told == [(name, at) for at in ("77 K", "room temperature") for name in names]


def test_a_temperature_behind_values_of_one_sample_holds_for_all() -> None:
    text = "VNbTa has a yield strength of 4 MPa, a tensile strength of 6 MPa, and 30 % elongation"
    found = read_facts(f"{text} at 77 K.").values
    assert [[q.text for q in one.conditions] for one in found] == [["77 K"]] * 3
