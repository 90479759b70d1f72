"""Records of what is stated: a measurement, all facts of a sentence, and its place in a paper."""

from dataclasses import dataclass, field

from builder.materials.alloys import Alloy
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value, which stands at quantity.start of its sentence, and what it belongs to."""

    quantity: Quantity
    property: str | None
    """The property as the vocabulary names it; None if the sentence names none that fits."""
    alloys: tuple[Alloy, ...]
    """The alloy, or the possible readings of its name; empty if the sentence names none."""
    conditions: tuple[Quantity, ...]
    step: str = ""
    """`from` or `to` if the value is an end of a change."""
    relative: bool = False
    """True for a difference, as in `45 % higher`, which is no amount."""
    composite: bool = False
    """True for a value of a composite, or of an alloy doped with or based on the one named, as
    `CoCrFeNi–B4C`, which is not one of that alloy."""
    owner: str = "alloy"
    """What it is a value of: `alloy`, or `composite`, `coating`, `film`, `weld`, `precipitate`,
    `phase`, `substrate`, `other`."""
    kind: str = ""
    """The kind of its property, where stated: `compressive`, `tensile`, `nano`, `HER` …"""
    states: tuple[str, ...] = ()
    """Routes and states of the material, as the vocabulary names them: `annealed`, `SPS` …"""
    sense: str = "level"
    """`level`; `increase`, `decrease`, `difference`, `ratio` for a change; `above`, `below`,
    `at least`, `at most`, `about` for a bound."""
    inherited: frozenset[str] = frozenset()
    """Which of `alloys`, `owner`, `kind`, `states`, `sample` stand in the title or elsewhere."""
    sample: str = ""
    """What the sentence calls its material where no composition follows from it, `Nb5`, or by its
    making or shape beside its composition: `as-SLMed sample`, `wires`."""
    treatment: tuple[Quantity, ...] = ()
    """Those of `conditions` that the material was treated at before: of annealing, of sintering."""
    medium: str = ""
    """The liquid that it was measured in, as the paper writes it: `3.5 wt% NaCl`."""
    base: tuple[Alloy, ...] = ()
    """Without `alloys`, the one alloy of its paper, which its sample is made of or with."""


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """A sentence and what it states; offsets count from the first letter of the sentence."""

    text: str
    alloys: tuple[Alloy, ...]
    quantities: tuple[Quantity, ...]
    terms: tuple[Mention, ...]
    values: tuple[Measurement, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlacedFacts:
    """What the sentence ``abstract[start:end]`` states, its values completed from its paper."""

    start: int
    end: int
    facts: SentenceFacts
