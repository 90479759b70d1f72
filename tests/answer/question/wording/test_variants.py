"""A substance by formula or name, a word in British or American spelling."""

import pytest

from answer.question.wording.variants import find_substances, variants
from retrieval.lexical import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FeCl3", "ferric chloride"),
        ("H2SO4", "sulphuric acid"),
        ("sulfuric acid", "sulphuric acid"),
        ("alumina", "Al2O3"),
        ("germanium", "Ge"),
        ("aluminium", "aluminum"),
        ("behaviour", "behavior"),
        ("homogenised", "homogenized"),
        ("oxidis", "oxid"),
        ("sulphur", "sulfur"),
    ],
)
def test_variants_go_both_ways(one: str, other: str) -> None:
    assert other in variants(one)
    assert one in variants(other)


@pytest.mark.parametrize("word", ["steel", "four", "hour", "phase", ""])
def test_other_words_have_no_variants(word: str) -> None:
    assert variants(word) == {word}


def test_substances_are_found_by_formula_and_by_name() -> None:
    text = "Corroded in ferric chloride and H2SO4; coated with Alumina, not with Co or NaClO."
    assert [one.formula for one in find_substances(text)] == ["FeCl3", "H2SO4", "Al2O3"]
    assert all(text[one.start : one.end] == one.text for one in find_substances(text))


def test_the_stem_of_isation_has_that_of_ization() -> None:
    assert stem("recrystallization") in variants(stem("recrystallisation"))
