"""Score how likely all that is said of a value is right, by weights fitted to judged rows."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.added_shares import ADDED
from builder.materials.measurements.carriers import ALL_ALIKE
from builder.materials.measurements.certainty.binding_features import (
    PaperBindings,
    binding_features,
    has_twin,
)
from builder.materials.measurements.certainty.doubts import (
    is_of_more,
    is_of_surface,
    is_untold_end,
    names_own_alloy,
)
from builder.materials.measurements.measurement import Measurement, SentenceFacts

#: The weights that come with the program; `tests/tools/fit_rows.py` writes them.
WEIGHTS = Path(__file__).with_name("data") / "row_weights.json"
#: The logarithm of the odds, at most.
_MOST_ODDS = 30.0
#: Ends of what a paper calls a composite whose other part it does not name with it.
_UNSAID = ("composite", "-based", "?")
#: The variable of a family in its formula: AlxCoCrFeNi, (CoCrFeNi)100-xMox.
VARIABLE = re.compile(r"(?<=[A-Za-z)\d+−–-])\s?[xyz](?![a-z])")
#: Two numbers that were read as one range, or as one with its uncertainty: 900 (600) MPa.
_TWO_NUMBERS = re.compile(r"\sand\s|\d\s?\(\d{3,}")
#: Properties of an electrode that are nothing without a current density.
_AT_CURRENT = frozenset({"overpotential", "current density"})
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

    It is 0 for a value that is not whole.

    Args:
        value: the value, completed from its paper.
        facts: its sentence.
        paper: the other values of its paper, and its title.
    """
    if not is_whole(value, facts, paper):
        return 0.0
    weights = row_model().weights
    features = binding_features(value, facts, paper)
    odds = sum(weights.get(name, 0.0) * size for name, size in features.items())
    return 1 / (1 + math.exp(-max(min(odds, _MOST_ODDS), -_MOST_ODDS)))


def is_whole(value: Measurement, facts: SentenceFacts, paper: PaperBindings) -> bool:
    """Return True for one number of a material that can be told, at what makes it one.

    Of two numbers that a paper gives for the same, one is at something that was not read.
    A material is told by a formula with all amounts, by a family with a share of what is varied, or
    by what the paper calls a sample of an alloy that is known.

    Args:
        value: the value, completed from its paper.
        facts: its sentence.
        paper: the other values of its paper, and its title.
    """
    if value.property in _AT_CURRENT:
        told = {one.dimension for one in value.conditions}
        if "current_density" not in told:
            return False
    if any(has_twin(value, placed.facts) for placed in paper.read):
        return False
    if is_untold_end(value, facts.values) or is_of_surface(value, facts):
        return False
    if is_of_more(value, paper.only_bases) or not names_own_alloy(value, facts.text):
        return False
    return not _TWO_NUMBERS.search(value.quantity.text) and is_named(value)


def is_named(value: Measurement) -> bool:
    """Return True for a value whose material is told: by a formula with all amounts, or a name."""
    if value.owner == "weld" and value.alloys and not _JOINED_BY.isdisjoint(value.states):
        return False  # the alloy is what joins, and what it joins is not told
    if value.alloys:
        has_share = any(one.dimension in ADDED for one in value.conditions)
        return has_share or not any(map(_is_open, value.alloys))
    sample = value.sample
    if not sample or sample.endswith(_UNSAID) or ALL_ALIKE.match(sample):
        return False
    held = named_alloys(sample)
    if held or value.base:
        return not any(map(_is_open, held))
    return value.owner in ("substrate", "other") and _NAME.search(sample) is not None


def _is_open(alloy: Alloy) -> bool:
    """Return True for a family, of which no member is told; CoCrFeNi-Al is a name in its paper."""
    is_family = VARIABLE.search(alloy.text) is not None or {*alloy.amounts} == {None}
    return None in alloy.amounts and is_family
