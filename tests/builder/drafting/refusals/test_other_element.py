"""An element is exchanged only where nothing else in the question depends on it."""

import pytest

from builder.drafting.refusals import survey
from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.other_element import with_other_element
from builder.triples import Triple

TEXT = "Al additions raise the hardness."


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How does Al addition affect the hardness?", True),
        ("How does the addition of Al and Y2O3 affect the hardness?", False),
        ("How does adding Cr and Al affect the hardness?", False),
        ("How hard are quinary and senary Al-containing alloys?", False),
    ],
)
def test_an_element_that_counts_with_others_is_not_exchanged(question: str, asked: bool) -> None:
    triple = Triple("1", "p", "effect-of", question, TEXT, TEXT, 0, len(TEXT), "rules", "influence")
    found = [*with_other_element(triple, AbstractView("p", "T", TEXT), survey([("p", "T", TEXT)]))]
    assert bool(found) == asked
