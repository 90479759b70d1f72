"""Passes, turns and layers are counted."""

import pytest

from answer.fulltext.counts import counts_in


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("after ten cold-rolling passes", {("pass", 10)}),
        ("for 3, 10, and 100 turns", {("turn", 3), ("turn", 10), ("turn", 100)}),
        ("in turn, 5 of them", set()),
        ("Table 3 passes over it", set()),
    ],
)
def test_what_is_counted(text, counted):
    assert counts_in(text) == counted
