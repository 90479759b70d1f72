"""Values are bound to the property, the alloy and the conditions their sentence gives them."""

import pytest

from builder.materials.alloy_labels import find_labels
from builder.materials.measurements.sentence_facts import read_facts

Row = tuple[str, str | None, str, str]

CASES: list[tuple[str, list[Row]]] = [
    (
        "Annealing resulted in a decrease in strength to YS = 180/350 MPa at 293/77 K.",
        [("180", "yield strength", "", "293"), ("350 MPa", "yield strength", "", "77 K")],
    ),
    (
        "Hardness rose from 150 HV for CoCrFeNiMo0.1 to 425 HV for CoCrFeNiMo, whereas the yield"
        " strength rose from 218 MPa for CoCrFeNiMo0.1 to 1100 MPa for CoCrFeNiMo.",
        [
            ("150 HV", "hardness", "CoCrFeNiMo0.1", ""),
            ("425 HV", "hardness", "CoCrFeNiMo", ""),
            ("218 MPa", "yield strength", "CoCrFeNiMo0.1", ""),
            ("1100 MPa", "yield strength", "CoCrFeNiMo", ""),
        ],
    ),
    (
        "The alloy showed a tensile strength, yield strength and elongation of 879 MPa, 492 MPa"
        " and 40 %, respectively.",
        [
            ("879 MPa", "ultimate tensile strength", "", ""),
            ("492 MPa", "yield strength", "", ""),
            ("40 %", "elongation", "", ""),
        ],
    ),
    (
        "NbMoTaW has a yield strength of 842 MPa at 1000 °C, and 405 MPa at 1600 °C.",
        [
            ("842 MPa", "yield strength", "NbMoTaW", "1000 °C"),
            ("405 MPa", "yield strength", "NbMoTaW", "1600 °C"),
        ],
    ),
    (
        "Residual stresses were −131 MPa, −300 MPa and −613 MPa in Ni, CoCrFeNi and CoCrFeMnNi,"
        " respectively.",
        [
            ("−131 MPa", "residual stress", "", ""),
            ("−300 MPa", "residual stress", "CoCrFeNi", ""),
            ("−613 MPa", "residual stress", "CoCrFeMnNi", ""),
        ],
    ),
    (
        "At 77 K, CrMnFeCoNi has a fracture toughness of 217 MPa m^1/2 and a yield strength of"
        " 759 MPa.",
        [
            ("217 MPa m^1/2", "fracture toughness", "CrMnFeCoNi", "77 K"),
            ("759 MPa", "yield strength", "CrMnFeCoNi", "77 K"),
        ],
    ),
    (
        "The tensile strength and hardness of VNbTa rose by 41.7%，25.5%，and cracks are few.",
        [
            ("41.7%", "ultimate tensile strength", "VNbTa", ""),
            ("25.5%", "hardness", "VNbTa", ""),
        ],
    ),
    (
        "VNbTa has a yield strength of 300 MPa and a tensile strength of 500 MPa at 298 K, and"
        " 400 MPa and 700 MPa at 77 K.",
        [
            ("300 MPa", "yield strength", "VNbTa", "298 K"),
            ("500 MPa", "ultimate tensile strength", "VNbTa", "298 K"),
            ("400 MPa", "yield strength", "VNbTa", "77 K"),
            ("700 MPa", "ultimate tensile strength", "VNbTa", "77 K"),
        ],
    ),
    (
        "The friction coefficient at 800 °C was only 0.42.",
        [("0.42", "friction coefficient", "", "800 °C")],
    ),
    (
        "The tensile yield and ultimate strength (1249 MPa and 1421 MPa) are high.",
        [
            ("1249 MPa", "yield strength", "", ""),
            ("1421 MPa", "ultimate tensile strength", "", ""),
        ],
    ),
    (
        "The melting point of HfNbTaTiZr is 2250 °C.",
        [("2250 °C", "melting point", "HfNbTaTiZr", "")],
    ),
    (
        "As-cast CoCrFeNi had YS = 370 MPa and UTS = 610 MPa at room temperature, and YS = 565 MPa"
        " at 77 K.",
        [
            ("370 MPa", "yield strength", "CoCrFeNi", "room temperature"),
            ("610 MPa", "ultimate tensile strength", "CoCrFeNi", "room temperature"),
            ("565 MPa", "yield strength", "CoCrFeNi", "77 K"),
        ],
    ),
    (
        "The yield strength of CoCrFeNi–B4C (1249 MPa) is double that of CoCrFeNi (624 MPa).",
        [
            ("1249 MPa", "yield strength", "", ""),
            ("624 MPa", "yield strength", "CoCrFeNi", ""),
        ],
    ),
    (
        "The fracture toughness of CrMnFeCoNi exceeds 200 MPa·m1/2 from room temperature down to"
        " 77 K.",
        [("200 MPa·m1/2", "fracture toughness", "CrMnFeCoNi", "room temperature, 77 K")],
    ),
    ("It was annealed at 900 °C for 2 h.", []),
]


@pytest.mark.parametrize(("text", "rows"), CASES, ids=range(len(CASES)))
def test_values_are_bound(text: str, rows: list[Row]) -> None:
    found = [
        (
            value.quantity.text,
            value.property,
            value.alloys[0].text if value.alloys else "",
            ", ".join(condition.text for condition in value.conditions),
        )
        for value in read_facts(text).values
    ]
    assert found == rows


def test_a_change_has_two_ends_even_where_it_is_written_as_a_range() -> None:
    values = read_facts("Titanium increases the hardness from 300 to 500 HV.").values
    assert [(value.quantity.low, value.step) for value in values] == [(300, "from"), (500, "to")]


def test_a_range_is_no_change() -> None:
    [value] = read_facts("Its hardness lies between 300 and 500 HV.").values
    assert (value.quantity.low, value.quantity.high, value.step) == (300, 500, "")


@pytest.mark.parametrize(
    "text",
    ["It has a 45 % higher tensile strength.", "Its elongation was reduced by 45 %."],
)
def test_a_difference_is_no_amount(text: str) -> None:
    [value] = read_facts(text).values
    assert value.relative


@pytest.mark.parametrize(
    "text", ["", "\x00", "from to at 77 K respectively", "1, 2/3 and 4 MPa" * 99]
)
def test_nothing_breaks_it(text: str) -> None:
    read_facts(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The corrosion current density of CoCrNi is 3.2 × 10−7 A/cm2.",
            "corrosion current density",
        ),
        ("The thermal expansion coefficient of CoCrNi is 14 × 10−6 K−1.", "thermal expansion"),
        ("The dislocation density of CoCrNi is 1.2 × 10^15 m^-2.", "dislocation density"),
        ("CoCrNi has a corrosion rate of 0.02 mm/y.", "corrosion rate"),
        ("The mixing entropy of CoCrNi is 9.1 J/(mol K).", "mixing entropy"),
    ],
)
def test_a_property_has_the_values_of_its_units(text: str, name: str) -> None:
    [value] = read_facts(text).values
    assert value.property == name


def test_the_first_of_a_list_has_no_unit_that_is_the_seconds_alone() -> None:
    text = "The friction coefficient and the wear rate are 0.3 and 10−5 mm3/N·m, respectively."
    found = [(one.property, one.quantity.unit) for one in read_facts(text).values]
    assert found == [("friction coefficient", ""), ("wear rate", "mm^3/(N·m)")]


def test_a_load_and_a_speed_are_conditions() -> None:
    text = "Under a 10 N load, the friction coefficient is 0.4 at a sliding speed of 0.1 m/s."
    [value] = read_facts(text).values
    assert [one.text for one in value.conditions] == ["10 N", "0.1 m/s"]


def test_a_state_behind_a_list_is_that_of_each_property_in_it() -> None:
    text = "They rise from 600 HV and 1 GPa in the as-cast state to 700 HV and 2 GPa, respectively."
    values = read_facts(f"Hardness and yield strength matter: {text}").values
    assert [one.states for one in values] == [("as-cast state",)] * 2 + [()] * 2


def test_the_beginning_of_a_change_is_one_of_the_property_behind_its_end() -> None:
    text = "VNbTa shows a rise from 300 HV to 500 HV in hardness."
    assert [one.property for one in read_facts(text).values] == ["hardness", "hardness"]


def test_what_stands_beside_an_alloy_is_not_the_owner() -> None:
    text = "The VNbTa-30%VNbTaTi composite has a hardness of 500 HV."
    [value] = read_facts(text).values
    assert (value.alloys, value.sample) == ((), "VNbTa + 30 % VNbTaTi")


def test_what_lies_on_a_substrate_is_not_the_substrate() -> None:
    text = "The VNbTa coating on the steel substrate has a hardness of 500 HV."
    [value] = read_facts(text).values
    assert (value.owner, value.alloys[0].text) == ("coating", "VNbTa")


def test_sentence_without_its_papers_labels_is_read_once() -> None:
    text = "The hardness of VNbTa is 500 HV."
    [label] = find_labels("AlVNbTa (hereafter A1) was cast.")
    assert read_facts(text, (label,), (("HT", "annealing"),)) is read_facts(text)
    assert read_facts("The hardness of A1 is 500 HV.", (label,)).alloys[0].text == "A1"
