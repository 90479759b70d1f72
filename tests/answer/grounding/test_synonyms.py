"""Another word of the same meaning says what a claim says; one of the opposite does not."""

import pytest

from answer.grounding.check import NOT_FOUND, SUPPORTED, Source, check_answer
from answer.grounding.synonyms import said_in
from retrieval.lexical import stem


@pytest.mark.parametrize(
    ("word", "there"),
    [("dominant", "mainly"), ("impedes", "hinder"), ("rises", "increased"), ("made", "made")],
)
def test_the_same_is_said(word: str, there: str) -> None:
    assert said_in([stem(word)], frozenset({stem(there)}))


@pytest.mark.parametrize(
    ("word", "there"), [("rises", "decreased"), ("harder", "softer"), ("promotes", "suppressed")]
)
def test_the_opposite_is_not(word: str, there: str) -> None:
    assert not said_in([stem(word)], frozenset({stem(there)}))


def test_a_claim_may_use_other_words_than_its_source() -> None:
    source = Source("", "The grids impede dislocation motion and dominate the strength.")
    assert check_answer("The grids mainly hinder dislocations.", [source]).verdict == SUPPORTED
    assert check_answer("The grids cheaply cool dislocations.", [source]).verdict == NOT_FOUND


def test_a_source_need_not_hold_words_that_say_little() -> None:
    source = Source("", "The grids impede dislocation motion.")
    assert check_answer("It makes quite many grids.", [source]).verdict == SUPPORTED
