"""Tell why a value does not hold at the temperature, or under the conditions, of a question."""

from collections.abc import Callable, Iterator

from answer.question.amounts.temperatures_in_words import (
    CRYOGENIC,
    TemperatureInWords,
    is_within,
    temperatures_in_words,
)
from answer.question.intent import Bound
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
        if same or (of_room and CRYOGENIC in row.value.states):
            return f"at another {_name(asked.dimension)}"
        # A value without a temperature is one at room temperature.
        return None if of_room else f"without a stated {_name(asked.dimension)}"

    return reason


def _limit_reason(limit: Bound) -> Reason:
    def reason(row: PropertyRow) -> str | None:
        same = _held_at(row, limit.quantity.dimension)
        if not same:
            return f"without a stated {_name(limit.quantity.dimension)}"
        within = any(is_within(condition, limit) for condition in same)
        return None if within else f"at another {_name(limit.quantity.dimension)}"

    return reason


def _words_reason(asked: TemperatureInWords) -> Reason:
    by_amount = _limit_reason(asked.limit)

    def reason(row: PropertyRow) -> str | None:
        why = by_amount(row)
        if why is None or asked.name in row.value.states:
            return None
        if _held_at(row, _TEMPERATURE) or CRYOGENIC in row.value.states:
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


def _name(dimension: str) -> str:
    return dimension.replace("_", " ")
