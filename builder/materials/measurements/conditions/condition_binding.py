"""Bind a value to the conditions that it holds under: temperature, time, rate, a solute's share."""

import re
from collections.abc import Sequence
from itertools import pairwise

from builder.materials.measurements.added_shares import ADDED
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.lists import run_of, runs
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention
from builder.nlp.word_classes import DECREASE_STEMS, INCREASE_STEMS

#: Dimensions in which the conditions of a measurement or of a treatment are given.
CONDITIONS = frozenset(
    "temperature time strain_rate heating_rate irradiation_damage mass_fraction atomic_fraction"
    " rotation energy_density cycles force speed current_density strain".split()
)
#: May stand between a value and the condition behind it: `1100 MPa when tested at 77 K`.
_LEADS_TO_CONDITION = re.compile(
    r"(?:[^.;,]|,(?= respectively)|\.(?=\d)){0,45}?\b(?:at|for|to|from|under|after|and)\b"
    r"[^.;,]{0,30}?|\s*\(?"
)
#: May stand between a value and the share of what its material holds: 573 HV with adding 4 wt% Y.
_LEADS_TO_SHARE = re.compile(
    r"\)?,?\s(?:with|by|upon|through|via)\s(?:the\s|an?\s)?"
    r"(?:(?:additions?|adding|incorporat\w+|introduc\w+|doping|alloying)\s(?:of\s|with\s)?)?"
)
_SHARES = frozenset({"mass_fraction", "atomic_fraction"})
#: Before the dimension of the conditions of a treatment.
_TREATMENT = "treatment "
#: Before the conditions of all but the first material: `of the coating and the coatings with`.
_OTHERS_WITH = re.compile(
    r"\band\s(?:the\s|that of the\s|those of the\s)?(?:[\w-]+\s){1,3}(?:with|containing|of|at)\s$"
)
#: Between the condition of the first of two values and that: at 300 K was 198 MPa.
_IS_THEN = re.compile(
    r"\)?,?\s(?:[\w-]+\s){0,4}?(?:is|was|are|were|of|reached)\s(?:about\s|[~∼≈]\s?)?"
)
#: Between two statements of a sentence, each with its own conditions.
_OTHER_PART = re.compile(
    r";|,?\s(?:while|whereas|but|however)\b|,\sand\s(?:after|upon|following|when|at)\b"
)
#: Around the ends of a change of a condition: from 0 at.% (Mo0) to 20 at.%.
_TO_LAST = re.compile(r"\)?\s?(?:\([^()]{1,20}\)\s?)?(?:up |down )?to\s(?:about\s|[~∼≈]\s?)?")
#: Between what another material was treated at and a value: …; those of the as-forged alloy were.
_OF_OTHERS = re.compile(r"(?:;|,\s(?:while|whereas|but|and))\s(?:those|that)\sof\b")
_FROM_FIRST = re.compile(r"\bfrom\s(?:about\s|[~∼≈]\s?)?$", re.IGNORECASE)
#: Before a change of a condition, whose last end holds for what stands behind: rises from 1 to 3 %.
_CHANGE_BEFORE = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS}|chang|vari)\w*\b[^.;]{{0,60}}$", re.IGNORECASE
)
#: Between a value and the condition of the next one: 400 HV and those at 1200 °C 500 HV.
_JOINS_NEXT = re.compile(r"[\s),]*\b(?:and|but|while|whereas)\b")
_ENDS_PART = re.compile(r"[,;)]|\b(?:and|or|but|while|whereas|to)\b")
_AND_AT = re.compile(r"\s*,?\s*(?:down to|up to|to|and|or|as well as|–|-)\s*(?:at\s+)?", re.I)


def conditions_of(
    text: str,
    quantity: Quantity,
    same: Sequence[Quantity],
    rivals: Sequence[Quantity],
    conditions: Sequence[Quantity | Mention],
    step: str,
    followed: Quantity,
) -> tuple[Quantity | Mention, ...]:
    """Return the temperatures, times and rates at which a value holds.

    Args:
        text: the sentence.
        quantity: the value.
        same: the values of its dimension.
        rivals: the values of its property. In `YS = 370 MPa and UTS = 610 MPa at 293 K` the
            temperature holds for both, as they are no rivals.
        conditions: the conditions that the sentence states, some by a word.
        step: `from` or `to` for an end of a change, which has one end of a change of conditions.
        followed: the last of the values of other properties that go on from it, or its own list.
    """
    run = run_of(text, quantity, same)
    found: list[Quantity | Mention] = []
    sorts = {condition.start: _sort(text, condition) for condition in conditions}
    for sort in dict.fromkeys(sorts.values()):
        stated = [c for c in conditions if sorts[c.start] == sort]
        dimension = sort.removeprefix(_TREATMENT)
        if step and (ends := _ends(text, stated, quantity)):
            found.append(ends[0] if step == "from" else ends[1])
            continue
        if apart := _one_before_one_behind(text, run, stated):
            found.append(apart[run.index(quantity)])
            continue
        lists = [names for names in runs(text, stated) if len(names) == len(run) > 1]
        if lists:
            found.append(lists[0][run.index(quantity)])
            continue
        if fewer := [names for names in runs(text, stated) if _is_without_first(text, names, run)]:
            found += fewer[0][run.index(quantity) - 1 : run.index(quantity)]
            continue
        following = [q.start for q in rivals if q.start >= quantity.end]
        limit = following[0] if following else len(text)
        last = run[-1]  # What stands behind a list holds for each of its members.
        if len(run) > 1 and limit <= last.start:
            limit = min((q.start for q in rivals if q.start >= last.end), default=len(text))
        behind = [
            c
            for c in stated
            if last.end <= c.start < limit and not _leads_to_next(text, last, c, following)
        ]
        leads = [_LEADS_TO_CONDITION]
        if dimension in _SHARES and step != "from":
            leads.append(_LEADS_TO_SHARE)
        if behind and any(
            words.fullmatch(text, one.end, behind[0].start)
            for one in (last, followed)
            for words in leads
        ):
            found += _chain(text, behind)
            continue
        # `At 77 K, …` holds for what follows it; one value's own condition for none but that.
        before = [
            c
            for c in stated
            if c.end <= quantity.start
            and not _OF_OTHERS.search(text, c.end, quantity.start)
            and not any(
                q.end <= c.start
                and _LEADS_TO_CONDITION.fullmatch(text, q.end, c.start)
                and not _leads_to_next(text, q, c, [quantity.start])
                for q in same
            )
        ]
        if before:
            found += _chain_before(text, before)
        elif (
            behind
            and (len(same) == 1 or len(stated) == len(rivals) == 1)
            and not _OTHER_PART.search(text, quantity.end, behind[0].start)
        ):
            found.append(behind[0])
    return tuple(sorted(found, key=lambda condition: condition.start))


def _one_before_one_behind(
    text: str, run: Sequence[Quantity], stated: Sequence[Quantity | Mention]
) -> tuple[Quantity | Mention, Quantity | Mention] | None:
    """Return the conditions of two values, each told beside its own; None for others.

    At room temperature it was 198 MPa, and 124 MPa at 500 °C.
    """
    before = [one for one in stated if one.end <= run[0].start]
    behind = [one for one in stated if one.start >= run[-1].end]
    if len(run) != 2 or not before or len(behind) != 1:
        return None
    first, last = before[-1], behind[0]
    if isinstance(first, Quantity) and is_of_treatment(text, first):
        return None
    if not _IS_THEN.fullmatch(text, first.end, run[0].start):
        return None
    return (first, last) if _LEADS_TO_CONDITION.fullmatch(text, run[-1].end, last.start) else None


def _leads_to_next(
    text: str, value: Quantity, condition: Quantity | Mention, following: Sequence[int]
) -> bool:
    """Return True for a condition behind a value that is told for the next one.

    Args:
        text: the sentence.
        value: the value before the condition.
        condition: the condition.
        following: where the next values of the property begin.
    """
    behind = [start for start in following if start >= condition.end]
    if not behind or not _JOINS_NEXT.match(text, value.end):
        return False
    return not _ENDS_PART.search(text, condition.end, behind[0])


def _is_without_first(
    text: str, names: Sequence[Quantity | Mention], run: Sequence[Quantity]
) -> bool:
    """Return True for the conditions of all values of a list but the first.

    `Of the coating and the coatings with 3, 6 and 9 at.% TiC they are 0.7, 0.6, 0.5 and 0.4`.
    """
    return (
        len(names) == len(run) - 1 > 1
        and "respectively" in text
        and _OTHERS_WITH.search(text, max(names[0].start - 60, 0), names[0].start) is not None
    )


def begins_change(text: str, condition: Quantity) -> bool:
    """Return True for the first end of a change of a condition: from 1000 to 1100 °C."""
    return _FROM_FIRST.search(text, max(condition.start - 12, 0), condition.start) is not None


def leads_in(text: str, condition: Quantity, first: Quantity) -> bool:
    """Return True for what is done before a change, and does not hold where it begins.

    Args:
        text: the sentence.
        condition: a condition of the change.
        first: the value at which it begins.
    """
    if condition.end > first.start or begins_change(text, condition):
        return False
    is_done = condition.dimension in ADDED or condition.dimension == "irradiation_damage"
    return is_done or is_of_treatment(text, condition)


def _ends(
    text: str, conditions: Sequence[Quantity | Mention], quantity: Quantity
) -> tuple[Quantity | Mention, Quantity | Mention] | None:
    """Return the ends of the change of a condition next to a value: `from 600 °C to 900 °C`."""
    found = [
        (first, last)
        for first, last in pairwise(conditions)
        if _TO_LAST.fullmatch(text, first.end, last.start)
        and _FROM_FIRST.search(text, max(first.start - 12, 0), first.start)
    ]
    return min(found, key=lambda ends: abs(ends[0].start - quantity.start), default=None)


def _sort(text: str, condition: Quantity | Mention) -> str:
    """Return what a condition is one of several of: a temperature of a test, or of a treatment."""
    if not isinstance(condition, Quantity):
        return "temperature"
    is_made = condition.dimension == "temperature" and is_of_treatment(text, condition)
    return f"{_TREATMENT}temperature" if is_made else condition.dimension


def _chain(text: str, conditions: Sequence[Quantity | Mention]) -> list[Quantity | Mention]:
    """Return the first condition and those joined to it: `from room temperature down to 77 K`."""
    chain = [conditions[0]]
    for condition in conditions[1:]:
        if not _AND_AT.fullmatch(text, chain[-1].end, condition.start):
            break
        chain.append(condition)
    return chain


def _chain_before(text: str, conditions: Sequence[Quantity | Mention]) -> list[Quantity | Mention]:
    """Return the last condition and those joined to it: `from room temperature to 800 °C`."""
    chain = run_of(text, conditions[-1], conditions)
    place = conditions.index(chain[0])
    while (
        place
        and _TO_LAST.fullmatch(text, conditions[place - 1].end, chain[0].start)
        and not _CHANGE_BEFORE.search(text, 0, conditions[place - 1].start)
    ):
        place -= 1
        chain = [conditions[place], *chain]
    return chain
