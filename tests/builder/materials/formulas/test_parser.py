"""The grammar of formulas: each case is a formula of the literature and what it is made of."""

import pytest

from builder.materials.formulas.markup import plain_formulas
from builder.materials.formulas.parser import (
    Part,
    Parts,
    amounts_of,
    read_amount,
    read_formula,
    symbols_of,
    value_of,
)


def parts_of(written: str) -> Parts:
    plain = plain_formulas(written).text
    parts, end = read_formula(plain, 0)
    assert end == len(plain)
    return parts


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        # One amount an element, 1 where none stands.
        ("CoCrFeMnNi", {"Co": 1, "Cr": 1, "Fe": 1, "Mn": 1, "Ni": 1}),
        ("Al0.3CoCrFeNi", {"Al": 0.3, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Fe40Mn40Co10Cr10", {"Fe": 40, "Mn": 40, "Co": 10, "Cr": 10}),
        ("AlCoCrFeNi2.1", {"Al": 1, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 2.1}),
        ("Al.5CrFe", {"Al": 0.5, "Cr": 1, "Fe": 1}),
        ("Al2O3", {"Al": 2, "O": 3}),
        ("Y2Ti2O7", {"Y": 2, "Ti": 2, "O": 7}),
        # An element that stands twice is counted twice.
        ("CoCrFeNiCo", {"Co": 2, "Cr": 1, "Fe": 1, "Ni": 1}),
        # Subscripts, in Unicode, LaTeX and HTML.
        ("Al₀.₃CoCrFeNi", {"Al": 0.3, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Al$_{0.3}$CoCrFeNi", {"Al": 0.3, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Al_{0.3}CoCr", {"Al": 0.3, "Co": 1, "Cr": 1}),
        ("Al<sub>0.3</sub>CoCr", {"Al": 0.3, "Co": 1, "Cr": 1}),
        # A bracket times its amount …
        ("CoCrFeNi(TiNb)0.5", {"Co": 1, "Cr": 1, "Fe": 1, "Ni": 1, "Ti": 0.5, "Nb": 0.5}),
        ("(CoCr)2FeNi", {"Co": 2, "Cr": 2, "Fe": 1, "Ni": 1}),
        ("((CoCr)2Fe)2Ni", {"Co": 4, "Cr": 4, "Fe": 2, "Ni": 1}),
        ("[CoCr]2FeNi", {"Co": 2, "Cr": 2, "Fe": 1, "Ni": 1}),
        # … or its share of the whole, where all amounts add up to 100 or to 1.
        (
            "(CoCrFeNi)94Ti2Al4",
            {"Co": 23.5, "Cr": 23.5, "Fe": 23.5, "Ni": 23.5, "Ti": 2, "Al": 4},
        ),
        ("(FeCo)0.8Cr0.2", {"Fe": 0.4, "Co": 0.4, "Cr": 0.2}),
        # Elements parted by commas share a place in an unstated ratio.
        ("(Cr,Fe)7C3", {"Cr": None, "Fe": None, "C": 3}),
        # Placeholders leave an amount open, and the balance that hangs on it.
        ("AlxCoCrFeNi", {"Al": None, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Al2xCo", {"Al": None, "Co": 1}),
        ("Fe50-xMnxCo50", {"Fe": None, "Mn": None, "Co": 50}),
        ("(CoCrFeNi)100-xAlx", dict.fromkeys(("Co", "Cr", "Fe", "Ni", "Al"))),
        # A range is as open.
        ("NbHf0.1-0.42", {"Nb": 1, "Hf": None}),
    ],
)
def test_a_formula_is_its_elements_and_their_amounts(
    written: str, amounts: dict[str, float | None]
) -> None:
    assert amounts_of(parts_of(written), {}) == pytest.approx(amounts)


@pytest.mark.parametrize(
    ("written", "values", "amounts"),
    [
        ("AlxCoCrFeNi", {"x": 0.5}, {"Al": 0.5, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Fe50-xMnxCo50", {"x": 20.0}, {"Fe": 30, "Mn": 20, "Co": 50}),
        ("(CoCrFeNi)100-xAlx", {"x": 8.0}, {"Co": 23, "Cr": 23, "Fe": 23, "Ni": 23, "Al": 8}),
        ("Fe60-x-yMnxCoyCr40", {"x": 30.0, "y": 10.0}, {"Fe": 20, "Mn": 30, "Co": 10, "Cr": 40}),
        ("Al(0.5+x)Ni", {"x": 0.25}, {"Al": 0.75, "Ni": 1}),
        ("AlxTiyNi", {"x": 0.2}, {"Al": 0.2, "Ti": None, "Ni": 1}),
    ],
)
def test_a_placeholder_takes_the_values_of_the_text(
    written: str, values: dict[str, float], amounts: dict[str, float | None]
) -> None:
    assert amounts_of(parts_of(written), values) == pytest.approx(amounts)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("CoCrFeNi alloy", "CoCrFeNi"),
        ("CoCrFeNi-based", "CoCrFeNi"),
        ("NiAl(B2) phase", "NiAl"),  # a label, no bracket of the formula
        ("(CoCr", ""),  # never closed
        ("Alloys", ""),
        ("Cox", "Cox"),
        ("steel", ""),
        ("Fe120Co", "Fe"),  # no composition holds more than 100
    ],
)
def test_a_formula_ends_where_it_is_one_no_more(text: str, read: str) -> None:
    _, end = read_formula(text, 0)
    assert text[:end] == read


def test_brackets_are_read_four_deep() -> None:
    deep = "((((CoCr)2Fe)2Ni)2Al)2Ti"
    assert symbols_of(parts_of(deep)) == {"Co", "Cr", "Fe", "Ni", "Al", "Ti"}
    assert read_formula(f"({deep})2V", 0) == ((), 0)


@pytest.mark.parametrize(
    ("text", "amount", "end"),
    [
        ("0.3Co", "0.3", 3),
        ("xCo", "x", 1),
        ("100-xTi", "100-x", 5),
        ("0.1-0.42 Nb", "?", 8),
        ("101Co", "", 0),
        ("Co", "", 0),
        ("xenon", "", 0),
    ],
)
def test_amounts(text: str, amount: str, end: int) -> None:
    assert read_amount(text, 0) == (amount, end)


@pytest.mark.parametrize(
    ("amount", "value"),
    [("", 1), ("2.1", 2.1), ("x", None), ("?", None), ("0.5+x", None), ("100-2", 98)],
)
def test_the_value_of_an_amount(amount: str, value: float | None) -> None:
    assert value_of(amount, {}) == value


def test_an_expression_is_computed_term_by_term() -> None:
    assert value_of("100-2x+y", {"x": 10, "y": 5}) == 85


def test_symbols_of_brackets_are_found() -> None:
    assert symbols_of((Part("Al", "0.3"), Part((Part("Co", ""), Part("Cr", "")), "2"))) == {
        "Al",
        "Co",
        "Cr",
    }
