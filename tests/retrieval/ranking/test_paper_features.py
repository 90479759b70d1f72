"""A paper fits a question by the words it has in any form, its numbers, and the rankers' scores."""

from pathlib import Path

import pytest
from fakes import WordEmbedder
from small_library import built, write_records

from retrieval.hybrid import CANDIDATES, Searcher
from retrieval.ranking.linear_model import LinearModel, read_model
from retrieval.ranking.paper_features import paper_features, wanted_terms
from retrieval.vector_index import open_index

COATING = {
    "id": "coating",
    "title": "Oxidation of sprayed NbMoTaW",
    "abstract": "NbMoTaW was made by spark plasma sintering. It oxidises at 1100 °C within 24 h.",
}
TWIN = {
    "id": "twin",
    "title": "Oxidation of sprayed NbMoTaW in steam",
    "abstract": "NbMoTaW was cast. Its hardness at 900 °C is low.",
}


@pytest.fixture
def pair(tmp_path: Path, corpus: Path) -> Searcher:
    write_records(corpus / "r.jsonl", COATING, TWIN)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    return Searcher(db, open_index(tmp_path / "index"), embedder)


def features(searcher: Searcher, question: str) -> dict[str, dict[str, float]]:
    return {
        str(hit.listed.paper.key): found for hit, found in searcher.candidates(question, CANDIDATES)
    }


@pytest.mark.parametrize("word", ["SPS", "spark plasma sintered", "spark plasma sintering"])
def test_a_term_is_held_in_any_form(pair: Searcher, word: str) -> None:
    found = features(pair, f"Was NbMoTaW made by {word}?")
    assert found["coating"]["terms"] == 1.0
    assert found["twin"]["terms"] < 1.0


@pytest.mark.parametrize("word", ["oxidized", "oxidation", "oxidises", "oxid"])
def test_words_of_one_beginning_are_one_word(pair: Searcher, word: str) -> None:
    assert features(pair, f"{word} NbMoTaW")["twin"]["terms"] == 1.0


def test_words_that_only_begin_alike_are_two(pair: Searcher) -> None:
    assert features(pair, "harsh NbMoTaW")["twin"]["terms"] < 1.0


def test_the_numbers_of_a_question_are_looked_for(pair: Searcher) -> None:
    found = features(pair, "How does NbMoTaW behave at 1100 °C after 24 h?")
    assert found["coating"]["numbers"] == 1.0
    assert found["twin"]["numbers"] == 0.0
    assert features(pair, "How does NbMoTaW behave?")["coating"]["numbers"] == 0.0


def test_a_paper_has_the_score_of_its_best_passage(pair: Searcher) -> None:
    db = pair.db
    rows = db.execute("SELECT passage, paper FROM passages").fetchall()
    ranks = {row["passage"]: 0.1 + n for n, row in enumerate(rows)}
    papers = [row["paper"] for row in rows]
    [first, *_] = paper_features(db, "NbMoTaW", papers, {"dense": ranks}, {})
    assert first["dense"] == pytest.approx(0.1)
    assert first["bm25"] == 0.0


def test_the_order_is_that_of_the_fitted_weights(pair: Searcher) -> None:
    question = "Does NbMoTaW oxidise at 1100 °C?"
    hits = pair.search(question, 2)
    assert [hit.listed.paper.key for hit in hits] == ["coating", "twin"]
    assert [hit.rank for hit in hits] == [1, 2]
    assert hits[0].score > hits[1].score


def test_a_term_said_twice_is_wanted_once() -> None:
    assert len(wanted_terms("SPS or spark plasma sintering?")) == 1


def test_a_question_without_words_wants_nothing() -> None:
    assert wanted_terms("?") == ()


def test_a_feature_without_a_weight_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text('{"weights": {"words": 2.0}}', "utf-8")
    assert read_model(file) == LinearModel({"words": 2.0})
    assert read_model(file).score({"words": 1.5, "other": 9.0}) == 3.0
