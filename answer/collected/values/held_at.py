"""Tell why a value does not hold at the temperature, or under the conditions, of a question."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from answer.question.intent import Bound, Comparator
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms

#: Why a value does not count; None if it does. "" for a value that is of no interest at all.
Reason = Callable[[PropertyRow], str | None]
#: Room temperature as papers give it.
_ROOM = (288.0, 303.0)  # K
_TEMPERATURE = "temperature"
#: What names a state at which values hold by a temperature in words.
_CRYOGENIC = "cryogenic temperature"
#: What is done in the cold is a treatment: `cryogenic rolling`.
_TREATED = r"(?!\s(?:roll|deform|treat|cool|machin|mill|grind|process|forg|peen|cycl|soak))"
#: Temperatures in words: the vocabulary's name, the words, and the limit in K. Papers on these
#: alloys call up to about -100 °C cryogenic, and speak of elevated temperatures from 100 °C on.
_IN_WORDS: tuple[tuple[str, re.Pattern[str], Comparator, float], ...] = (
    (_CRYOGENIC, re.compile(rf"\bcryogenic\b{_TREATED}", re.IGNORECASE), "at most", 173.0),
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
        return stated.dimension == _TEMPERATURE and _is_within(stated, self.limit)


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
    amount = Quantity(f"{kelvin:g} K", 0, 0, kelvin, kelvin, "K", _TEMPERATURE)
    return TemperatureInWords(name, Bound(comparator, amount))


def reasons_of_conditions(question: ParsedQuestion) -> Iterator[Reason]:
    """Yield what tells why a value does not hold under the conditions of a question."""
    for condition in question.conditions:
        yield _condition_reason(condition, question)
    for limit in question.limits:
        yield _limit_reason(limit)
    for one in temperatures_in_words(question.text):
        yield _words_reason(one)


def _condition_reason(asked: Quantity, question: ParsedQuestion) -> Reason:
    low, high = asked.si
    of_room = asked.dimension == _TEMPERATURE and _ROOM[0] <= low <= high <= _ROOM[1]

    def reason(row: PropertyRow) -> str | None:
        same = _held_at(row, asked.dimension)
        if any(equal(condition, asked) for condition in same):
            return None
        if question.states and any(equal(q, asked) for q in find_quantities(row.sentence)):
            return None  # where a treatment is asked for, its condition is meant
        if same or (of_room and _CRYOGENIC in row.value.states):
            return f"at another {_name(asked.dimension)}"
        # A value without a temperature is one at room temperature.
        return None if of_room else f"without a stated {_name(asked.dimension)}"

    return reason


def _limit_reason(limit: Bound) -> Reason:
    def reason(row: PropertyRow) -> str | None:
        same = _held_at(row, limit.quantity.dimension)
        if not same:
            return f"without a stated {_name(limit.quantity.dimension)}"
        within = any(_is_within(condition, limit) for condition in same)
        return None if within else f"at another {_name(limit.quantity.dimension)}"

    return reason


def _words_reason(asked: TemperatureInWords) -> Reason:
    by_amount = _limit_reason(asked.limit)

    def reason(row: PropertyRow) -> str | None:
        why = by_amount(row)
        if why is None or asked.name in row.value.states:
            return None
        if _held_at(row, _TEMPERATURE) or _CRYOGENIC in row.value.states:
            return why
        # The sentence says it in the same words, and names no temperature besides.
        named = any(mention.name == asked.name for mention in find_terms(row.sentence))
        stated = any(q.dimension == _TEMPERATURE for q in find_quantities(row.sentence))
        return None if named and not stated else why

    return reason


def _held_at(row: PropertyRow, dimension: str) -> list[Quantity]:
    """Return the conditions that a value holds under, without those of a treatment before."""
    value = row.value
    return [c for c in value.conditions if c.dimension == dimension and c not in value.treatment]


def _is_within(condition: Quantity, limit: Bound) -> bool:
    (low, high), (least, most) = condition.si, limit.quantity.si
    match limit.comparator:
        case "above" | "at least":
            return high >= least
        case "below" | "at most":
            return low <= most
        case "between":
            return low <= most and high >= least
    return equal(condition, limit.quantity)


def _name(dimension: str) -> str:
    return dimension.replace("_", " ")
