"""A formula that is not whole is none, and neither is a label."""

import pytest

from builder.materials.alloys import find_alloys


@pytest.mark.parametrize(
    "text",
    [
        "Al0?5CoCrFeNi",
        "Al0\ufffd5CoCrFeNi",
        "AlCoCrFeNi2'1",
        "Al05CoCrFeNi",  # the point is lost
        "BaFe2(As1xPx)2",  # the minus is lost
        "CoCr(Fe?Ni)0.5(AlTi)0.2",
        "AlCo(Fe\x02Ni)2Ti3",
        "HSi6, HMo0 and NCo2",
        "(CuTi)0.2",  # what is added, without the base
        "X (Nb, Ta, Zr, and Hf)",  # a choice
    ],
)
def test_no_alloy_is_better_than_another_one(text: str) -> None:
    assert find_alloys(f"the {text} alloy") == ()


@pytest.mark.parametrize(
    "text",
    [
        "BaFe2(As1−xPx)2",
        "CoCrFeNi(110)",
        "“CoCrFeNi”",
        "3.5%NaCl",
        "α-Al2O3(0001)",
        "CoCrFeNi: hard",
        "CoCrFeNi's",
        "CoCrFeNi*",
    ],
)
def test_what_stands_beside_a_formula_does_not_hide_it(text: str) -> None:
    [alloy] = find_alloys(f"of {text}.")
    assert len(alloy.elements) > 1
    assert alloy.text in text


def test_chinese_puts_no_blank_beside_a_formula() -> None:
    [alloy] = find_alloys("激光熔化沉积AlxCoCrFeNi高熵合金")
    assert alloy.text == "AlxCoCrFeNi"


def test_a_compound_keeps_its_whole_text() -> None:
    [alloy] = find_alloys("superconductivity in BaFe2(As1−xPx)2 crystals")
    assert alloy.text == "BaFe2(As1−xPx)2"
