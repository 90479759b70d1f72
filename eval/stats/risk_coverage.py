"""Risk–coverage curves: how many answers are wrong if only the surest ones are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.stats.intervals import Score, clustered_bootstrap


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question: how sure the answer was, and whether it was right if it was given."""

    confidence: float
    """Above the threshold the answer is given."""
    answerable: bool
    right: bool
    """True if the answer is right where there is one, or if that is not known."""

    @property
    def wrong(self) -> bool:
        """True where giving the answer is a mistake."""
        return not (self.answerable and self.right)


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Coverage, refusals and risk at one confidence threshold."""

    threshold: float
    coverage: float
    """Share of the answerable questions that are answered."""
    refused: float
    """Share of the unanswerable questions that are refused."""
    risk: float
    """Share of the answers that are wrong: the evidence not cited, or none to be had."""


def risk_coverage(questions: Sequence[AnsweredQuestion]) -> list[RiskPoint]:
    """Return the curve over thresholds of 0 to 0.98, after El-Yaniv & Wiener (2010)."""
    points = []
    answerable = [one for one in questions if one.answerable]
    others = [one for one in questions if not one.answerable]
    for step in range(0, 100, 2):
        threshold = step / 100
        given = [one for one in questions if one.confidence > threshold]
        points.append(
            RiskPoint(
                threshold,
                _share([one.confidence > threshold for one in answerable]),
                _share([one.confidence <= threshold for one in others]),
                _share([one.wrong for one in given]),
            )
        )
    return points


def best_threshold(curve: Sequence[RiskPoint]) -> float:
    """Return the middle one of the thresholds with the greatest sum of coverage and refusals."""
    best = max(point.coverage + point.refused for point in curve)
    plateau = [p.threshold for p in curve if p.coverage + p.refused > best - 1e-9]
    return plateau[len(plateau) // 2]


def aurc(questions: Sequence[AnsweredQuestion], clusters: Sequence[str]) -> Score:
    """Return the area under the curve: the mean risk over every share of the surest answers.

    0 is best; answers as likely to be wrong whatever the confidence give their overall risk.
    After Geifman et al. 2019 (arXiv:1805.08206), with equal confidences in every order at once.

    Args:
        questions: The answered questions.
        clusters: The paper of each, or the question itself where it has none.
    """
    return clustered_bootstrap(questions, clusters, _area)


def _area(questions: Sequence[AnsweredQuestion]) -> float | None:
    surest = sorted(questions, key=lambda one: -one.confidence)
    area, before, wrong = 0.0, 0, 0.0
    for _, group in groupby(surest, key=lambda one: one.confidence):
        tied = [one.wrong for one in group]
        rate = sum(tied) / len(tied)
        area += sum((wrong + rate * n) / (before + n) for n in range(1, len(tied) + 1))
        before, wrong = before + len(tied), wrong + sum(tied)
    return area / before if before else None


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0
