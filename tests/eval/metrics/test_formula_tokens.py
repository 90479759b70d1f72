"""Formulas are found by their grammar, and kept only letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import cpu_seconds

from eval.metrics.formula_tokens import formula_tokens, formulas_kept


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The Al0.3CoCrFeNi alloy, (CoCrNi) and Mg2Ni.", ["Al0.3CoCrFeNi", "CoCrNi", "Mg2Ni"]),
        ("BaFe₂(As₁₋ₓPₓ)₂ and Fe–36Ni", ["BaFe2(As1-xPx)2", "Fe-36Ni"]),
        ("Ti-6Al-4V, (Ti0.5Zr0.5)1Mn2; [CoCrNi]94Al3Ti3", [
            "Ti-6Al-4V", "(Ti0.5Zr0.5)1Mn2", "[CoCrNi]94Al3Ti3",
        ]),
        ("CoCrFeNi-based and CoCrFeNi-Based (AlxCoCrFeNi)", ["CoCrFeNi"] * 2 + ["AlxCoCrFeNi"]),
        ("Mg2Ni/TiH1.5 in H2O, P2O5", ["Mg2Ni/TiH1.5", "H2O", "P2O5"]),
        ("NiTi, Ni, M23C6, 1050 MPa, 10-3/s, W/m2K, HCP, SUS304, IN718, SH-SY5Y, Six, Dy-Y", []),
        ("AB5-type (Ce, La)(Ni, Al, Mn)5 and Mg2 Ni", []),
    ],
)  # fmt: skip
def test_a_formula_has_two_elements_with_an_amount_or_three(text: str, formulas: list[str]) -> None:
    assert formula_tokens(text) == formulas


def test_a_formula_written_twice_must_be_read_twice() -> None:
    assert formulas_kept("Mg2Ni and Mg2Ni", "Mg2Ni and Mg2 Ni") == [
        ("Mg2Ni", True),
        ("Mg2Ni", False),
    ]


_ELEMENTS = st.sampled_from(["Al", "Co", "Cr", "Fe", "Ni", "Ti", "Nb", "V", "Dy", "W"])
_AMOUNTS = st.sampled_from(["", "2", "0.5", "x", "1-x", "12.5"])
_FORMULAS = st.lists(
    st.tuples(_ELEMENTS, _AMOUNTS), min_size=3, max_size=7, unique_by=lambda p: p[0]
)


@given(_FORMULAS, st.sampled_from([" {} ", "({})", "the {}-based alloy", "{}, {}.", "“{}”;"]))
def test_any_formula_is_found_whatever_stands_around_it(
    parts: list[tuple[str, str]], around: str
) -> None:
    formula = "".join(element + amount for element, amount in parts).rstrip("-")
    assert set(formula_tokens(around.format(formula, formula))) == {formula}


@pytest.mark.parametrize(
    "hostile", ["Co" * 50_000, "(" * 100_000, "Co1.5-" * 20_000, "1-" * 90 + "q "]
)
def test_hostile_text_takes_no_long_time(hostile: str) -> None:
    assert cpu_seconds(lambda: formula_tokens(hostile * 3), 1) <= 1
