"""Write the values that a question asks for together: a list, or the range between its ends."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from answer.extractive.values.slots_of_values import StatedValue
from answer.extractive.values.value_text import ShortAnswer, is_range, write_value
from answer.question.grammar.property_families import meant_by
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.lists import run_of

#: All between two ends is asked for.
_RANGE_ASKED = re.compile(
    r"\bbetween (?:which|what)\b|\b(?:which|what) (?:[\w-]+ ){0,2}range\b|\bfrom (?:which|what)\b",
    re.IGNORECASE,
)

#: Settings, or two properties, are asked for together: `UTS and elongation`, `(temp, time)`.
_TWO_ASKED = re.compile(
    r"\b(?:settings|parameters|conditions)\b(?! (?:in|under) which)"
    r"|\b(?:strength|UTS|YS|hardness|elongation|ductility|modulus|toughness|plasticity|strain)"
    r" (?:and|&) (?:the )?(?:[a-z]+ ){0,2}?(?:strength|UTS|YS|hardness|elongation|ductility|modulus"
    r"|toughness|plasticity|strain rate)\b",
    re.IGNORECASE,
)


def asks_for_several(question: ParsedQuestion) -> bool:
    """Return whether a question asks for several amounts, of one alloy or of two."""
    if question.wants_all or _TWO_ASKED.search(question.text):
        return True
    pairs = pairwise(question.alloys)
    return any(question.text[one.end : other.start] == " and " for one, other in pairs)


def list_of_values(question: ParsedQuestion, fitting: Sequence[StatedValue]) -> ShortAnswer | None:
    """Return all values of one list, if the question asks for several and the paper has no other.

    Of several properties it is one value of each.

    Args:
        question: The question.
        fitting: All values of a paper that fill its slots.
    """
    ranged = _RANGE_ASKED.search(question.text) is not None
    if len(fitting) < 2 or not (question.wants_all or ranged):
        return None
    if not ranged and len(question.properties) > 1:
        return _one_of_each(question, fitting)
    first = fitting[0]
    if any(one.placed is not first.placed for one in fitting):
        return None
    quantities = [one.value.quantity for one in fitting]
    if any(map(is_range, quantities)) or len({one.dimension for one in quantities}) > 1:
        return None
    sentence = first.placed.facts.text
    if run_of(sentence, quantities[0], quantities) != quantities:
        return None
    if not ranged:
        written = [write_value(one.value, sentence, question.unit).text for one in fitting]
        return ShortAnswer(f"{', '.join(written[:-1])} and {written[-1]}")
    low, high = min(q.low for q in quantities), max(q.high for q in quantities)
    unit = quantities[-1].unit
    whole = replace(quantities[0], low=low, high=high, text=f"{low:g}–{high:g} {unit}")
    return write_value(replace(first.value, quantity=whole), sentence, question.unit)


def _one_of_each(question: ParsedQuestion, fitting: Sequence[StatedValue]) -> ShortAnswer | None:
    """Return one value of each property asked for, in the order of the question.

    None unless one sentence gives them all, and each of them once.
    """
    found: list[StatedValue] = []
    for name in question.properties:
        of_name = [one for one in fitting if one.value.property in meant_by(name)]
        if len(of_name) != 1 or of_name[0].placed is not fitting[0].placed:
            return None
        found += of_name
    sentence = fitting[0].placed.facts.text
    written = [write_value(one.value, sentence, None).text for one in found]
    return ShortAnswer(f"{', '.join(written[:-1])} and {written[-1]}")
