"""The bare value, phase or composition a question asks for, read out of the answering sentence."""

from collections.abc import Sequence

from answer.properties import DIMENSIONS
from answer.question import Asked
from builder.alloys import find_alloys
from builder.quantities import Quantity, convert, equal, find_quantities
from builder.vocabulary import Mention, find_terms

#: Characters within which a value that follows a property's name is taken for its value.
_NEAR = 40


def short_answer(asked: Asked, sentence: str) -> str | None:
    """What the question asks for by name, as the sentence gives it; None if it names no such thing.

    A value comes in the unit asked for, with the original beside it.
    """
    if asked.wants == "number":
        return _value(asked, sentence)
    if asked.wants == "phase":
        return _listed([m.text for m in find_terms(sentence) if m.kind == "phase"])
    if asked.wants == "alloy":
        known = {alloy.element_key for alloy in asked.alloys}
        alloys = [a for a in find_alloys(sentence) if a.kind == "alloy"]
        return _listed([alloy.text for alloy in alloys if alloy.element_key not in known])
    return None


def _value(asked: Asked, sentence: str) -> str | None:
    wanted = {dimension for name in asked.properties for dimension in DIMENSIONS.get(name, ())}
    quantities = [
        quantity
        for quantity in find_quantities(sentence)
        if not any(equal(quantity, condition) for condition in asked.conditions)
        and (not wanted or quantity.dimension in wanted)
    ]
    if len(quantities) > 1:
        at = [q for q in find_quantities(sentence) if any(equal(q, c) for c in asked.conditions)]
        named = [m for m in find_terms(sentence) if m.name in asked.properties]
        quantities = _at_condition(quantities, at) if at else _named(quantities, named)
    # Lists that run in parallel (`…, respectively`) are left to the reader.
    if len(quantities) != 1 or "respectively" in sentence:
        return None
    return _in_unit(quantities[0], asked.unit)


def _at_condition(values: Sequence[Quantity], at: Sequence[Quantity]) -> list[Quantity]:
    """The value each mention of the asked condition belongs to: the one just before it.

    As in `842 MPa at 1000 °C, and 477 MPa at 1600 °C`.
    """
    found = []
    for condition in at:
        before = [value for value in values if 0 <= condition.start - value.end <= _NEAR]
        found += before[-1:]
    return found


def _named(values: Sequence[Quantity], named: Sequence[Mention]) -> list[Quantity]:
    """The values that follow the property's name at once; several mean that none is sure."""
    found = []
    for mention in named:
        after = [value for value in values if 0 <= value.start - mention.end <= _NEAR]
        found += after[:1]
        if len(after) > 1 and after[1].start - after[0].end <= len(" up to "):
            found.append(after[1])
    return found


def _in_unit(quantity: Quantity, unit: str | None) -> str:
    if unit is None or unit == quantity.unit:
        return quantity.text
    try:
        converted = convert(quantity, unit)
    except (KeyError, ValueError):  # another dimension, or a unit we do not know
        return quantity.text
    ends = dict.fromkeys((f"{converted.low:.4g}", f"{converted.high:.4g}"))
    return f"{'–'.join(ends)} {unit} ({quantity.text})"


def _listed(names: Sequence[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None
