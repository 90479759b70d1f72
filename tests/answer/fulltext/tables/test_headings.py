"""Symbols and units of headings are understood."""

import pytest

from answer.fulltext.tables.headings import meaning_of


@pytest.mark.parametrize(
    ("heading", "words", "unit"),
    [
        ("ΔHabs/kJ mol−1", {"enthalpi", "absorpt"}, "kJ/mol"),
        ("Tnip (K)", {"nip", "temperatur"}, "K"),
        ("Peq a) (bar) / 225 °C", {"equilibrium", "pressur"}, "bar"),
        ("a/Å", {"lattic", "paramet"}, "Å"),
    ],
)
def test_a_symbol_is_found_by_words(heading, words, unit):
    meaning = meaning_of(heading)
    assert words <= meaning.words
    assert meaning.unit.name == unit


@pytest.mark.parametrize("heading", ["Alloy", "as-cast", "Sample"])
def test_words_are_no_symbols(heading):
    assert not meaning_of(heading).words
