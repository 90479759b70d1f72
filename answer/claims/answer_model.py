"""Tell whether a bare answer fills the gap of its question, by fitted weights.

Two sets of weights: for questions asked in the words of the paper, where the clause around the
answer must be that of the question, and for questions in other words, where the likeliest
sentences and the kind of answer tell. `tests/tools/fit_claims.py` makes the file.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.claims.answer_features import PlacedAnswer
from retrieval.ranking.linear_model import LinearModel

MODEL = Path(__file__).with_name("data") / "answer_weights.json"

#: Four of five questions that people wrote have less than this of a sentence in its order.
_COPIED = 0.38


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """Weights, and the probability from which on an answer is taken to fill its gap."""

    weights: LinearModel
    threshold: float
    threshold_copied: float
    """The same where the question has many words of one sentence in their order: the more it has,
    the surer must be what is said."""


def fills_gap(placed: PlacedAnswer) -> bool:
    """Return True if an answer is likely enough the one that its question asks for."""
    model = _models()[regime_of(placed)]
    least = model.threshold_copied if placed.copied >= _COPIED else model.threshold
    return chance_of(placed) >= least


def chance_of(placed: PlacedAnswer) -> float:
    """Return how likely an answer is the one that its question asks for, 0 to 1."""
    model = _models()[regime_of(placed)]
    return 1 / (1 + math.exp(-model.weights.score(placed.features)))


def regime_of(placed: PlacedAnswer) -> str:
    """Return which weights count for an answer."""
    return "in its words" if placed.in_its_words else "in other words"


@cache
def _models() -> dict[str, AnswerModel]:
    kept = json.loads(MODEL.read_text("utf-8"))["models"]
    return {
        regime: AnswerModel(LinearModel(one["weights"]), one["threshold"], one["threshold_copied"])
        for regime, one in kept.items()
    }
