"""Write a value as an answer: its unit, its bound, in the unit asked for."""

import re
from dataclasses import dataclass, replace

from answer.extractive.values.owners_asked import asks_composite, asks_joint, owners_asked
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantity import Quantity, express, with_unit
from builder.nlp.word_classes import ABOVE, APPROXIMATE, AT_LEAST, AT_MOST, BELOW

#: Letters before a value in which its bound is looked for.
_BOUND_LETTERS = 24
#: How a bound is written before the answer, by `Measurement.sense`.
_MARKS = {"above": "> ", "below": "< ", "at least": "≥ ", "at most": "≤ ", "about": "about "}
#: The words of a bound, for quantities that are not read as measurements.
_BOUNDS = (
    (ABOVE, "> "),
    (BELOW, "< "),
    (AT_LEAST, "≥ "),
    (AT_MOST, "≤ "),
)
_TEMPERATURE = "temperature"
#: What a value is one of needs no word.
_UNTOLD_OWNERS = frozenset({"alloy", "other"})
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\s?\([^()\d]+\)$")
_POWER_OF_TEN = re.compile(r"(?<=10)\s?[−–-]\s?(?=\d)")
#: An exponent that lost its place above the line: 19 × 1015 m−2.
_RAISED = re.compile(r"(?<=[×x·]\s10)[1-9]\d?(?=\s?[A-Za-z(/])")


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A bare answer, and what is to be said of it."""

    text: str
    note: str = ""
    """The formula by which a unit was converted, or why it was not; what else a value is of."""


def write_value(value: Measurement, sentence: str, unit: str | None) -> ShortAnswer:
    """Write a value with its bound, in the unit asked for.

    Args:
        value: A value of the sentence, or a quantity in the form of one.
        sentence: The sentence that states it.
        unit: The unit asked for; None for its own.
    """
    before = sentence[max(value.quantity.start - _BOUND_LETTERS, 0) : value.quantity.start]
    rounded = APPROXIMATE.search(before)  # `up to about 3 wt%` is a bound all the same
    if rounded:
        before = before[: rounded.start()].rstrip() + " "
    worded = next((mark for pattern, mark in _BOUNDS if pattern.search(before)), "")
    marked = _MARKS.get(value.sense, "")
    bound = (worded or marked) if value.sense == "about" else (marked or worded)
    bound = bound or ("about " if rounded else "")
    quantity = with_own_unit(value.quantity)
    if unit is None or unit == quantity.unit:
        text, note = quantity.text, ""
    else:
        written = express(quantity, unit, value.property or "")
        text, note = written.text, written.note
    if not is_range(quantity):  # 10–20 µm is no power of ten
        text = _RAISED.sub(r"^\g<0>", _POWER_OF_TEN.sub("^-", text))
    return ShortAnswer(bound + text, note)


def with_circumstances(
    answer: ShortAnswer, value: Measurement, question: ParsedQuestion
) -> ShortAnswer:
    """Add to the note of a value the states and temperature that the question does not name.

    Without them the value of one sample, before it was irradiated, is taken for that of the alloy.
    """
    asked = question.states | question.terms
    states = [
        own
        for own in value.states
        if not any(is_kind_of(own, one) or is_kind_of(one, own) for one in asked)
    ]
    at = []
    if not any(one.dimension == _TEMPERATURE for one in question.conditions):
        held = [one for one in value.conditions if one not in value.treatment]
        at = [with_unit(one) for one in held if one.dimension == _TEMPERATURE]
        # `at room and cryogenic temperature` has the noun once.
        at = [f"{text} temperature" if text.isalpha() else text for text in at]
    named = owners_asked(question) | _UNTOLD_OWNERS
    named |= {"composite"} if asks_composite(question) else set()
    named |= {"weld"} if asks_joint(question) else set()
    owner = [] if value.owner in named else [value.owner]
    if not (states or at or owner):
        return answer
    told = f"The value is stated for: {', '.join(dict.fromkeys([*owner, *at, *states]))}."
    return replace(answer, note=f"{answer.note} {told}".strip())


def is_range(quantity: Quantity) -> bool:
    """Return True for all that lies between two amounts, and not for one with its error."""
    return quantity.low != quantity.high and not quantity.plus_minus


def with_own_unit(quantity: Quantity) -> Quantity:
    """Write the unit into the text of a quantity; in a list it may stand behind the last one.

    All ranges are written alike, whether they were `750 to 900°C` or `750 °C–900 °C`; a bracket
    that was opened before the value, or around its unit, is no part of it.
    """
    if is_range(quantity):
        space = "" if quantity.unit == "%" else " "
        text = f"{quantity.low:g}–{quantity.high:g}{space}{quantity.unit}"
        return replace(quantity, text=text)
    text = with_unit(quantity)
    if _UNIT_IN_BRACKETS.search(text):
        text = _UNIT_IN_BRACKETS.sub(f" {quantity.unit}", text)
    return replace(quantity, text=_without_stray_brackets(text))


def _without_stray_brackets(text: str) -> str:
    """Return a text without the brackets that have no partner."""
    kept, open_at = list(text), []
    for place, sign in enumerate(text):
        if sign == "(":
            open_at.append(place)
        elif sign == ")" and open_at:
            open_at.pop()
        elif sign == ")":
            kept[place] = ""
    for place in open_at:
        kept[place] = ""
    return "".join(kept).strip()
