"""Records of what a paper states that may be the number asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.materials.measurements.measurement import Measurement, PlacedFacts


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a paper states, sentence by sentence."""

    text: str
    """Title and abstract, the title in the first line."""
    facts: Sequence[PlacedFacts]


@dataclass(frozen=True, slots=True)
class CandidateValue:
    """A value that may be the one asked for, and the place of its sentence in the paper."""

    value: Measurement
    place: int
