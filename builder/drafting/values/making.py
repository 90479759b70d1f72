"""Tell whether the route of a value is told to its end."""

import re
from collections.abc import Sequence

from builder.drafting.values.material_states import wordings
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.states import routes, state_mentions

#: Behind the route of a material, before a treatment that it was given next.
_NEXT = re.compile(r"\b(?:followed by|then|subsequent(?:ly)?|consequent(?:ly)?)\b[^.;]{0,60}")
#: Behind the route of a material, that it was worked: heavy cold deformation.
_WORKED = re.compile(
    r"\b(?:cold|hot|warm|heavy|heavily|severe|severely)[\s-](?:and\s\w+-|\w+ly\s)?"
    r"(?:(?:cold|hot|plastic)(?:ally)?[\s-])?"
    r"(?:work|deform|machin|draw|roll|forg|swag|extru)"
)
#: Routes whose steps another study takes in another way.
_OF_STEPS = frozenset({"powder metallurgy"})
#: A sentence on how something was made, and the name of a process that works it.
_MADE = re.compile(r"\b(?:fabricated|prepared|produced|manufactured|made)\b")
_WORKING = re.compile(r"rolling|forging|extrusion|torsion|drawing|swaging")


def is_half_made(read: Sequence[PlacedFacts], value: Measurement) -> bool:
    """Return True for a material that was worked or treated in steps that its value does not tell.

    Args:
        read: The sentences of the paper.
        value: A value, whose route may be told in another sentence.
    """
    return _is_first_step(read, value) or _is_worked(read, value)


def _is_first_step(read: Sequence[PlacedFacts], value: Measurement) -> bool:
    """Return True for a route told elsewhere, after which the material was worked or treated."""
    known = routes() | wordings()["where"].keys()
    if "states" not in value.inherited or not known.issuperset(value.states):
        return False
    return any(
        _goes_on(placed.facts, one.end, value)
        for placed in read
        for one in state_mentions(placed.facts.text, placed.facts.terms)
        if one.name in value.states
    )


def _processes(facts: SentenceFacts) -> set[str]:
    """Return the names of the processes that a sentence tells of."""
    mentions = state_mentions(facts.text, facts.terms)
    return {one.name for one in mentions if one.kind == "process"}


def _is_worked(read: Sequence[PlacedFacts], value: Measurement) -> bool:
    """Return True for a route told elsewhere together with working that the value leaves out."""
    if "states" not in value.inherited:
        return False
    if value.states and _OF_STEPS.issuperset(value.states):
        return True
    made = [_processes(placed.facts) for placed in read if _MADE.search(placed.facts.text)]
    return any(
        steps.intersection(value.states)
        and any(map(_WORKING.search, steps.difference(value.states)))
        for steps in made
    )


def _goes_on(facts: SentenceFacts, end: int, value: Measurement) -> bool:
    """Return True if a sentence names, behind a place, a further step that a value does not."""
    mentions = state_mentions(facts.text, facts.terms)
    if any(one.name in value.states and one.start >= end for one in mentions):
        return False  # What follows the last of its routes alone is a further step.
    return _WORKED.search(facts.text, end) is not None or any(
        found.start() <= one.start < found.end()
        for found in _NEXT.finditer(facts.text, end)
        for one in mentions
        if one.kind == "process"
    )
