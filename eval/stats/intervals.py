"""Means, shares and ratios with their 95 % intervals.

This is the one place for them in the project.

Rows that are independent draws are resampled one by one (`mean`, `bootstrap`). Questions of one
paper are no independent draws: where rows name their paper, whole papers are resampled
(`clustered_mean`, `clustered_ratio`; cluster bootstrap of Field & Welsh 2007,
doi:10.1111/j.1467-9868.2007.00593.x).
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

#: Share of repetitions in which an interval should hold the true value.
LEVEL = 0.95

_Z = 1.959964  # the normal distribution's two-sided 95 % point
#: Resamples of rows and of clusters, and the seed: the same rows give the same interval.
_RESAMPLES, _CLUSTER_RESAMPLES, _SEED = 1000, 2000, 1979

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
    p, z2 = successes / n, _Z**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Score(p, max(0.0, middle - half), min(1.0, middle + half), n, unscored)


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
    refusal drawn, say) are left out. A row may be a whole cluster: then clusters are resampled.
    """
    if not rows:
        return Score(None, None, None, 0, unscored)
    rng = random.Random(_SEED)  # noqa: S311 - nothing here is a secret
    drawn = (statistic(rng.choices(rows, k=len(rows))) for _ in range(_RESAMPLES))
    found = sorted(value for value in drawn if value is not None)
    low, high = (
        (found[round(q * (len(found) - 1))] for q in (0.025, 0.975)) if found else (None,) * 2
    )
    return Score(statistic(rows), low, high, len(rows), unscored)


def clustered_mean(rows: Sequence[PaperValue]) -> Score:
    """Return the weighted mean of the scored rows, with its interval over resamples of papers.

    Where all values are 0 or all are 1, every resample is equal and tells nothing of the
    uncertainty; then the interval is Wilson's. One paper alone gives no interval.
    """
    known = [row for row in rows if row.value is not None]
    values = [row.value for row in known]
    if set(values) in ({0.0}, {1.0}) and len({row.cluster for row in known}) > 1:
        return proportion(values.count(1.0), len(values), len(rows) - len(known))
    return _weighted_mean(rows)


def clustered_ratio(
    totals: Sequence[float], weights: Sequence[float], clusters: Sequence[str], unscored: int = 0
) -> Score:
    """Return the sum of ``totals`` over the sum of ``weights``, resampled by cluster.

    With −ln p of each answer for totals and its tokens for weights this is the mean loss of a
    token; with weights of 1 it is a mean over rows.

    Args:
        totals: Sum of the measured quantity over each row.
        weights: What each row's total is divided by in the end, such as its number of tokens.
        clusters: The paper of each row; rows of one paper are drawn together.
        unscored: Rows that had nothing to score.

    Returns:
        The ratio; its interval is None where there is one cluster only.
    """
    if not totals:
        return Score(None, None, None, 0, unscored)
    by_total, by_weight = _sum_by(clusters, totals), _sum_by(clusters, weights)
    low, high = resample_clusters(by_total, by_weight)
    return Score(sum(by_total) / sum(by_weight), low, high, len(totals), unscored)


def perplexity(rows: Sequence[PaperValue]) -> Score:
    """Return exp of the mean loss of a token in nats, each answer weighted by its tokens."""
    return exponential(_weighted_mean(rows))


def exponential(score: Score) -> Score:
    """Return a mean of logarithms as a geometric mean: exp of the value and of both bounds."""
    value, low, high = (
        None if bound is None else math.exp(bound) for bound in (score.value, score.low, score.high)
    )
    return Score(value, low, high, score.n, score.unscored)


def _weighted_mean(rows: Sequence[PaperValue]) -> Score:
    known = [(row.value, row) for row in rows if row.value is not None]
    return clustered_ratio(
        [value * row.weight for value, row in known],
        [row.weight for _, row in known],
        [row.cluster for _, row in known],
        len(rows) - len(known),
    )


def sum_by_cluster(rows: Sequence[PaperValue]) -> tuple[list[float], list[float]]:
    """Return the weighted sum of the values of each cluster, and the sum of its weights."""
    clusters = [row.cluster for row in rows]
    totals = [(row.value or 0.0) * row.weight for row in rows]
    return _sum_by(clusters, totals), _sum_by(clusters, [row.weight for row in rows])


def _sum_by(clusters: Sequence[str], values: Sequence[float]) -> list[float]:
    sums: dict[str, float] = {}
    for cluster, value in zip(clusters, values, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value
    return list(sums.values())


def resample_clusters(
    totals: Sequence[float], weights: Sequence[float]
) -> tuple[float, float] | tuple[None, None]:
    """Return the 2.5th and 97.5th percentile of sum over sum, for resamples of the clusters.

    Args:
        totals: One sum for each cluster.
        weights: The sum of its weights, in the same order.

    Returns:
        Lower and upper bound; None for both where there is one cluster only.
    """
    import numpy as np

    if len(totals) == 1:
        return None, None
    sums, divisors = np.array(totals), np.array(weights)
    drawn = np.random.default_rng(_SEED).integers(0, len(sums), (_CLUSTER_RESAMPLES, len(sums)))
    ratios = sums[drawn].sum(axis=1) / divisors[drawn].sum(axis=1)
    low, high = np.percentile(ratios, (2.5, 97.5))
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that ``share`` of a hundred values do not exceed (nearest rank)."""
    import numpy as np

    return float(np.percentile(values, share, method="inverted_cdf"))
