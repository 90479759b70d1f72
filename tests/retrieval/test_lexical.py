"""Words of a question meet words of a passage in their stems, alloys in their elements."""

import pytest

from builder.materials.alloys import find_alloys
from retrieval import lexical
from retrieval.hybrid import Searcher
from retrieval.lexical import (
    elements_term,
    has_word,
    index_terms,
    search_words,
    stem,
    terms,
    word_set,
)


@pytest.mark.parametrize(
    "question",
    ['"', "a.b.c", "NEAR(x)", "* OR *", "what is the?", "naïve Σ3 γ′", "-", "(", "x" * 5000, "\0"],
)
def test_no_question_breaks_the_word_search(searcher: Searcher, question: str) -> None:
    assert isinstance(search_words(searcher.db, question, 5), list)
    searcher.search(question, 3)


def test_a_word_of_the_corpus_is_known_in_any_inflection(searcher: Searcher) -> None:
    assert has_word(searcher.db, "strengths")
    assert not has_word(searcher.db, "strenght")
    assert not has_word(searcher.db, 'a" OR "b')


def test_an_alloy_adds_a_word_for_its_elements() -> None:
    assert "elementscocrfemnni" in terms("FeCoNiCrMn")
    assert terms("What is the of it?") == []


@pytest.mark.parametrize(
    "family",
    [
        ("toughness", "toughened", "tough"),
        ("strengthening", "strength", "stronger"),
        ("hardness", "hardening", "hard"),
        ("embrittlement", "brittle"),
        ("aluminium", "aluminum", "al"),
        ("annealed", "annealing"),
    ],
)
def test_words_of_one_family_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_a_nitride_is_no_tin() -> None:
    assert stem("tin") == "tin"
    assert stem("copper") == "cu"


@pytest.mark.parametrize(
    ("one", "other"),
    [("FeCoNiCrMn", "the Cantor alloy"), ("Al0.3CoCrFeNi", "CoCrFeNiAl2"), ("NbMoTaW", "WTaMoNb")],
)
def test_alloys_of_the_same_elements_share_a_word(one: str, other: str) -> None:
    [first], [second] = find_alloys(one), find_alloys(other)
    assert elements_term(first) == elements_term(second)


def test_the_index_holds_the_terms_of_a_text_without_stop_words() -> None:
    text = "The hardness of NbMoTaW is 4.5 GPa."
    assert index_terms(text) == "hard nbmotaw 4.5 gpa elementsmonbtaw"
    assert word_set(text) == set(terms(text))


def test_rarer_words_rank_a_passage_higher(searcher: Searcher) -> None:
    [(first, best), *rest] = search_words(searcher.db, "nanotwins of the alloy", 3)
    row = searcher.db.execute(
        "SELECT key FROM passages JOIN papers USING (paper) WHERE passage = ?", (first,)
    ).fetchone()
    assert row["key"] == "cantor"
    assert all(score < best for _, score in rest)


def test_a_large_corpus_is_asked_for_its_rarer_words(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search_words(searcher.db, "toughness of the alloy with nanotwins", 5)
    assert len(whole) > 1
    monkeypatch.setattr(lexical, "_LARGE", 2)
    monkeypatch.setattr(lexical, "_MOST_SCORED", 1)
    [(best, _)] = search_words(searcher.db, "toughness of the alloy with nanotwins", 5)
    assert best == whole[0][0]
    assert search_words(searcher.db, "zirconia", 5) == []
