"""Cycles told by their ordinals are as many cycles."""

import pytest

from builder.materials.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "cycles"),
    [
        ("It falls by 0.8 wt.% at the 40^th cycle.", [40]),
        ("Tests followed the 10th, 50th and 500th hydrogen cycles.", [10, 50, 500]),
        ("It is stable until the 1st charge–discharge cycle.", [1]),
        ("It lasts for 500 cycles.", [500]),
        ("The 40th of its samples was put into a cycle.", []),
    ],
)
def test_ordinals_of_cycles_are_amounts_of_cycles(text, cycles):
    found = [one for one in find_quantities(text) if one.dimension == "cycles"]
    assert [one.low for one in found] == cycles
    assert {one.unit for one in found} <= {"cycle"}
    assert all(text[one.start : one.end] == one.text for one in found)
