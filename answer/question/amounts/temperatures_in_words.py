"""Read the temperatures that a question names in words: `at cryogenic temperature`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.question.intent import Bound, Comparator
from builder.materials.quantity import Quantity, equal

#: What names a state at which values hold by a temperature in words.
CRYOGENIC = "cryogenic temperature"
#: What is done in the cold is a treatment: `cryogenic rolling`.
_TREATED = r"(?!\s(?:roll|deform|treat|cool|machin|mill|grind|process|forg|peen|cycl|soak))"
#: Temperatures in words: the vocabulary's name, the words, and the limit in K. Papers on these
#: alloys call up to about -100 °C cryogenic, and speak of elevated temperatures from 100 °C on.
_IN_WORDS: tuple[tuple[str, re.Pattern[str], Comparator, float], ...] = (
    (CRYOGENIC, re.compile(rf"\bcryogenic\b{_TREATED}", re.IGNORECASE), "at most", 173.0),
    (
        "low temperature",
        re.compile(r"\b(?:at|down to) (?:low|sub-?zero) temperatures?\b", re.IGNORECASE),
        "at most",
        273.0,
    ),
    (
        "elevated temperature",
        re.compile(r"\bat (?:high|higher|elevated) temperatures?\b", re.IGNORECASE),
        "at least",
        373.0,
    ),
)


@dataclass(frozen=True, slots=True)
class TemperatureInWords:
    """A temperature that a question names in words: `at cryogenic temperature`."""

    name: str
    """The vocabulary's name of it."""
    limit: Bound
    """What it takes in."""

    def takes_in(self, stated: Quantity) -> bool:
        """Return whether an amount is such a temperature."""
        return stated.dimension == "temperature" and is_within(stated, self.limit)


def temperatures_in_words(text: str) -> Iterator[TemperatureInWords]:
    """Yield the temperatures that a question names in words, but for that of the room."""
    for name, words, comparator, kelvin in _IN_WORDS:
        if words.search(text):
            yield _in_words(name, comparator, kelvin)


def temperature_called(name: str) -> TemperatureInWords | None:
    """Return the temperature that a term of the vocabulary names; None for any other term."""
    found = (_in_words(own, how, at) for own, _, how, at in _IN_WORDS if own == name)
    return next(found, None)


def _in_words(name: str, comparator: Comparator, kelvin: float) -> TemperatureInWords:
    amount = Quantity(f"{kelvin:g} K", 0, 0, kelvin, kelvin, "K", "temperature")
    return TemperatureInWords(name, Bound(comparator, amount))


def is_within(condition: Quantity, limit: Bound) -> bool:
    """Return whether an amount is within a limit; a range is, if it reaches into it."""
    (low, high), (least, most) = condition.si, limit.quantity.si
    match limit.comparator:
        case "above" | "at least":
            return high >= least
        case "below" | "at most":
            return low <= most
        case "between":
            return low <= most and high >= least
    return equal(condition, limit.quantity)
