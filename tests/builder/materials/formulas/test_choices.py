"""A letter of a formula stands for the elements, or the shares, that the text lists behind it."""

import pytest

from builder.materials.alloy_labels import find_labels, label_mentions
from builder.materials.formulas.choices import find_choices, share_behind
from builder.materials.measurements.paper_facts import read_paper


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("VNbTaX (X = Al, Ti) coatings", ["VNbTaAl", "VNbTaTi"]),
        ("VNbTa-x (x = Cu, Al, and Sn) alloys", ["VNbTa-Cu", "VNbTa-Al", "VNbTa-Sn"]),
        ("VNbTaM0.4 alloys (M: Zr or Hf)", ["VNbTaZr0.4", "VNbTaHf0.4"]),
        ("XVNbTa (where X = Al/Ti)", ["AlVNbTa", "TiVNbTa"]),
        ("(VNbTa)94X6 alloys, where X is Al or Ti,", ["(VNbTa)94Al6", "(VNbTa)94Ti6"]),
        ("The effect of 5 at% Al or Ti on (VNbTa)95X5 was seen", ["(VNbTa)95Al5", "(VNbTa)95Ti5"]),
        ("The effect of Al and Ti on steel. VNbTaX was seen", []),
        ("VNbTax (x = 0.1, 0.2)", []),
        ("VNbTaMx (M = Zr, Nb)", []),
        ("VNbTaX (X = Al)", []),
        ("VNbTaX (X = Al, TiC)", []),
    ],
)
def test_a_letter_stands_for_elements(text: str, formulas: list[str]) -> None:
    found = [one.formula(element) for one in find_choices(text) for element in one.elements]
    assert found == formulas


PAPER = "VNbTaX (X = Al, Ti) alloys were cast. "


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The alloy with X = Ti is hard.", ["VNbTaTi"]),
        ("The Al-containing alloy and the Ti alloy are hard.", ["VNbTaAl", "VNbTaTi"]),
        ("The Al-HEA is hard.", ["VNbTaAl"]),
        ("The alloys with X = Ti, Al are hard.", []),
        ("An Al alloy is soft, the Cr-containing alloy is hard.", []),
    ],
)
def test_members_go_by_their_elements(text: str, named: list[str]) -> None:
    found = label_mentions(text, find_labels(PAPER + text))
    assert sorted(one.text for one in found) == sorted(named)


def test_values_are_bound_to_the_members() -> None:
    text = (
        "VNbTa-M (M = Al, Ti) alloys were cast. The hardness of the two alloys is 300 and 400 HV,"
        " respectively. The Ti-containing alloy has a yield strength of 900 MPa."
    )
    values = [value for placed in read_paper("", text) for value in placed.facts.values]
    assert [[one.text for one in value.alloys] for value in values] == [
        ["VNbTa-Al"],
        ["VNbTa-Ti"],
        ["VNbTa-Ti"],
    ]


@pytest.mark.parametrize(
    ("series", "named"),
    [
        ("VNbTa-x TiC (x = 0, 5 wt.%)", "VNbTa + 5 wt% TiC"),
        ("VNbTa with x vol.% TiC (x = 0, 5)", "VNbTa + 5 vol% TiC"),
        ("VNbTaTix (x = 0, 5 wt.%)", "VNbTaTix"),
    ],
)
def test_a_letter_stands_for_a_share(series: str, named: str) -> None:
    text = f"{series} was made. The hardness is 200 HV at x = 0 and 300 HV at x = 5."
    *_, value = [value for placed in read_paper("", text) for value in placed.facts.values]
    assert (value.alloys[0].text if value.alloys else value.sample) == named


def test_a_long_text_is_read_at_once() -> None:
    assert not find_choices("VNbTa" * 20_000 + "X (X = " + "Al, " * 20_000)
    assert not share_behind("VNbTa-x TiC (x = " + "0, 5 " * 20_000, 5)
