import pytest
from small_library import quiet

from builder.library.catalog import listing
from eval.gold.questions import Question
from eval.metrics.retrieval import (
    RANKERS,
    REWRITTEN,
    id_precision,
    relevant_lines,
    run_lines,
    score_retrieval,
    score_run,
)
from retrieval.hybrid import Searcher

RUN = {"one": ["a", "b", "c"], "two": ["x", "y", "a", "b"], "three": []}
RELEVANT = {"one": frozenset("a"), "two": frozenset("ab"), "three": frozenset("a")}


def test_measures_are_those_of_the_ranks() -> None:
    found = score_run(RUN, RELEVANT)
    assert found["recall@1"] == {"one": 1, "two": 0, "three": 0}
    assert found["recall@3"] == {"one": 1, "two": 0.5, "three": 0}
    assert found["recall@5"] == {"one": 1, "two": 1, "three": 0}
    assert found["mrr"] == {"one": 1, "two": pytest.approx(1 / 3), "three": 0}
    # DCG 1/log2(4) + 1/log2(5) of the ideal 1 + 1/log2(3).
    assert found["ndcg@10"]["two"] == pytest.approx((0.5 + 0.430677) / (1 + 0.630930), abs=1e-5)
    assert found["precision@5"] == {"one": pytest.approx(1 / 3), "two": 0.5, "three": None}


def test_precision_counts_each_paper_once() -> None:
    assert id_precision(["a", "a", "b"], frozenset("a")) == 0.5
    assert id_precision([], frozenset("a")) is None


def test_a_run_is_what_trec_tools_read() -> None:
    lines = list(run_lines({"one": ["a", "b"]}, "words"))
    assert lines == ["one Q0 a 1 10 words\n", "one Q0 b 2 9 words\n"]
    assert list(relevant_lines({"one": frozenset("ba")})) == ["one 0 a 1\n", "one 0 b 1\n"]


def test_every_ranker_is_scored_by_kind(searcher: Searcher) -> None:
    questions = [
        Question(
            "q1", "How strong is NbMoTaW at 1600 °C?", "numeric", frozenset({"senkov"}), None, (),
            rewritten=True,
        ),
        Question("q2", "Which phase has Al0.9CoCrFeNi?", "phase", frozenset({"aluminium"}), None),
        Question("q3", "How hard is it?", "numeric", frozenset({"elsewhere"}), None),
        Question("q4", "Who won?", "off_topic", frozenset(), None),
    ]  # fmt: skip
    found = score_retrieval(searcher, questions, listing(searcher.db), quiet)
    assert found.scores.keys() == found.runs.keys() == RANKERS.keys()
    fused = found.scores["fused"]["recall@1"]
    assert (fused.value, fused.n, fused.unscored) == (1.0, 2, 1)
    assert found.kinds["fused"].keys() == {"numeric", "phase", REWRITTEN}
    assert found.kinds["fused"][REWRITTEN]["mrr"].n == 1
    senkov = next(one.id for one in listing(searcher.db) if one.paper.key == "senkov")
    assert found.runs["fused"]["q1"][0] == senkov
    assert found.relevant["q1"] == {senkov}
