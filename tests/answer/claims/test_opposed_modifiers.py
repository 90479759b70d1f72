"""A noun with the opposite modifier is another thing than the paper speaks of."""

import pytest

from answer.claims.opposed_modifiers import opposed_modifiers

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
