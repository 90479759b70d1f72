"""Fit weights that make the right candidate the likeliest, and measure them on papers left out.

The likelihood is that of a conditional logit model (McFadden 1974): exp(Σ weight × feature) of the
right candidates over that of all, with the weights, in units of their features' spread, held small.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.ranker.cases import RankingCase
from eval.stats.intervals import Score, mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How small the weights are held (L2). From 1 to 10 the scores on papers left out are alike.
_L2 = 3.0
_FOLDS = 8


@dataclass(frozen=True, slots=True)
class RankingScores:
    """How often a right candidate is among the first."""

    first: Score
    first_two: Score
    first_three: Score


def fit_weights(cases: Sequence[RankingCase], l2: float = _L2) -> dict[str, float]:
    """Return the likeliest weight of each feature; none if no case has a right candidate.

    Args:
        cases: What is ranked.
        l2: How small the weights are held, in units of their features' spread.
    """
    import numpy as np
    from scipy.optimize import minimize

    cases = [case for case in cases if any(case.right)]
    if not cases:
        return {}
    names = sorted({name for case in cases for features in case.features for name in features})
    table = np.array([[of.get(n, 0.0) for n in names] for c in cases for of in c.features])
    right = np.array([is_right for case in cases for is_right in case.right])
    starts = np.cumsum([0, *(len(case.features) for case in cases[:-1])])
    group = np.repeat(np.arange(len(cases)), [len(case.features) for case in cases])
    spread = table.std(axis=0)
    spread[spread == 0] = 1.0
    table /= spread

    def loss(weights: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = table @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        of_right = np.where(right, odds, 0.0)
        all_odds, right_odds = (np.add.reduceat(o, starts) for o in (odds, of_right))
        slope = odds / all_odds[group] - of_right / right_odds[group]
        value = float(np.log(all_odds / right_odds).sum() + l2 / 2 * weights @ weights)
        return value, table.T @ slope + l2 * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {n: round(float(w), 3) for n, w in zip(names, found.x / spread, strict=True)}


def score_weights(
    cases: Sequence[RankingCase], weights: Sequence[dict[str, float]]
) -> RankingScores:
    """Score an order of candidates; a case without a right candidate counts as a miss.

    Args:
        cases: What is ranked.
        weights: Those for each case.
    """
    places = [_place(case, of) for case, of in zip(cases, weights, strict=True)]
    return RankingScores(*(mean([place < k for place in places]) for k in (1, 2, 3)))


def cross_validate(cases: Sequence[RankingCase]) -> list[dict[str, float]]:
    """Return for each case the weights of a fit without all questions on its papers."""
    papers = sorted({min(case.papers) for case in cases})  # ids are hashes: in no order
    fold = {paper: place % _FOLDS for place, paper in enumerate(papers)}
    folds = [fold[min(case.papers)] for case in cases]
    weights = [
        fit_weights([case for case, of in zip(cases, folds, strict=True) if of != left_out])
        for left_out in range(_FOLDS)
    ]
    return [weights[of] for of in folds]


def _place(case: RankingCase, weights: dict[str, float]) -> float:
    """Return the place of the best right candidate, from 0; infinity if there is none."""
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in of.items()) for of in case.features
    ]
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    ranks = [rank for rank, place in enumerate(order) if case.right[place]]
    return min(ranks, default=math.inf)
