"""The cell of one kind of fraction is none of another kind."""

import pytest

from answer.fulltext.others.opposites import is_of_opposite
from answer.fulltext.statement_features import candidates_of
from answer.fulltext.statements import statements_of
from builder.library.stored_bodies import StoredTable
from builder.papers import Table

FRACTIONS = Table(
    (
        ("Alloy", "Mole Fraction (%)", "Vol. Fraction (%)", "Weight Fraction (%)"),
        ("BT60", "60", "65", "70"),
    ),
    header_rows=1,
    page=2,
)


@pytest.mark.parametrize(
    ("kind", "cells"), [("volume", ["65"]), ("mole", ["60"]), ("weight", ["70"])]
)
def test_a_fraction_is_of_the_kind_asked_about(kind: str, cells: list[str]) -> None:
    question = f"What is the {kind} fraction of the crystals in BT60?"
    found = candidates_of(statements_of((), [StoredTable("a" * 64, 1, FRACTIONS)]))
    kept = [one.cell.text for one in found if one.cell and not is_of_opposite(question, one)]
    assert kept == cells
