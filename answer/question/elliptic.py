"""Merge what a follow-up names into the question before: an alloy, a condition, a unit, a year."""

import re
from collections.abc import Sequence

from answer.question.grammar.asked_unit import find_unit
from answer.question.grammar.bounds import find_bounds
from answer.question.grammar.qualifiers import qualified
from answer.question.grammar.spans import Span, without
from answer.question.grammar.years import find_years
from answer.question.intent import Bound
from answer.question.parse import parse_question
from answer.question.wording.proper_names import ProperName, find_labels
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NONMETALS
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of, find_terms

_END = re.compile(r"[\s?.!]*$")
_EXTREME = re.compile(
    r"^(?:the )?(?:highest|lowest|maximum|minimum|largest|smallest|best|worst)(?: one| value)?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
#: Prepositions before conditions, by dimension.
_PREPOSITIONS = {
    "temperature": "at",
    "time": "for",
    "strain_rate": "at",
    "irradiation_damage": "at",
}
#: Of two phrases with one of these the second takes the place of the first: in air, in vacuum.
_PHRASE = re.compile(
    r"(?P<lead>in|under|with|after|before|during|against|on)\s(?P<rest>\S.*)$", re.I
)
#: Before a treatment that follows its material.
_AFTER = re.compile(r"\b(?:after|before|by|during)\s(?:an?\s|the\s)?$", re.IGNORECASE)
_LEADS = r"in|under|with|after|before|during|against|on|at|of|for|to|by|from"
_ARTICLE = re.compile(r"\b(?:an?|the)\b", re.IGNORECASE)
#: Between the two ends of a range, whose one new value is no range.
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_TEMPERATURE = "temperature"
#: A property by a noun that the vocabulary does not know, and nouns that are none.
_OF_IT = re.compile(
    r"(?:its|their|the)\s(?!(?:others?|rest|same|first|second|third|last|next|previous|papers?|authors?"
    r"|source|stud(?:y|ies)|ones?|most|least)\b)(?P<noun>[a-z][a-z-]*(?:\s[a-z-]+){0,3})[\s?.!]*$",
    re.IGNORECASE,
)
#: Asks for the reason of a value, which is not asked of the next property.
_EXPLAINS = re.compile(r"^what (?:explains|is the reason:)", re.IGNORECASE)
_WHY = re.compile(r"why\b", re.IGNORECASE)
_IN = re.compile(r",?\s(?:in|as)\s(?:units?\sof\s)?$", re.IGNORECASE)


def merge(rest: str, before: str) -> str:
    """Replace in the question before what a fragment names, or add it.

    Args:
        rest: The fragment: `at 77 K`, `in GPa`, `the hardness`, `Ti instead of Al`.
        before: The question before, complete itself.
    """
    if unit := _in_unit(rest, before):
        return unit
    merged = before
    if _EXTREME.match(rest):
        return _of_extreme(rest, before)
    if swapped := _phrase_for_phrase(rest, before):
        return swapped
    new, properties = named_alloys(rest), measured_by(rest)
    if new and properties:  # it is whole: the conditions before were of another value
        whole = f"What is the {properties[0].text} of {qualified(rest, new[0])}?"
        return _under_conditions(rest, _of_years(rest, whole))
    if named := new or find_labels(rest):
        old = named_alloys(merged) or find_labels(merged)
        merged = _replaced(merged, old, named[0].text, f" of {named[0].text}")
    merged = _of_element(rest, merged)
    if asked := _property_in(rest):
        merged = _of_property(asked, merged)
    elif treated := _processes(rest):
        merged = _treated(rest, merged, treated)
        if _END.sub("", rest) in merged:
            return merged  # with its own temperature, which is not that of a test
    merged = _of_years(rest, merged)
    merged = _under_conditions(rest, merged)
    if merged == before and not asked:
        merged = f"{_END.sub('', before)}, {_END.sub('', rest)}?"
    return merged


def _property_in(rest: str) -> str:
    """Return the property that a fragment names, known or not: `its price`; "" for none."""
    if named := measured_by(rest):
        return named[0].text
    others = (named_alloys(rest), find_elements(rest), find_terms(rest), find_quantities(rest))
    of_it = None if any(others) else _OF_IT.match(rest)
    return of_it["noun"] if of_it else ""


def _of_property(asked: str, before: str) -> str:
    """Ask for another property, without the unit of the one before and without its reason."""
    old, alloys = measured_by(before), named_alloys(before)
    if not old and alloys and (_WHY.match(before) or not find_terms(asked)):
        return f"What is the {asked} of {qualified(before, alloys[0])}?"
    merged = _EXPLAINS.sub("What is", before)
    if not old or old[0].text != asked:
        merged = without_unit(merged, asked)
    return _replaced(merged, measured_by(merged), asked, f", {asked}")


def without_unit(before: str, asked: str = "") -> str:
    """Take the unit out of a question, unless the property ``asked`` for now is measured alike."""
    alike = [
        {*dimensions_of(one.name)} for one in (*find_terms(asked)[:1], *measured_by(before)[:1])
    ]
    taken = [(one.start, one.end) for one in find_quantities(before)]
    unit = find_unit(before, parse_question(before).dimensions, taken)
    if unit is None or (len(alike) == 2 and alike[0] == alike[1]):
        return before
    return _IN.sub("", before[: unit.span[0]]) + before[unit.span[1] :]


def _in_unit(rest: str, before: str) -> str:
    """Ask for the answer in another unit, as `in GPa?` does; "" if that is not what is asked."""
    if find_quantities(rest) or named_alloys(rest) or find_terms(rest):
        return ""
    dimensions = parse_question(before).dimensions | {"temperature"}
    text = rest if rest.startswith("in ") else f"in {rest}"
    unit = find_unit(text, dimensions, ())
    if unit is None:
        return ""
    name = text[slice(*unit.span)]
    quantities = [(one.start, one.end) for one in find_quantities(before)]
    if old := find_unit(before, dimensions, quantities):
        return before[: old.span[0]] + name + before[old.span[1] :]
    return f"{_END.sub('', before)} in {name}?"


def _phrase_for_phrase(rest: str, before: str) -> str:
    """Put `in vacuum` in the place of `in air`; "" where a phrase names what is known otherwise."""
    phrase = _PHRASE.match(_END.sub("", rest))
    if phrase is None or named_alloys(rest) or find_elements(rest) or find_terms(rest):
        return ""
    spans = [(one.start, one.end) for one in find_quantities(rest)]
    if not re.search(r"\w", _ARTICLE.sub("", without(rest, spans)[phrase.start("rest") :])):
        return ""  # a quantity alone
    lead = phrase["lead"].lower()
    leads = "(?:before|after)" if lead in ("before", "after") else lead
    behind = rf"\b{leads}\s(?!what\b|which\b)(?:(?!\b(?:{_LEADS})\b)[^?,])+$"
    asked = _END.sub("", before)
    old = re.search(behind, asked, re.IGNORECASE)
    if old is None or named_alloys(old[0]) or find_terms(old[0]):
        return ""
    return f"{asked[: old.start()]}{_END.sub('', rest)}?"


def _of_extreme(rest: str, before: str) -> str:
    """Ask for an end of the values, as `and the highest?` does."""
    extreme = rest.lower().removeprefix("the ").removesuffix(" one").removesuffix(" value")
    words = r"\b(?:highest|lowest|maximum|minimum|largest|smallest|best|worst)\b"
    if re.search(words, before, re.IGNORECASE):
        return re.sub(words, extreme, before, count=1, flags=re.IGNORECASE)
    if not (asked := measured_by(before)):
        return f"{_END.sub('', before)}, {rest}?"
    alloys = named_alloys(before)
    of = f" of {alloys[0].text}" if alloys else ""
    conditions = "".join(
        f" {_PREPOSITIONS.get(one.dimension, 'at')} {one.text}"
        for one in parse_question(before).conditions
    )
    return f"What is the {extreme} {asked[0].text}{of}{conditions}?"


def _of_element(rest: str, before: str) -> str:
    """Put an element in the place of another, as `what about Ti instead of Al?` asks."""
    halves = _INSTEAD.split(rest, maxsplit=1)
    new = find_elements(halves[0])
    if not new or named_alloys(rest) or measured_by(rest):
        return before
    # A metal takes the place of a metal: Nb none of the H in `hydrogen pressure`.
    is_nonmetal = new[0].symbol in NONMETALS
    old = [one for one in find_elements(before) if (one.symbol in NONMETALS) == is_nonmetal]
    named = find_elements(halves[1]) if len(halves) > 1 else ()
    replaced = (
        named[0].symbol if named else old[0].symbol if len({e.symbol for e in old}) == 1 else ""
    )
    if not replaced:
        return before
    for one in reversed(old):
        if one.symbol == replaced:
            before = before[: one.start] + new[0].text + before[one.end :]
    for alloy in reversed(named_alloys(before)):
        if replaced in alloy.elements and new[0].symbol not in alloy.elements:
            formula = re.sub(rf"{replaced}(?![a-wz])", new[0].symbol, alloy.text)
            before = before[: alloy.start] + formula + before[alloy.end :]
    return before


def _treated(rest: str, before: str, new: Sequence[Mention]) -> str:
    """Put a treatment in the place of another, or add it."""
    old, after = _processes(before), _AFTER.search(rest, 0, new[0].start)
    if old and after:  # `as-cast CoCrNi` becomes `CoCrNi after annealing`
        start = (led := _AFTER.search(before, 0, old[0].start)) and led.start()
        kept = before[: old[0].start if start is None else start].rstrip()
        behind = _END.sub("", before[old[0].end :]).strip()
        return f"{kept} {behind}".rstrip() + f" {after[0]}{new[0].text}?"
    if old:
        return _replaced(before, old, new[0].text, "")
    leads = re.match(r"(?:after|before|by|with|in|during)\b", rest, re.IGNORECASE)
    # Annealed at 800 °C, not annealing.
    done = rest.startswith(new[0].text) and new[0].text.endswith("ed") and find_quantities(rest)
    lead = ", " if leads else " " if done else " after "
    return f"{_END.sub('', before)}{lead}{_END.sub('', rest)}?"


def _of_years(rest: str, before: str) -> str:
    new, old = find_years(rest), find_years(before)
    if not new.years:
        return before
    (start, end), text = new.spans[0], before
    if old.years:
        text = before[: old.spans[0][0]].rstrip() + before[old.spans[0][1] :]
    return f"{_END.sub('', text)} {rest[start:end].strip()}?"


def _under_conditions(rest: str, before: str) -> str:
    """Replace a quantity by the new one of its dimension, with its comparator, or add it."""
    new_bounds = {bound.quantity.start: span for bound, span in _compared(rest)}
    merged = before
    for condition in find_quantities(rest):
        same: Sequence[Quantity | Mention] = [
            q for q in find_quantities(merged) if q.dimension == condition.dimension
        ]
        if not same and condition.dimension == _TEMPERATURE:
            same = _temperatures_in_words(merged)
        compared = new_bounds.get(condition.start)
        written = rest[slice(*compared)] if compared else condition.text
        if same and compared:
            spans = [
                span for bound, span in _compared(merged) if bound.quantity.start == same[0].start
            ]
            start, end = spans[0] if spans else (same[0].start, same[0].end)
            merged = re.sub(r"\b(?:at|for) $", "", merged[:start]) + written + merged[end:]
            continue
        lead = "" if compared else f"{_PREPOSITIONS.get(condition.dimension, 'at')} "
        if same and (range_of := _BETWEEN.search(merged, 0, same[0].start)):
            written = f"{lead}{written}"
            merged = merged[: range_of.start()] + written + merged[same[0].end :]
            continue
        merged = _replaced(merged, same, written, f" {lead}{written}")
    for named in _temperatures_in_words(rest):
        stated = [q for q in find_quantities(merged) if q.dimension == _TEMPERATURE]
        old: Sequence[Quantity | Mention] = _temperatures_in_words(merged) or stated
        merged = _replaced(merged, old, named.text, f" at {named.text}")
    return merged


def _temperatures_in_words(text: str) -> list[Mention]:
    """Return the temperatures that a text names by terms: cryogenic temperature."""
    found = (one for one in find_terms(text) if one.kind == "condition")
    return [one for one in found if _TEMPERATURE in one.name]


def _compared(text: str) -> list[tuple[Bound, Span]]:
    """Return the comparators of a question with their spans."""
    read = find_bounds(text)
    bounds = sorted((*read.bounds, *read.limits), key=lambda bound: bound.quantity.start)
    return list(zip(bounds, sorted(read.spans), strict=False))


def _replaced(
    text: str, old: Sequence[Alloy | Mention | ProperName | Quantity], new: str, added: str
) -> str:
    """Put ``new`` in the place of the first old part, or ``added`` at the end if there is none."""
    if old:
        return text[: old[0].start] + new + text[old[0].end :]
    return f"{_END.sub('', text)}{added}?"


def measured_by(text: str) -> list[Mention]:
    """Return the properties that a text names, or else the mechanisms, as creep and oxidation."""
    found = find_terms(text)
    properties = [mention for mention in found if mention.kind == "property"]
    return properties or [mention for mention in found if mention.kind == "mechanism"]


def _processes(text: str) -> list[Mention]:
    """Return the treatments and states that a text names: annealed, as-cast."""
    return [
        mention
        for mention in find_terms(text)
        if mention.kind == "process"
        or (mention.kind == "condition" and _TEMPERATURE not in mention.name)
    ]
