"""Tell levels from changes and bounds: from 300 to 500 HV, 45 % higher, above 1 GPa."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from builder.materials.quantity import Quantity
from builder.nlp.word_classes import (
    ABOUT,
    ABOVE,
    APPROXIMATE,
    APPROXIMATE_SIGNS,
    APPROXIMATORS,
    AT_LEAST,
    AT_MOST,
    BELOW,
    BOUNDS,
    COMPARATIVES,
    DECREASE_STEMS,
    INCREASE_STEMS,
)

_FROM = re.compile(rf"\bfrom\s+(?:{ABOUT}|~)?\s*$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|reach(?:es|ed|ing)?|becomes?|became)\s+(?:a |an |the )?[\w\s]{0,20}[~∼≈]?\s?$", re.I
)
#: A change before `from 300 to 500 HV`, which makes two values of what else is a range.
_CHANGES_FROM = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS}|improv|enhanc|chang|shift|vari)\w*\b[^.;]{{0,80}}"
    rf"\bfrom\s+(?:{ABOUT}|~)?\s*$",
    re.IGNORECASE,
)
#: Between the ends of a change, and before one that follows another without its `from`.
_TO_LAST = re.compile(r"\s?to\s(?:about\s|[~∼≈]\s?)?")
_AFTER_CHANGE = re.compile(
    r"\bfrom\s[^.;]{1,24}?(?:\.\d[^.;]{0,16}?)?\sto\s[^.;]{1,16}?(?:\.\d[^.;]{0,16}?)?,?\sand\s$"
)
_TO_BEHIND = re.compile(r"\s*(?:to|and|up to)\b")
_ENDS = re.compile(r"(.+?)\s+to\s+(.+)")
#: Behind a value: it tells by how much something is more or less than another.
_DIFFERENCE_BEHIND = re.compile(
    rf"\s*\)?(?:(?P<order>{COMPARATIVES}|better|superior|greater|above|below)\s(?:\w+\s)?"
    rf"(?:than|compared|that|the|their|its)"
    rf"|(?P<more>(?:{COMPARATIVES}|better|stronger|harder)\b|increase|improve\w*|enhance\w*|rise\b|gain\b|increment)"
    r"|(?P<less>decrease|reduc\w+|drop\b|loss\b|fall\b|decline))",
    re.IGNORECASE,
)
_LESS_WORDS = re.compile(r"lower|smaller|less|below", re.IGNORECASE)
#: A change before `by`, or its noun before `of`, which makes of a value the size of the change.
_MORE_BY = (
    r"increas\w*|improv\w*|enhanc\w*|rais\w*|ris\w*|rose|grow\w*|grew|higher|larger|greater|gain\w*"
    r"|increment\w*"
)
#: The loss of mass by wear is a property, not a change of one.
_LOSS = r"(?<!mass )(?<!weight )(?<!wear )(?<!volume )loss"
_LESS_BY = (
    r"decreas\w*|reduc\w*|lower\w*|fall\w*|fell|dropp?\w*|smaller|less|declin\w*"
    rf"|{_LOSS}|diminish\w*"
)
_NEARLY = rf"(?:(?:an?|the|{APPROXIMATORS}|{BOUNDS}|[{APPROXIMATE_SIGNS}<>≥≤])\s?){{0,2}}"
_CHANGED_BY = re.compile(
    rf"\b(?:(?P<more>{_MORE_BY})|(?P<less>{_LESS_BY}))(?:[\s(][\w/-]+\)?){{0,7}}?\s+by\s(?:\w+ly\s)?{_NEARLY}$"
    rf"|\b(?:(?P<rise>increase|improvement|enhancement|rise|gain|increment)"
    r"(?:(?<=increment)(?:\s[\w/.]+){1,3}?)?"
    rf"|(?P<fall>decrease|reduction|drop|decline|{_LOSS})|(?P<apart>difference|deviation|error))"
    rf"(?:\s(?:in|of|between)(?:\s[\w/-]+){{1,7}}?)?\s(?:of|is|was|by)\s(?:\w+ly\s)?{_NEARLY}$",
    re.IGNORECASE,
)
#: A verb of change right before a value that is its size: increases about 30 HV.
_CHANGED_SO_MUCH = re.compile(
    rf"\b(?:(?P<more>increas|improv|enhanc)|(?P<less>decreas|reduc|drop|lower))p?(?:es|s|ed)"
    rf"\s(?:{APPROXIMATORS})\s$",
    re.IGNORECASE,
)
#: Behind a value that is counted from that of another material; no electrode of reference.
_RELATIVE_TO = re.compile(
    r"\s(?:relative\sto|with\srespect\sto)\s(?:the\s|that\sof\s(?:the\s)?)?"
    r"(?!SCE|SHE|NHE|RHE|Ag|Hg|satur|revers|stand|refer|init|electrode)"
)
#: The last word but one of `_CHANGED_BY`, looked for first as it is found faster.
_BY_OR_OF = re.compile(r"\s(?:by|of|is|was)\s")
#: Behind a ratio or a share: that of another thing.
_RATIO_BEHIND = re.compile(
    r"\s?\)?(?:\sof\s(?:the\s(?!theoretical)|that\s|its\s|those\s)|\s(?:that|those)\s)"
)
_BOUNDS_BEFORE = (
    ("above", ABOVE),
    ("below", BELOW),
    ("at least", AT_LEAST),
    ("at most", AT_MOST),
    ("about", APPROXIMATE),
)
#: Before a range in brackets that tells what was multiplied: 2.66 times of the original (140–372).
_TIMES_BEFORE = re.compile(r"(\d+(?:\.\d+)?)[\s-]?(?:times|fold)\b[^.;()]{0,60}\(\s?$")
#: How far the ratio of such a range may be from the factor told, by rounding.
_ROUNDED = 0.03
#: The senses of a value that is no amount of its property.
CHANGES = frozenset({"increase", "decrease", "difference", "ratio"})
#: Dimensions of shares, in which a change of any property is given.
SHARES = frozenset({"fraction", "ratio"})
#: Letters before a value in which its change, and its bound, is looked for.
_CHANGE_LETTERS, _BOUND_LETTERS = 110, 24


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


def is_end_before(text: str, first: Quantity, last: Quantity) -> bool:
    """Return True for the two ends of a change that stand beside each other: from 3 HV to 5 HV."""
    return bool(
        _TO_LAST.fullmatch(text, first.end, last.start)
        and _FROM.search(text, max(first.start - 24, 0), first.start)
    )


def elided_ends(text: str, measured: Sequence[Quantity]) -> dict[int, str]:
    """Return the steps of changes without their `from`, each at the place of its value.

    `from 0.6 to 0.4 and 5 mg to 3 mg`: 5 mg is where the second change begins.
    """
    return {
        one.start: step
        for first, last in pairwise(measured)
        if first.dimension == last.dimension
        and _TO_LAST.fullmatch(text, first.end, last.start)
        and _AFTER_CHANGE.search(text, max(first.start - 60, 0), first.start)
        for one, step in ((first, "from"), (last, "to"))
    }


def step_of(text: str, first: Quantity, measured: Sequence[Quantity]) -> str:
    """Return "from" or "to" for a value with which a change begins or ends, else "".

    Args:
        text: the sentence.
        first: the value, or the first of the list that it stands in.
        measured: all measured values of the sentence.
    """
    if _FROM.search(text, max(first.start - 24, 0), first.start):
        is_range = first.low < first.high and not first.below
        if is_range and _ENDS.fullmatch(first.text):
            return ""
        return "" if is_range and not _TO_BEHIND.match(text, first.end) else "from"
    begun = any(
        other.dimension == first.dimension
        and other.end <= first.start
        and _FROM.search(text, max(other.start - 24, 0), other.start)
        for other in measured
    )
    return "to" if begun and _TO.search(text, max(first.start - 36, 0), first.start) else ""


def sense_of(text: str, quantity: Quantity, run: Sequence[Quantity]) -> str:
    """Return what a value tells of its property: a level, a change, or a bound.

    Args:
        text: the sentence.
        quantity: the value.
        run: the list that it stands in, or the value alone; the words around a list hold for all.

    Returns:
        `level`; `increase`, `decrease`, `difference` or `ratio`, which are no amounts of the
        property; `above`, `below`, `at least`, `at most` or `about`.
    """
    if change := _change(text, quantity, run):
        return change
    for start in dict.fromkeys((quantity.start, run[0].start)):
        for name, bound in _BOUNDS_BEFORE:
            if bound.search(text, max(start - _BOUND_LETTERS, 0), start):
                return name
    return "level"


def _change(text: str, quantity: Quantity, run: Sequence[Quantity]) -> str:
    """Return `increase`, `decrease`, `difference` or `ratio` for what is no level, else ""."""
    first, last = run[0], run[-1]
    if _RELATIVE_TO.match(text, quantity.end) or _is_multiplied(text, quantity):
        return "difference"
    behind = _DIFFERENCE_BEHIND.match(text, quantity.end)
    if quantity.dimension == "ratio" and (behind is None or "times" in quantity.text):
        return "ratio"  # 3 times larger than before is 3 times as large.
    is_apposed = len(run) == 2 and text[first.end : last.start].strip() == ","
    if behind is None and last.dimension == quantity.dimension and not is_apposed:
        behind = _DIFFERENCE_BEHIND.match(text, last.end)
    if behind:
        is_less = behind["less"] or _LESS_WORDS.match(behind["order"] or behind["more"] or "")
        return "decrease" if is_less else "increase"
    if quantity.dimension == "fraction" and _RATIO_BEHIND.match(text, quantity.end):
        return "ratio"
    if changed := _CHANGED_SO_MUCH.search(text, max(first.start - 36, 0), first.start):
        return "increase" if changed["more"] else "decrease"
    if not _BY_OR_OF.search(text, max(first.start - _BOUND_LETTERS, 0), first.start):
        return ""
    before = _last_change(text, max(first.start - _CHANGE_LETTERS, 0), first.start)
    if before is None:
        return ""
    if before["apart"]:
        return "difference"
    return "increase" if before["more"] or before["rise"] else "decrease"


def _is_multiplied(text: str, quantity: Quantity) -> bool:
    """Return True for a range from the value before to the one behind a multiplication."""
    if not 0 < quantity.low < quantity.high:
        return False
    told = _TIMES_BEFORE.search(text, max(quantity.start - _BOUND_LETTERS * 4, 0), quantity.start)
    ratio = quantity.high / quantity.low
    return told is not None and abs(ratio - float(told[1])) <= _ROUNDED * ratio


def _last_change(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the change named last before a value: an improvement brings a reduction of 20 %."""
    found = None
    while following := _CHANGED_BY.search(text, start, end):
        found, start = following, following.start() + 1
    return found
