"""Find what a sentence may give values of: alloys, labelled samples, coatings, phases, steels."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from builder.materials.alloys import Alloy
from builder.materials.companions import UNSAID, is_joined, is_material
from builder.materials.formulas.elements import ATOMIC_WEIGHT, NAMES, NONMETALS, any_symbol
from builder.materials.measurements.forms.additions import (
    is_added,
    name_beside,
    what_is_added,
)
from builder.materials.measurements.forms.form_nouns import (
    NOT_THE_MATERIAL,
    SAMPLES,
    end_of_noun,
    form_behind,
    form_nouns,
    owner_in,
)
from builder.materials.measurements.forms.other_materials import other_materials
from builder.materials.measurements.forms.sample_names import is_of_alloy, named_samples
from builder.materials.vocabulary import Mention

_METAL = any_symbol([symbol for symbol in ATOMIC_WEIGHT if symbol not in {*NONMETALS, "B", "K"}])
#: What a paper calls its samples: Nb5, Si0.5; ANM13 shows; the S-3 sample; the HS-HEA.
_SAMPLE = re.compile(
    rf"(?<![\w.+/–-])(?:(?:{_METAL}\d{{2}}){{2,4}}(?=,\s|\sand\s|\s{SAMPLES})|{_METAL}\d{{1,2}}(?:\.\d{{1,4}})?(?![\w.]*\d|[A-Za-z+/]|-[A-Za-z\d])"
    rf"|[A-Z][A-Za-z]{{0,6}}-?\d{{1,3}}(?:\.\d{{1,3}})?[A-Za-z]?(?=\s(?:to\s(?:the\s)?[A-Z][\w.-]{{0,8}}\s)?{SAMPLES})"
    rf"|{_METAL}-\d{{1,2}}\s?%(?=\)?\s{SAMPLES})|[ADEGHILMQRTXZ]-[A-Z][A-Za-z\d]{{1,5}}(?=\s{SAMPLES})"
    r"|(?:HEA|MEA)s?[-/][A-Z][\w/-]*"
    rf"|(?:{_METAL}|C|N|B|Si)-(?:HEA|MEA|MPEA)\b"
    r"|(?:(?<=\bcoating\s)|(?<=\bspecimen\s)|(?<=\bsample\s)|(?<=\balloy\s))[A-Z]{1,2}\d{1,2}\b|[A-Z]{2,5}\d{1,3}(?=\s(?:exhibit|show|display|achiev|possess|reach|has\b|had\b|ha(?:s|d)\b))"
    r"|\b\d{1,2}(?:\.\d+)?\s?(?:at|wt|mol|vol)?\.?\s?%\s?[A-Z]\w{0,5}"
    rf"(?=\s(?:[\w-]+\s)?{SAMPLES}))"
)
_MADE = (
    r"(?:doped|added|modified|alloyed|containing|free|bearing|reinforced|strengthened|decorated)"
)
#: Alloys told apart by what they hold: Zr and Y doped HEAs, the Nb-free alloy, with Zr additions.
_HOLDING = re.compile(
    rf"(?<![\w-])(?<!%\s)(?:{_METAL}|[BCN](?=[-–])|[A-Z][A-Za-z\d]{{1,5}})(?:(?:,\s|\sand\s|/|,\sand\s)[A-Z][A-Za-z\d]{{0,5}}){{0,3}}"
    rf"(?:(?:[-–\s]{_MADE})(?=\s(?:[\w-]+\s){{0,3}}?(?:{SAMPLES}|layer))|\sadditions\b)"
)
_HELD = re.compile(r"(?<![\w-])[A-Z][A-Za-z\d]{0,5}(?![a-z])")
_COMPARED = re.compile(
    r"(?:\b(?:than|versus|vs\.?|unlike|outperform\w*|surpass\w*|compared|comparison|relative|superior"
    r"|inferior|comparable|similar|equivalent|identical|equal|times"
    r"|over(?!\s(?:an?|the)\s(?:[a-z]+\s){0,2}?(?:temperature|range|period|time|distance|load))"
    r"|exceed\w*\s(?:that|those|the|most|other|all|many))\b|[Cc]ompared|[Uu]nlike"
    r"|[Rr]elative)(?:(?!\b(?:is|was|were|are|has|had|reache[sd]|exhibit\w*|show\w*)\b)[^,;()]){0,90}"
    r"(?:(?<=\s)\((?:[A-Z]\w*,\s)*)?$"
)
#: A noun of a phase, a substrate or a steel has a value only in such a place.
_HAS = re.compile(
    r"(?:['’]s)?\s(?:\([^()]{1,15}\)\s)?(?:possess\w*|exhibit\w*|show\w*|ha[sd]|have|reach\w*|is|was|were|are"
    r"|(?:increas|decreas)\w+(?!\sthe\b)|display\w*)\b|\s?\([^()]{0,20}\d|\s(?:one\sof\s)?[~∼≈]?\d"
)
#: Behind what something is compared with, that a value of it follows: than 304 steel, which has.
_WHICH = re.compile(
    r",\s(?:which|that)\s(?:show|exhibit|ha[sd]|have|reach|is|was|were|are|display)"
)
#: Between a value and the noun of a part right behind it: 2.1 μA/cm2 of 304 stainless steel.
_OF_VALUE = re.compile(r"\d\)?\s?[^\s\d]{0,8}\d?\s(?:of|for)\s(?:the\s|an?\s)?(?:[\w.-]+\s){0,2}$")
_OF = re.compile(
    r"(?:\s(?:values?\s)?of|\b(?P<behind>for))\s(?:the\s|these\s|all\s|both\s)?(?:[\w.()-]+\s){0,3}$"
)
_NOT_OWNER_BEHIND = re.compile(
    r"[\s-](?:bias|temperature|surface|rotation|alloy|HEA|MEA|steel|matrix|reinforced)"
)
#: Behind a formula: a number that makes a label of it, and a noun of what is varied.
_NUMBERED = re.compile(r"-\d{1,3}(?:\.\d+)?(?=\s)")
#: Behind the formula of what a phase holds more, or less, of: a CoCrFeNi-rich phase.
_SHARE_OF_PHASE = re.compile(r"[-\s](?:rich|lean|poor|enriched|depleted)\b")
_AMOUNT_BEHIND = re.compile(r"\s(?:contents?|additions?|concentrations?|fractions?)\b")
#: What two or more materials have alike.
ALL_ALIKE = re.compile(
    r"\b(?:both|all|two|three|four|these)\s(?:of\s)?(?:the\s|these\s)?(?:[\w-]+\s)?"
    r"(?:HEAs|MEAs|alloys|samples|specimens|coatings|films|composites)\b",
    re.IGNORECASE,
)
#: The formula of a compound right before a property: the WC grain size.
_OF_COMPOUND = re.compile(r"(?<![\w-])([A-Z][A-Za-z\d]{0,6})\s$")
#: Before a substrate, on which something else is: deposited on a steel substrate.
_ON_IT = re.compile(
    r"\b(?:on|onto|upon|over|to|from|with|than|between|into|against|and|(?:times|that|those)\sof)\s(?:the\s|an?\s)?(?:[\w-]+\s){0,3}$"
)
_LIES_ON = re.compile(r"\b(?:on|onto|upon)\s(?:the\s|an?\s)?(?:[\w-]+\s){0,3}$")
_BEFORE_PART = re.compile(r"(?<![\w-])[A-Z(][\w()/′'-]*(?:,\s?[A-Z]\))?\s$")
#: Composites that have a name of their own beside the alloy that binds them.
_NAMED_COMPOSITE = re.compile(r"cermet|cemented carbide|hardmetal", re.IGNORECASE)
#: Between a part and a property that it has: a phase with a lattice parameter.
_WITH = re.compile(
    r"(?:[/-][\w-]+(?:\s[a-z]+){1,2})?\s(?:\([^()]{1,15}\)\s)?(?:having|with)\s(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}"
)
#: Before a phase that is the whole of an alloy.
_WHOLE = re.compile(
    r"\b(?:single|solid[\s-]solution|only|one|simple)\b[^.;,]{0,24}$", re.IGNORECASE
)
#: Kinds of terms that are written like the label of a sample: B2, L12, COF.
_NO_SAMPLE = frozenset({"phase", "property", "method"})
#: What is joined to an alloy before it, and a melt of two elements that it is put into.
_JOINED_BEFORE = re.compile(r"(?<![\w/])(?P<name>[\w.()]+)\s?[/@+-]\s?\(?$")
_MELT_BEFORE = re.compile(r"\b(?:in|into|using|with)\s(?:the\s|an?\s)?(?:molten\s|liquid\s)?$")
#: Letters between an alloy and what is named beside it.
_BESIDE = 16


@dataclass(frozen=True, slots=True)
class Carrier:
    """A material, or a part of one, at [start, end) of a sentence, that may have values."""

    start: int
    end: int
    alloys: tuple[Alloy, ...] = ()
    """Its composition, with all readings of an ambiguous name; empty where none is named."""
    owner: str = "alloy"
    """What it is, as `Measurement.owner`."""
    sample: str = ""
    """What it is called where no composition follows from it: Nb5, the Zr-doped HEA."""
    compared: bool = False
    """True for what is only named to compare with."""
    mixed: bool = False
    """True for an alloy with something beside it: doped, reinforced, or merely based on it."""
    base: tuple[Alloy, ...] = ()
    """The alloy that something is added to, where `mixed`."""


def find_carriers(text: str, alloys: Sequence[Alloy], terms: Sequence[Mention]) -> list[Carrier]:
    """Find whatever a sentence may give values of, in its order.

    Args:
        text: the sentence.
        alloys: the alloys that it names, by formula or label.
        terms: the terms of the vocabulary in it; without any, only alloys are looked for.
    """
    found = _alloys(text, alloys)
    if not terms:
        return found
    for one in (*_others(text), *_samples(text, terms, alloys), *_parts(text, terms)):
        at = bisect(found, one.start, key=lambda carrier: carrier.start)
        is_free_before = at == 0 or found[at - 1].end <= one.start
        if is_free_before and (at == len(found) or one.end <= found[at].start):
            found.insert(at, one)
    return found


def _alloys(text: str, alloys: Sequence[Alloy]) -> list[Carrier]:
    found: list[Carrier] = []
    last_end, beside = 0, ""
    for (start, end), readings in groupby(alloys, key=lambda alloy: (alloy.start, alloy.end)):
        named = tuple(readings)
        if _SHARE_OF_PHASE.match(text, end):
            continue
        if found and start - last_end < _BESIDE and named[0].text == beside:
            # What stands beside the alloy before it: CoCrFeNi-30%AlCoCrFeNi.
            found[-1] = replace(found[-1], end=end_of_noun(text, end))
            continue
        last_end, beside = end, named[0].companion.rpartition(" ")[2]
        if len(named[0].elements) > 2:
            found.append(_alloy(text, start, end, named))
        elif label := _NUMBERED.match(text, end):
            compared = is_compared(text, start)
            name = text[start : label.end()]
            found.append(Carrier(start, label.end(), sample=name, compared=compared))
        elif not (_AMOUNT_BEHIND.match(text, end) or _MELT_BEFORE.search(text, 0, start)):
            found.append(_alloy(text, start, end, named))
    return found


def _alloy(text: str, start: int, end: int, named: tuple[Alloy, ...]) -> Carrier:
    """Return an alloy with the form that the nouns behind it tell, or what holds it."""
    form = form_behind().match(text, end)
    owner = (form.lastgroup or "alloy") if form else "alloy"
    if form and form[owner].endswith("matrix"):
        owner = "alloy"  # The matrix of a composite is the alloy itself.
    companion, sample, is_mixed = named[0].companion, "", False
    if companion:
        start = _start_of_beside(text, start, companion)
        sample = name_beside(named[0].text, companion)
        if is_joined(text, start):
            owner = "weld"
        if owner != "weld" and is_of_another_phase(companion):
            owner = "composite"
    elif owner in ("phase", "precipitate"):
        sample = named[0].text
    elif added := what_is_added(text, start, end):
        is_mixed, companion, sample = True, UNSAID, f"{named[0].text} + {added}"
        if is_added(text, start):
            owner = "composite"
    has_base = is_mixed or companion not in ("", UNSAID)
    return Carrier(
        start,
        end_of_noun(text, end),
        () if sample else named,
        owner,
        sample,
        is_compared(text, start),
        bool(companion),
        tuple(replace(one, companion="") for one in named) if has_base else (),
    )


def _start_of_beside(text: str, start: int, companion: str) -> int:
    """Return where the name of an alloy begins with what is joined to it before: Cux/CoCrFeNi."""
    joined = _JOINED_BEFORE.search(text, max(start - 24, 0), start)
    if joined and joined["name"] == companion.rpartition(" ")[2]:
        return joined.start()
    return start


def is_of_another_phase(companion: str) -> bool:
    """Return True for a companion that stays beside an alloy, unlike an element in it."""
    name = companion.rpartition(" ")[2]
    return companion != UNSAID and name not in ATOMIC_WEIGHT and name.lower() not in NAMES


def _samples(text: str, terms: Sequence[Mention], alloys: Sequence[Alloy]) -> Iterator[Carrier]:
    """Yield samples by their labels and by what they hold."""
    for found in _SAMPLE.finditer(text):
        start, end = found.span()
        if not any(t.start < end and start < t.end and t.kind in _NO_SAMPLE for t in terms):
            form = form_behind().match(text, end)
            owner = (form.lastgroup or "alloy") if form else "alloy"
            if owner in NOT_THE_MATERIAL:
                owner = "alloy"
            stop = end_of_noun(text, end)
            yield Carrier(start, stop, (), owner, found[0], is_compared(text, start))
    for found in ALL_ALIKE.finditer(text):
        yield Carrier(*found.span(), sample=found[0], compared=is_compared(text, found.start()))
    for found in named_samples(text):
        named = any(t.start == found.start() or t.start < found.end() < t.end for t in terms)
        if not (is_of_alloy(found[0]) and (alloys or named)):
            compared = is_compared(text, found.start())
            yield Carrier(*found.span(), (), owner_in(found[0]), found[0], compared)
    for found in _HOLDING.finditer(text):
        held = [*_HELD.finditer(text, *found.span())]
        tail = text[held[-1].end() : found.end()]
        stop = end_of_noun(text, found.end())
        for one in held:
            compared = is_compared(text, found.start())
            end = stop if one == held[-1] and stop > found.end() else one.end()
            yield Carrier(one.start(), end, sample=one[0] + tail, compared=compared)


def _others(text: str) -> Iterator[Carrier]:
    """Yield materials that a paper only compares its own with."""
    for start, end, name in other_materials(text):
        yield Carrier(start, end, (), "other", name, is_compared(text, start))


def _parts(text: str, terms: Sequence[Mention]) -> Iterator[Carrier]:
    """Yield coatings, composites and joints, and the phases, substrates and steels with values."""
    for term in terms:
        before = max(term.start - 10, 0), term.start
        of = _OF_COMPOUND.search(text, *before) if term.kind == "property" else None
        if of and is_material(of[1]) and not _is_element(of[1]):
            yield Carrier(of.start(), term.start - 1, (), "phase", of[1])
    found_nouns = [*form_nouns().finditer(text)]
    for found in found_nouns:
        owner, (start, end) = found.lastgroup or "", found.span()
        if owner not in NOT_THE_MATERIAL:
            name = _part_name(text, start, end) if _NAMED_COMPOSITE.match(found[0]) else ""
            sample = name if name != text[start:end] else ""
            yield Carrier(start, end, (), owner, sample, is_compared(text, start))
            continue
        if _NOT_OWNER_BEHIND.match(text, end):
            continue
        is_alone = owner == "substrate" and len(found_nouns) == 1
        if owner == "substrate" and _LIES_ON.search(text, max(start - 40, 0), start):
            continue
        if (is_alone and not _ON_IT.search(text, max(start - 40, 0), start)) or _has_value(
            text, start, end, terms
        ):
            sample = _part_name(text, start, end)
            yield Carrier(start, end, (), owner, sample, is_compared(text, start))


def _part_name(text: str, start: int, end: int) -> str:
    """Return the noun of a part with the name before it: AZ91 substrate."""
    name = _BEFORE_PART.search(text, max(start - 14, 0), start)
    return text[name.start() if name else start : end]


def _is_element(word: str) -> bool:
    return word in ATOMIC_WEIGHT or word.lower() in NAMES


def _has_value(text: str, start: int, end: int, terms: Sequence[Mention]) -> bool:
    """Return True if the noun of a part stands where something has a value."""
    properties = [term for term in terms if term.kind == "property"]
    if _WHICH.match(text, end) and is_compared(text, start):
        return True
    if _HAS.match(text, end) or any(term.start == end + 1 for term in properties):
        return True
    if _OF_VALUE.search(text, max(start - 40, 0), start):
        return True
    behind = [term for term in properties if term.start > end]
    if behind and _WITH.fullmatch(text, end, behind[0].start):
        is_named = _part_name(text, start, end) != text[start:end]
        return is_named and not _WHOLE.search(text, max(start - 40, 0), start)
    of = _OF.search(text, max(start - 60, 0), start)
    if of is None:
        return False
    return bool(of["behind"]) or any(term.end == of.start() for term in properties)


def is_compared(text: str, start: int) -> bool:
    """Return True if what stands at a place of a sentence is named to compare with."""
    return _COMPARED.search(text, max(start - 110, 0), start) is not None
