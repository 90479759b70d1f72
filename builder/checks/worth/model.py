"""Score how likely a strict reader keeps a triple, by weights learned from judged ones."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.checks.worth.features import features_of
from builder.checks.worth.fitting import chance_of
from builder.errors import UserError
from builder.triples import Triple

#: The weights that come with the program; `hea curate --learn` writes others into a workspace.
PACKAGED = Path(__file__).with_name("data") / "weights.json"


@dataclass(frozen=True, slots=True)
class WorthModel:
    """Learned weights, and the score from which on a triple passes."""

    threshold: float
    weights: Mapping[str, float]
    learned_from: int
    """How many judged triples they were learned from."""
    calibration: tuple[Mapping[str, float], ...] = ()
    """Bins of scores by weights that did not see the paper: predicted, observed, n."""
    curve: tuple[Mapping[str, float], ...] = ()
    """Threshold → share of triples that pass, and the precision among them, papers left out."""
    digest: str = field(default="")
    """Changes with the weights, so that triples are checked anew."""

    def score(self, triple: Triple) -> float:
        """Return the chance, 0 to 1, that a strict reader keeps a triple."""
        return chance_of(features_of(triple), self.weights)

    def why_not(self, triple: Triple) -> str:
        """Return why a triple is not worth asking; "" if it is, or is an unanswerable question."""
        if triple.kind == "unanswerable":
            return ""
        score = self.score(triple)
        if score >= self.threshold:
            return ""
        return (
            f"Readers kept fewer of the drafts like it: its score is {score:.2f} of 1, and"
            f" {self.threshold:.2f} is needed."
        )


@lru_cache(maxsize=4)
def read_model(path: Path = PACKAGED) -> WorthModel:
    """Read learned weights.

    Raises:
        UserError: The file is not readable as such.
    """
    try:
        text = path.read_text("utf-8")
        found = json.loads(text)
        return _model(found, text)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"{path.name} contains no learned weights.", "Learn them again: `hea curate --learn`."
        ) from error


def _model(found: Mapping[str, Any], text: str) -> WorthModel:
    return WorthModel(
        float(found["threshold"]),
        {str(name): float(weight) for name, weight in found["weights"].items()},
        int(found["learned_from"]),
        tuple(found.get("calibration", ())),
        tuple(found.get("curve", ())),
        hashlib.sha256(text.encode()).hexdigest()[:16],
    )
