"""Fit the weights of a logistic regression to judged triples, and score triples by them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: How small the weights are held: chosen with papers left out in turn.
HELD = 4.0
#: A feature is learned from that so many judged triples have.
_LEAST = 4
#: Newton steps, at most; eight are enough as a rule.
_STEPS = 40
_CLOSE = 1e-6
_FOLDS = 10
#: A score's logarithm of the odds, at most.
_MOST_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class JudgedForm:
    """The features of a judged triple, whether a strict reader kept it, and its paper."""

    paper: str
    features: Mapping[str, float]
    kept: bool
    weight: float = 1.0


def fit(rows: Sequence[JudgedForm], held: float = HELD) -> dict[str, float]:
    """Return the weight of each feature that at least a few rows have.

    Args:
        rows: Judged triples, some kept and some not.
        held: How small the weights are held.
    """
    import numpy as np

    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST or name == "always")
    table = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    kept = np.array([float(row.kept) for row in rows])
    weight = np.array([row.weight for row in rows])
    small = np.array([0.01 if name == "always" else held for name in names])
    found = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -_MOST_ODDS, _MOST_ODDS)))
        slope = table.T @ (weight * (chance - kept)) + small * found
        curve = (table.T * (weight * chance * (1 - chance))) @ table + np.diag(small)
        step = np.linalg.solve(curve, slope)
        found = found - step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return {n: round(float(w), 3) for n, w in zip(names, found, strict=True) if abs(w) >= 0.005}


def left_out_scores(rows: Sequence[JudgedForm], held: float = HELD) -> list[float]:
    """Return the score of each row by weights that were fitted without its paper's fold."""
    papers = sorted({row.paper for row in rows})
    fold = {paper: number % _FOLDS for number, paper in enumerate(papers)}
    scores = [0.0] * len(rows)
    for number in range(min(_FOLDS, len(papers))):
        weights = fit([row for row in rows if fold[row.paper] != number], held)
        for place, row in enumerate(rows):
            if fold[row.paper] == number:
                scores[place] = chance_of(row.features, weights)
    return scores


def chance_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance, 0 to 1, that a strict reader keeps a triple of these features."""
    odds = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(min(odds, _MOST_ODDS), -_MOST_ODDS)))
