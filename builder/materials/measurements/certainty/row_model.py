"""Score how likely all that is said of a value is right, by weights fitted to judged rows."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.materials.alloys import named_alloys
from builder.materials.measurements.carriers import ALL_ALIKE
from builder.materials.measurements.certainty.binding_features import (
    PaperBindings,
    binding_features,
)
from builder.materials.measurements.measurement import Measurement, SentenceFacts

#: The weights that come with the program; `tests/tools/fit_rows.py` writes them.
WEIGHTS = Path(__file__).with_name("data") / "row_weights.json"
#: The logarithm of the odds, at most.
_MOST_ODDS = 30.0
#: Ends of what a paper calls a composite whose other part it does not name with it.
_UNSAID = ("composite", "-based", "?")
#: Ways to join materials by another one between them.
_JOINED_BY = frozenset({"brazing", "diffusion bonding"})
#: A name of a material beside its formula: AZ91, 316L, Nb5.
_NAME = re.compile(r"[A-Z]{2}|\d")


@dataclass(frozen=True, slots=True)
class RowModel:
    """Fitted weights, and the chance from which on a value is sure."""

    threshold: float
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def row_model() -> RowModel:
    """Read the weights that come with the program."""
    found = json.loads(WEIGHTS.read_text("utf-8"))
    return RowModel(float(found["threshold"]), found["weights"])


def row_chance(value: Measurement, facts: SentenceFacts, paper: PaperBindings) -> float:
    """Return the chance, 0 to 1, that a strict reader finds all that is said of a value right.

    It is 0 where nothing names the material: neither a formula with all amounts, nor what the paper
    calls a sample of an alloy that is known.

    Args:
        value: the value, completed from its paper.
        facts: its sentence.
        paper: the other values of its paper, and its title.
    """
    if not is_named(value):
        return 0.0
    weights = row_model().weights
    features = binding_features(value, facts, paper)
    odds = sum(weights.get(name, 0.0) * size for name, size in features.items())
    return 1 / (1 + math.exp(-max(min(odds, _MOST_ODDS), -_MOST_ODDS)))


def is_named(value: Measurement) -> bool:
    """Return True if it can be told what a value is one of."""
    if value.owner == "weld" and value.alloys and not _JOINED_BY.isdisjoint(value.states):
        return False  # the alloy is what joins, and what it joins is not told
    if value.alloys:
        return not any(None in one.amounts for one in value.alloys)
    sample = value.sample
    if not sample or sample.endswith(_UNSAID) or ALL_ALIKE.match(sample):
        return False
    held = named_alloys(sample)
    if held or value.base:
        return not any(None in one.amounts for one in held)
    return value.owner in ("substrate", "other") and _NAME.search(sample) is not None
