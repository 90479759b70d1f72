"""Answer with the most extreme value: of all papers, of one material, and of each kind of test.

The most extreme of many values is the likeliest to be misread, so that it is passed over unless its
own sentence tells which alloy it is a value of.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from answer.answers import Answer, LeftOut
from answer.collected.values.asked_material import asked_material
from answer.collected.values.listing import SHOWN, counted, list_answer
from answer.collected.values.material import alloys_named, owner_of, title_alloys
from answer.collected.values.naming import material_text
from answer.collected.values.order import ends_of, is_open, papers_of, scale_of, sort_rows
from answer.collected.values.sieve import SievedValues, is_met, owners_of
from answer.collected.values.wording import asked_about, circumstances, extreme_text, value_text
from answer.extractive.values.value_text import is_range
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.alloys import named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.states import CALCULATED
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms

#: Why a value does not count whose alloy, state or condition may be another.
IN_DOUBT = "of an alloy or state that the sentence leaves in doubt"
Extreme = Literal["highest", "lowest"]
#: Values in doubt that are shown.
_MOST_IN_DOUBT = 3
#: A bound this near the first value, as a share of it, may hide a more extreme one.
_NEAR = 0.2
#: With fewer elements a formula in a sentence is a phase.
_FEWEST_ELEMENTS = 3
#: Between an alloy and a value of another one.
_BORDER = re.compile(r"[,;]\s|\b(?:while|whereas|but)\b")
#: Between a value and the alloy behind it that it is one of, and between it and one compared.
_OF_THAT = re.compile(r"\s(?:for|in|of)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compar\w+|surpass\w*|exceed\w*|over|versus)\b", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|maximum|largest|greatest|peak)\s(?:[\w-]+\s){0,2}$", re.I)
_LOWEST = re.compile(r"\b(?:lowest|minimum|smallest|least)\s(?:[\w-]+\s){0,2}$", re.I)
_PAIRED = re.compile(r"\brespectively\b", re.IGNORECASE)
#: A property of the skin of a treated alloy, or one told beside that of what lies below it.
_OF_SURFACE = re.compile(
    r"\b(?:surface|case|near-surface|layer)(?:\s(?:micro|nano))?[\s-]?hardness"
    r"|\bhardness\sof\sthe\s(?:[\w-]+\s){0,2}(?:surface|layer|case)\b"
    r"|\b(?:than|that of|times)\b[^,;]{0,40}\bsubstrate\b",
    re.IGNORECASE,
)
#: What an alloy holds beside its elements, named behind it.
_WITH_MORE = re.compile(
    r"\s(?:(?:HEAs?|MEAs?|(?:high|medium)[\s-]entropy\salloys?|alloys?)\s)?"
    r"(?:(?:co-?)?doped\s|alloyed\s|micro-?alloyed\s)?(?:with|by|containing)\s[^.;:]{1,60}",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[()]|,(?=\sand\s)")


def answer_superlative(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    """Return the most extreme of the values that hold for a question, and those that follow it."""
    extreme = question.extreme or "highest"
    ranked, doubtful, left_out = _ranked(question, found, extreme)
    if not ranked:
        return None
    first = ranked[0]
    head = _head(ranked, bool(doubtful), extreme, question)
    rival = _rival(ranked, extreme)
    if rival:
        beyond = "lie above" if extreme == "highest" else "lie below"
        head += (
            f" {material_text(rival)}, given as {extreme_text(rival, extreme)}, may {beyond} it."
        )
    head += _of_other_kinds(ranked, extreme, question)
    shown = ranked[: SHOWN - 1] if doubtful else ranked[:SHOWN]
    if not is_sure(first):
        head += f" It is {IN_DOUBT}."
    if doubtful:
        told = [*map(without_guess, doubtful[:_MOST_IN_DOUBT])]
        beyond = extreme_text(told[0], extreme, question.unit)
        if len(doubtful) == 1:
            head += f" {beyond}, {IN_DOUBT}, lies beyond it."
        else:
            reach = "up" if extreme == "highest" else "down"
            head += f" {len(doubtful)} values {reach} to {beyond}, each {IN_DOUBT}, lie beyond it."
        shown = [*shown[: SHOWN - len(told)], *told]
    head += _of_other_owners(found.of_other_owners, first, extreme, question)
    given = list_answer(question, head, ranked, shown, left_out)
    is_compared = len(ranked) > 1 or is_range(first.value.quantity) or _says_extreme(first, extreme)
    has_short = is_compared and is_sure(first) and not (rival or doubtful)
    has_short &= first.is_sure
    return replace(given, short=_short(ranked, extreme, question) if has_short else None)


def _ranked(
    question: ParsedQuestion, found: SievedValues, extreme: Extreme
) -> tuple[list[PropertyRow], list[PropertyRow], tuple[LeftOut, ...]]:
    """Return the values in order, those in doubt beyond the first, and what is left out."""
    met, left_out = measured_first([row for row in found.rows if is_met(row, question)], question)
    left_out = (*found.left_out, *left_out)
    ranked = sort_rows((row for row in met if not is_open(row, extreme)), extreme)
    if unranked := len(met) - len(ranked):
        left_out = (*left_out, LeftOut("of which only the other end is known", unranked))
    counts = is_sure if any(map(is_sure, ranked)) else names_own_alloy
    unsure = next((n for n, row in enumerate(ranked) if counts(row)), len(ranked))
    doubtful, ranked = ranked[:unsure], ranked[unsure:]
    material = asked_material(question)
    beyond = _more_extreme(found.of_title, ranked, extreme)
    beyond_all = [row for row in beyond if owner_of(row) in material.owners]
    others = [row for row in beyond if row not in beyond_all]  # of what may be no bulk alloy
    doubtful = [row for row in doubtful if row not in beyond_all]
    if doubtful:
        left_out = (*left_out, LeftOut(IN_DOUBT, len(doubtful)))
    ranked = [*beyond_all, *ranked]
    of_unnamed = (row for row in found.in_doubt if is_met(row, question))
    in_doubt = sort_rows((row for row in of_unnamed if not is_open(row, extreme)), extreme)
    if not ranked:  # of no material that is sure
        ranked = in_doubt
    else:
        if material.is_any:  # one of an alloy that no sentence names may be the first
            others += _more_extreme(in_doubt, ranked, extreme)
        doubtful = sort_rows([*doubtful, *others], extreme)
    return ranked, doubtful, left_out


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
    ranked: Sequence[PropertyRow], has_doubtful: bool, extreme: Extreme, question: ParsedQuestion
) -> str:
    """Return the sentence that tells the first value with its material and circumstances."""
    first = ranked[0]
    about = f"{first.of}{asked_about(question)}"
    if len(ranked) > 1:
        value = extreme_text(first, extreme, question.unit)
        head = f"The {extreme} {about} among {counted(ranked)} is {value}"
    else:  # one value is the extreme of nothing
        value = value_text(first, question.unit)
        head = f"The only {'sure ' if has_doubtful else ''}{about} found is {value}"
    around = ", ".join(circumstances(first))
    return f"{head}, of {material_text(first)}{f' ({around})' if around else ''}."


def _more_extreme(
    of_title: Sequence[PropertyRow], ranked: Sequence[PropertyRow], extreme: Extreme
) -> list[PropertyRow]:
    """Return the values of unnamed samples of papers on the alloy that go beyond all the others."""
    rows = sort_rows([*ranked[:1], *of_title], extreme)
    return rows[: rows.index(ranked[0])] if ranked else rows


def is_sure(row: PropertyRow) -> bool:
    """Return whether a value is a sure one of the table, and none of another alloy beside it.

    It is one of the alloy of its paper, too, where the paper names no other. A value of a treated
    surface, or of an alloy that the paper names only with something added, is none of the alloy.
    """
    if row.value.owner == "alloy" and _OF_SURFACE.search(row.sentence):
        return False
    if row.inherited and _is_only_base(row):
        return False
    told = (_is_of_one_alloy, _names_own_base, _names_own_joint)
    return names_own_alloy(row) and (row.is_sure or any(is_told(row) for is_told in told))


def _is_only_base(row: PropertyRow) -> bool:
    """Return whether a paper names the alloy of a value with more elements in it, wherever it does.

    So it is in `the CoCrFeNi HEA with Si, B and N`, which is spoken of as `the prepared alloy`.
    """
    paper = row.listed.paper
    if row.alloy is None or paper.abstract is None:
        return False
    text, own = paper.front, row.alloy
    ends = [one.end for one in named_alloys(text) if one.composition_key == own.composition_key]

    def holds_more(end: int) -> bool:
        behind = _WITH_MORE.match(text, end)
        words = _MARKS.sub("", behind[0]) if behind else ""
        added = {one.symbol for one in find_elements(words)}
        return bool(added - {*own.elements})

    return bool(ends) and all(map(holds_more, ends))


def _is_of_one_alloy(row: PropertyRow) -> bool:
    """Return whether a value's paper names one alloy, its own, in title and abstract alike."""
    own = [row.alloy] if row.alloy else named_alloys(row.value.sample)
    named, titled = alloys_named(row), title_alloys(row)
    bases = [
        {one.composition_key.partition("+")[0] for one in alloys} for alloys in (own, named, titled)
    ]
    titled_alike = bases[2] == bases[0] or (row.alloy is not None and not bases[2])
    return len(bases[0]) == 1 and bases[0] == bases[1] and titled_alike


def _names_own_base(row: PropertyRow) -> bool:
    """Return whether the sentence of a value calls its material by its base: `A-based coating`."""
    name = row.value.sample
    if row.alloy or not name.endswith("-based") or {"sample", "alloys"} & row.value.inherited:
        return False
    named = {one.composition_key for one in named_alloys(row.sentence)}
    return name in row.sentence and len(named) == 1


def _names_own_joint(row: PropertyRow) -> bool:
    """Return whether the sentence of a value names the joint by what it joins, or is joined by."""
    is_named = not {"sample", "alloys"} & row.value.inherited
    return row.value.owner == "weld" and is_named and bool(row.alloy or row.value.sample)


def without_guess(row: PropertyRow) -> PropertyRow:
    """Return a value in doubt without its alloy, where its sentence names others beside it."""
    return row if names_own_alloy(row) else replace(row, alloy=None)


def names_own_alloy(row: PropertyRow) -> bool:
    """Return whether a sentence leaves no doubt which of the alloys it names a value belongs to.

    In doubt is a value whose alloy stands in a clause before it while another one follows it, as in
    `300 MPa for fcc alloys such as A, to 3 GPa for bcc alloys such as B`; and one whose alloy
    stands in another sentence while this one begins with another alloy.
    """
    if row.alloy is None or _PAIRED.search(row.sentence):
        return True
    value, own = row.value.quantity, row.alloy.composition_key
    named = [
        alloy
        for alloy in named_alloys(row.sentence)
        if alloy.kind == "alloy" and len(alloy.elements) >= _FEWEST_ELEMENTS
    ]
    others = [alloy for alloy in named if alloy.composition_key != own]
    if row.inherited:
        return not any(alloy.end <= value.start for alloy in others)
    ends = [alloy.end for alloy in named if alloy.composition_key == own]
    if any(end > value.end for end in ends):
        return True
    before = max((end for end in ends if end <= value.start), default=value.start)
    if not _BORDER.search(row.sentence[before : value.start]):
        return True
    behind = (row.sentence[value.end : one.start] for one in others if one.start >= value.end)
    return not any(_OF_THAT.match(words) and not _COMPARED.search(words) for words in behind)


def _of_other_kinds(ranked: Sequence[PropertyRow], extreme: Extreme, asked: ParsedQuestion) -> str:
    """Return the most extreme value of each other kind of test, as a sentence; "" for one kind."""
    if asked.kinds:
        return ""
    firsts: dict[str, PropertyRow] = {}
    for row in ranked:
        if row.value.kind and row.value.kind not in row.of and is_sure(row):
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
    """Return the most extreme sure value of each kind of material left out that goes beyond one."""
    alike = [row for row in rows if is_sure(row) and not is_open(row, extreme)]
    scale = scale_of(first.value.quantity, first.of)
    alike = [row for row in alike if scale_of(row.value.quantity, row.of) == scale]
    beyond = sort_rows([first, *alike], extreme)
    firsts: dict[str, PropertyRow] = {}
    for row in beyond[: beyond.index(first)]:
        firsts.setdefault(owners_of(row), row)
    reach = "reach" if extreme == "highest" else "go down to"
    return "".join(
        f" {owners.capitalize()}, which are left out, {reach}"
        f" {extreme_text(row, extreme, asked.unit)} ({material_text(row)})."
        for owners, row in firsts.items()
    )


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
