"""Paired tests: does one way of answering beat another on the same questions, or was it chance?

The p-value of a paired difference is that of a sign-flip test over papers (Fisher's randomisation;
see Dror et al. 2018, doi:10.18653/v1/P18-1128); several of them are corrected after Holm (1979).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.stats.intervals import LEAST_PAPERS, PaperValue, clustered_ratio, sum_by

_FLIPS, _SEED = 10_000, 1979


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The gain of a second way of answering over a first, on the questions both were scored on.

    ``low`` and ``high`` are the bounds of the 95 % interval by papers; None where there are too few
    papers, or all gains are equal. ``p`` is None where there are too few papers: so few signs can
    hardly be chance or not.
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
    papers: int = 0
    """Papers of the ``n`` questions."""


def paired(first: Mapping[str, PaperValue], second: Mapping[str, PaperValue]) -> PairedDifference:
    """Compare two ways of answering, question by question."""
    scored = [{q for q, row in rows.items() if row.value is not None} for rows in (first, second)]
    both = sorted(scored[0] & scored[1])
    unpaired = len(scored[0] ^ scored[1])
    gains = [(second[q].value or 0.0) - (first[q].value or 0.0) for q in both]
    if not gains:
        return PairedDifference(None, None, None, None, 0, 0, 0, unpaired)
    clusters = [first[q].cluster for q in both]
    score = clustered_ratio(gains, [1] * len(gains), clusters)
    papers = score.papers or 0
    return PairedDifference(
        score.value,
        score.low,
        score.high,
        _flip_signs(sum_by(clusters, gains)) if papers >= LEAST_PAPERS else None,
        len(gains),
        sum(gain > 0 for gain in gains),
        sum(gain < 0 for gain in gains),
        unpaired,
        papers,
    )


def _flip_signs(found: Sequence[float]) -> float:
    """Return how often random signs of the clusters' sums move the mean as far as the found."""
    import numpy as np

    sums = np.array(found)
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), (_FLIPS, len(sums)))
    as_far = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    return float((as_far.sum() + 1) / (_FLIPS + 1))


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Correct the p-values of several tests at once, after Holm; None stays None."""
    order = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    most = 0.0
    for rank, (p, place) in enumerate(order):
        most = max(most, min(1.0, p * (len(order) - rank)))
        corrected[place] = most
    return corrected
