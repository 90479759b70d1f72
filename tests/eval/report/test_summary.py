"""What the rows of an evaluation amount to, on rows whose truth is known."""

import math
from typing import Any

import pytest
from sample_evaluation import case, made

from eval.report.summary import (
    PERPLEXITY,
    RAGAS,
    answered_questions_of,
    format_score,
    hide_low_coverage,
    scores_of,
    strata_of,
    worst_of,
)
from eval.stats.intervals import Score


def test_a_mean_over_too_few_rows_is_not_given() -> None:
    rows = [
        {"cluster": str(n), "scores": {RAGAS + "faithfulness": 1.0 if n == 0 else None, "f1": 1.0}}
        for n in range(10)
    ]
    score = scores_of(rows)[RAGAS + "faithfulness"]
    assert (score.value, score.n, score.unscored) == (None, 1, 9)
    assert format_score(score) == "not available (1/10 scored)"
    assert format_score(Score(0.5, 0.4, 0.6, 9, 1)) == "0.500 (0.400–0.600)"
    assert hide_low_coverage(Score(0.5, None, None, 9, 1)).value == 0.5
    assert format_score(None) == "–"


def test_the_worst_answers_are_the_furthest_from_the_truth() -> None:
    found = made()
    assert len(found.worst) == 20
    assert found.worst[0].row["scores"]["f1"] == 0.0
    badness = [bad.badness for bad in found.worst]
    assert badness == sorted(badness, reverse=True)


def scored(n: int, paper: str | None = None, **scores: float | None) -> dict[str, Any]:
    return {"id": f"q{n}", "cluster": paper or f"p{n}", "scores": scores, "known_tokens": n + 1}


def test_perplexity_weighs_each_answer_by_its_tokens() -> None:
    # One token of probability 1/2 and two of 1/4 each: the geometric mean of 2, 4 and 4.
    rows = [
        scored(0, surprise=math.log(2)),
        scored(1, surprise=math.log(4)),
        scored(2, surprise=None),
    ]
    found = scores_of(rows)
    assert found.keys() == {PERPLEXITY}
    assert found[PERPLEXITY].value == pytest.approx(32 ** (1 / 3))
    assert (found[PERPLEXITY].n, found[PERPLEXITY].unscored) == (2, 1)


def test_questions_of_one_paper_widen_the_interval() -> None:
    values = [0.0] * 20 + [0.5] * 20 + [1.0] * 20
    alone = scores_of([scored(n, f1=value) for n, value in enumerate(values)])["f1"]
    papers = scores_of([scored(n, f"p{n // 6}", f1=value) for n, value in enumerate(values)])["f1"]
    assert alone.value == papers.value == 0.5
    assert papers.high - papers.low > 2 * (alone.high - alone.low)  # type: ignore[operator]


def test_our_own_measure_keeps_its_mean_however_few_rows_it_applies_to() -> None:
    rows = [scored(n, f1=None if n else 0.5, ragas_recall=None if n else 0.5) for n in range(20)]
    found = scores_of(rows)
    assert (found["f1"].value, found["f1"].unscored) == (0.5, 19)
    assert found["ragas_recall"].value is None


def test_small_groups_of_a_stratum_go_together() -> None:
    def row(n: int, family: str) -> dict[str, Any]:
        strata = {"kind": "numeric", "length": "none", "family": family, "year": "unknown"}
        return scored(n, f1=n % 2) | {"strata": strata}

    families = [f"family {n // 2}" for n in range(16)] + ["rare 1", "rare 2", "rare 3"]
    found = strata_of({"base/rag": [row(n, family) for n, family in enumerate(families)]})
    assert list(found["family"]) == [*(f"family {n}" for n in range(8)), "others"]
    assert found["family"]["others"]["base/rag"].n == 3
    assert found["family"]["family 0"]["base/rag"].value == 0.5
    assert found["kind"]["numeric"]["base/rag"].n == 19


def test_questions_that_quote_a_title_are_scored_apart() -> None:
    def row(n: int, question: str) -> dict[str, Any]:
        strata = {"kind": "phase", "length": "none", "family": "none", "year": "unknown"}
        return scored(n, f1=n % 2) | {"strata": strata, "question": question}

    asked = ["According to “Strength of X”, which phase has it?", "Which phase has CrMnFeCoNi?"]
    found = strata_of({"base/rag": [row(n, asked[n % 2]) for n in range(8)]})
    assert {name: of["base/rag"].value for name, of in found["title"].items()} == {
        "title quoted": 0.0, "no title quoted": 1.0,
    }  # fmt: skip
    assert "title" not in strata_of({"base/rag": [row(n, asked[1]) for n in range(8)]})


def test_an_answer_is_right_if_its_evidence_is_cited_or_not_known() -> None:
    rows = [
        {"confidence": 0.9, "answers": ["200"], "scores": {"evidence_cited": 1.0}},
        {"confidence": 0.8, "answers": ["200"], "scores": {"evidence_cited": 0.0}},
        {"confidence": 0.7, "answers": ["200"], "scores": {}},
        {"confidence": 0.6, "answers": [], "scores": {}},
        {"error": "no answer", "answers": ["200"], "scores": {}},
    ]
    found = answered_questions_of(rows)
    assert [one.wrong for one in found] == [False, True, False, True]


def test_a_question_is_among_the_worst_once_and_where_it_went_worst() -> None:
    def row(n: int, f1: float, confidence: float) -> dict[str, Any]:
        return scored(n, f1=f1) | {"confidence": confidence}

    by_cell = {
        "base/rag": [row(1, 0.0, 0.9), row(2, 0.5, 0.5)],
        "tuned/rag": [row(1, 0.0, 0.2), row(2, 0.0, 0.1)],
    }
    found = worst_of(by_cell, {name: case(name) for name in ("q1", "q2")})
    assert [(bad.cell, bad.row["id"]) for bad in found] == [("base/rag", "q1"), ("tuned/rag", "q2")]
