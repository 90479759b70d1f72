"""Descriptors agree with what can be worked out by hand."""

from math import log

import pytest

from builder.materials.alloys import find_alloys
from builder.materials.descriptors import Descriptor, descriptors


def of(formula: str) -> dict[str, Descriptor]:
    [alloy] = find_alloys(formula)
    return {one.symbol: one for one in descriptors(alloy)}


@pytest.mark.parametrize(
    ("formula", "symbol", "value", "within"),
    [
        ("CrMnFeCoNi", "ΔSmix", 8.314 * log(5), 0.01),
        ("NbMoTaW", "ΔSmix", 8.314 * log(4), 0.01),
        ("CrMnFeCoNi", "VEC", (6 + 7 + 8 + 9 + 10) / 5, 0.001),
        ("HfNbTaTiZr", "VEC", (4 + 5 + 5 + 4 + 4) / 5, 0.001),
        ("Al0.3CoCrFeNi", "VEC", (0.3 * 3 + 9 + 6 + 8 + 10) / 4.3, 0.001),
        ("CrMnFeCoNi", "ΔHmix", -4.16, 0.01),  # Miedema pairs of Takeuchi & Inoue 2005
        ("HfNbTaTiZr", "ΔHmix", 2.72, 0.01),
        ("CrMnFeCoNi", "δ", 3.3, 0.3),  # 3.2 to 3.5 by the table of radii
    ],
)
def test_values(formula: str, symbol: str, value: float, within: float) -> None:
    assert of(formula)[symbol].value == pytest.approx(value, abs=within)


def test_omega_follows_from_the_others() -> None:
    found = {symbol: one.value or 0.0 for symbol, one in of("CrMnFeCoNi").items()}
    assert found["Ω"] == pytest.approx(
        found["Tm"] * found["ΔSmix"] / 1000 / abs(found["ΔHmix"]), rel=1e-3
    )


def test_order_and_notation_are_nothing() -> None:
    assert of("Co20Cr20Fe20Mn20Ni20") == of("Cantor alloy")


def test_open_amounts_give_nothing() -> None:
    assert of("AlxCoCrFeNi") == {}


def test_an_element_that_is_not_in_the_tables_is_said() -> None:
    [alloy] = find_alloys("CoCrFeNiTh")
    for one in descriptors(alloy):
        assert (one.value is None) == bool(one.lacking)


def test_every_descriptor_names_its_source() -> None:
    for one in of("CrMnFeCoNi").values():
        assert one.doi.startswith("10.")
        assert one.after
