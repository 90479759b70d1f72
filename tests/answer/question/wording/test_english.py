"""English words are told from misspelled ones by their base."""

import pytest

from answer.question.wording.english import is_english

FIELD = frozenset({"ductile", "dense", "alloy", "anneal", "hardness"})


@pytest.mark.parametrize(
    "word",
    "tougher toughest ductilest densest springier springiest stretchy bendable thinner thinnest"
    " swells shatters brittleness stiffest annealed annealing alloys rustier summarize"
    " summarised characterizing".split(),
)
def test_inflected_words_are_english(word: str) -> None:
    assert is_english(word, FIELD)


@pytest.mark.parametrize(
    "word", "strenght yeild hardnes aloy anealing coatting toughnes corosion temprature".split()
)
def test_misspelled_words_are_not(word: str) -> None:
    assert not is_english(word, FIELD)
