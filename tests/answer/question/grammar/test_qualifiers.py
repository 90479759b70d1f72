"""Kinds of properties and states of materials that a question names."""

import pytest

from answer.question.parse import parse_question


def test_kinds_and_states_are_named() -> None:
    asked = parse_question("Compressive yield strength of annealed CoCrFeNi made by SPS?")
    assert asked.kinds == {"compressive"}
    assert asked.states == {"annealing", "spark plasma sintering"}
    assert parse_question("nanohardness of as-cast CoCrFeNi").kinds == {"nano"}
    assert not parse_question("Hardness of CoCrFeNi").kinds
    assert parse_question("DFT stacking fault energy of CrCoNi").states == {"calculated"}


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("hardness of W-free MoNbTa", {"W"}),
        ("Which HEAs without Al or Cr exceed 1 GPa?", {"Al", "Cr"}),
        ("the Al- and Co-free alloy", {"Al", "Co"}),
        ("alloys free of cobalt and nickel", {"Co", "Ni"}),
        ("Co-free and Ni-rich alloys", {"Co"}),
        ("How hard is the uncoated steel?", {"coating"}),
        ("wear of the matrix alone", {"reinforcement"}),
        ("UTS of the base alloy", {"addition"}),
        ("creep of unirradiated CrCoNi", {"treatment"}),
        ("Al content of CoCrFeNi coatings with Ti", set()),
    ],
)
def test_what_the_material_is_without_is_told(text: str, excluded: set[str]) -> None:
    assert parse_question(text).excluded == excluded
