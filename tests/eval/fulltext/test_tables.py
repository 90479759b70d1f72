"""Tables are scored by cells in their place and by values with their alloy, property and unit."""

from builder.papers import Body, Paper, Table
from eval.fulltext.table_cells import TableGold, cells_in_place, cells_score
from eval.fulltext.table_values import measurements_score

GRID = (("Alloy", "HV", "σy (MPa)"), ("CoCrNi", "180", "310"), ("CoCrNiTi0.2", "402", "–"))


def _gold() -> TableGold:
    return TableGold.from_row(
        {
            "file": "a.pdf",
            "page": 3,
            "label": "Table 1",
            "grid": GRID,
            "measurements": [
                {"alloy": "CoCrNi", "property": "Vickers hardness", "value": "180", "unit": "HV"},
                {"alloy": "CoCrNi", "property": "yield strength", "value": "310", "unit": "MPa"},
                {"alloy": "CoCrNi", "property": "density", "value": "8.2", "unit": "g/cm3"},
            ],
        }
    )


def _paper(rows: tuple[tuple[str, ...], ...]) -> dict[str, Paper]:
    table = Table(rows, 1, 3, "Table 1", "Hardness and strength.")
    return {"a.pdf": Paper("ok", "", "Alloys", body=Body((), (table,)))}


def test_a_cell_counts_in_its_row_and_column_alone() -> None:
    assert cells_in_place(GRID, GRID) == 9
    moved = (GRID[0], ("CoCrNi", "180", ""), ("CoCrNiTi0.2", "402", "310"))
    assert cells_in_place(GRID, moved) == 7
    assert cells_in_place(GRID, [(*row, "more") for row in GRID]) == 9
    assert cells_in_place(GRID, [("TABLE", "", ""), *GRID]) == 9
    assert cells_in_place(GRID, [["σ_y (MPa)"]]) == 1


def test_a_table_that_was_not_found_counts_with_all_its_cells() -> None:
    scores = cells_score([_gold()], {"a.pdf": Paper("ok", "", "Alloys", body=Body())})
    assert (scores.cells.hits, scores.cells.n, scores.found.hits) == (0, 9, 0)
    assert cells_score([_gold()], {}).unscored == 1


def test_values_count_with_alloy_property_number_and_unit() -> None:
    scores = measurements_score([_gold()], _paper(GRID))
    assert (scores.precision.hits, scores.precision.n) == (2, 3)
    assert (scores.recall.hits, scores.recall.n) == (2, 3)
    assert ("a.pdf", "Table 1: CoCrNi, density 8.2 g/cm3") in scores.misses
    wrong = (GRID[0], ("CoCrFe", "180", "310"), GRID[2])
    assert measurements_score([_gold()], _paper(wrong)).recall.hits == 0
