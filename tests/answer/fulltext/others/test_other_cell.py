"""The cell of another sample or condition is no answer where the one asked about is empty."""

import pytest

from answer.fulltext.asked import read_asked
from answer.fulltext.others.other_cell import is_of_another
from answer.fulltext.paper_names import read_names
from answer.fulltext.statement_features import candidates_of
from answer.fulltext.statements import statements_of
from answer.question.parse import parse_question
from builder.library.stored_bodies import StoredTable
from builder.papers import Table

ACROSS = Table(
    rows=(
        ("Alloy", "Peq (bar)", "", ""),
        ("", "225 °C", "250 °C", "300 °C"),
        ("ZNC", "–", "0.030", "0.157"),
        ("HZNC", "0.060", "0.133", "–"),
    ),
    header_rows=2,
    page=4,
    label="Table 2",
    caption="Plateau pressures of ZNC and HZNC at 225, 250 and 300 °C.",
)
DOWN = Table(
    rows=(
        ("Alloy", "T (K)", "σy (MPa)"),
        ("Co20", "303", "386"),
        ("", "333", "–"),
        ("Co30", "303", "410"),
        ("", "333", "398"),
    ),
    header_rows=1,
    page=5,
    label="Table 3",
)
OF_SERIES = Table(
    rows=(
        ("Alloy", "T (K)", "Capacity (wt%)"),
        ("x = 0.1", "328", "1.71"),
        ("x = 0.2", "328", "1.70"),
        ("y = 0.1", "333", "1.68"),
    ),
    header_rows=1,
    page=5,
    label="Table 2",
)
OF_ALLOYS = Table(
    rows=(("Alloy", "Hardness (HV)"), ("CoCrFeNi", "160"), ("CoCrFeNiMn", "170")),
    header_rows=1,
    page=2,
)
OF_HYDRIDES = Table(
    rows=(
        ("System", "Compound", "Desorption temperature (°C)"),
        ("Mg-Co", "Mg2CoH5", "300"),
        ("Mg-Ni", "Mg2Ni", "250"),
        ("Mg-Ni", "Mg2NiH4", "280"),
        ("Mg-Fe", "", "310"),
    ),
    header_rows=1,
    page=2,
)
OF_SYSTEMS = Table(
    (("System", "Milling time (h)"), ("Mg-Ni", "25"), ("Mg-Ti", "15")), header_rows=1, page=2
)
OF_PHASES = Table(
    (
        ("Sample", "Phase", "Share (%)"),
        ("6 mm", "dendrite", "48"),
        ("", "glassy matrix", "52"),
        ("20 mm", "dendrite", "50"),
    ),
    header_rows=1,
    page=2,
)
OF_BIOMASS = Table(
    (
        ("Biomass (carbon)", "Capacity (mAh/g)"),
        ("Orange peel (porous)", "301"),
        ("Reed flowers", "581"),
    ),
    header_rows=1,
    page=2,
)


def left(table: Table, question: str) -> list[str]:
    """The cells that may answer."""
    asked, names = read_asked(parse_question(question)), read_names([table.caption])
    cells = candidates_of(statements_of((), [StoredTable("a" * 64, 1, table)]))
    return [
        one.cell.text for one in cells if one.cell and not is_of_another(asked, one, table, names)
    ]


@pytest.mark.parametrize(
    ("table", "question", "cells"),
    [
        (ACROSS, "What is the plateau pressure of HZNC at 300 °C?", []),
        (ACROSS, "What is the plateau pressure of ZNC at 225 °C?", []),
        (ACROSS, "What is the plateau pressure of ZNC at 300 °C?", ["0.157"]),
        (ACROSS, "What is the plateau pressure of HZNC?", ["0.060", "0.133"]),
        (DOWN, "What is the yield strength of Co20 at 333 K?", []),
        (DOWN, "What is the yield strength of Co30 at 333 K?", ["398"]),
        (OF_SERIES, "What is the capacity of the alloy with x = 0.1 at 333 K?", []),
        (OF_SERIES, "What is the capacity of the alloy with y = 0.1 at 333 K?", ["1.68"]),
        (OF_SERIES, "What is the capacity of the alloy with x = 0.1 at 330 K?", ["1.71"]),
        (OF_ALLOYS, "What is the hardness of CoCrFeNi?", ["160"]),
        (OF_ALLOYS, "What is the hardness of NbMoTaW?", []),
        (OF_HYDRIDES, "What is the desorption temperature of Mg2Co?", []),
        (OF_HYDRIDES, "What is the desorption temperature of Mg2Ni?", ["250"]),
        (OF_SYSTEMS, "What milling time is given for Mg-V?", []),
        (OF_SYSTEMS, "What milling time is given for Mg-Ti?", ["15"]),
        (OF_PHASES, "What share has the glassy matrix in the 6 mm rod?", ["52"]),
        (OF_PHASES, "What share has the glassy matrix in the 20 mm rod?", []),
        (OF_BIOMASS, "What capacity does carbon from orange peel have?", ["301"]),
        (OF_BIOMASS, "What capacity does carbon have?", ["301", "581"]),
    ],
)
def test_a_cell_is_of_the_sample_and_condition_asked_about(
    table: Table, question: str, cells: list[str]
) -> None:
    found = [cell for cell in left(table, question) if cell not in ("303", "328", "333")]
    assert found == cells
