"""A noun with the opposite modifier is another thing than the paper speaks of."""

import pytest

from answer.claims.opposed_modifiers import opposed_modifiers, told_otherwise

PAPER = ["The dual-phase coating had a low surface roughness and a high hardness."]


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("The coating has a high surface roughness.", "high"),
        ("It is a single-phase coating.", "single"),
    ],
)
def test_the_opposite_modifier_is_found(claim: str, word: str) -> None:
    assert next(opposed_modifiers(claim, PAPER))[0] == word


@pytest.mark.parametrize(
    "claim",
    [
        "The dual-phase coating has a high hardness.",
        "It has a high ductility.",
        "The coating has no high surface roughness.",
    ],
)
def test_the_same_modifier_and_that_of_another_noun_are_none(claim: str) -> None:
    assert not list(opposed_modifiers(claim, PAPER))


def test_the_head_of_a_compound_has_the_modifier() -> None:
    paper = ["Twins form at low strains, and the strain hardening is pronounced."]
    assert not list(opposed_modifiers("It shows a greater strain hardening.", paper))


SLIP = "The mechanism shifts from dislocation slip at low rates to deformation twinning."
RANKS = "The modes are the stacking fault mode (dominant) and the full-slip mode (secondary)."
WEAR = "In contrast to the adhesive wear observed in CoCrFeNi, CoCrFeNiMo shows abrasive wear."
STAYS = "The FCC phase hardened, while the properties of the B2 structure were insensitive to Al."
SHORT = "The stress stored in rolling was not enough to activate the twins."
DUAL = "The single fcc alloy transforms to dual fcc and mu phases."
KEPT = "The crystal structures of these alloys were found to be not affected by heat."
NO_SIGN = "There was no evidence of structural transformation in CoCrFeNi up to 24 GPa."


@pytest.mark.parametrize(
    ("wrong", "right", "paper"),
    [
        ("Slip takes over from twinning.", "Twinning takes over from slip.", SLIP),
        ("Twinning gives way to slip.", "Slip is replaced by twinning.", SLIP),
        ("Dual fcc turns into single fcc.", "Single fcc turns into dual fcc.", DUAL),
        ("The full-slip mode dominates.", "The stacking fault mode dominates.", RANKS),
        ("It wears by adhesion.", "It wears by abrasion.", WEAR),
        ("The B2 structure becomes harder.", "The FCC phase becomes harder.", STAYS),
        ("Heat changes their structures.", "Heat changes their hardness.", KEPT),
        ("The stress was high enough to activate twins.", "The stress was too low for it.", SHORT),
    ],
)
def test_what_is_told_of_two_is_not_exchanged(wrong: str, right: str, paper: str) -> None:
    assert told_otherwise(wrong, [paper], "")
    assert not told_otherwise(right, [paper], "")


def test_what_is_denied_of_the_alloy_asked_about_is_not_affirmed() -> None:
    claim = "Yes, it becomes hcp."
    assert told_otherwise(claim, [NO_SIGN], "Does CoCrFeNi change its structure under pressure?")
    assert not told_otherwise(claim, [NO_SIGN], "Does CoCrFeMnNi change its structure?")
