"""Values of bodies and tables are kept with their place, and none is told twice."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from builder.library.body_values import find_body_rows, update_body_values, without_repeats
from builder.library.body_values.reading import body_values_of
from builder.library.catalog import CatalogEntry, put_file
from builder.library.property_table import values_of
from builder.library.stored_bodies import StoredParagraph, StoredTable, forget_bodies
from builder.papers import Abstract, Body, Paper, Paragraph, Table
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

TABLE = Table(
    (
        ("Alloy", "Yield strength (MPa)", "Elongation (%)"),
        ("VNbTaTi", "965", "22"),
        ("VNbTaTiZr", "1180", "9"),
    ),
    1,
    4,
    label="Table 1",
    caption="Tensile properties of the alloys.",
    section="results",
)
OWN = "The yield strength of VNbTaTiHf is 1040 MPa at 25 °C."
OTHERS = "Smith et al. reported that the yield strength of CoCrFeNi is 225 MPa at 25 °C [7]."


def entry(abstract: str) -> CatalogEntry:
    told = Abstract(abstract, 1, (0, 0, 0, 0), "record", 1.0)
    return CatalogEntry("made.pdf", 0, "a" * 64, Paper("ok", "", title="Alloys", abstract=told))


def rows(abstract: str = "Alloys were cast.", *texts: str):
    paragraphs = [
        StoredParagraph("a" * 64, n, Paragraph(text, 3, section="results"))
        for n, text in enumerate(texts, start=1)
    ]
    listed = entry(abstract)
    found = body_values_of(listed, paragraphs, [StoredTable("a" * 64, 1, TABLE)])
    return [*values_of(listed), *(one for one in found if one.of == "yield strength")]


def test_a_row_of_a_table_gives_the_value_of_its_alloy():
    one = rows()[0]
    assert (one.alloy.name, one.value.quantity.low, one.value.quantity.unit) == (
        "VNbTaTi",
        965.0,
        "MPa",
    )
    assert (one.source, one.place.label, one.place.row, one.place.page) == (
        "table",
        "Table 1",
        1,
        4,
    )
    assert one.sentence == "Alloy: VNbTaTi; Yield strength (MPa): 965; Elongation (%): 22"


def test_a_sentence_of_the_results_gives_its_value():
    one = rows("Alloys were cast.", OWN)[-1]
    assert (one.source, one.alloy.name, one.sentence) == ("body", "VNbTaTiHf", OWN)


def test_what_others_reported_is_no_value_of_the_paper():
    assert all(one.source == "table" for one in rows("Alloys were cast.", OTHERS))


@pytest.mark.parametrize("abstract", ["VNbTaTi has a yield strength of 965 MPa."])
def test_a_value_of_the_abstract_is_not_told_again(abstract):
    kept = without_repeats(rows(abstract, "The yield strength of VNbTaTiZr is 1180 MPa."))
    assert [(one.source, one.value.quantity.low) for one in kept] == [
        ("abstract", 965.0),
        ("table", 1180.0),
    ]


def silent(done: int, total: int) -> None:
    """Show no progress."""


def test_values_are_read_once_and_forgotten_with_their_body(tmp_path):
    with closing(create_database(tmp_path / "hea.sqlite")) as db:
        paper = replace(entry("Alloys were cast.").paper, body=Body((), (TABLE,)))
        file = CorpusFile("made.pdf", Path("made.pdf"), 1, 2, True)
        put_file(db, file, [(0, "a" * 64, paper)], "8")
        assert (update_body_values(db, silent), update_body_values(db, silent)) == (1, 0)
        values = [one.value.quantity.low for one in find_body_rows(db, "yield strength")]
        assert values == [965.0, 1180.0]
        forget_bodies(db)
        update_body_values(db, silent)
        assert find_body_rows(db, "yield strength") == []


def of_table(table: Table):
    return [*body_values_of(entry("Alloys were cast."), [], [StoredTable("a" * 64, 1, table)])]


def test_a_lattice_parameter_keeps_its_axis():
    table = replace(TABLE, rows=(("Alloy", "a (nm)", "c (nm)"), ("VNbTaTi", "0.32", "0.51")))
    assert [(one.of, one.value.kind) for one in of_table(table)] == [
        ("lattice parameter", "a"),
        ("lattice parameter", "c"),
    ]


def test_a_steel_is_told_by_its_name(tmp_path):
    table = replace(
        TABLE, rows=(("Material", "Hardness (HV)"), ("VNbTaTi", "450"), ("316L steel", "190"))
    )
    alloy, steel = of_table(table)
    assert (alloy.value.owner, steel.value.owner) == ("alloy", "other")
    assert (steel.alloy, steel.value.sample, steel.value.quantity.low) == (None, "316L steel", 190)
    with closing(create_database(tmp_path / "hea.sqlite")) as db:
        paper = replace(entry("Alloys were cast.").paper, body=Body((), (table,)))
        file = CorpusFile("made.pdf", Path("made.pdf"), 1, 2, True)
        put_file(db, file, [(0, "a" * 64, paper)], "8")
        update_body_values(db, silent)
        kept = find_body_rows(db, "hardness")
        assert [one.value for one in kept] == [alloy.value, steel.value]
        assert all(one.is_sure for one in kept)


def test_what_a_row_was_annealed_at_is_a_treatment():
    table = replace(
        TABLE,
        rows=(("Alloy", "Annealing temperature (°C)", "Hardness (HV)"), ("VNbTaTi", "900", "450")),
    )
    [row] = of_table(table)
    assert row.temperature is None
    assert (row.value.states, [one.low for one in row.value.treatment]) == (("annealing",), [900])


def test_the_mark_of_a_footnote_is_left_out_of_the_row_that_is_shown():
    table = replace(
        TABLE,
        rows=(("Alloy", "Yield strengtha) (MPa)"), ("VNbTaTi", "965")),
        notes=("a)Measured in compression.",),
    )
    assert [one.sentence for one in of_table(table)] == [
        "Alloy: VNbTaTi; Yield strength (MPa): 965"
    ]


def test_a_value_of_a_phase_names_its_phase():
    table = replace(
        TABLE,
        rows=(
            ("Alloy", "Phase", "a (nm)"),
            ("VNbTaTi", "C14#1", "0.32"),
            ("VNbTaTi", "C14#2", "0.51"),
        ),
    )
    found = of_table(table)
    assert [(one.value.sample, one.is_sure) for one in found] == [("C14#1", True), ("C14#2", True)]


def test_cells_that_nothing_tells_apart_are_not_sure():
    table = replace(
        TABLE, rows=(TABLE.rows[0], ("VNbTaTi", "965", "22"), ("VNbTaTi", "1180", "22"))
    )
    found = of_table(table)
    assert [(one.of, one.is_sure) for one in found] == [
        ("yield strength", False),
        ("elongation", True),
        ("yield strength", False),
        ("elongation", True),
    ]


def test_a_cell_of_an_alloy_with_an_open_amount_is_not_sure():
    table = replace(TABLE, rows=(TABLE.rows[0], ("VNbTa0.9+xTi", "965", "22")))
    assert not any(one.is_sure for one in of_table(table))


def test_a_member_of_a_family_is_told_by_its_formula():
    table = replace(
        TABLE,
        caption="Properties of VNbTa0.9+xTi alloys.",
        rows=(TABLE.rows[0], ("x = 0.1", "965", "22"), ("x = 0.2", "980", "22")),
    )
    found = [one for one in of_table(table) if one.of == "yield strength"]
    assert [(one.alloy.name, one.value.sample) for one in found] == [
        ("VNbTaTi", "x = 0.1"),
        ("VNbTa1.1Ti", "x = 0.2"),
    ]
