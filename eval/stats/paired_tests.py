"""Whether one way of answering beats another on the same questions, or chance may have done it.

Questions of one paper are no independent draws, so whole papers are resampled (cluster bootstrap:
Field & Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x). The p-value of a paired difference is
that of a sign-flip test over papers (Fisher's randomisation; see Dror et al. 2018,
doi:10.18653/v1/P18-1128); several of them are corrected after Holm (1979).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.stats.intervals import Score, proportion

_RESAMPLES, _FLIPS, _SEED = 2000, 10_000, 1979


@dataclass(frozen=True, slots=True)
class PaperValue:
    """The value of one question, and the paper that it is of."""

    value: float | None
    """None where there was nothing to score."""
    cluster: str
    weight: float = 1.0
    """How much it counts in a mean."""


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """What the second way of answering gains over the first, on the questions both were scored on.

    ``low`` and ``high`` bound 95 %.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    better: int
    worse: int
    unpaired: int
    """Questions that only one of both was scored on."""


def interval(rows: Sequence[PaperValue]) -> Score:
    """The mean of what was scored, with its 95 % interval over resamples of papers.

    Where all are 0 or all are 1 resamples cannot tell how sure that is; Wilson's interval can. One
    paper alone tells nothing of others: then there is no interval.
    """
    known = [row for row in rows if row.value is not None]
    values = [row.value for row in known]
    if set(values) in ({0.0}, {1.0}) and len({row.cluster for row in known}) > 1:
        return proportion(values.count(1.0), len(values), len(rows) - len(known))
    return _mean(rows)


def perplexity(rows: Sequence[PaperValue]) -> Score:
    """exp of the mean surprise of a token in nats, each answer's weighted by its tokens."""
    found = _mean(rows)
    value, low, high = (
        None if end is None else math.exp(end) for end in (found.value, found.low, found.high)
    )
    return Score(value, low, high, found.n, found.unscored)


def _mean(rows: Sequence[PaperValue]) -> Score:
    known = [row for row in rows if row.value is not None]
    unscored = len(rows) - len(known)
    if not known:
        return Score(None, None, None, 0, unscored)
    sums, weights = _sums(known)
    low, high = _resampled(known)
    return Score(sum(sums) / sum(weights), low, high, len(known), unscored)


def paired(first: Mapping[str, PaperValue], second: Mapping[str, PaperValue]) -> PairedDifference:
    """Compare two ways of answering, question by question."""
    scored = [{q for q, row in rows.items() if row.value is not None} for rows in (first, second)]
    both = sorted(scored[0] & scored[1])
    unpaired = len(scored[0] ^ scored[1])
    gains = [(second[q].value or 0.0) - (first[q].value or 0.0) for q in both]
    if not gains:
        return PairedDifference(None, None, None, None, 0, 0, 0, unpaired)
    rows = [PaperValue(gain, first[q].cluster) for q, gain in zip(both, gains, strict=True)]
    low, high = _resampled(rows)
    return PairedDifference(
        sum(gains) / len(gains),
        low,
        high,
        _flipped(rows),
        len(gains),
        sum(gain > 0 for gain in gains),
        sum(gain < 0 for gain in gains),
        unpaired,
    )


def _sums(rows: Sequence[PaperValue]) -> tuple[list[float], list[float]]:
    """Weighted sum of the values of each cluster, and of the weights."""
    sums: dict[str, float] = {}
    weights: dict[str, float] = {}
    for row in rows:
        sums[row.cluster] = sums.get(row.cluster, 0.0) + (row.value or 0.0) * row.weight
        weights[row.cluster] = weights.get(row.cluster, 0.0) + row.weight
    return list(sums.values()), list(weights.values())


def _resampled(rows: Sequence[PaperValue]) -> tuple[float, float] | tuple[None, None]:
    """The 2.5th and 97.5th percentile of the mean over resamples of clusters, of two at least."""
    import numpy as np

    sums, weights = (np.array(of) for of in _sums(rows))
    if len(sums) == 1:
        return None, None
    drawn = np.random.default_rng(_SEED).integers(0, len(sums), (_RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / weights[drawn].sum(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def _flipped(rows: Sequence[PaperValue]) -> float:
    """How often chance alone, giving each cluster's sum either sign, moves the mean as far."""
    import numpy as np

    sums = np.array(_sums(rows)[0])
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), (_FLIPS, len(sums)))
    as_far = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    return float((as_far.sum() + 1) / (_FLIPS + 1))


def holm(found: Sequence[float | None]) -> list[float | None]:
    """P-values of several tests at once, each corrected so that any of them may be believed."""
    order = sorted((p, place) for place, p in enumerate(found) if p is not None)
    corrected: list[float | None] = [None] * len(found)
    most = 0.0
    for rank, (p, place) in enumerate(order):
        most = max(most, min(1.0, p * (len(order) - rank)))
        corrected[place] = most
    return corrected
