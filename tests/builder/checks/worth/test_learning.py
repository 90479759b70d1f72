"""Judged triples are kept as features, and a threshold is chosen on papers left out."""

from pathlib import Path

import pytest

from builder.checks.worth.fitting import JudgedForm
from builder.checks.worth.learning import calibration, judged_rows, learn, write_judged


def rows(good: int, bad: int, weight: float = 1.0) -> list[JudgedForm]:
    made = []
    for number in range(good + bad):
        plain = number < good
        features = {"always": 1.0, "plain" if plain else "vague": 1.0, "share": 0.25}
        made.append(JudgedForm(f"p{number}", features, plain, weight))
    return made


def test_judged_rows_come_back_without_texts(tmp_path: Path) -> None:
    path = tmp_path / "judged.json"
    write_judged(rows(2, 1, 0.25), path)
    assert judged_rows(path) == rows(2, 1, 0.25)


def test_the_packaged_rows_hold_no_texts() -> None:
    found = judged_rows()
    assert len(found) > 400
    assert {row.kept for row in found} == {True, False}
    assert all(len(row.paper) == 12 for row in found)


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    learned = learn(rows(60, 40))
    chosen = next(p for p in learned["curve"] if p["threshold"] == learned["threshold"])
    assert chosen["precision"] >= 0.9
    assert chosen["share"] == pytest.approx(0.6)


def test_where_nothing_is_precise_most_of_the_triples_pass() -> None:
    mixed = [
        JudgedForm(f"p{n}", {"always": 1.0, f"f{n % 8}": 1.0}, kept=(n // 8) % 8 < n % 8)
        for n in range(128)
    ]
    learned = learn(mixed, precision=1.01)
    chosen = next(p for p in learned["curve"] if p["threshold"] == learned["threshold"])
    assert 0.65 < chosen["share"] < 0.95


def test_what_is_not_drafted_any_more_is_not_measured_on() -> None:
    learned = learn([*rows(30, 30), *rows(10, 10, 0.25)])
    assert (learned["learned_from"], learned["measured_on"]) == (80, 60)


def test_bins_tell_what_was_predicted_and_seen() -> None:
    found = calibration([(0.9, True), (0.95, False), (0.1, False)])
    assert [one["n"] for one in found] == [1, 2]
    assert found[1]["observed"] == 0.5
    assert found[1]["predicted"] == pytest.approx(0.925)
