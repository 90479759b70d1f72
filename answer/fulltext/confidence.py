"""Estimate how likely the first of the ranked statements answers, by fitted weights."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from answer.fulltext.asked import AskedStatement
from answer.fulltext.ranking import RankedStatement
from answer.fulltext.statement_features import numbers_held

#: The fitted weights and the probabilities from which on is quoted, or a bare answer given; the
#: file names the command that made it.
MODEL = Path(__file__).with_name("confidence_weights.json")
#: A sentence whose subject is what the one before it says.
_POINTS_BACK = re.compile(r"(?:This|That|These|Such|It)\b(?:\s\w+)?\s(?:is|was|are|were|can|may)\b")
#: A lead over the next from which on it does not matter.
_MOST_LEAD = 4.0
_NEXT = 3


def confidence_of(name: str, asked: AskedStatement, ranked: Sequence[RankedStatement]) -> float:
    """Return how likely the first statements answer, 0 to 1; 0 without any.

    Args:
        name: `quoted` for one of the first three, `short` for the first.
        asked: What the question asks for.
        ranked: The statements, the likeliest first.
    """
    if not ranked:
        return 0.0
    weights: Mapping[str, float] = _model()["weights"][name]
    features = confidence_features(asked, ranked)
    return 1 / (1 + math.exp(-sum(weights.get(n, 0.0) * v for n, v in features.items())))


def least(name: str) -> float:
    """Return the confidence from which on bodies are quoted, or `short` answers are given.

    `instead` is that from which on they are quoted instead of abstracts that give no bare answer,
    `in words` that from which on they are quoted where no number is asked for.
    """
    return float(_model()["least"][name])


def confidence_features(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> dict[str, float]:
    """Return what tells whether the first of some ranked statements answers, by name."""
    first, of = ranked[0], ranked[0].features
    is_cell = first.candidate.cell is not None
    behind = [ranked[place].score if place < len(ranked) else -math.inf for place in (1, _NEXT)]
    leads = [min(first.score - score, _MOST_LEAD) / _MOST_LEAD for score in behind]
    value = of.get("cell is number", 0.0) if is_cell else of.get("value", 0.0)
    by_noun = of["head"] if is_cell else of.get("value by its noun", 0.0)
    # Of a reason that begins with `This is due to` the subject is what the sentence before says.
    goes_on = asked.why and _POINTS_BACK.match(first.candidate.statement.text) is not None
    own = {name: of[name] + goes_on * of[f"{name} before"] for name in ("words", "terms", "head")}
    return {
        "always": 1.0,
        "cell": float(is_cell),
        "lead": leads[0],
        "lead over the third": leads[1],
        "score": first.score / 10,
        **own,
        **{
            f"{name} around": of[name] + of[f"{name} before"] for name in ("words", "terms", "head")
        },
        "words in piece": of["words"] + of["words before"] + of["words in piece"],
        "numbers": numbers_held(of) if asked.numbers else 1.0,
        "another alloy": float(of.get("alloy", 0.0) < 0),
        "the alloy": float(of.get("alloy", 0.0) > 0),
        "value": value if asked.number else 1.0,
        "value by its noun": by_noun if asked.number else 1.0,
        "number asked": float(asked.number),
        "how done": float(asked.making),
        "why": float(asked.why),
        "cites": of.get("cites", 0.0),
    }


@cache
def _model() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(MODEL.read_text("utf-8"))
    return kept
