"""Plain text for the reader of formulas: the same length, one character for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials.formulas.markup import plain_characters, plain_formulas


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi"),
        ("Alₓ", "Alx"),
        ("Fe₅₀₋ₓMnₓ", "Fe50-xMnx"),
        ("Fe–30Mn", "Fe-30Mn"),
        ("CoCrFeNi\u00a0alloy", "CoCrFeNi alloy"),
    ],
)
def test_subscripts_dashes_and_spaces_become_plain(text: str, plain: str) -> None:
    assert plain_characters(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Al$_{0.3}$CoCr", "Al\0\0\x000.3\0\0CoCr"),
        ("Al<sub>2</sub>O", "Al\0\0\0\0\x002\0\0\0\0\0\0O"),
        ("$\\mathrm{CoCrFeNi}$", "\0" * 9 + "CoCrFeNi\0\0"),
        ("a_b", "a_b"),
    ],
)
def test_markup_is_blanked(text: str, plain: str) -> None:
    assert plain_formulas(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cocrfemnni", "CoCrFeMnNi"),
        ("al0.3cocrfeni", "Al0.3CoCrFeNi"),
        ("nb-mo-ta-w alloys", "Nb-Mo-Ta-W alloys"),
        ("cocr", "cocr"),  # too short to be told from a word
        ("cotinicoti", "cotinicoti"),  # an element twice
        ("condition", "condition"),
    ],
)
def test_formulas_in_lower_case_get_their_capitals(text: str, plain: str) -> None:
    assert plain_formulas(text) == plain


@given(st.text(alphabet="CoAl$_{}\\mathrm<sub>/0.3x₀– ci", max_size=40))
def test_the_length_never_changes(text: str) -> None:
    assert len(plain_formulas(text)) == len(text)
