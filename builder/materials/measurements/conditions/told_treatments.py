"""Complete treatments by the sentence that describes them: annealed at 700 and 800 °C for 1 h."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.states import UNTREATED, routes, state_mentions
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
#: That a sentence tells of several samples that were not made alike.
_COMPARES = re.compile(r"\b(?:or|while|whereas|respectively|without|some|another|both|either)\b")
#: From which temperature on a treatment is one, in K.
_HOT = 573.0
#: Letters between a process and the first of its temperatures.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Treatment:
    """A temperature of a treatment, as a sentence tells it."""

    name: str
    """The process; "" where none stands before it."""
    first: tuple[str, ...]
    """What was done before to the same material."""
    times: tuple[Quantity, ...]
    """How long it took, if the sentence tells that."""


def with_told_treatments(
    values: Sequence[Measurement], facts: SentenceFacts, stated: Sequence[SentenceFacts]
) -> tuple[Measurement, ...]:
    """Return values with the treatment of their material as another sentence describes it.

    The alloy was cold rolled and annealed at 800, 900 and 1000 °C for 1 h. It has a hardness of
    446 HV at 900 °C; annealed at 1000 °C it has 400 HV.

    Args:
        values: the values of a sentence.
        facts: the sentence.
        stated: all sentences of the paper.
    """
    if not any(_temperatures(value) for value in values):
        return tuple(values)
    told: dict[tuple[float, float], list[_Treatment]] = {}
    for one in stated:
        for quantity, treatment in _treatments(one) if one is not facts else ():
            told.setdefault(quantity.si, []).append(treatment)
    single = {si: found[0] for si, found in told.items() if len(found) == 1}
    tested = {
        one.si
        for value in values
        for one in value.conditions
        if one.dimension == "temperature" and one not in value.treatment
    }
    is_hot = tested - {*single} or any(_HOT_TESTS.search(one.text) for one in stated)
    return tuple(_treated(value, single, not is_hot) for value in values)


def _temperatures(value: Measurement) -> list[Quantity]:
    """Return the high temperatures that a value of something tested cold is told at."""
    if not value.property or value.step:
        return []
    found = [one for one in value.conditions if one.dimension == "temperature"]
    if value.property not in _TESTED_COLD:
        found = [one for one in found if one in value.treatment]
    return [one for one in found if one.si[0] > _HOT]


def _treatments(facts: SentenceFacts) -> Iterator[tuple[Quantity, _Treatment]]:
    """Yield the temperatures of treatments that a sentence gives, with all it says of them."""
    hot = [one for one in facts.quantities if one.dimension == "temperature"]
    mentions = state_mentions(facts.text, facts.terms)
    done = [one for one in mentions if one.kind == "process" and one.name not in UNTREATED]
    times = tuple(one for one in facts.quantities if one.dimension == "time")
    lists = runs(facts.text, hot)
    for run in lists:
        if not is_of_treatment(facts.text, run[0]):
            continue
        before = [one for one in done if one.end <= run[0].start]
        near = [one.name for one in before if run[0].start - one.end <= _NEAR]
        name = near[-1] if near else ""
        is_whole = len(lists) == 1 and not _COMPARES.search(facts.text)
        names = dict.fromkeys(one.name for one in before if one.name not in routes())
        first = tuple(one for one in names if one != name)
        held = times if len(times) == 1 and is_of_treatment(facts.text, times[0]) else ()
        for one in run:
            yield one, _Treatment(name, first if is_whole else (), held if is_whole else ())


def _treated(
    value: Measurement, told: dict[tuple[float, float], _Treatment], may_be_cold: bool
) -> Measurement:
    """Return a value with the treatment of its temperature, if that is told and the value's."""
    found = [
        one
        for one in _temperatures(value)
        if one.si in told and (one in value.treatment or may_be_cold)
    ]
    if len(found) != 1:
        return value
    [at] = found
    treatment = told[at.si]
    is_told = at in value.treatment
    if is_told and treatment.name and treatment.name not in value.states:
        return value  # another treatment at the same temperature
    is_bare = {*value.states} - routes() <= {treatment.name}
    names = tuple(one for one in (*(treatment.first if is_bare else ()), treatment.name) if one)
    times = () if any(one.dimension == "time" for one in value.conditions) else treatment.times
    added = (*(() if is_told else (at,)), *times)
    return replace(
        value,
        conditions=(*value.conditions, *times),
        treatment=(*value.treatment, *added),
        states=tuple(dict.fromkeys((*value.states, *names))),
    )
