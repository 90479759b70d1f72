"""Read a paper's abstract sentence by sentence, each value completed from the sentences before."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.companions import UNSAID
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.completion.base import (
    as_titled,
    is_put_into_metal,
    with_base,
)
from builder.materials.measurements.completion.completion import completed
from builder.materials.measurements.completion.listed_members import (
    with_end_of_family,
    with_listed_members,
)
from builder.materials.measurements.completion.sentence_before import (
    SentenceBefore,
    alloys_listed,
    goes_on,
    paired_with_list,
    paired_with_treatments,
    sentence_before,
    with_sentence_before,
)
from builder.materials.measurements.completion.series_ends import (
    with_end_members,
    with_series_ends,
)
from builder.materials.measurements.completion.subject import (
    PaperSubject,
    subject_of,
    varies,
)
from builder.materials.measurements.completion.substrates import substrate_of, with_substrate
from builder.materials.measurements.conditions.media import has_medium, media_in, medium_of
from builder.materials.measurements.conditions.told_treatments import with_told_treatments
from builder.materials.measurements.forms.process_abbreviations import process_abbreviations
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.sentence_facts import read_facts
from builder.nlp.sentences import sentences
from builder.text.machine_orders import is_order

#: A sentence that goes on about what the one before it named.
_REFERS = re.compile(
    r"(?:(?:Moreover|Furthermore|In addition|Additionally|Meanwhile|As a result|Consequently|Thus"
    r"|Therefore|Hence|Accordingly|Notably), )?"
    r"(?:[Ii]ts?|[Tt]his|These|Such"
    r"|[Tt]he (?:\w+ )?(?:alloy|coating|sample|specimen|film|material|latter)s?)\b"
)

#: That an alloy joins two others.
_BETWEEN = re.compile(r"\b(?:interlayer|filler|intermediate layer|sandwich)", re.IGNORECASE)
#: Before a formula without amounts, whose elements have different ones.
_NON_EQUAL = re.compile(
    r"\bnon-?\s?equ(?:i-?|al[\s-]?)(?:atomic|molar)\s(?:[\w-]+\s){0,2}", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def read_paper(title: str | None, abstract: str) -> tuple[PlacedFacts, ...]:
    """Read what each sentence of an abstract states.

    A value whose sentence names no material is of the one alloy that the title or an earlier
    sentence names, unless the paper adds something to that alloy. Routes, the kind of test and
    whether it is a coating are taken over where the paper tells one alone. A sentence that orders
    a machine about states nothing, and is left out.
    `Measurement.inherited` tells what was taken over; the place of such an alloy is one in the
    text that it was taken from.

    Args:
        title: the title of the paper; None where it is not known.
        abstract: its abstract; the places of sentences count in it.
    """
    title = title or ""
    labels = find_labels(f"{title}. {abstract}")
    processes = process_abbreviations(f"{title}. {abstract}")
    read = [
        PlacedFacts(start, end, read_facts(abstract[start:end], labels, processes))
        for start, end in sentences(abstract)
    ]
    read = [one for one in read if not (_tells(one.facts) and is_order(one.facts.text))]
    if not any(placed.facts.values for placed in read):
        return tuple(read)
    stated = [placed.facts for placed in read]
    subject = subject_of(title, abstract, stated)
    named = [one for placed in read for one in placed.facts.alloys]
    listed = _listed([*named_alloys(title), *named])
    entitled = _written_out(_only(named_alloys(title)), named)
    added = _only_added(title, entitled, subject)
    entitled = None if added else entitled
    wet = any(has_medium(value) for placed in read for value in placed.facts.values)
    media = media_in(f"{title}. {abstract}") if wet else []
    is_between = subject.owner == "weld" and _BETWEEN.search(f"{title}. {abstract}")
    partners = _partners(named) if is_between else {}
    unequal, substrate = _unequal(f"{title}. {abstract}"), substrate_of(f"{title}. {abstract}")
    of_all = None if added else _family(entitled, named) or entitled or _only(named)
    latest, previous, before = entitled, entitled, SentenceBefore()
    earlier, named_before = "", None
    listing: tuple[Alloy, ...] = ()
    for place, placed in enumerate(read):
        facts = placed.facts
        if facts.values:
            alloy = previous if _REFERS.match(facts.text) and previous else latest
            if alloy and (_compares_with(facts, alloy) or (added and _is_same(alloy, added))):
                alloy = None
            if alloy:
                alloy = listed.get(alloy.composition_key, alloy)
                alloy = replace(alloy, companion=partners.get(alloy.elements, alloy.companion))
            base = _base(alloy or entitled)
            speaks_of = subject
            if alloy and alloy == named_before and not varies(f"{earlier} {facts.text}", subject):
                speaks_of = replace(subject, varied=frozenset())
            values = tuple(
                completed(_with_members(value, listed), alloy, base, speaks_of, facts)
                for value in facts.values
            )
            values = with_series_ends(paired_with_list(values, facts, listing), facts, stated)
            values = with_listed_members(with_end_members(values, facts, earlier), facts, alloy)
            earlier = earlier if goes_on(facts.text) else ""
            values = with_told_treatments(values, facts, stated)
            values = tuple(
                as_titled(value, named_alloys(title))
                for value in with_sentence_before(values, facts, before)
            )
            values = tuple(
                replace(value, medium=medium_of(value, facts, media, earlier))
                for value in paired_with_treatments(values, facts, stated[max(place - 1, 0)], alloy)
            )
            facts = replace(
                facts,
                values=tuple(
                    with_substrate(_with_open_amounts(with_base(value, of_all), unequal), substrate)
                    for one in values
                    if (value := with_end_of_family(one, of_all, facts.text))
                ),
            )
            read[place] = replace(placed, facts=facts)
        before, earlier, named_before = sentence_before(facts), facts.text, _spoken_of(facts)
        listing = alloys_listed(facts) or listing
        if any(len(alloy.elements) > 2 for alloy in facts.alloys):
            previous = _spoken_of(facts)
            is_part = entitled and previous and _is_part_of(previous, entitled)
            latest = entitled if is_part else previous or entitled
    return tuple(read)


def _only_added(title: str, entitled: Alloy | None, subject: PaperSubject) -> Alloy | None:
    """Return the alloy of a title if it is only added to another metal; None if it is not."""
    is_bulk = subject.owner in ("alloy", "composite")
    return entitled if entitled and is_bulk and is_put_into_metal(title, entitled) else None


def _is_same(one: Alloy, other: Alloy) -> bool:
    return one.elements == other.elements and one.amounts == other.amounts


def _tells(facts: SentenceFacts) -> bool:
    return bool(facts.values or facts.alloys)


def _partners(named: Iterable[Alloy]) -> dict[tuple[str, ...], str]:
    """Return what an alloy, by its elements, is joined to on its two sides: `W/steel`."""
    found = {alloy.companion: alloy for alloy in named if alloy.companion not in ("", UNSAID)}
    bases = {alloy.elements for alloy in found.values()}
    single = all(re.fullmatch(r"[\w-]+", name) for name in found)
    return dict.fromkeys(bases, "/".join(found)) if len(found) == 2 and single else {}


def _unequal(text: str) -> frozenset[Hashable]:
    """Return the alloys by plain formulas that a text calls non-equimolar, by their composition."""
    if not _NON_EQUAL.search(text):
        return frozenset()
    return frozenset(
        one.composition_key
        for one in named_alloys(text)
        if {*one.amounts} == {1.0} and _NON_EQUAL.search(text, max(one.start - 40, 0), one.start)
    )


def _with_open_amounts(value: Measurement, unequal: frozenset[Hashable]) -> Measurement:
    """Return a value of an alloy that is not equimolar without amounts that its formula has not."""
    if not unequal:
        return value
    alloys = tuple(
        replace(one, amounts=(None,) * len(one.elements)) if one.composition_key in unequal else one
        for one in value.alloys
    )
    return replace(value, alloys=alloys)


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


def _listed(alloys: Iterable[Alloy]) -> dict[Hashable, Alloy]:
    """Return the families whose members a paper lists, by their composition."""
    return {one.composition_key: one for one in alloys if one.members}


def _with_members(value: Measurement, listed: Mapping[Hashable, Alloy]) -> Measurement:
    """Return a value of a family with its members, which the paper lists elsewhere."""
    alloys = tuple(
        replace(one, members=listed[one.composition_key].members)
        if one.composition_key in listed and not one.members
        else one
        for one in value.alloys
    )
    return replace(value, alloys=alloys)


def _written_out(entitled: Alloy | None, named: Iterable[Alloy]) -> Alloy | None:
    """Return the alloy of a title with the amounts that the abstract alone gives to its elements.

    The title says Co-Cr-Fe-Ni, or non-equiatomic CoCrFeNi, and means Co30Cr30Fe20Ni20.
    """
    if entitled is None or {*entitled.amounts} not in ({None}, {1.0}) or entitled.companion:
        return entitled
    found = {
        one.composition_key: one
        for one in named
        if {*one.elements} == {*entitled.elements} and not one.companion
    }
    if entitled.composition_key in found:
        return entitled
    families = [one for one in found.values() if None in one.amounts]
    chosen = families or [*found.values()]
    return chosen[0] if len(chosen) == 1 else entitled


def _family(entitled: Alloy | None, named: Iterable[Alloy]) -> Alloy | None:
    """Return the one family of a text that adds to the alloy of its title; None for none.

    The title says CoCrFeNi, and the abstract that CoCrFeNiNbxMo0.4-x alloys were made.
    """
    if entitled is None or None in entitled.amounts:
        return None
    families = _only(one for one in named if None in one.amounts and not one.companion)
    is_wider = families and {*entitled.elements} <= {*families.elements}
    return families if is_wider else None


def _base(alloy: Alloy | None) -> Alloy | None:
    """Return an alloy without what stands beside it."""
    return replace(alloy, companion="") if alloy else None
