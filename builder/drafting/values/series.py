"""Ask for several values at once: of the members of a series, at several conditions, of a test."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.drafting.paper_draft import PaperDraft
from builder.drafting.values.levels import AskedValue

_ROUTE = re.compile(r" (?:made|processed) by [^,]+$")
#: What stands before a formula: its states and treatments, without the article of a form.
_STATES = re.compile(r"(?!the )(?:[a-z-]+,? )*")
#: Fewest properties of one material that are asked together, and the longest question.
_FEWEST, _LONGEST = 3, 200
#: How many values of a series are asked alone, beside the question for all of them.
_ALONE = 2


def ask_series(values: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    """Ask for the values that one sentence gives of several members, conditions or properties."""
    for group in _by_sentence(values):
        yield from _ask_members(group)
        yield from _ask_properties(group)


def asked_alone(values: Sequence[AskedValue]) -> list[AskedValue]:
    """Return the values without those of a series that the question for all of it covers."""
    covered: set[int] = set()
    for group in _by_sentence(values):
        asked = [*_members(group), *_properties(group)]
        covered |= {id(one) for some in asked if len(some) >= _FEWEST for one in some[_ALONE:]}
    return [one for one in values if id(one) not in covered]


def _by_sentence(values: Sequence[AskedValue]) -> list[list[AskedValue]]:
    groups: dict[int, list[AskedValue]] = defaultdict(list)
    for one in values:
        groups[one.placed.start].append(one)
    return [*groups.values()]


def _members(group: Sequence[AskedValue]) -> list[list[AskedValue]]:
    """Return the values of one property that differ in material alone, or in condition alone."""
    found: dict[tuple[str, ...], list[AskedValue]] = defaultdict(list)
    for one in group:
        found["material", one.asked, one.named.where].append(one)
        found["where", one.asked, one.named.material].append(one)
    return [some for some in found.values() if len(some) > 1]


def _properties(group: Sequence[AskedValue]) -> list[list[AskedValue]]:
    """Return the values of several properties of one material at one condition."""
    found: dict[tuple[str, str], list[AskedValue]] = defaultdict(list)
    for one in group:
        if not one.extreme:
            found[one.named.material, one.named.where].append(one)
    return [some for some in found.values() if len(some) >= _FEWEST]


def _ask_members(group: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    for some in _members(group):
        first = some[0].named
        if first.material == some[1].named.material:
            places = _join([one.named.where for one in some])
            question = f"What is the {some[0].asked} of {first.material} {places}?"
            answer = _join([f"{one.answer} {one.named.where}" for one in some])
            certain = all(one.named.where for one in some)
        else:
            where = f" {first.where}" if first.where else ""
            materials = _join(_shortened([one.named.material for one in some]))
            question = f"What is the {some[0].asked} of {materials}{where}?"
            answer = _join([one.answer for one in some])
            certain = True
        if certain and len(question) <= _LONGEST:
            yield _draft(some, question, answer)


def _ask_properties(group: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    for some in _properties(group):
        first = some[0].named
        where = f" {first.where}" if first.where else ""
        names = _join([one.asked for one in some])
        question = f"What are the {names} of {first.material}{where}?"
        if len(question) <= _LONGEST:
            answer = _join([one.answer for one in some])
            yield _draft(some, question, answer)


def _shortened(materials: Sequence[str]) -> list[str]:
    """Return materials with what they have in common once: annealed A and B made by casting."""
    states = {found.group() if (found := _STATES.match(one)) else "" for one in materials}
    if len(states) == 1:
        state = states.pop()
        materials = [materials[0], *(one.removeprefix(state) for one in materials[1:])]
    routes = {found.group() if (found := _ROUTE.search(one)) else "" for one in materials}
    if len(routes) != 1 or routes == {""}:
        return [*materials]
    route = routes.pop()
    return [*(one.removesuffix(route) for one in materials[:-1]), materials[-1]]


def _draft(some: Sequence[AskedValue], question: str, answer: str) -> PaperDraft:
    place = some[0].placed
    return PaperDraft("property-value", "series", question, answer, place.start, place.end)


def _join(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
