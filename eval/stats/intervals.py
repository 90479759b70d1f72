"""Scores with the interval they are known to."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

_Z = 1.959964  # the normal distribution's two-sided 95 % point
#: Resamples of a bootstrap, and the seed of its draws: the same rows give the same interval.
_RESAMPLES, _SEED = 1000, 1979

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


def proportion(successes: int, n: int, unscored: int = 0) -> Score:
    """A share of ``n`` with Wilson's interval (1927, doi:10.1080/01621459.1927.10502953)."""
    if n == 0:
        return Score(None, None, None, 0, unscored)
    p, z2 = successes / n, _Z**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Score(p, max(0.0, middle - half), min(1.0, middle + half), n, unscored)


def mean(values: Sequence[float | None]) -> Score:
    """A mean; values that are None are unscored.

    Of verdicts, which are all 0 or 1, it is a share with Wilson's interval: a bootstrap of ten
    successes knows of no failure. Else the interval is the bootstrap's.
    """
    known = [value for value in values if value is not None]
    unscored = len(values) - len(known)
    if all(value in (0, 1) for value in known):
        return proportion(sum(map(int, known)), len(known), unscored)
    return bootstrap(known, fmean, unscored)


def bootstrap(
    rows: Sequence[_Row], statistic: Callable[[Sequence[_Row]], float | None], unscored: int = 0
) -> Score:
    """A statistic of all rows between the 2.5th and 97.5th percentile of its resamples.

    After Efron 1979, doi:10.1214/aos/1176344552. Resamples for which the statistic is None (no
    refusal drawn, say) are left out.
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
