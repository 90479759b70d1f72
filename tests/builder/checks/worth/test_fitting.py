"""Weights are learned from judged triples, and hold for papers that were left out."""

import pytest

from builder.checks.worth.fitting import JudgedForm, chance_of, fit, left_out_scores


def judged(count: int = 40) -> list[JudgedForm]:
    """Plain triples are kept, vague ones are not, whatever their paper."""
    rows = []
    for number in range(count):
        vague = number % 2
        features = {"always": 1.0, "vague" if vague else "plain": 1.0, f"only {number}": 1.0}
        rows.append(JudgedForm(f"paper {number}", features, kept=not vague))
    return rows


def test_what_readers_kept_scores_higher() -> None:
    weights = fit(judged())
    assert chance_of({"always": 1.0, "plain": 1.0}, weights) > 0.7
    assert chance_of({"always": 1.0, "vague": 1.0}, weights) < 0.3


def test_a_feature_of_one_row_teaches_nothing() -> None:
    assert not [name for name in fit(judged()) if name.startswith("only")]


def test_scores_of_papers_left_out_tell_kept_from_rejected() -> None:
    rows = judged()
    scores = left_out_scores(rows)
    kept = [score for score, row in zip(scores, rows, strict=True) if row.kept]
    others = [score for score, row in zip(scores, rows, strict=True) if not row.kept]
    assert min(kept) > max(others)


def test_a_row_of_little_weight_counts_little() -> None:
    rows = judged()
    against = [JudgedForm(f"p {n}", {"always": 1.0, "plain": 1.0}, False, 0.05) for n in range(40)]
    assert chance_of({"always": 1.0, "plain": 1.0}, fit([*rows, *against])) > 0.6


def test_an_unknown_feature_changes_no_score() -> None:
    weights = fit(judged())
    plain = {"always": 1.0, "plain": 1.0}
    assert chance_of(plain | {"new": 1.0}, weights) == pytest.approx(chance_of(plain, weights))
