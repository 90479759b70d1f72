"""Answer with the most extreme value: of all papers, of one material, and of each kind of test.

The most extreme of many values is the likeliest to be misread, so that it is told with the mark of
less certain values where it is not sure, together with the most extreme of the sure ones.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from answer.answers import Answer, LeftOut
from answer.collected.values.asked_material import asked_material
from answer.collected.values.listing import SHOWN, counted, list_answer
from answer.collected.values.material import title_alloys
from answer.collected.values.naming import material_text
from answer.collected.values.order import ends_of, is_open, papers_of, scale_of, sort_rows
from answer.collected.values.sieve import OPEN_ALLOY, SievedValues, is_met, owners_of
from answer.collected.values.wording import (
    UNSURE,
    asked_about,
    circumstances,
    extreme_text,
    value_text,
)
from answer.extractive.values.value_text import is_range
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.measurements.certainty.doubts import names_own_alloy
from builder.materials.measurements.states import CALCULATED
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms

Extreme = Literal["highest", "lowest"]
#: Values in doubt that are shown.
_MOST_IN_DOUBT = 3
#: A bound this near the first value, as a share of it, may hide a more extreme one.
_NEAR = 0.2
_HIGHEST = re.compile(r"\b(?:highest|maximum|largest|greatest|peak)\s(?:[\w-]+\s){0,2}$", re.I)
_LOWEST = re.compile(r"\b(?:lowest|minimum|smallest|least)\s(?:[\w-]+\s){0,2}$", re.I)


def answer_superlative(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    """Return the most extreme of the values that hold for a question, and those that follow it.

    The sure ones go first, but for the most extreme one where that is less certain; it goes before
    them if it is one of what is asked about.
    """
    extreme = question.extreme or "highest"
    sure, doubtful, left_out = _ranked(question, found, extreme)
    if not sure and not doubtful:
        return None
    beyond = _more_extreme(doubtful, sure, extreme)
    leads = bool(beyond) and _may_lead(beyond[0], question, found)
    head = _head(sure, doubtful, beyond if sure else (), extreme, question, leads)
    rival = _rival(sure, extreme) if sure and not leads else None
    if rival:
        reach = "lie above" if extreme == "highest" else "lie below"
        head += f" {material_text(rival)}, given as {extreme_text(rival, extreme)}, may {reach} it."
    if sure:
        head += _of_other_kinds(sure, extreme, question)
        others, calculated = measured_first(found.of_other_owners, question)
        head += _of_other_owners(others, sure[0], extreme, question)
        left_out = (*left_out, *calculated)
    first, others = (beyond[:1], doubtful[1:]) if leads else ([], doubtful)
    shown = [*first, *sure[: SHOWN - min(len(beyond), _MOST_IN_DOUBT)], *others][:SHOWN]
    given = list_answer(question, head, [*first, *sure, *others], shown, left_out)
    if not sure or rival or beyond:
        return given
    is_compared = len(sure) > 1 or is_range(sure[0].value.quantity)
    has_short = is_compared or _says_extreme(sure[0], extreme)
    return replace(given, short=_short(sure, extreme, question) if has_short else None)


def _may_lead(row: PropertyRow, question: ParsedQuestion, found: SievedValues) -> bool:
    """Return whether a value less certain is one of what is asked about, of a material told."""
    is_asked = any(row.value is one.value for one in found.rows)
    is_told = row.alloy is not None or bool(title_alloys(row))
    return is_told and (is_asked or asked_material(question).is_any)


def _ranked(
    question: ParsedQuestion, found: SievedValues, extreme: Extreme
) -> tuple[list[PropertyRow], list[PropertyRow], tuple[LeftOut, ...]]:
    """Return the sure values and the others, each in order, and what is left out.

    Among the others are values whose alloy the sentence leaves open, where they go beyond all that
    are sure.
    """
    met, left_out = measured_first([row for row in found.rows if is_met(row, question)], question)
    left_out = (*found.left_out, *left_out)
    ranked = sort_rows((row for row in met if not is_open(row, extreme)), extreme)
    if unranked := len(met) - len(ranked):
        left_out = (*left_out, LeftOut("of which only the other end is known", unranked))
    sure = [row for row in ranked if row.is_sure]
    doubtful = [without_guess(row) for row in ranked if not row.is_sure]
    material = asked_material(question)
    # What may be of another alloy counts only where no alloy is asked about, or none is told.
    of_open = [*found.of_title, *(found.in_doubt if material.is_any or not ranked else ())]
    of_open = [row for row in of_open if is_met(row, question) and not is_open(row, extreme)]
    of_open = _more_extreme(of_open, sure or doubtful, extreme)
    doubtful = sort_rows([*doubtful, *map(without_guess, of_open)], extreme)
    series, unnamed = OPEN_ALLOY
    listed = Counter(series if material.belongs(row) == "series" else unnamed for row in of_open)
    left_out = tuple(
        replace(one, values=one.values - listed[one.reason])
        for one in left_out
        if one.values > listed[one.reason]
    )
    return sure, doubtful, left_out


def measured_first(
    rows: Sequence[PropertyRow], question: ParsedQuestion
) -> tuple[list[PropertyRow], tuple[LeftOut, ...]]:
    """Return the values that were measured, and how many calculated ones are left out.

    All of them are returned if none was measured, or calculated ones are asked for.
    """
    measured = [row for row in rows if CALCULATED not in row.value.states]
    calculated = len(rows) - len(measured)
    if not calculated or not measured or CALCULATED in question.states:
        return [*rows], ()
    return measured, (LeftOut("calculated, not measured", calculated),)


def _head(
    sure: Sequence[PropertyRow],
    doubtful: Sequence[PropertyRow],
    beyond: Sequence[PropertyRow],
    extreme: Extreme,
    question: ParsedQuestion,
    leads: bool,
) -> str:
    """Return the sentence that tells the first value, and those less certain beyond it.

    One of them leads if it is a value of what is asked about, whatever else is in doubt.
    """
    ranked = [*sure, *doubtful]
    first = ranked[0]
    about = f"{first.of}{asked_about(question)}"
    mark = "" if sure else f"{UNSURE} "
    of = f"of {_with_circumstances(first)}"
    if len(ranked) == 1:  # one value is the extreme of nothing
        head = f"The only {about} found is {mark}{value_text(first, question.unit)}, {of}."
        return head if sure else f"{head} It is less certain."
    value = f"{mark}{extreme_text(first, extreme, question.unit)}"
    head = f"The {extreme} {about} among {counted(ranked)} is {value}, {of}"
    if beyond and leads:
        told, *others = (_told_unsure(rows, extreme, question) for rows in (beyond[:1], beyond[1:]))
        head = f"The {extreme} {about} among {counted(ranked)} is {told}, which is less certain"
        head += f"; of what is sure, it is {value}, {of}."
        return f"{head} Between them, less certain: {others[0]}." if others[0] else head
    if beyond:
        told = _told_unsure(beyond, extreme, question)
        return f"{head}, if only what is sure counts; less certain: {told}."
    return f"{head}." if sure else f"{head}. All of them are less certain."


def _told_unsure(rows: Sequence[PropertyRow], extreme: Extreme, question: ParsedQuestion) -> str:
    """Return the first of some values less certain with what they are of, and how many more."""
    told = [
        f"{UNSURE} {extreme_text(row, extreme, question.unit)}, of {_with_circumstances(row)}"
        for row in rows[:_MOST_IN_DOUBT]
    ]
    return "; ".join(told + ([f"and {more} more"] if (more := len(rows) - len(told)) else []))


def _with_circumstances(row: PropertyRow) -> str:
    around = ", ".join(circumstances(row))
    return material_text(row) + (f" ({around})" if around else "")


def _more_extreme(
    rows: Sequence[PropertyRow], ranked: Sequence[PropertyRow], extreme: Extreme
) -> list[PropertyRow]:
    """Return the values that go beyond the first of others, all of them where there is none."""
    ordered = sort_rows([*ranked[:1], *rows], extreme)
    return ordered[: ordered.index(ranked[0])] if ranked else ordered


def without_guess(row: PropertyRow) -> PropertyRow:
    """Return a value as less certain, without its alloy where its sentence names others, too."""
    return replace(
        row, alloy=row.alloy if names_own_alloy(row.value, row.sentence) else None, chance=0.0
    )


def _of_other_kinds(ranked: Sequence[PropertyRow], extreme: Extreme, asked: ParsedQuestion) -> str:
    """Return the most extreme value of each other kind of test, as a sentence; "" for one kind."""
    if asked.kinds:
        return ""
    firsts: dict[str, PropertyRow] = {}
    for row in ranked:
        if row.value.kind and row.value.kind not in row.of:
            firsts.setdefault(row.value.kind, row)
    if len(firsts) < 2:
        return ""
    told = "; ".join(
        f"{kind} {extreme_text(row, extreme, asked.unit)} ({material_text(row)})"
        for kind, row in firsts.items()
        if row is not ranked[0]
    )
    return f" Of the sure values, by kind: {told}."


def _of_other_owners(
    rows: Sequence[PropertyRow], first: PropertyRow, extreme: Extreme, asked: ParsedQuestion
) -> str:
    """Return the most extreme value of each kind of material left out that goes beyond a value.

    One less certain is told behind the sure one that it goes beyond.
    """
    scale = scale_of(first.value.quantity, first.of)
    alike = [row for row in rows if not is_open(row, extreme)]
    alike = [row for row in alike if scale_of(row.value.quantity, row.of) == scale]
    firsts: dict[str, list[PropertyRow]] = {}
    for row in _more_extreme(alike, [first], extreme):
        told = firsts.setdefault(owners_of(row), [])
        if not any(one.is_sure for one in told) and (row.is_sure or not told):
            told.append(row)
    reach = "reach" if extreme == "highest" else "go down to"
    return "".join(
        f" {owners.capitalize()}, which are left out, {reach} {_sure_first(told, extreme, asked)}."
        for owners, told in firsts.items()
    )


def _sure_first(rows: Sequence[PropertyRow], extreme: Extreme, asked: ParsedQuestion) -> str:
    """Return values with their materials, the sure one first, the other with its mark."""
    words = [
        f"{'' if row.is_sure else f'less certain {UNSURE} '}"
        f"{extreme_text(row, extreme, asked.unit)} ({material_text(row)})"
        for row in sorted(rows, key=lambda row: not row.is_sure)
    ]
    return ", ".join(words)


def _short(ranked: Sequence[PropertyRow], extreme: Extreme, question: ParsedQuestion) -> str | None:
    """Return the bare value if its own sentence leaves no doubt of what it is a value of.

    Over all alloys its sentence must hold no other value that could be meant. Of one alloy it may
    be named by the title alone if all the values come from that paper.
    """
    first = ranked[0]
    value = extreme_text(first, extreme, question.unit)
    if first.alloy is None:
        return None
    dimension = first.value.quantity.dimension
    rivals = [q for q in find_quantities(first.sentence) if q.dimension == dimension]
    one_material = question.alloys and not asked_material(question).is_family
    if first.inherited:
        is_only = len(rivals) == 1 or _says_extreme(first, extreme)
        titled = title_alloys(first)
        of_paper = len(titled) == 1 and papers_of(ranked) == 1 and is_only
        of_series = _says_extreme(first, extreme) and any(
            {*one.elements} == {*asked.elements} for one in titled for asked in question.alloys
        )
        return value if of_paper and (one_material or of_series) else None
    if one_material:
        return value
    return f"{value} ({material_text(first)})" if len(rivals) == 1 else None


def _says_extreme(row: PropertyRow, extreme: Extreme) -> bool:
    """Return whether the sentence of a value calls it the most extreme: `the highest strength`."""
    words = _HIGHEST if extreme == "highest" else _LOWEST
    return any(
        words.search(row.sentence, 0, term.start)
        for term in find_terms(row.sentence)
        if term.name == row.of and term.end <= row.value.quantity.start
    )


def _rival(ranked: Sequence[PropertyRow], extreme: Extreme) -> PropertyRow | None:
    """Return a value that is near the first, and only known to lie beyond what is stated."""
    beyond = ("above", "at least") if extreme == "highest" else ("below", "at most")
    first = ends_of(ranked[0].value.quantity, ranked[0].of)[extreme == "highest"]
    for row in ranked[1:]:
        bound = ends_of(row.value.quantity, row.of)[extreme == "highest"]
        if row.value.sense in beyond and abs(bound - first) <= _NEAR * abs(first):
            return row
    return None
