from builder.papers import Table
from retrieval.body.table_text import heads_of, row_text

GROUPED = Table(
    (
        ("Alloy", "Lattice", "", "HV"),
        ("", "a (Å)", "c (Å)", ""),
        ("A1", "3.58", "", "210"),
        ("", "3.61", "5.02", "260"),
    ),
    2,
    3,
    "Table 2",
    "Cells of both phases.",
)


def test_a_heading_over_columns_stands_over_each_of_them() -> None:
    assert heads_of(GROUPED) == ["Alloy", "Lattice a (Å)", "Lattice c (Å)", "HV"]


def test_a_label_over_rows_holds_for_each_of_them() -> None:
    assert row_text(GROUPED, 3) == (
        "Table 2 | Alloy: A1 | Lattice a (Å): 3.61 | Lattice c (Å): 5.02 | HV: 260"
        " | Cells of both phases."
    )


def test_a_table_without_headings_or_caption_gives_its_cells() -> None:
    assert row_text(Table((("Fe", "20"),), 0, 1), 0) == "Fe | 20"
