"""Read a paper's abstract sentence by sentence, each value completed from the sentences before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.companions import UNSAID, is_material
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.carriers import (
    ALL_ALIKE,
    NOT_THE_MATERIAL,
    is_compared,
    owner_in,
)
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.property_binding import TESTED, only_kind
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.measurements.states import (
    CALCULATED,
    MIXING,
    is_calculated,
    routes,
    state_mentions,
)
from builder.materials.vocabulary import Mention, find_terms
from builder.nlp.sentences import sentences

#: What is varied in a paper: Nb content, the addition of Al, doped with Ti, WC particles added.
_WHAT = r"(?P<{}>[A-Z][A-Za-z\d]{{0,5}}(?:\s?/\s?[A-Z][A-Za-z\d]{{0,5}})?|[a-z]{{3,12}})"
_VARIED = re.compile(
    rf"\b{_WHAT.format('first')}[-\s](?:co-?)?(?:contents?|additions?|doping|doped|concentrations?"
    rf"|alloying|alloyed|added|modified|reinforced|microalloy\w+)\b"
    rf"|\b(?:additions?|adding|doping|amounts?|contents?|concentrations?|alloying|incorporat\w+"
    rf"|introduc\w+|doped|alloyed)\s(?:of|with)\s(?:the\s)?{_WHAT.format('second')}\b"
    rf"|\b(?:adding|introducing|containing)\s{_WHAT.format('third')}\b"
    r"|[Ee]ffects?\sof\s(?P<fourth>[A-Z][A-Za-z\d]{0,7}(?:(?:,\s|\sand\s|/|,\sand\s)[A-Z][A-Za-z\d]{0,7})*)"
    r"\s(?:on|upon|additions?|doping|alloying)\b"
)
#: A sentence that goes on about what the one before it named.
_REFERS = re.compile(
    r"(?:(?:Moreover|Furthermore|In addition|Additionally|Meanwhile), )?"
    r"(?:[Ii]ts?|[Tt]his|These|Such"
    r"|[Tt]he (?:\w+ )?(?:alloy|coating|sample|specimen|film|material|latter)s?)\b"
)
#: The name of many routes, which an abstract also gives as what its alloy is good for.
_MANY = "additive manufacturing"
#: What a route makes.
_MADE_BY = {
    "laser cladding": "coating",
    "laser welding": "weld",
    "electron beam welding": "weld",
    "arc welding": "weld",
    "friction stir welding": "weld",
    "brazing": "weld",
}
#: Gases that are in an alloy by its use, not by its making.
_NOT_ALLOYED = frozenset({"H", "O", "In", "As", "He"})


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the sentences of a paper speak of where they do not say it."""

    owner: str
    states: tuple[str, ...]
    kind: str
    """`compressive`, `tensile` or `flexural`, if the paper tests in one way alone."""
    varied: frozenset[str]
    """Symbols of elements, and formulas of compounds, whose amount is varied."""


@lru_cache(maxsize=1024)
def read_paper(title: str | None, abstract: str) -> tuple[PlacedFacts, ...]:
    """Read what each sentence of an abstract states.

    A value whose sentence names no material is of the one alloy that the title or an earlier
    sentence names, unless the paper adds something to that alloy. Routes, the kind of test and
    whether it is a coating are taken over where the paper tells one alone.
    `Measurement.inherited` tells what was taken over; the place of such an alloy is one in the
    text that it was taken from.

    Args:
        title: the title of the paper; None where it is not known.
        abstract: its abstract; the places of sentences count in it.
    """
    title = title or ""
    labels = find_labels(f"{title}. {abstract}")
    read = [
        PlacedFacts(start, end, read_facts(abstract[start:end], labels))
        for start, end in sentences(abstract)
    ]
    if not any(placed.facts.values for placed in read):
        return tuple(read)
    subject = _subject(title, abstract, [placed.facts for placed in read])
    entitled = _only(named_alloys(title))
    latest, previous = entitled, entitled
    for place, placed in enumerate(read):
        facts = placed.facts
        if facts.values:
            alloy = previous if _REFERS.match(facts.text) and previous else latest
            if alloy and _compares_with(facts, alloy):
                alloy = None
            values = tuple(_completed(value, alloy, subject) for value in facts.values)
            read[place] = replace(placed, facts=replace(facts, values=values))
        if facts.alloys:
            previous = _spoken_of(facts)
            if entitled is None or previous is None or not _is_part_of(previous, entitled):
                latest = previous or entitled
    return tuple(read)


def _subject(title: str, abstract: str, stated: Sequence[SentenceFacts]) -> _Subject:
    text = f"{title}. {abstract}"
    states = _routes(title, find_terms(title))
    if not states:
        told = [name for facts in stated for name in _routes(facts.text, facts.terms)]
        states = [name for name in told if name != _MANY]
    if len({*states} - MIXING) > 1:
        states = []  # It compares them.
    if is_calculated(title, abstract):
        states.append(CALCULATED)
    owner = owner_in(title)
    if owner == "alloy":
        owner = next((_MADE_BY[state] for state in states if state in _MADE_BY), owner)
    return _Subject(owner, tuple(dict.fromkeys(states)), only_kind(text), _varied(text))


def _routes(text: str, terms: Sequence[Mention]) -> list[str]:
    """Return the processes that make a material, as a text names them."""
    return [term.name for term in state_mentions(text, terms) if term.name in routes()]


def _varied(text: str) -> frozenset[str]:
    """Return what a paper varies: Nb, WC."""
    found = set()
    for match in _VARIED.finditer(text):
        words = next(word for word in match.groups() if word)
        for word in re.split(r"\s?/\s?|,\s|\sand\s", words):
            if elements := find_elements(f"{word} content"):
                found.add(elements[0].symbol)
            elif is_material(word) and not find_terms(word):
                found.add(word)
    return frozenset(found - _NOT_ALLOYED)


def _spoken_of(facts: SentenceFacts) -> Alloy | None:
    """Return the one alloy of which a sentence speaks, not that which it compares with."""
    alloys = [alloy for alloy in facts.alloys if alloy.companion != UNSAID]
    return _only(one for one in alloys if not is_compared(facts.text, one.start)) or _only(alloys)


def _compares_with(facts: SentenceFacts, alloy: Alloy) -> bool:
    """Return True if a sentence names an alloy to compare something else with."""
    return any(
        one.composition_key == alloy.composition_key and is_compared(facts.text, one.start)
        for one in facts.alloys
    )


def _is_part_of(alloy: Alloy, entitled: Alloy) -> bool:
    """Return True for a member, or the base, of what a title names, or for itself."""
    if None in entitled.amounts and {*alloy.elements} < {*entitled.elements}:
        return True
    if entitled.companion and alloy.elements == entitled.elements:
        return True
    return compatible(alloy, entitled)


def _only(alloys: Iterable[Alloy]) -> Alloy | None:
    """Return the only alloy among some; None where there is none, or are several.

    Two elements are a phase of an alloy more often than the alloy.
    """
    named = {alloy.composition_key: alloy for alloy in alloys if len(alloy.elements) > 2}
    return next(iter(named.values())) if len(named) == 1 else None


def _completed(value: Measurement, alloy: Alloy | None, subject: _Subject) -> Measurement:
    """Return a value with what its paper speaks of, where its sentence does not say it."""
    if value.owner not in NOT_THE_MATERIAL:
        if subject.owner == "composite" and not value.alloys:
            value = _with_owner(value, "composite")
        elif alloy is not None and _may_take(value, alloy):
            value = _with_alloy(replace(value, sample=""), alloy, subject)
        if value.owner == "alloy" and subject.owner != "alloy":
            value = _with_owner(value, subject.owner)
        missing = tuple(state for state in subject.states if state not in value.states)
        if missing and not {*value.states} & routes():
            states = (*value.states, *missing)
            value = replace(value, states=states, inherited=value.inherited | {"states"})
    if subject.kind and not value.kind and value.property in TESTED:
        value = replace(value, kind=subject.kind, inherited=value.inherited | {"kind"})
    return value


def _may_take(value: Measurement, alloy: Alloy) -> bool:
    """Return True for a value of no named material; of all alloys where they are one family."""
    if value.alloys or value.composite:
        return False
    return not value.sample or (None in alloy.amounts and ALL_ALIKE.match(value.sample) is not None)


def _with_alloy(value: Measurement, alloy: Alloy, subject: _Subject) -> Measurement:
    """Return a value with the alloy that its paper speaks of."""
    if alloy.companion:  # the value of a composite is not one of the alloy in it
        owner = "alloy" if alloy.companion == UNSAID else "composite"
        inherited = value.inherited | {"owner"}
        return replace(value, composite=True, owner=owner, inherited=inherited)
    beside = subject.varied - {*alloy.elements}
    if any(one not in alloy.text for one in beside):
        return value
    return replace(value, alloys=(alloy,), inherited=value.inherited | {"alloys"})


def _with_owner(value: Measurement, owner: str) -> Measurement:
    inherited = value.inherited | {"owner"}
    if owner != "composite":
        return replace(value, owner=owner, inherited=inherited)
    if value.alloys and "alloys" not in value.inherited:
        return value
    inherited -= {"alloys"}
    return replace(value, owner=owner, composite=True, alloys=(), inherited=inherited)
