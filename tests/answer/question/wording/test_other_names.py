"""A paper may hold a word of the question under another name."""

import pytest

from answer.question.wording.other_names import held_otherwise


@pytest.mark.parametrize(
    ("asked", "text", "held"),
    [
        ("bicarbonate in the solution", "HCO3− promotes pits.", "bicarbon"),
        ("chloride attack", "in 3.5 wt% NaCl", "chlorid"),
        ("carbon nanotubes", "With 1 % CNTs it is stiffer.", "nanotub"),
        ("withdrawal rate", "With the solidification rate it rises.", "withdraw"),
        ("printed parts", "made by selective laser melting", "print"),
        ("does it corrode", "Corrosion was slow.", "corrod"),
        ("killed bacteria", "E. coli did not survive.", "bacteria"),
        ("salt water", "in NaCl solution", "salt"),
        ("ammonium chloride", "in NH4Cl", "ammonium"),
        ("laser powder bed fusion", "LPBF parts", "fusion"),
        ("soaking in NaCl", "after immersion for 10 h", "soak"),
        ("does Ti boost the hardness", "Ti enhances the hardness", "boost"),
        ("cavitation erosion", "the cavitation resistance", "eros"),
    ],
)
def test_other_names_hold_a_word(asked: str, text: str, held: str) -> None:
    assert held in held_otherwise(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("NaCl solution", "FeCl3 attacked it."),
        ("carbonate ions", "HCO3− promotes pits."),
        ("selective laser melting", "It was printed by an ink."),
        ("carbon content", "With CNTs it is stiffer."),
    ],
)
def test_a_kind_is_not_held_by_another(asked: str, text: str) -> None:
    assert not held_otherwise(asked, text)
