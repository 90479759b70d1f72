"""Gains compare cells of one grid, or of two, question by question."""

from typing import Any

import pytest
from sample_evaluation import made

from eval.report.gains import compare_evaluations, format_bounds, gains_of, steps_between
from eval.stats.paired_tests import PairedDifference


def test_what_retrieval_and_tuning_bring_is_told_step_by_step() -> None:
    gains = {(g.step, g.first, g.second) for g in made().gains}
    assert ("retrieval", "base/closed", "base/rag") in gains
    assert ("tuning", "base/rag", "tuned/rag") in gains
    assert ("a perfect search", "extractive/rag", "extractive/oracle") in gains
    for gain in made().gains:
        assert gain.p is not None and gain.difference.p is not None
        assert gain.p >= gain.difference.p


def rows(value: float, count: int = 20, **more: float) -> list[dict[str, Any]]:
    """Rows of as many papers."""
    return [
        {"id": f"q{n}", "cluster": f"p{n}", "scores": {"f1": value, **more}} for n in range(count)
    ]


def test_a_step_needs_both_of_its_cells() -> None:
    assert steps_between(["base/rag"]) == []
    assert steps_between(["base/rag", "tuned/rag"]) == [("tuning", "base/rag", "tuned/rag")]
    names = {step for step, _, _ in steps_between(["extractive/rag", "base/closed", "base/rag"])}
    assert names == {"retrieval", "a model instead of quotes"}


def test_p_values_of_all_gains_are_corrected_together() -> None:
    cells = {"base/closed": rows(0.2), "base/rag": rows(0.6), "tuned/rag": rows(0.6)}
    retrieval, tuning = gains_of(cells)
    assert (retrieval.step, retrieval.difference.value) == ("retrieval", pytest.approx(0.4))
    assert retrieval.p == pytest.approx(2 * retrieval.difference.p)  # of two tests, after Holm
    assert (tuning.step, tuning.difference.value, tuning.p) == ("tuning", 0.0, 1.0)


def test_a_second_evaluation_is_compared_in_the_cells_and_questions_of_both() -> None:
    first = {"base/rag": rows(0.2, words=9.0), "base/closed": rows(0.1)}
    second = {"base/rag": rows(0.6, 25, words=9.0), "tuned/rag": rows(1.0)}
    f1, words = compare_evaluations(first, second)
    assert (f1.first, f1.measure, f1.difference.n, f1.difference.unpaired) == (
        "base/rag",
        "f1",
        20,
        5,
    )
    assert f1.difference.value == pytest.approx(0.4)
    # Only what is claimed is corrected: one test here.
    assert (f1.p, words.p) == (f1.difference.p, words.difference.p)
    assert compare_evaluations(first, {"tuned/rag": rows(1.0)}) == ()


def test_bounds_have_signs_and_one_paper_has_none() -> None:
    gain = PairedDifference(0.1, -0.05, 0.25, 0.2, 10, 5, 3, 0)
    assert format_bounds(gain) == "-0.050 to +0.250"
    assert format_bounds(PairedDifference(0.1, None, None, 1.0, 3, 1, 0, 0)) == "no interval"
