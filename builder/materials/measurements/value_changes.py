"""Recognise values of a change: its two ends (from 300 to 500 HV) and its size (45 % higher)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.materials.quantity import Quantity
from builder.nlp.word_classes import ABOUT, COMPARATIVES, DECREASE_STEMS, INCREASE_STEMS

_FROM = re.compile(rf"\bfrom\s+(?:{ABOUT}|~)?\s*$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|reach(?:es|ed|ing)?|becomes?|became)\s+(?:a |an |the )?[\w\s]{0,20}$", re.I
)
#: A change before `from 300 to 500 HV`, which makes two values of what else is a range.
_CHANGES_FROM = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS}|improv|enhanc|chang|shift|vari)\w*\b[^.;]{{0,80}}"
    rf"\bfrom\s+(?:{ABOUT}|~)?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(.+?)\s+to\s+(.+)")
_DIFFERENCE_BEHIND = re.compile(
    rf"\s*\)?(?:{COMPARATIVES}|better|increase|decrease|improve\w*|reduc\w+|enhance\w*|drop)\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:(?:increas|decreas|reduc|improv|enhanc|rais|ris|fall|dropp?)\w*|higher|lower)"
    r"(?: \w+){0,3} by (?:about |up to |nearly |~)?$",
    re.IGNORECASE,
)


def split_steps(text: str, quantity: Quantity) -> tuple[Quantity, ...]:
    """Split the ends of a change that were read as a range; return other quantities as they are."""
    ends = _ENDS.fullmatch(quantity.text)
    if not ends or not _CHANGES_FROM.search(text, max(quantity.start - 120, 0), quantity.start):
        return (quantity,)
    first, last = quantity.low, quantity.high
    between = quantity.start + ends.start(2)
    return (
        replace(quantity, text=ends[1], end=quantity.start + ends.end(1), low=first, high=first),
        replace(quantity, text=ends[2], start=between, low=last, high=last),
    )


def step_of(text: str, first: Quantity, measured: Sequence[Quantity]) -> str:
    """Return "from" or "to" for a value with which a change begins or ends, else "".

    Args:
        text: the sentence.
        first: the value, or the first of the list that it stands in.
        measured: all measured values of the sentence.
    """
    if _FROM.search(text, max(first.start - 24, 0), first.start):
        return "from"
    begun = any(
        other.dimension == first.dimension
        and other.end <= first.start
        and _FROM.search(text, max(other.start - 24, 0), other.start)
        for other in measured
    )
    return "to" if begun and _TO.search(text, max(first.start - 36, 0), first.start) else ""


def is_difference(text: str, quantity: Quantity) -> bool:
    """Return True for a per cent or a ratio that tells by how much something differs."""
    return quantity.dimension in ("fraction", "ratio") and bool(
        _DIFFERENCE_BEHIND.match(text, quantity.end)
        or _CHANGED_BY.search(text, max(quantity.start - 60, 0), quantity.start)
    )
