"""The values of a variable: those named, and none of a range."""

import pytest

from builder.materials.formulas.members import read_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (" (x = 0, 0.3 and 1)", (0, 0.3, 1)),
        ("(x=5,10,15)", (5, 10, 15)),
        (" (x=0,0.3,1)", (0, 0.3, 1)),
        (" with x = 0.1; 0.2; 0.3", (0.1, 0.2, 0.3)),
        (" where x is 0.1 or 0.2", (0.1, 0.2)),
        (" (x: 0, 1)", (0, 1)),
        (" alloys with x equal to 0.5", (0.5,)),
        # A comma without a blank is a decimal mark only where it cannot be one of the list.
        (" (x = 0, 0,3 and 1)", (0, 0.3, 1)),
        (" (x = 0,3 and 0,5)", (0.3, 0.5)),
        (" (x = 0,2; 0,4)", (0.2, 0.4)),
        (" (x = 1,2 and 3)", (1, 2, 3)),
        (" (x = 0,3)", ()),
        (" (x = 0.2, 0.2, 0.4)", (0.2, 0.4)),
    ],
)
def test_named_values(text: str, values: tuple[float, ...]) -> None:
    assert read_values(text, 0).values == values


@pytest.mark.parametrize(
    "text",
    [
        " (x = 0-1)",
        " (x = 0 to 1)",
        " (0 ≤ x ≤ 1)",
        " with x ranging from 0 to 1 in steps of 0.2",
        ", where x varies between 0.1 and 0.5",
        " between x = 0.1 and 0.5",
        " from x = 0.1",
        " (x = 0, 1 in steps of 0.2)",
        " was cast. At x = 0.3",
        " (x = 0, 1/12 and 1/8)",
    ],
)
def test_a_range_has_no_members(text: str) -> None:
    assert read_values(text, 0).values == ()


def test_what_tells_per_cents_behind_the_values_is_kept() -> None:
    assert read_values(" (x = 1, 3 wt.%)", 0).share == "wt.%"
