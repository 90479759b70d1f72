"""The direction a sentence claims for a property, and where it claims none."""

import pytest

from answer.collected.claim_direction import claimed_direction


@pytest.mark.parametrize(
    ("text", "name", "claimed"),
    [
        ("Al improves the corrosion resistance of the alloy.", "corrosion resistance", "more"),
        (
            "The corrosion rate decreases with increasing Al content.",
            "corrosion resistance",
            "more",
        ),
        ("Nb raises the wear rate.", "wear resistance", "less"),
        ("The hardness drops as the Cu content increases.", "hardness", "less"),
        ("Mn did not change the hardness.", "hardness", "same"),
        ("The hardness increases, but the ductility decreases.", "hardness", "more"),
        ("The hardness first increases and then decreases.", "hardness", ""),
        ("The strength increases.", "hardness", ""),
        ("The hardness is not improved by Cu.", "hardness", ""),
    ],
)
def test_a_claim_has_the_direction_of_its_property(text, name, claimed):
    assert claimed_direction(text, name) == claimed


def test_long_texts_without_an_end_are_read_in_time():
    assert claimed_direction("hardness " * 12_000, "hardness") == ""
