"""Read the unit that a question asks its answer in: `in ksi`, `(MPa)`, `how many kelvin`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.question.grammar.spans import Span
from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.unit_table import Unit
from builder.materials.units import unit_at, unit_named

_BEFORE = re.compile(
    r"\b(?:in|into|as|to)\s(?:units?\sof\s|terms\sof\s|the\sunit\s)?|\bunits?\s(?:of\s)?"
    r"|\bhow\smany\s|[(,]\s?(?:in\s)?",
    re.IGNORECASE,
)
#: What may stand behind a unit; before a noun its letters are a name: `in V alloys`.
_BEHIND = re.compile(
    r"\s*(?:$|[?.,;:)]|\b(?:of|for|at|when|after|before|does|do|did|is|are|was|were|has|have|would"
    r"|will|can|behind|and|under|with|from|by|please|to|on|in)\b)"
)
#: Scales by a letter: `in C`, where a temperature is asked for.
_SCALES = re.compile(r"(?P<scale>[CF])(?![\w.])")
#: Units that a question names for other reasons: `how many times`, `over how many cycles`.
_NO_ANSWER = frozenset({"times", "atom", "f.u.", "cycle", "R", "day", "week", "year", "atom^-1"})


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """The unit of the answer, and where the question names it."""

    unit: Unit
    span: Span


def find_unit(text: str, dimensions: Iterable[str], taken: Iterable[Span]) -> AskedUnit | None:
    """Find the unit that a question asks its answer in.

    Args:
        text: The question.
        dimensions: Those that its properties and words ask for; a symbol that is an element as well
            (V, W, K) is a unit for these alone.
        taken: Where its quantities stand, whose units are their own.
    """
    spans, wanted = tuple(taken), frozenset(dimensions)
    for before in _BEFORE.finditer(text):
        at = before.end()
        if any(start <= at < end for start, end in spans):
            continue
        read = _unit(text, at, wanted)
        if read and read[0].name not in _NO_ANSWER and _BEHIND.match(text, read[1]):
            return AskedUnit(read[0], (at, read[1]))
    return None


def _unit(text: str, at: int, wanted: frozenset[str]) -> tuple[Unit, int] | None:
    scale = _SCALES.match(text, at)
    if scale and "temperature" in wanted:
        return unit_named(f"°{scale['scale']}"), scale.end()
    read = unit_at(text, at)
    if read and text[at : read[1]] in ATOMIC_WEIGHT and read[0].dimension not in wanted:
        return None
    return read
