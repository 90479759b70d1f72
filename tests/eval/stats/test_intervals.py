"""Intervals are those of their source; rows that name a paper are resampled by paper."""

import math
import random
from collections.abc import Callable
from itertools import product

import pytest
from scipy.stats import binomtest, t, tstd

from eval.stats.intervals import (
    BOOTSTRAP_PAPERS,
    LEAST_PAPERS,
    T_PAPERS,
    WILSON_PAPERS,
    PaperValue,
    bootstrap,
    clustered_bootstrap,
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


@pytest.mark.parametrize("n", range(1, 60))
def test_an_interval_of_none_or_of_all_ends_at_the_value(n: int) -> None:
    assert proportion(0, n).low == 0.0
    assert proportion(n, n).high == 1.0


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
    score = bootstrap([0, 1, 2], lambda rows: float(max(rows)) if max(rows) else None)
    assert (score.value, score.low, score.high) == (2.0, 1.0, 2.0)


def test_equal_resamples_give_no_interval_of_no_width() -> None:
    score = bootstrap([0, 1], lambda rows: 1.0 if 1 in rows else None)
    assert (score.value, score.low, score.high, score.interval) == (1.0, None, None, "")


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
    assert (score.low, score.high, score.papers) == (None, None, 2)
    assert perplexity([PaperValue(None, "a", 0)]).value is None


def test_where_all_are_right_the_interval_is_wilsons_of_the_papers_and_not_a_point() -> None:
    score, of_papers = clustered_mean(rows([1.0] * 24, clusters=12)), proportion(12, 12)
    assert (score.low, score.high) == (of_papers.low, of_papers.high)
    assert (score.n, score.papers, score.interval) == (24, 12, WILSON_PAPERS)


def verdict(rng: random.Random, right: float) -> float:
    return float(rng.random() < right)


def degree(rng: random.Random, right: float) -> float:
    return rng.betavariate(6 * right + 0.01, 6 * (1 - right) + 0.01)


@pytest.mark.parametrize(("share", "draw"), [(0.5, verdict), (0.9, verdict), (0.5, degree)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    share: float, draw: Callable[[random.Random, float], float]
) -> None:
    """Papers differ in how well they are answered, which the questions of each share."""
    rng = random.Random(5)
    held, runs = 0, 300
    for _ in range(runs):
        papers = [rng.betavariate(2.5 * share, 2.5 * (1 - share)) for _ in range(LEAST_PAPERS)]
        values = [
            PaperValue(draw(rng, right), str(paper))
            for paper, right in enumerate(papers)
            for _ in range(4)
        ]
        score = clustered_mean(values)
        held += score.low is None or score.high is None or score.low <= share <= score.high
    assert held / runs >= 0.9


def test_under_some_papers_there_is_no_interval() -> None:
    few, enough = (
        clustered_mean(rows([0.0, 1.0, 1.0] * 20, clusters=papers))
        for papers in (LEAST_PAPERS - 1, LEAST_PAPERS)
    )
    assert (few.low, few.high, few.papers, few.interval) == (None, None, LEAST_PAPERS - 1, "")
    assert enough.low is not None and enough.interval == WILSON_PAPERS


def test_papers_that_are_all_alike_give_no_interval_of_no_width() -> None:
    alike = clustered_mean(rows([0.3] * 20))
    assert (alike.low, alike.high, alike.papers) == (None, None, 20)
    halves = clustered_mean(rows([0.0, 1.0] * 20, clusters=20))
    assert halves.low is not None and halves.low < 0.4


def test_a_statistic_that_is_no_mean_has_whole_papers_resampled() -> None:
    values = [float(n // 3) for n in range(30)]  # ten papers of three equal rows
    papers = [str(n // 3) for n in range(30)]
    together, alone = clustered_bootstrap(values, papers, max), bootstrap(values, max)
    assert (together.value, together.n, together.papers) == (9.0, 30, 10)
    assert together.interval == BOOTSTRAP_PAPERS
    assert together.low is not None and alone.low is not None and together.low <= alone.low
    assert clustered_bootstrap(values[:9], papers[:9], max).low is None
    assert clustered_bootstrap([], [], max).value is None


@pytest.mark.parametrize("freedom", [LEAST_PAPERS - 1, 10, 30, 200])
def test_students_point_is_scipys(freedom: int) -> None:
    values = [float(n) for n in range(freedom + 1)]
    score = clustered_ratio(values, [1.0] * len(values), list(map(str, values)))
    assert score.high is not None and score.value is not None
    error = tstd(values) / math.sqrt(len(values))
    assert (score.high - score.value) / error == pytest.approx(t.ppf(0.975, freedom), abs=1e-3)


def test_questions_of_one_paper_are_no_independent_draws() -> None:
    values: list[float | None] = [0.0, 1.0] * 30
    alone, together = clustered_mean(rows(values)), clustered_mean(rows(values, clusters=10))
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
    assert (score.low, score.high, score.papers) == (None, None, 3)
    by_row = clustered_ratio(nats, tokens, [str(n) for n in range(12)])
    assert by_row.low is not None and by_row.low < 32 / 14 - 0.3
    assert by_row.interval == T_PAPERS


def test_a_ratio_with_weights_of_one_is_the_mean() -> None:
    values = [0.2, 0.4, 0.9]
    rows = [PaperValue(value, str(n)) for n, value in enumerate(values)]
    assert clustered_ratio(values, [1, 1, 1], ["0", "1", "2"]) == clustered_mean(rows)
    assert clustered_ratio([], [], [], 3).value is None


def test_the_exponential_of_a_mean_of_logarithms_is_a_geometric_mean() -> None:
    logs = clustered_ratio([math.log(2), math.log(8)] * 5, [1] * 10, list("abcdefghij"))
    score = exponential(logs)
    assert score.value == pytest.approx(4)
    assert logs.low is not None and score.low == pytest.approx(math.exp(logs.low))
    assert (score.n, score.papers, score.interval) == (10, 10, T_PAPERS)
    one_paper = exponential(clustered_ratio([0.0, 0.0], [1, 1], ["a", "a"]))
    assert (one_paper.value, one_paper.low, one_paper.high) == (1, None, None)


def test_a_percentile_is_a_value_that_occurs() -> None:
    assert [percentile(range(1, 101), share) for share in (50, 99, 100)] == [50, 99, 100]
    assert percentile([7], 50) == 7
    for n, share in product(range(1, 200), (5, 50, 95, 99)):  # nearest rank: ⌈n·share/100⌉
        assert percentile(range(1, n + 1), share) == -(-n * share // 100)
