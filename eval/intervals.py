"""Scores with the interval they are known to."""

import math
from dataclasses import dataclass

_Z = 1.959964  # the normal distribution's two-sided 95 % point


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
