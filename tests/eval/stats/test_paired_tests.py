"""Gains have intervals by papers, checked on cases whose truth is known."""

import random

import pytest

from eval.stats.intervals import PaperValue
from eval.stats.paired_tests import holm, paired


def keyed(values: list[float | None], clusters: int | None = None) -> dict[str, PaperValue]:
    return {
        str(n): PaperValue(v, str(n % clusters if clusters else n)) for n, v in enumerate(values)
    }


def test_one_paper_alone_gives_a_gain_without_an_interval() -> None:
    assert paired(keyed([0.0] * 3, 1), keyed([0.2, 0.9, 0.4], 1)).low is None
    several = paired(keyed([0.0] * 20, 10), keyed([0.2, 0.9, 0.4, 0.1] * 5, 10))
    assert several.low is not None and several.high is not None
    assert 0.2 < several.low < 0.4 < several.high < 0.6


def test_a_gain_is_paired_by_question() -> None:
    first, second = keyed([0.0, 0.5, None, 1.0]), keyed([0.5, 0.5, 1.0, 1.0])
    second["9"] = PaperValue(1.0, "9")
    found = paired(first, second)
    assert found.value == pytest.approx(0.5 / 3)
    assert (found.n, found.better, found.worse, found.unpaired) == (3, 1, 0, 2)


def test_a_gain_on_every_question_is_no_chance_and_none_is() -> None:
    up = paired(keyed([0.2] * 20), keyed([0.6] * 20))
    assert up.p is not None and up.p < 0.001
    assert (up.value, up.low, up.high, up.papers) == (pytest.approx(0.4), None, None, 20)
    same = paired(keyed([0.2] * 20), keyed([0.2] * 20))
    assert (same.value, same.p) == (0.0, 1.0)
    one_paper = paired(keyed([0.2] * 20, 1), keyed([0.6] * 20, 1))
    assert one_paper.p is None  # twenty questions of one paper are one draw
    few, enough = (paired(keyed([0.2] * 9, n), keyed([0.6] * 9, n)) for n in (7, 8))
    assert few.p is None
    assert enough.p is not None
    assert paired(keyed([None]), keyed([1.0])).value is None


def test_chance_is_found_to_be_chance_as_often_as_it_should() -> None:
    rng = random.Random(3)
    found = [
        paired(keyed([rng.random() for _ in range(25)]), keyed([rng.random() for _ in range(25)]))
        for _ in range(60)
    ]
    assert sum(one.p is not None and one.p < 0.05 for one in found) <= 8


def test_holms_correction_by_hand() -> None:
    # Holm (1979): 0.01 × 3, then 0.02 × 2, then 0.04 × 1, never falling.
    assert holm([0.04, None, 0.01, 0.02]) == [pytest.approx(0.04), None, 0.03, 0.04]
    assert holm([0.9, 0.9]) == [1.0, 1.0]
