"""The table of elements against values that stand in any textbook."""

import re

import pytest

from builder.materials.formulas.elements import (
    ATOMIC_WEIGHT,
    GASES,
    NAMES,
    NONMETALS,
    NUMBER,
    SYMBOL,
    any_symbol,
)


def test_the_lightest_and_the_heaviest_element_have_their_weights() -> None:
    assert ATOMIC_WEIGHT["H"] == 1.008
    assert ATOMIC_WEIGHT["U"] == 238.029


@pytest.mark.parametrize(
    ("symbol", "weight"),
    [("Al", 26.98), ("Co", 58.93), ("Cr", 52.00), ("Fe", 55.85), ("Mn", 54.94), ("Ni", 58.69),
     ("Hf", 178.5), ("Nb", 92.91), ("Ta", 180.9), ("Ti", 47.87), ("W", 183.8), ("Zr", 91.22)],
)  # fmt: skip
def test_weights_of_the_common_alloying_elements(symbol: str, weight: float) -> None:
    assert ATOMIC_WEIGHT[symbol] == pytest.approx(weight, rel=3e-4)


@pytest.mark.parametrize(
    ("name", "symbol"),
    [("aluminium", "Al"), ("aluminum", "Al"), ("sulphur", "S"), ("wolfram", "W"), ("argon", "Ar")],
)
def test_names_of_both_spellings(name: str, symbol: str) -> None:
    assert NAMES[name] == symbol


def test_words_and_gases_are_no_alloying_elements() -> None:
    assert not {"No", "At", "Am", "I", *GASES} & {*ATOMIC_WEIGHT}
    assert "lead" not in NAMES
    assert {*ATOMIC_WEIGHT} > NONMETALS


@pytest.mark.parametrize("symbol", [*ATOMIC_WEIGHT])
def test_every_symbol_is_read_whole(symbol: str) -> None:
    found = re.match(SYMBOL, f"{symbol}0.5")
    assert found and found.group() == symbol


def test_a_pattern_of_symbols_takes_the_longer_first() -> None:
    pattern = any_symbol(["C", "Co", "Cr", "Al"])
    assert re.findall(pattern, "CoCCrAl") == ["Co", "C", "Cr", "Al"]
    assert not re.fullmatch(pattern, "A")


@pytest.mark.parametrize(
    ("text", "number"), [("0.3x", "0.3"), (".5", ".5"), ("20Cr", "20"), ("1.x", "1"), ("x", None)]
)
def test_a_number_of_a_formula(text: str, number: str | None) -> None:
    found = re.match(NUMBER, text)
    assert (found and found.group()) == number
