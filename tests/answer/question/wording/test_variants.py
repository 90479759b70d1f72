"""A substance by formula or name, a word in British or American spelling."""

import pytest
from stated_papers import StatedPapers

from answer.answer_question import answer_or_find
from answer.question.intent import ALL_YEARS, Years
from answer.question.wording.variants import find_substances, variants, with_other_names
from retrieval.hybrid import Hit
from retrieval.lexical import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FeCl3", "ferric chloride"),
        ("H2SO4", "sulphuric acid"),
        ("sulfuric acid", "sulphuric acid"),
        ("alumina", "Al2O3"),
        ("germanium", "Ge"),
        ("TiN", "titanium nitride"),
        ("hafnium carbide", "HfC"),
        ("AlN", "aluminum nitride"),
        ("aluminium", "aluminum"),
        ("behaviour", "behavior"),
        ("homogenised", "homogenized"),
        ("oxidis", "oxid"),
        ("sulphur", "sulfur"),
        ("beta", "β"),
    ],
)
def test_variants_go_both_ways(one: str, other: str) -> None:
    assert other in variants(one)
    assert one in variants(other)


@pytest.mark.parametrize(
    "word", ["steel", "four", "hour", "phase", "", "nitride", "Cr7C3", "Ni3Al"]
)
def test_other_words_have_no_variants(word: str) -> None:
    assert variants(word) == {word}


def test_substances_are_found_by_formula_and_by_name() -> None:
    text = "Corroded in ferric chloride and H2SO4; coated with Alumina, not with Co or NaClO."
    assert [one.formula for one in find_substances(text)] == ["FeCl3", "H2SO4", "Al2O3"]
    assert all(text[one.start : one.end] == one.text for one in find_substances(text))


def test_the_stem_of_isation_has_that_of_ization() -> None:
    assert stem("recrystallization") in variants(stem("recrystallisation"))


@pytest.mark.parametrize(
    ("asked", "text", "among"),
    [
        ("niobium nitrides", "with NbN", True),
        ("NbN", "with niobium nitride", True),
        ("chromium carbide", "with Cr7C3", True),
        ("titanium boride", "with TiB2", True),
        ("molybdenum disulphide", "with MoS2", True),
        ("Al oxide", "with alumina", True),
        ("titanium oxide", "with Ti5O9", True),
        ("Cr7C3", "with chromium carbide", False),
        ("Cr7C3", "with Cr23C6", False),
        ("silicon carbide", "with TiC and Si", False),
        ("boron carbide", "with CO and Co3O4", False),
    ],
)
def test_binary_compounds_are_named_by_the_grammar_of_their_formulas(
    asked: str, text: str, among: bool
) -> None:
    (named,) = find_substances(asked)
    assert named.is_among(find_substances(text)) is among


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("wear with tungsten carbide", "wear with tungsten carbide wc"),
        ("ODS with Y2O3", "ODS with Y2O3 yttria"),
        ("CoCrNi with TiN", "CoCrNi with TiN"),
        ("corrosion in brine (NaCl)", "corrosion in brine (NaCl)"),
    ],
)
def test_papers_are_searched_by_formulas_of_what_is_named(asked: str, searched: str) -> None:
    assert with_other_names(asked) == searched
    assert _searched(f"Why is {asked} strong?") == with_other_names(f"Why is {asked} strong?")


def test_papers_are_searched_by_a_formula_that_was_read_as_its_elements() -> None:
    assert _searched("Why does CuTi addition help?") == "Why does Cu and Ti addition help? CuTi"


def _searched(question: str) -> str:
    """Return what papers are searched for where a question is asked."""

    class Papers(StatedPapers):
        def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
            found.append(question)
            return []

    found: list[str] = []
    answer_or_find(question, Papers(), 5)
    return found[0]
