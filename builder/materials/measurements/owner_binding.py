"""Bind a value to the material, or the part of one, that it is a value of."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from builder.materials.element_mentions import Element, find_elements
from builder.materials.measurements.carriers import Carrier
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL, SAMPLES, form_behind
from builder.materials.measurements.forms.sample_names import chosen_alloys
from builder.materials.measurements.lists import run_of, runs
from builder.materials.measurements.value_changes import SHARES
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: May stand between a value and the alloy behind it: `1100 MPa observed for the X alloy`.
_LEADS_TO_ALLOY = re.compile(
    r"\s*\)?,?\s*(?:(?:was\s|were\s)?(?:observed|measured|obtained|recorded|found|achieved|seen"
    r"|determined|reported)\s)?(?:for|in|of|with|by)\s+(?:the\s+|a\s+|an\s+)?(?:[\w.-]+\s+){0,2}?"
    r"|\s?\("
)
#: May stand there before a member of a family by its variable: 300 HV at x = 0.5.
_AT = re.compile(r"\s\(?at\s")
_VARIABLE = re.compile(r"[xyz]\s?=")
#: May stand there before an example: 300 MPa for the fcc alloys, such as X.
_FOR_SUCH = re.compile(r"\s(?:for|in)\s[^.;\d]{1,70}?\b(?:such\sas|like|e\.g\.)\s(?:the\s)?")
#: Between a material and a value in its brackets, or in apposition to it.
_IN_BRACKETS = re.compile(r"[\s\w-]{0,24}\(\s?(?:[^()\d]{0,24}?)[<>~≈∼≥≤]?\s?")
#: Behind a share, what it is a share of: 20 % of the hardness of VNbTa.
_SHARE_OF = re.compile(r"\s?\)?\sof\s(?:the|that|those)\s")
#: What a property is of, and up to the value of that: melting point of Ni (1455 °C).
_OF_IT = re.compile(r"\s(?:values?\s)?of\s")
_UP_TO_VALUE = re.compile(r"\s(?:\(|is\s|was\s)[^\d;,]{0,20}")
#: Reach of the noun of a phase or a substrate.
_REACH = 70
#: Between two materials of which a change leads from one to the other: X-0 to X-1.
_TO_OTHER = re.compile(r"\s(?:alloy\s)?to\s(?:the\s)?")
#: Before an alloy that something is added to, which changes it.
_ADDED_TO = re.compile(
    r"\b(?:additions?|adding|added|incorporat\w+|introduc\w+|doping|alloying)\b[^.;]{0,60}$", re.I
)
#: Behind a change, that it is one by what is added: from 509 to 796 MPa by adding a little Ti.
_BY_ADDING = re.compile(
    r"\b(?:by|with|through|via|upon|due\sto|owing\sto)\s(?:the\s|an?\s)?(?:[a-z-]+\s){0,2}?"
    r"(?:additions?|adding|incorporat\w+|introduc\w+|doping|alloying|modification)\b"
)
#: In a list, unlike between an alloy and its label: A, B and C.
_ENUMERATED = re.compile(r",|\band\b|\bor\b|&|\bas well as\b")
_NEW_SUBJECT = re.compile(r"[;]|,\s(?:and|while|whereas|but|with)\b|\band\s(?:the|its|a)\b")
#: Before what follows from what a clause says, and holds for the same part.
_CONSEQUENCE = re.compile(r",\s(?:leading\sto|resulting\sin|causing|giving|yielding)\b")
_OF_MATERIAL = re.compile(SAMPLES)
_OTHER_CLAUSE = re.compile(r";|\b(?:while|whereas|but)\b")
_NEXT_CLAUSE = re.compile(
    r";|,\s(?:they|it|and|which|while|whereas|but|the|where)\b|\b(?:while|whereas|because|than)\b"
)
#: Between the last of several materials and the first of their values.
_ARE = re.compile(
    r"\s(?:[a-z]+\s)?(?:(?:is|are|was|were|reach(?:es|ed)?|amount(?:s|ed)?\sto)\s"
    r"(?:(?:found|measured|determined)\sto\sbe\s)?"
    r"|(?:show|exhibit|have|had|possess|display|achieve)(?:e?d)?\s(?:[a-z]+\s){1,4}of\s)"
    r"(?:about\s|around\s|[~∼≈]\s?)?"
)
#: Between what something is compared with and a value of it: than 304 steel, which showed.
_WHICH_HAS = re.compile(r",\s(?:which|that|whose)\s[^,;.\d]{3,60}")
#: Letters within which the subject of a sentence begins.
_OPENING = 15
#: Letters between a value and the material that it is said to be one of, right behind it.
_ATTACHED = 60
#: What holds a value that no one of several materials can be told to hold.
UNTOLD = Carrier(0, 0, sample="?")


def element_of(text: str, quantity: Quantity, term: Mention) -> Carrier | None:
    """Return the element that a property right before a value is said to be one of."""
    for one in find_elements(text):
        if _OF_IT.fullmatch(text, term.end, one.start):
            told = _UP_TO_VALUE.fullmatch(text, one.end, quantity.start)
            return Carrier(one.start, one.end, owner="other", sample=one.text) if told else None
    return None


def carrier_of(
    text: str,
    quantity: Quantity,
    measured: Sequence[Quantity],
    carriers: Sequence[Carrier],
    term: Mention | None,
) -> Carrier | None:
    """Return what a value is one of; None if the sentence does not name it.

    Args:
        text: the sentence.
        quantity: the value.
        measured: the values of its dimension.
        carriers: what the sentence may give values of.
        term: the property that it is a value of.
    """
    run = run_of(text, quantity, measured)
    carriers = [one for one in carriers if not is_of_earlier(text, one, quantity, measured)]
    start = term.end if term and 0 <= term.start - quantity.end < 24 else quantity.end
    behind = next((one for one in carriers if one.start >= start), None)
    before = [one for one in carriers if one.end <= quantity.start]
    if before and _IN_BRACKETS.fullmatch(text, before[-1].end, run[0].start):
        return before[-1]
    if before and before[-1].compared and _WHICH_HAS.fullmatch(text, before[-1].end, run[0].start):
        return before[-1]
    is_measure = quantity.dimension in SHARES and (
        (behind is not None and behind.compared) or _SHARE_OF.match(text, quantity.end)
    )
    if behind and not is_measure and _is_told_for(text, start, behind.start):
        return behind
    if behind and any(run[-1].end <= one.start < behind.start for one in measured):
        behind = None  # It is that of the next value.
    found = _nearest(text, quantity, before, behind)
    if found and found.end <= quantity.start and _is_one_of_many(text, found, carriers):
        return UNTOLD
    return found


def in_clause(text: str, quantity: Quantity, measured: Sequence[Quantity]) -> list[Quantity]:
    """Return the values that stand in one clause with one of them.

    Args:
        text: the sentence.
        quantity: the value.
        measured: the values of its property.
    """
    return [
        one
        for one in measured
        if not _OTHER_CLAUSE.search(
            text, min(one.end, quantity.end), max(one.start, quantity.start)
        )
    ]


def told_behind(text: str, run: Sequence[Quantity], carriers: Sequence[Carrier]) -> Carrier | None:
    """Return what stands right behind a list of values and has them all: 520 HV and 1 GPa for X.

    Args:
        text: the sentence.
        run: values of several properties, in a list.
        carriers: what the sentence may give values of.
    """
    behind = next((one for one in carriers if one.start >= run[0].end), None)
    if behind is None or behind.compared or behind.start < run[-1].end:
        return None
    if not _is_told_for(text, run[-1].end, behind.start):
        return None
    is_measure = run[-1].dimension in SHARES and _SHARE_OF.match(text, run[-1].end)
    return None if is_measure else behind


def is_of_earlier(
    text: str, carrier: Carrier, quantity: Quantity, measured: Sequence[Quantity]
) -> bool:
    """Return True for the material right behind an earlier value: 300 MPa for X, and 400 MPa."""
    if carrier.end > quantity.start:
        return False
    place = bisect_right(measured, carrier.start, key=lambda one: one.end)
    if place == 0 or carrier.start - measured[place - 1].end > _ATTACHED:
        return False
    if not _is_told_for(text, measured[place - 1].end, carrier.start):
        return False
    return not _IN_BRACKETS.fullmatch(text, carrier.end, quantity.start)


def _is_one_of_many(text: str, carrier: Carrier, carriers: Sequence[Carrier]) -> bool:
    """Return True for a member of a list of several materials, of which none can be told."""
    named = [one for one in run_of(text, carrier, carriers) if one.alloys or one.sample]
    named = [one for one in named if not one.compared]
    if len({(one.alloys[:1], one.sample) for one in named}) < 2:
        return False
    between = text[named[0].end : named[-1].start]
    return _ENUMERATED.search(between) is not None


def end_of_change(
    text: str,
    quantity: Quantity,
    step: str,
    measured: Sequence[Quantity],
    carriers: Sequence[Carrier],
) -> Carrier | None:
    """Return what an end of a change is one of, where it is not what its other end is one of.

    Args:
        text: the sentence.
        quantity: the value with which the change begins or ends.
        step: `from` or `to`.
        measured: the values of its dimension.
        carriers: what the sentence may give values of.
    """
    named = [one for one in carriers if one.alloys or one.sample or one.base]
    for first, last in pairwise(named):
        if _TO_OTHER.fullmatch(text, first.end, last.start) and not first.compared:
            return first if step == "from" else last
    run = run_of(text, quantity, measured)
    if step == "to" and len(run) > 1:
        lists = [names for names in runs(text, named) if len(names) == len(run)]
        if len(lists) == 1:  # by Nb5, Nb10 and Nb15 from 200 HV to 300 HV, 400 HV and 500 HV
            return lists[0][run.index(quantity)]
    if step == "to":
        begun = max((one.end for one in measured if one.end <= quantity.start), default=0)
        between = [one for one in named if begun <= one.start < quantity.start]
        if not between or not _is_told_for(text, begun, between[0].start):
            return None
        rest = [one for one in named if one not in between]
        return carrier_of(text, quantity, measured, rest, None) or UNTOLD
    behind = next((one for one in named if one.start >= quantity.end), None)
    if behind and _LEADS_TO_ALLOY.fullmatch(text, quantity.end, behind.start):
        return behind
    is_one = len({one.base[0].composition_key for one in named if one.base}) == 1
    adds = is_one and _BY_ADDING.search(text, quantity.end) is not None
    for one in named:
        if not one.base or one.start > quantity.start:
            continue
        if adds or _ADDED_TO.search(text, 0, one.start):
            return Carrier(one.start, one.end, one.base)
    ended = min((one.end for one in measured if one.start >= quantity.end), default=len(text))
    if behind and _LEADS_TO_ALLOY.fullmatch(text, ended, behind.start):
        return behind  # from 300 HV to 200 HV for X
    compared = [one for one in named if one.compared]
    return compared[0] if len(compared) == 1 else None


def names_ends(text: str, carriers: Sequence[Carrier]) -> bool:
    """Return True if a change leads from one material to another: of the X-0 to X-1 alloys."""
    named = [one for one in carriers if one.alloys or one.sample or one.base]
    return any(
        _TO_OTHER.fullmatch(text, first.end, last.start) and not first.compared
        for first, last in pairwise(named)
    )


def _is_told_for(text: str, end: int, start: int) -> bool:
    """Return True if what begins at a place is what a value is of, which ends before it."""
    if _LEADS_TO_ALLOY.fullmatch(text, end, start):
        return True
    if _AT.fullmatch(text, end, start):
        return _VARIABLE.match(text, start) is not None
    return _FOR_SUCH.fullmatch(text, end, start) is not None


def paired_carrier(
    text: str, quantity: Quantity, run: Sequence[Quantity], carriers: Sequence[Carrier]
) -> Carrier | None:
    """Return the member of a list of materials that belongs to a value in a list of values.

    Args:
        text: the sentence.
        quantity: the value.
        run: the list that it stands in, or all values of its property.
        carriers: what the sentence may give values of.
    """
    if quantity not in run:
        return None
    elements = [
        element
        for element in find_elements(text)
        if not any(one.start < element.end <= one.end for one in carriers)
    ]
    named: list[Carrier | Element] = sorted([*carriers, *elements], key=lambda one: one.start)
    # The noun behind a list of symbols is no member of it: (X = Mo, Ti) coatings.
    choice: list[Carrier | Element] = [
        one for one in elements if chosen_alloys(text, elements[0].start, one.text)
    ]
    lists = [
        names
        for names in (*runs(text, named), choice)
        if len(names) == len(run)
        and ("respectively" in text or _follows(text, run, names) or _leads(text, run, names))
    ]
    if not lists:
        return None
    nearest = min(lists, key=lambda names: _apart(names, run))
    one = nearest[run.index(quantity)]
    if isinstance(one, Element):
        alloys = chosen_alloys(text, nearest[0].start, one.text)
        if alloys:
            form = form_behind().match(text, nearest[-1].end + 1)
            owner = (form.lastgroup or "alloy") if form else "alloy"
            return Carrier(one.start, one.end, tuple(alloys), owner)
        return Carrier(one.start, one.end, owner="other", sample=one.text)
    return one


def _apart(names: Sequence[Carrier | Element], run: Sequence[Quantity]) -> int:
    """Return the number of letters between a list of materials and one of values."""
    return max(names[0].start - run[-1].end, run[0].start - names[-1].end)


def _leads(text: str, run: Sequence[Quantity], names: Sequence[Carrier | Element]) -> bool:
    """Return True if a list of materials stands right before its values: of A and B are 3 and 4."""
    return _ARE.fullmatch(text, names[-1].end, run[0].start) is not None


def _follows(text: str, run: Sequence[Quantity], names: Sequence[Carrier | Element]) -> bool:
    """Return True if a list of materials stands right behind its values."""
    end = run[-1].end
    return names[0].start >= end and bool(_LEADS_TO_ALLOY.fullmatch(text, end, names[0].start))


def _nearest(
    text: str, quantity: Quantity, before: Sequence[Carrier], behind: Carrier | None
) -> Carrier | None:
    """Return the nearest material before a value that holds values, else the one behind it."""
    for one in reversed(before):
        if one.compared:
            continue
        if one.owner in NOT_THE_MATERIAL and not _reaches(text, one, quantity):
            continue
        return one
    if (
        behind
        and not behind.compared
        and behind.owner not in NOT_THE_MATERIAL
        and not _NEXT_CLAUSE.search(text, quantity.end, behind.start)
    ):
        return behind
    return None


def _reaches(text: str, part: Carrier, quantity: Quantity) -> bool:
    """Return True if the noun of a phase or a substrate may have a value behind it.

    The subject of a sentence reaches further: The substrate …, as its hardness is 200 HV.
    """
    follows = _CONSEQUENCE.search(text, part.end, quantity.start)
    if follows and not _OF_MATERIAL.search(text, follows.end(), quantity.start):
        return True
    if part.start <= _OPENING:
        return _OTHER_CLAUSE.search(text, part.end, quantity.start) is None
    near = quantity.start - part.end <= _REACH
    return near and not _NEW_SUBJECT.search(text, part.end, quantity.start)
