"""Bind a value to the material, or the part of one, that it is a value of."""

import re
from collections.abc import Sequence

from builder.materials.element_mentions import Element, find_elements
from builder.materials.measurements.carriers import NOT_THE_MATERIAL, Carrier
from builder.materials.measurements.lists import run_of, runs
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: May stand between a value and the alloy behind it: `1100 MPa observed for the X alloy`.
_LEADS_TO_ALLOY = re.compile(
    r"\s*\)?,?\s*(?:(?:was\s|were\s)?(?:observed|measured|obtained|recorded|found|achieved|seen"
    r"|determined|reported)\s)?(?:for|in|of|with|by)\s+(?:the\s+|a\s+|an\s+)?(?:[\w.-]+\s+){0,2}?"
    r"|\s?\("
)
#: Between a material and a value in its brackets, or in apposition to it.
_IN_BRACKETS = re.compile(r"[\s\w-]{0,24}\(\s?(?:[^()\d]{0,24}?)[<>~≈∼≥≤]?\s?")
#: Reach of the noun of a phase or a substrate.
_REACH = 70
_NEW_SUBJECT = re.compile(r"[;]|,\s(?:and|while|whereas|but|with)\b|\band\s(?:the|its|a)\b")
_OTHER_CLAUSE = re.compile(r";|\b(?:while|whereas|but)\b")
_NEXT_CLAUSE = re.compile(
    r";|,\s(?:they|it|and|which|while|whereas|but|the|where)\b|\b(?:while|whereas|because|than)\b"
)
#: Letters within which the subject of a sentence begins.
_OPENING = 15
#: What holds a value that no one of several materials can be told to hold.
UNTOLD = Carrier(0, 0, sample="?")


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
    start = term.end if term and 0 <= term.start - quantity.end < 24 else quantity.end
    behind = next((one for one in carriers if one.start >= start), None)
    before = [one for one in carriers if one.end <= quantity.start]
    if before and _IN_BRACKETS.fullmatch(text, before[-1].end, run[0].start):
        return before[-1]
    if behind and _LEADS_TO_ALLOY.fullmatch(text, start, behind.start):
        return behind
    if behind and any(run[-1].end <= one.start < behind.start for one in measured):
        behind = None  # It is that of the next value.
    return _nearest(text, quantity, before, behind)


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
    lists = [
        names
        for names in runs(text, named)
        if len(names) == len(run) and ("respectively" in text or _follows(text, run, names))
    ]
    if not lists:
        return None
    nearest = min(lists, key=lambda names: _apart(names, run))
    one = nearest[run.index(quantity)]
    if isinstance(one, Element):
        return Carrier(one.start, one.end, owner="other", sample=one.text)
    return one


def _apart(names: Sequence[Carrier | Element], run: Sequence[Quantity]) -> int:
    """Return the number of letters between a list of materials and one of values."""
    return max(names[0].start - run[-1].end, run[0].start - names[-1].end)


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
    if part.start <= _OPENING:
        return _OTHER_CLAUSE.search(text, part.end, quantity.start) is None
    near = quantity.start - part.end <= _REACH
    return near and not _NEW_SUBJECT.search(text, part.end, quantity.start)
