"""Sum features by weights that `hea eval ranker` has fitted and written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A weight for each feature, by name."""

    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Return the weighted sum; exp of it is proportional to how likely the candidate is right.

        A feature without a weight does not count.
        """
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def read_model(path: Path) -> LinearModel:
    """Read the weights of a file, once."""
    return LinearModel(json.loads(path.read_text("utf-8"))["weights"])
