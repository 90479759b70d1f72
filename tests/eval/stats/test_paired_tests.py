"""Intervals and gains are those of resampled papers, checked on cases whose truth is known."""

import math
import random

import pytest

from eval.stats.intervals import proportion
from eval.stats.paired_tests import PaperValue, holm, interval, paired, perplexity


def rows(values: list[float | None], clusters: int | None = None) -> list[PaperValue]:
    return [PaperValue(v, str(n % clusters if clusters else n)) for n, v in enumerate(values)]


def keyed(values: list[float | None], clusters: int | None = None) -> dict[str, PaperValue]:
    return {str(n): row for n, row in enumerate(rows(values, clusters))}


def test_an_unscored_row_is_counted_and_is_no_zero() -> None:
    score = interval(rows([1.0, 0.5, None, None]))
    assert (score.value, score.n, score.unscored) == (0.75, 2, 2)
    assert interval(rows([None])).value is None
    assert interval([]).n == 0


def test_perplexity_is_over_the_tokens_of_all_answers() -> None:
    # Two tokens of probability 1/4 and one of 1/2: the geometric mean of 4, 4 and 2.
    known = [
        PaperValue(math.log(4), "a", 2),
        PaperValue(math.log(2), "b", 1),
        PaperValue(None, "c", 0),
    ]
    score = perplexity(known)
    assert score.value == pytest.approx((4 * 4 * 2) ** (1 / 3))
    assert (score.n, score.unscored) == (2, 1)
    assert (score.low, score.high) == (pytest.approx(2), pytest.approx(4))
    assert perplexity([PaperValue(None, "a", 0)]).value is None


def test_where_all_are_right_the_interval_is_wilsons_and_not_a_point() -> None:
    assert interval(rows([1.0] * 12)) == proportion(12, 12)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = random.Random(5)
    held = 0
    for _ in range(100):
        score = interval(rows([rng.random() for _ in range(30)]))
        assert score.low is not None and score.high is not None
        held += score.low <= 0.5 <= score.high
    assert 88 <= held <= 100


def test_questions_of_one_paper_are_no_independent_draws() -> None:
    values: list[float | None] = [0.0, 1.0] * 30
    alone, together = interval(rows(values)), interval(rows(values, clusters=6))
    assert None not in (alone.low, alone.high, together.low, together.high)
    assert together.high - together.low > 2 * (alone.high - alone.low)  # type: ignore[operator]


@pytest.mark.parametrize("values", [[0.2, 0.9, 0.4], [1.0, 1.0, 1.0]])
def test_one_paper_alone_has_no_interval(values: list[float | None]) -> None:
    score = interval(rows(values, clusters=1))
    assert (score.low, score.high, score.n) == (None, None, 3)
    assert paired(keyed([0.0] * 3, 1), keyed(values, 1)).low is None


def test_a_gain_is_paired_by_question() -> None:
    first, second = keyed([0.0, 0.5, None, 1.0]), keyed([0.5, 0.5, 1.0, 1.0])
    second["9"] = PaperValue(1.0, "9")
    found = paired(first, second)
    assert found.value == pytest.approx(0.5 / 3)
    assert (found.n, found.better, found.worse, found.unpaired) == (3, 1, 0, 2)


def test_a_gain_on_every_question_is_no_chance_and_none_is() -> None:
    up = paired(keyed([0.2] * 20), keyed([0.6] * 20))
    assert up.p is not None and up.p < 0.001
    assert (up.low, up.high) == (pytest.approx(0.4), pytest.approx(0.4))
    same = paired(keyed([0.2] * 20), keyed([0.2] * 20))
    assert (same.value, same.p) == (0.0, 1.0)
    one_paper = paired(keyed([0.2] * 20, 1), keyed([0.6] * 20, 1))
    assert one_paper.p == 1.0  # twenty questions of one paper are one draw
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
