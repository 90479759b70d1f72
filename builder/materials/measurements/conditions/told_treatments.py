"""Tell the temperature of a treatment, which another sentence describes, from that of a test."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.materials.measurements.conditions.condition_binding import is_of_treatment
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.states import UNTREATED, state_mentions
from builder.materials.quantity import Quantity

#: Words by which a paper tests its material in the heat.
_HOT_TESTS = re.compile(
    r"\b(?:high|elevated|test\w*|service|deformation|creep)[\s-]temperatures?\b"
    r"|\bhot[\s-](?:hardness|compress|deform|tensile|tension)"
    r"|\b(?:test|compress|deform|measur|strain|pull|load)ed\s(?:in\s\w+\s)?at\b",
    re.IGNORECASE,
)
#: Properties that are tested cold as a rule, and not by a friction or corrosion test in the heat.
_TESTED_COLD = frozenset(
    "hardness;nanohardness;yield strength;ultimate tensile strength;compressive strength"
    ";fracture strength;elongation;uniform elongation;ductility;grain size;relative density;density"
    ";lattice parameter;saturation magnetization;coercivity".split(";")
)
#: From which temperature on a treatment is one, in K.
_HOT = 573.0
#: Letters between a process and the first of its temperatures.
_NEAR = 60


def with_told_treatments(
    values: Sequence[Measurement], facts: SentenceFacts, stated: Sequence[SentenceFacts]
) -> tuple[Measurement, ...]:
    """Return values with what their material was treated at told as that.

    The alloy was sintered at 800, 900 and 1000 °C. It has a hardness of 446 HV at 900 °C.

    Args:
        values: the values of a sentence.
        facts: the sentence.
        stated: all sentences of the paper.
    """
    untold = [one for value in values for one in _temperatures(value)]
    if not untold or any(_HOT_TESTS.search(one.text) for one in stated):
        return tuple(values)
    told = {q.si: name for one in stated if one is not facts for q, name in _treatments(one)}
    return tuple(_treated(value, told) for value in values)


def _temperatures(value: Measurement) -> list[Quantity]:
    """Return the high temperatures that a value is told at, which its sentence does not treat."""
    if value.property not in _TESTED_COLD or value.treatment:
        return []
    found = [one for one in value.conditions if one.dimension == "temperature"]
    return [one for one in found if one.si[0] > _HOT and one not in value.treatment]


def _treatments(facts: SentenceFacts) -> Iterator[tuple[Quantity, str]]:
    """Yield the temperatures of treatments that a sentence gives, each with its process."""
    hot = [one for one in facts.quantities if one.dimension == "temperature"]
    mentions = state_mentions(facts.text, facts.terms)
    done = [one for one in mentions if one.kind == "process" and one.name not in UNTREATED]
    for run in runs(facts.text, hot):
        if not is_of_treatment(facts.text, run[0]):
            continue
        near = [one.name for one in done if 0 <= run[0].start - one.end <= _NEAR]
        for one in run:
            yield one, near[-1] if near else ""


def _treated(value: Measurement, told: dict[tuple[float, float], str]) -> Measurement:
    found = [one for one in _temperatures(value) if one.si in told]
    names = tuple(told[one.si] for one in found if told[one.si])
    return replace(
        value,
        treatment=(*value.treatment, *found),
        states=tuple(dict.fromkeys((*value.states, *names))),
    )
