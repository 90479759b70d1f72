"""Intervals are those of their source; rows that name a paper are resampled by paper."""

import math
import random
from itertools import product

import pytest
from scipy.stats import binomtest

from eval.stats.intervals import (
    PaperValue,
    bootstrap,
    clustered_mean,
    clustered_ratio,
    exponential,
    mean,
    percentile,
    perplexity,
    proportion,
)


def test_a_share_has_wilsons_interval() -> None:
    # Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I
    score = proportion(81, 263)
    assert (score.low, score.high) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )


def test_what_was_not_scored_is_counted_and_never_zero() -> None:
    score = mean([0.5, None, 0.7, None])
    assert (score.value, score.n, score.unscored) == (pytest.approx(0.6), 2, 2)
    assert mean([None]) == bootstrap([], len, 1)
    assert mean([None]).value is None


def test_verdicts_have_the_interval_of_a_share() -> None:
    assert mean([True, 1.0, 1, None]) == proportion(3, 3, 1)
    assert mean([True, True, True]).low != 1.0


def test_a_bootstrap_is_the_same_every_time_and_holds_the_mean() -> None:
    values = [n / 100 for n in range(100)]
    score = mean(values)
    assert score == mean(values)
    assert score.low is not None
    assert score.high is not None
    # The standard error of this mean is 0.0289.
    assert score.low == pytest.approx(0.495 - 1.96 * 0.0289, abs=0.01)
    assert score.high == pytest.approx(0.495 + 1.96 * 0.0289, abs=0.01)


def test_resamples_without_a_value_are_left_out() -> None:
    score = bootstrap([0, 1], lambda rows: 1.0 if 1 in rows else None)
    assert (score.value, score.low, score.high) == (1.0, 1.0, 1.0)


def rows(values: list[float | None], clusters: int | None = None) -> list[PaperValue]:
    return [PaperValue(v, str(n % clusters if clusters else n)) for n, v in enumerate(values)]


def test_an_unscored_row_is_counted_and_is_no_zero() -> None:
    score = clustered_mean(rows([1.0, 0.5, None, None]))
    assert (score.value, score.n, score.unscored) == (0.75, 2, 2)
    assert clustered_mean(rows([None])).value is None
    assert clustered_mean([]).n == 0


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
    assert clustered_mean(rows([1.0] * 12)) == proportion(12, 12)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = random.Random(5)
    held = 0
    for _ in range(100):
        score = clustered_mean(rows([rng.random() for _ in range(30)]))
        assert score.low is not None and score.high is not None
        held += score.low <= 0.5 <= score.high
    assert 88 <= held <= 100


def test_questions_of_one_paper_are_no_independent_draws() -> None:
    values: list[float | None] = [0.0, 1.0] * 30
    alone, together = clustered_mean(rows(values)), clustered_mean(rows(values, clusters=6))
    assert None not in (alone.low, alone.high, together.low, together.high)
    assert together.high - together.low > 2 * (alone.high - alone.low)  # type: ignore[operator]


@pytest.mark.parametrize("values", [[0.2, 0.9, 0.4], [1.0, 1.0, 1.0]])
def test_one_paper_alone_has_no_clustered_mean(values: list[float | None]) -> None:
    score = clustered_mean(rows(values, clusters=1))
    assert (score.low, score.high, score.n) == (None, None, 3)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (3, 7), (24, 24), (81, 263), (7, 1000)])
def test_wilsons_interval_is_scipys(k: int, n: int) -> None:
    theirs = binomtest(k, n).proportion_ci(method="wilson")
    ours = proportion(k, n)
    assert (ours.low, ours.high) == (
        pytest.approx(theirs.low, abs=1e-8),
        pytest.approx(theirs.high, abs=1e-8),
    )


def test_a_ratio_is_of_sums_and_its_papers_are_drawn_together() -> None:
    # 12 answers of 3 papers: nats and tokens of each answer.
    nats, tokens = [4.0, 6.0, 20.0, 2.0] * 3, [2, 3, 5, 4] * 3
    papers = [str(n // 4) for n in range(12)]
    score = clustered_ratio(nats, tokens, papers, unscored=2)
    assert (score.value, score.n, score.unscored) == (pytest.approx(32 / 14), 12, 2)
    # The three papers are alike, so that no resample of papers can differ; one of rows would.
    assert (score.low, score.high) == (pytest.approx(32 / 14), pytest.approx(32 / 14))
    by_row = clustered_ratio(nats, tokens, [str(n) for n in range(12)])
    assert by_row.low is not None and by_row.low < 32 / 14 - 0.3


def test_a_ratio_with_weights_of_one_is_the_mean() -> None:
    values = [0.2, 0.4, 0.9]
    rows = [PaperValue(value, str(n)) for n, value in enumerate(values)]
    assert clustered_ratio(values, [1, 1, 1], ["0", "1", "2"]) == clustered_mean(rows)
    assert clustered_ratio([], [], [], 3).value is None


def test_the_exponential_of_a_mean_of_logarithms_is_a_geometric_mean() -> None:
    score = exponential(clustered_ratio([math.log(2), math.log(8)], [1, 1], ["a", "b"]))
    assert score.value == pytest.approx(4)
    assert (score.low, score.high) == (pytest.approx(2), pytest.approx(8))
    one_paper = exponential(clustered_ratio([0.0, 0.0], [1, 1], ["a", "a"]))
    assert (one_paper.value, one_paper.low, one_paper.high) == (1, None, None)


def test_a_percentile_is_a_value_that_occurs() -> None:
    assert [percentile(range(1, 101), share) for share in (50, 99, 100)] == [50, 99, 100]
    assert percentile([7], 50) == 7
    for n, share in product(range(1, 200), (5, 50, 95, 99)):  # nearest rank: ⌈n·share/100⌉
        assert percentile(range(1, n + 1), share) == -(-n * share // 100)
