"""Choose the likeliest of the values that leave a slot unsaid, or none.

Weights and threshold stand in `value_weights.json`, with the curve of what was given, and wrong,
on papers left out; `hea eval values` makes the file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from answer.extractive.sentence_ranking import RankedSentence
from answer.extractive.values.slots_of_values import StatedValue
from answer.extractive.values.value_features import likely_values
from answer.question.parse import ParsedQuestion
from retrieval.ranking.linear_model import LinearModel, read_model

MODEL = Path(__file__).with_name("value_weights.json")


def probability(model: LinearModel, features: Mapping[str, float]) -> float:
    """Return how likely a value with these features is the one asked for, from 0 to 1."""
    return 1 / (1 + math.exp(-model.score(features)))


def likeliest_value(
    question: ParsedQuestion, chosen: Sequence[RankedSentence]
) -> StatedValue | None:
    """Return the value of the quoted sentences that is likely enough the one asked for.

    Args:
        question: A question that asks for one number.
        chosen: The quoted sentences, the likeliest first.
    """
    is_extreme = question.intent == "superlative"
    if not (is_extreme or question.intent == "value") or question.wants_all:
        return None
    model = read_model(MODEL)
    found = likely_values(question, chosen)
    if is_extreme:  # the paper says itself that it is the most
        found = [one for one in found if not one.features["extreme unsaid"]]
    best = max(found, key=lambda one: model.score(one.features), default=None)
    if best is None or probability(model, best.features) < threshold():
        return None
    return best.stated


@cache
def threshold() -> float:
    """Return the probability from which on a value is given."""
    return float(json.loads(MODEL.read_text("utf-8"))["threshold"])
