"""Rows called by a variable answer for the one alloy that they are."""

import pytest

from answer.fulltext.tables.members import assigned_in, is_other_member
from answer.question.parse import parse_question
from builder.materials.measurements.tables.materials import gather_materials

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
