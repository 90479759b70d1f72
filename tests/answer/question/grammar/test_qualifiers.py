"""Kinds of properties and states of materials that a question names."""

from answer.question.parse import parse_question


def test_kinds_and_states_are_named() -> None:
    asked = parse_question("Compressive yield strength of annealed CoCrFeNi made by SPS?")
    assert asked.kinds == {"compressive"}
    assert asked.states == {"annealing", "spark plasma sintering"}
    assert parse_question("nanohardness of as-cast CoCrFeNi").kinds == {"nano"}
    assert not parse_question("Hardness of CoCrFeNi").kinds
    assert parse_question("DFT stacking fault energy of CrCoNi").states == {"calculated"}
