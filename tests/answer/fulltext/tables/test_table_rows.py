"""Rows are read with what they are about, whatever the table leaves out or repeats."""

from answer.fulltext.tables.table_rows import asks_of_others, columns_of_others, table_rows
from builder.papers import Table


def texts(rows, headings=1):
    return [row.text for row in table_rows(Table(rows, headings, 1))]


def test_a_name_over_several_rows_is_that_of_each():
    rows = (("Alloy", "T (K)", "HV"), ("A1", "300", "210"), ("", "900", "180"))
    assert texts(rows)[1] == "Alloy: A1; T (K): 900; HV: 180"


def test_headings_of_two_levels_are_joined():
    rows = (("Alloy", "Lattice", ""), ("", "a (Å)", "c (Å)"), ("A1", "2.5", "4.1"))
    assert texts(rows, 2) == ["Alloy: A1; Lattice / a (Å): 2.5; Lattice / c (Å): 4.1"]


def test_the_mark_of_a_footnote_is_no_part_of_a_heading():
    rows = (("Alloy", "Cmaxa) (wt%)", "Hardnessb (HV)", "Sfc"), ("A1", "1.8", "210", "0.3"))
    notes = ("a)Cmax is the capacity. b Measured on a polished face.",)
    [row] = table_rows(Table(rows, 1, 1, notes=notes))
    assert row.text == "Alloy: A1; Cmax (wt%): 1.8; Hardness (HV): 210; Sfc: 0.3"
    assert texts(rows) == ["Alloy: A1; Cmaxa) (wt%): 1.8; Hardnessb (HV): 210; Sfc: 0.3"]


def test_a_second_column_names_rows_where_the_first_does_not_tell_them_apart():
    rows = (("Sample", "Phase", "wt.%"), ("S1", "FCC", "80"), ("", "BCC", "20"))
    assert [len(row.names) for row in table_rows(Table(rows, 1, 1))] == [2, 2]


def test_headings_repeated_within_a_table_head_what_follows():
    rows = (("C", "Mn"), ("0.3", "1.2"), ("Si", "P"), ("0.5", "0.02"))
    assert texts(rows) == ["C: 0.3; Mn: 1.2", "Si: 0.5; P: 0.02"]


def test_a_row_that_names_a_block_is_no_row_of_its_own():
    rows = (("State", "HV"), ("Alloy A", ""), ("cast", "200"), ("annealed", "150"))
    assert texts(rows) == ["Alloy A; State: cast; HV: 200", "Alloy A; State: annealed; HV: 150"]


def test_dashes_are_no_values():
    rows = (("Alloy", "HV", "E (GPa)"), ("A1", "–", "140"))
    assert texts(rows) == ["Alloy: A1; E (GPa): 140"]


SOURCES = Table(
    (
        ("Material", "This work", "Surface energy (J/m2) Prev. DFT", "Experimental"),
        ("Mo", "3.4", "3.11 (ref. 82)", "3.0 (ref. 27)"),
        ("W", "3.9", "4.01 (ref. 82)", "3.7 (ref. 27)"),
    ),
    1,
    1,
)


def test_a_heading_over_the_kinds_of_a_property_is_that_of_each():
    headings = [cell.heading for cell in table_rows(SOURCES)[0].cells]
    kinds = ("This work", "Prev. DFT", "Experimental")
    assert headings == [f"Surface energy (J/m2) / {kind}" for kind in kinds]


def test_columns_of_earlier_work_are_told_from_those_of_the_paper():
    assert columns_of_others(table_rows(SOURCES)) == {2, 3}
    limits = Table((("Element", "Limit"), ("Al", "1.25 [12]"), ("Fe", "1.2 [13]")), 1, 1)
    assert not columns_of_others(table_rows(limits))
    named = Table((("Sample", "H (HV)", "H (HV), Ref. [3]"), ("A", "210", "200")), 1, 1)
    assert columns_of_others(table_rows(named)) == {2}
    assert asks_of_others("What surface energy of Mo is reported in the literature?")
    assert not asks_of_others("What surface energy was calculated for Mo?")


def test_a_second_row_of_headings_stands_below_the_first():
    rows = (
        ("Plane", "Cut", "", "Reconstructed"),
        ("", "γ", "f", "γ"),
        ("(111)", "1.57", "0.09", "1.30"),
        ("(110)", "1.76", "0.00", "1.51"),
    )
    first = table_rows(Table(rows, 1, 1))[0]
    assert [cell.heading for cell in first.cells] == ["Cut / γ", "Cut / f", "Reconstructed / γ"]
    assert first.number == 2
