"""Values of tables come with the right alloy, property, unit and conditions, or not at all."""

from collections.abc import Sequence

from builder.materials.alloy_labels import find_labels
from builder.materials.measurements.tables.materials import gather_materials
from builder.materials.measurements.tables.table_value import TableValue
from builder.materials.measurements.tables.values import read_tables
from builder.papers import Table

TITLE = "Microstructure of a CoCrFeNiAl0.3 alloy"


def _table(rows: str, caption: str = "", headings: int = 1, is_sure: bool = True) -> Table:
    cells = tuple(
        tuple(cell.strip() for cell in line.split("|")) for line in rows.strip().split("\n")
    )
    return Table(cells, headings, 3, "Table 1", caption, is_sure=is_sure)


def _values(*tables: Table, title: str = TITLE, text: str = "") -> list[TableValue]:
    materials = gather_materials(title, text, (), find_labels(f"{title}. {text}"))
    return read_tables(tables, materials)


def _said(values: Sequence[TableValue]) -> list[tuple[str, str, float, str]]:
    """Return alloy, property, the middle of the value and its unit of each value."""
    return [
        (
            one.alloys[0].name if one.alloys else "",
            one.property,
            round((one.quantity.low + one.quantity.high) / 2, 6),
            one.quantity.unit,
        )
        for one in values
    ]


def test_a_cell_is_of_the_alloy_of_its_row_and_the_property_of_its_heading() -> None:
    table = _table("""
        Alloy | σy (MPa) | Elongation (%) | Hardness/HV
        CoCrNi | 310 ± 12 | 62 | 180
        CoCrNiTi0.2 | 911 | – | 402 (9)
    """)
    assert _said(_values(table)) == [
        ("CoCrNi", "yield strength", 310, "MPa"),
        ("CoCrNi", "elongation", 62, "%"),
        ("CoCrNi", "hardness", 180, "HV"),
        ("CoCrNiTi0.2", "yield strength", 911, "MPa"),
        ("CoCrNiTi0.2", "hardness", 402, "HV"),
    ]


def test_an_uncertainty_stays_one() -> None:
    [value] = _values(_table("Alloy | a (Å)\nCoCrNi | 3.571 (2)"))
    assert value.quantity.text == "3.571 (2)"
    assert value.quantity.above == value.quantity.below == 0.002


def test_a_label_stands_for_its_alloy_and_an_unknown_one_for_none() -> None:
    text = "CoCrFeNiTi0.2 (hereafter T2) and CoCrFeNiTi0.4 (hereafter T4) were cast."
    table = _table("Sample | HV (HV)\nT2 | 250\nT4 as-cast | 390\nT6 | 610")
    assert _said(_values(table, title="Cast alloys", text=text)) == [
        ("CoCrFeNiTi0.2", "hardness", 250, "HV"),
        ("CoCrFeNiTi0.4", "hardness", 390, "HV"),
        ("", "hardness", 610, "HV"),
    ]


def test_x_names_a_member_of_the_family_of_the_caption() -> None:
    table = _table("Alloy | H (GPa)\nx = 0 | 2.1\nx = 0.5 | 5.2", "Hardness of AlxCoCrFeNi.")
    values = _values(table, title="Alloys")
    assert [one.alloys[0].amounts for one in values] == [(0, 1, 1, 1, 1), (0.5, 1, 1, 1, 1)]


def test_rows_of_states_are_of_the_alloy_of_the_paper() -> None:
    table = _table("State | Hardness (HV)\nas-cast | 180\nannealed at 900 °C | 150\n316L | 160")
    values = _values(table)
    assert [bool(one.alloys) for one in values] == [True, True, False]
    assert [one.text for one in values[1].conditions] == ["900 °C"]


def test_a_composition_table_gives_contents_and_its_labels_to_other_tables() -> None:
    contents = _table(
        "Alloy | Co | Cr | Ni | Ti\nA1 | 33.4 | 33.3 | 33.3 | 0\nA2 | 30.0 | 30.1 | 29.9 | 10.0",
        "Compositions by EDS (at.%).",
    )
    hardness = _table("Alloy | HV\nA1 | 180 HV\nA2 | 402 HV")
    values = _values(contents, hardness, title="Two alloys")
    assert _said(values)[4][1:] == ("Co content", 30.0, "at.%")
    assert [one.alloys[0].text for one in values if one.property == "hardness"] == ["A1", "A2"]


def test_elements_may_be_rows() -> None:
    table = _table("Element | Nominal | Matrix\nCo | 30 | 28.1\nNi | 70 | 71.9", "EDX in at.%")
    values = _values(table)
    assert [one.property for one in values] == ["Co content"] * 2 + ["Ni content"] * 2
    assert values[1].words == ("Co", "Matrix")
    assert values[1].alloys[0].name == "CoCrFeNiAl0.3"


def test_a_heading_over_others_is_their_property() -> None:
    table = _table(
        "Alloy | Peq (bar) | | Phase (%) |\n | 25 °C | 50 °C | B2 | FCC\nCoCrNi | 4 | 9 | 20 | 80",
        headings=2,
    )
    values = _values(table)
    assert [(one.property, one.quantity.unit) for one in values[:2]] == [
        ("equilibrium pressure", "bar")
    ] * 2
    assert [one.conditions[0].text for one in values[:2]] == ["25 °C", "50 °C"]


def test_what_is_set_is_a_condition_and_no_value() -> None:
    table = _table("Alloy | T (K) | σy (MPa)\nCoCrNi | 77 | 650\n | 298 | 310")
    values = _values(table)
    assert [one.property for one in values] == ["yield strength"] * 2
    assert [one.conditions[0].unit for one in values] == ["K", "K"]
    assert [one.alloys[0].name for one in values] == ["CoCrNi", "CoCrNi"]


def test_values_of_other_papers_are_marked() -> None:
    table = _table("Alloy | σy (MPa) | Ref.\nCoCrNi | 310 | [12]\nCoCrNiTi0.2 | 911 | This work")
    assert [one.is_cited for one in _values(table)] == [True, False]
    table = _table("Alloy | σy (MPa)\nCoCrNi | 310 [12]\nCoCrNiTi0.2 | 911")
    assert [one.is_cited for one in _values(table)] == [True, False]


def test_values_of_phases_are_told() -> None:
    table = _table("Sample | Phase | wt.% | a (Å)\nas-cast | FCC | 80 | 3.58\n | B2 | 20 | 2.87")
    values = _values(table)
    assert [(one.property, one.phase) for one in values] == [
        ("phase fraction", "FCC"),
        ("lattice parameter a", "FCC"),
        ("phase fraction", "B2"),
        ("lattice parameter a", "B2"),
    ]


def test_a_heading_that_is_not_understood_gives_no_value() -> None:
    table = _table("Alloy | Q3 | Wear (10−5 foo/bar) | No.\nCoCrNi | 5 | 7 | 1")
    assert _values(table) == []


def test_an_unsure_table_gives_no_value() -> None:
    assert _values(_table("Alloy | σy (MPa)\nCoCrNi | 310", is_sure=False)) == []


def test_a_power_of_ten_in_a_heading_counts() -> None:
    [value] = _values(_table("Alloy | Cooling rate (10^4 K/s)\nCoCrNi | 3.2"))
    assert (value.quantity.low, value.quantity.unit) == (32_000, "K/s")


def test_contents_without_a_basis_are_none_and_name_no_alloy() -> None:
    contents = _table("Alloy | Co | Ni\nA1 | 40 | 60", "Chemical compositions of the alloys.")
    assert _values(contents, _table("Alloy | HV\nA1 | 180"), title="Alloys")[0].alloys == ()


def test_the_composition_of_a_region_is_not_that_of_its_alloy() -> None:
    contents = _table(
        "Alloy | Region | Co | Ni\nA1 | dendrite | 40 | 60\n | interdendritic | 70 | 30",
        "Composition (at.%)",
    )
    [*_, hardness] = _values(contents, _table("Alloy | HV\nA1 | 180"), title="Alloys")
    assert (hardness.property, hardness.alloys) == ("hardness", ())


def test_lengths_of_a_specimen_are_no_lattice_parameters() -> None:
    assert _values(_table("Alloy | a (mm) | V (mm3)\nCoCrNi | 5 | 9")) == []


def test_a_property_with_a_unit_has_none_without() -> None:
    assert _values(_table("Alloy | Yield strength\nCoCrNi | 310")) == []
    assert len(_values(_table("Alloy | VEC\nCoCrNi | 8.3"))) == 1


def test_other_numbers_of_a_cell_are_not_those_of_its_heading() -> None:
    table = _table("Sample | c (Å)\nas-cast | b = 6.4, c = 6.5\nannealed | 3.1, β = 115.7")
    said = [(one.property[-1], one.quantity.low) for one in _values(table)]
    assert said == [("b", 6.4), ("c", 6.5), ("c", 3.1)]


def test_a_row_that_holds_an_alloy_alone_heads_those_below() -> None:
    table = _table(
        "State | HV | Load (N)\nCoCrNi | | \nas-cast | 180 | 5\nCoCrFeNi | | \nrolled | 310 | 5"
    )
    values = [one for one in _values(table) if one.property == "hardness"]
    assert [(one.alloys[0].name, one.words[0]) for one in values] == [
        ("CoCrNi", "as-cast"),
        ("CoCrFeNi", "rolled"),
    ]


def test_the_temperature_of_a_treatment_is_none_of_a_test() -> None:
    table = _table("""
        Alloy | Annealing temperature (°C) | Test temperature (°C) | σy (MPa)
        CoCrNi | 900 | 20 | 650
    """)
    [value] = _values(table)
    assert [one.low for one in value.conditions] == [900, 20]
    assert [one.low for one in value.treatment] == [900]
    assert "Annealing temperature" in value.words
    table = _table("Sample | σy (MPa)\nCoCrNi annealed at 900 °C | 650\nCoCrNi at 77 K | 800")
    assert [[one.text for one in value.treatment] for value in _values(table)] == [["900 °C"], []]
    table = _table("Sample | σy (MPa)\nCoCrNi HT 900 °C | 650\nCoCrNi 77 K | 800")
    assert [[one.text for one in value.treatment] for value in _values(table)] == [["900 °C"], []]
