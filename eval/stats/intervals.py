"""Means, shares and ratios with their 95 % intervals.

This is the one place for them in the project.

Rows that are independent draws have Wilson's interval or that of the bootstrap (`mean`). Questions
of one paper are no independent draws: where rows name their paper, the standard error is that
between papers, with Student's t for one degree of freedom less than there are papers
(`clustered_mean`, `clustered_ratio`). The mean of values between 0 and 1 has Wilson's interval, of
as many rows as would have that standard error (Franco et al. 2019, PMC6690503).
Under `LEAST_PAPERS` there is no interval. How often these intervals hold the true value:
docs/decisions/2026-11-30-intervals.md.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import fmean
from typing import Protocol, TypeVar

#: Share of repetitions in which an interval should hold the true value.
LEVEL = 0.95

#: Papers below which no interval is given.
LEAST_PAPERS = 8
#: How an interval was had.
WILSON_ROWS, BOOTSTRAP_ROWS = "Wilson by rows", "bootstrap by rows"
WILSON_PAPERS, T_PAPERS = "Wilson by papers", "t by papers"
BOOTSTRAP_PAPERS = "bootstrap by papers"

_Z = 1.959964  # the normal distribution's two-sided 95 % point
#: Resamples, and the seed: the same rows give the same interval.
_RESAMPLES, _SEED = 1000, 1979
#: A standard error below this is that of equal values.
_LEAST_ERROR = 1e-9

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Score:
    """A mean over ``n`` scored rows with its 95 % interval; ``unscored`` rows are left out."""

    value: float | None
    """None when nothing was scored: an unscored row is never 0."""
    low: float | None
    high: float | None
    n: int
    unscored: int = 0
    papers: int | None = None
    """Papers of the scored rows; None where rows were taken for independent draws."""
    interval: str = ""
    """How the interval was had; "" where there is none."""


class Counted(Protocol):
    """What was measured on a number of rows of a number of papers."""

    @property
    def n(self) -> int:
        """The rows."""

    @property
    def papers(self) -> int | None:
        """Their papers; None where they do not name them."""


def format_n(score: Counted) -> str:
    """Return the number of scored rows, and of how many papers they are where that is known."""
    if score.papers is None:
        return f"n = {score.n}"
    return f"n = {score.n} of {score.papers} paper{'' if score.papers == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class PaperValue:
    """The value of one question, and the paper that it is of."""

    value: float | None
    """None where there was nothing to score."""
    cluster: str
    weight: float = 1.0
    """How much it counts in a mean."""


def proportion(successes: int, n: int, unscored: int = 0) -> Score:
    """Return a share of ``n`` with Wilson's interval (1927, doi:10.1080/01621459.1927.10502953).

    Written out, because scipy.stats, which has it, takes a second to import.
    """
    if n == 0:
        return Score(None, None, None, 0, unscored)
    low, high = _wilson(successes / n, n, _Z)
    return Score(successes / n, low, high, n, unscored, interval=WILSON_ROWS)


def _wilson(p: float, n: float, z: float) -> tuple[float, float]:
    z2 = z * z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return (low if p > 0 else 0.0), (high if p < 1 else 1.0)  # rounding leaves 0 and 1 by 1e-17


def mean(values: Sequence[float | None]) -> Score:
    """Return the mean of independent rows; values that are None are unscored.

    The mean of verdicts, which are all 0 or 1, is a share with Wilson's interval: a bootstrap of
    ten successes knows of no failure. Any other mean has the interval of the bootstrap.
    """
    known = [value for value in values if value is not None]
    unscored = len(values) - len(known)
    if all(value in (0, 1) for value in known):
        return proportion(sum(map(int, known)), len(known), unscored)
    return bootstrap(known, fmean, unscored)


def bootstrap(
    rows: Sequence[_Row], statistic: Callable[[Sequence[_Row]], float | None], unscored: int = 0
) -> Score:
    """Return a statistic of all rows between the 2.5th and 97.5th percentile of its resamples.

    After Efron 1979, doi:10.1214/aos/1176344552. Resamples for which the statistic is None (no
    refusal drawn, say) are left out; where all others are equal, there is no interval. A row may be
    a whole cluster: then clusters are resampled.
    """
    if not rows:
        return Score(None, None, None, 0, unscored)
    rng = random.Random(_SEED)  # noqa: S311 - nothing here is a secret
    drawn = (statistic(rng.choices(rows, k=len(rows))) for _ in range(_RESAMPLES))
    found = sorted(value for value in drawn if value is not None)
    low, high = (found[round(q * (len(found) - 1))] if found else None for q in (0.025, 0.975))
    value = statistic(rows)
    if low == high:
        return Score(value, None, None, len(rows), unscored)
    return Score(value, low, high, len(rows), unscored, interval=BOOTSTRAP_ROWS)


def clustered_bootstrap(
    rows: Sequence[_Row],
    clusters: Sequence[str],
    statistic: Callable[[Sequence[_Row]], float | None],
) -> Score:
    """Return a statistic of all rows, with its interval over resamples of whole papers.

    After Field & Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x: for what is no mean.

    Args:
        rows: All rows.
        clusters: The paper of each row.
        statistic: What is measured of rows; None where they do not have it.
    """
    by_paper: dict[str, list[_Row]] = {}
    for row, cluster in zip(rows, clusters, strict=True):
        by_paper.setdefault(cluster, []).append(row)
    papers = len(by_paper)
    if papers < LEAST_PAPERS:
        value = statistic(rows) if rows else None
        return Score(value, None, None, len(rows), papers=papers)
    score = bootstrap([*by_paper.values()], lambda drawn: statistic([*chain.from_iterable(drawn)]))
    known = "" if score.low is None else BOOTSTRAP_PAPERS
    return replace(score, n=len(rows), papers=papers, interval=known)


def clustered_mean(rows: Sequence[PaperValue]) -> Score:
    """Return the weighted mean of the scored rows, with its interval by papers.

    Where all values lie between 0 and 1 it is Wilson's, else Student's.
    """
    known = [row.value for row in rows if row.value is not None]
    limit = None
    if all(0 <= value <= 1 for value in known):
        limit = len(known) if all(value in (0, 1) for value in known) else math.inf
    return _weighted_mean(rows, limit)


def clustered_ratio(
    totals: Sequence[float], weights: Sequence[float], clusters: Sequence[str], unscored: int = 0
) -> Score:
    """Return the sum of ``totals`` over the sum of ``weights``, with Student's interval by papers.

    With −ln p of each answer for totals and its tokens for weights this is the mean loss of a
    token; with weights of 1 it is a mean over rows, such as that of gains.

    Args:
        totals: Sum of the measured quantity over each row.
        weights: What each row's total is divided by in the end, such as its number of tokens.
        clusters: The paper of each row.
        unscored: Rows that had nothing to score.

    Returns:
        The ratio; its interval is None where there are too few papers, or all are alike.
    """
    return _by_papers(totals, weights, clusters, unscored, None)


def _by_papers(
    totals: Sequence[float],
    weights: Sequence[float],
    clusters: Sequence[str],
    unscored: int,
    limit: float | None,
) -> Score:
    """Return a ratio with its interval by papers.

    A share has a ``limit`` to how many rows its interval may be of; what is no share has None.
    """
    if not totals:
        return Score(None, None, None, 0, unscored, papers=0)
    sums, divisors = sum_by(clusters, totals), sum_by(clusters, weights)
    papers, value = len(sums), sum(sums) / sum(divisors)
    none = Score(value, None, None, len(totals), unscored, papers)
    if papers < LEAST_PAPERS:
        return none
    squares = sum((one - value * by) ** 2 for one, by in zip(sums, divisors, strict=True))
    error = math.sqrt(papers / (papers - 1) * squares) / sum(divisors)
    is_known, t = error > _LEAST_ERROR, _student(papers - 1)
    if limit is None:
        bounds = (value - t * error, value + t * error) if is_known else None
        return _bounded(none, bounds, T_PAPERS)
    if value in (0, 1):
        return _bounded(none, _wilson(value, papers, _Z), WILSON_PAPERS)
    rows = min(limit, value * (1 - value) / error**2) if is_known else limit
    return _bounded(none, None if math.isinf(rows) else _wilson(value, rows, t), WILSON_PAPERS)


def _bounded(score: Score, bounds: tuple[float, float] | None, interval: str) -> Score:
    if bounds is None:
        return score
    return replace(score, low=bounds[0], high=bounds[1], interval=interval)


def _student(freedom: int) -> float:
    """Return Student's two-sided 95 % point, by Abramowitz & Stegun 26.7.5.

    Right to three digits from six degrees of freedom on, without scipy, which is slow to import.
    """
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + float(sum(term / freedom**power for power, term in enumerate(terms, start=1)))


def perplexity(rows: Sequence[PaperValue]) -> Score:
    """Return exp of the mean loss of a token in nats, each answer weighted by its tokens."""
    return exponential(_weighted_mean(rows, None))


def exponential(score: Score) -> Score:
    """Return a mean of logarithms as a geometric mean: exp of the value and of both bounds."""
    value, low, high = (
        None if bound is None else math.exp(bound) for bound in (score.value, score.low, score.high)
    )
    return replace(score, value=value, low=low, high=high)


def _weighted_mean(rows: Sequence[PaperValue], limit: float | None) -> Score:
    known = [(row.value, row) for row in rows if row.value is not None]
    return _by_papers(
        [value * row.weight for value, row in known],
        [row.weight for _, row in known],
        [row.cluster for _, row in known],
        len(rows) - len(known),
        limit,
    )


def sum_by(clusters: Sequence[str], values: Sequence[float]) -> list[float]:
    """Return the sum of the values of each cluster."""
    sums: dict[str, float] = {}
    for cluster, value in zip(clusters, values, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value
    return list(sums.values())


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that ``share`` of a hundred values do not exceed (nearest rank)."""
    import numpy as np

    return float(np.percentile(values, share, method="inverted_cdf"))
