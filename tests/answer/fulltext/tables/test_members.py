"""Rows called by a variable answer for the one alloy that they are."""

import pytest

from answer.fulltext.tables.members import (
    assigned_in,
    is_of_other_label,
    is_other_member,
    labels_of_rows,
    leaves_alloy_open,
)
from answer.fulltext.tables.table_rows import table_rows
from answer.question.parse import parse_question
from builder.materials.measurements.tables.materials import (
    TableMaterials,
    gather_materials,
    with_definitions,
)
from builder.papers import Table

SERIES = gather_materials("Storage of hydrogen in Ti0.8Zr0.2Mn0.9Cr0.7+yFe0.1 alloys", "", [], [])
UNKNOWN = gather_materials("Storage of hydrogen in Ti-Mn-based alloys", "", [], [])
PRESSURE = "What is the plateau pressure of {} at 333 K?"


@pytest.mark.parametrize(
    ("called", "variables"),
    [
        ("Alloy: y = 0.1; T/K: 333", "y = 0.1"),
        ("x: 0.2; y: 0", "x = 0.2, y = 0"),
        ("Alloy: CoCrFeNi; T/K: 333", ""),
    ],
)
def test_variables_are_read_off_names_and_headings(called: str, variables: str) -> None:
    assert assigned_in(called) == variables


@pytest.mark.parametrize(
    ("alloy", "called", "is_other"),
    [
        ("Ti0.8Zr0.2Mn0.9Cr0.8Fe0.1", "Alloy: y = 0.1", False),
        ("Ti0.8Zr0.2Mn0.9Cr1.0Fe0.1", "Alloy: y = 0.1", True),
        ("Ti0.8Zr0.2Mn0.9Cr0.7Fe0.1", "Alloy: y = 0", False),
        ("Ti0.8Zr0.2Mn0.9Cr0.7Fe0.1", "Alloy: y = 0.3", True),
    ],
)
def test_a_row_is_the_alloy_that_its_variable_makes(
    alloy: str, called: str, is_other: bool
) -> None:
    question = PRESSURE.format(alloy)
    assert is_other_member(parse_question(question), called, SERIES) == is_other


def test_a_row_whose_alloy_nobody_tells_is_not_taken_for_the_one_asked_about() -> None:
    question = PRESSURE.format("Ti0.8Zr0.2Mn0.9Cr0.8Fe0.1")
    assert is_other_member(parse_question(question), "Alloy: y = 0.1", UNKNOWN)


def test_a_question_for_the_variable_itself_asks_for_the_row() -> None:
    question = "What is the plateau pressure of Ti0.8Zr0.2Mn0.9Cr0.7Fe0.1 for y = 0.1?"
    assert not is_other_member(parse_question(question), "Alloy: y = 0.1", UNKNOWN)


CAPTION = "Predicted and measured values of Alloy_1 – CoCrFeNi and Alloy_2 – CoCrFeNiTi0.2."
LABELLED = Table(
    (("Composition", "σy (MPa)"), ("Alloy_1_cast", "210"), ("Alloy_2_cast", "330")), 1, 1
)
COMPOSED = Table(
    (("Sample", "Nominal composition"), ("S1", "CoCrFeNi"), ("S2", "CoCrFeNiTi0.2")), 1, 1
)


@pytest.mark.parametrize(
    ("alloy", "others"), [("CoCrFeNi", [False, True]), ("CoCrFeNiTi0.2", [True, False])]
)
def test_a_row_is_of_the_alloy_that_a_caption_gives_its_label(
    alloy: str, others: list[bool]
) -> None:
    materials = with_definitions(TableMaterials(), [CAPTION])
    question = parse_question(PRESSURE.format(alloy))
    assert [is_of_other_label(question, row, materials) for row in table_rows(LABELLED)] == others


def test_a_table_of_compositions_tells_the_alloys_of_labels() -> None:
    labels = labels_of_rows(table_rows(COMPOSED))
    assert {label: one.text for label, one in labels.items()} == {
        "s1": "CoCrFeNi",
        "s2": "CoCrFeNiTi0.2",
    }


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("What is the yield strength of CoCrFeNi?", True),
        ("What is the yield strength of Alloy_1, CoCrFeNi?", False),
        ("What is the yield strength of the alloys?", False),
    ],
)
def test_a_label_that_nobody_explains_leaves_the_alloy_open(question: str, is_open: bool) -> None:
    rows = table_rows(LABELLED)
    asked = parse_question(question)
    assert leaves_alloy_open(asked, rows[0], rows, TableMaterials()) == is_open
    told = with_definitions(TableMaterials(), [CAPTION])
    assert not leaves_alloy_open(asked, rows[0], rows, told)
