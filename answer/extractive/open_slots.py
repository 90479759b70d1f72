"""Tell that the sentence of a value leaves a slot of the question open, or fills it otherwise.

A value of the property asked for is none of `before annealing` where its sentence tells what was
after it, none of x = 0.5 where it is told of the highest content, and a content `at which the
modulus is highest` is none at which the hardness is.
"""

import re

from answer.extractive.values.paired_values import paired_place
from answer.extractive.values.slots_of_values import PaperText, StatedValue, states_before
from answer.question.grammar.property_families import meant_by
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from answer.question.property_slots import names_asked
from answer.question.wording.stages import is_of_other_stage, stages_of
from builder.materials.alloys import find_alloys
from builder.materials.composition_cover import place_in_family
from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

#: A setting is asked for, by what it does to something: `at which content is the hardness highest`.
_SETTING_ASKED = re.compile(
    r"^\W*(?:(?:at|with|for|above|below|under|in|by|after|beyond)\s(?:what|which)\b"
    r"|(?:what|which)\s(?:[\w.%-]+\s){1,4}?(?:gives?|gave|yields?|leads?|led|results?|makes?"
    r"|maximi[sz]\w+|minimi[sz]\w+|optimi[sz]\w+|produces?)\b)",
    re.IGNORECASE,
)
#: A value is told of the member of a series with the most, or the least, of what is added.
_MOST_OF_SERIES = re.compile(
    r"\b(?:content|addition|amount|concentration|doping|ratio)s?\s(?:is|was|are|were|reach\w*)\s"
    r"(?:at\s)?(?:the\s|its\s)?(?:(?P<most>highest|maximum|largest|greatest)"
    r"|(?P<least>lowest|minimum|smallest))(?=\s?[,.;)]|\s(?:and|value|level)\b)"
    r"|\b(?:with|at|for)\s(?:the\s)?(?:(?P<much>highest|maximum|largest|greatest)"
    r"|(?P<little>lowest|minimum|smallest))\s(?:[\w-]+\s){0,2}?"
    r"(?:content|addition|amount|concentration|doping)\b",
    re.IGNORECASE,
)
#: What a paper calls one of its materials by what it holds: the Ti-HEA.
_LABELLED = re.compile(
    r"\b(?P<symbol>[A-Z][a-z]?)[\d.]{0,4}[-‐–](?:HEA|MEA|CCA|alloy|sample|coating|film|steel)s?\b"
)
#: A sample by a short form that its paper explains: in-situ synthesized TiC (I-TiC).
_DEFINED = re.compile(
    r"(?<![\w-])(?P<long>(?:[\w-]+\s){1,3})\((?P<short>[A-Z]{1,3}[-‐–][A-Za-z\d.]{1,12})\)"
)
_SHORT_FORM = re.compile(r"\b[A-Z]{1,3}[-‐–][A-Za-z\d.]{1,12}\b")
_NEXT_PART = re.compile(r"[,;]|\b(?:and|while|whereas|than)\b")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


def leaves_open(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Return True if the sentence of a value tells it of something else than is asked.

    Args:
        question: A question that asks for a number.
        stated: A value that fits it, or contradicts nothing of it.
        paper: The paper.
    """
    return (
        _is_of_other_stage(question, stated, paper)
        or _is_setting_of_other(question, stated)
        or _names_no_route(question, paper)
        or _is_of_other_member(question, stated, paper)
        or _is_of_other_label(question, stated)
        or _is_of_other_short_form(question, stated, paper)
        or _is_one_of_list(question, stated, paper)
    )


def _is_of_other_stage(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Its sentence, or another, gives such an amount after, or before, what is asked for."""
    asked, text = stages_of(question.text), stated.placed.facts.text
    if not asked or asked & stages_of(text):
        return False
    if stated.value.step != "from" and is_of_other_stage(asked, text):
        return True
    dimension = stated.value.quantity.dimension
    return any(
        asked & stages_of(one.facts.text)
        and any(quantity.dimension == dimension for quantity in one.facts.quantities)
        for one in paper.facts
    )


def _is_setting_of_other(question: ParsedQuestion, stated: StatedValue) -> bool:
    """A setting for one property is asked for, and the sentence tells of others."""
    if not _SETTING_ASKED.search(question.text):
        return False
    told = {term.name for term in stated.placed.facts.terms if term.kind == "property"}
    asked = [term for term in find_terms(question.text) if term.kind == "property"]
    others = {term.name for term in asked} - names_asked(question)
    return bool(told) and any(told.isdisjoint({name, *meant_by(name)}) for name in others)


def _names_no_route(question: ParsedQuestion, paper: PaperText) -> bool:
    """A route or treatment is asked about that the paper does not name, while it names others."""
    asked = question.processes & question.states - states_before(question)
    named = {term.name for term in find_terms(paper.text) if term.kind == "process"}
    if not asked or not named:
        return False
    return not any(is_kind_of(n, a) or is_kind_of(a, n) for n in named for a in asked)


def _is_of_other_member(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """The value of the member with the most of what is added is asked for as that of another."""
    found = _MOST_OF_SERIES.search(stated.placed.facts.text)
    if found is None or _MOST_OF_SERIES.search(question.text):
        return False
    end = "last" if found["most"] or found["much"] else "first"
    families = [one for one in find_alloys(paper.text) if None in one.amounts]
    places = [
        place_in_family(family, asked, paper.text)
        for family in families
        for asked in question.alloys
    ]
    return bool(places) and end not in places


def _is_of_other_label(question: ParsedQuestion, stated: StatedValue) -> bool:
    """A value of no named alloy is told of a material by a label that is not asked about."""
    value = stated.value
    if not question.alloys or (value.alloys and "alloys" not in value.inherited):
        return False
    before = stated.placed.facts.text[: value.quantity.start]
    symbols = {found["symbol"] for found in _LABELLED.finditer(before)} & ATOMIC_WEIGHT.keys()
    asked = question.elements.union(*(one.elements for one in question.alloys))
    return bool(symbols) and symbols.isdisjoint(asked)


def _is_of_other_short_form(
    question: ParsedQuestion, stated: StatedValue, paper: PaperText
) -> bool:
    """A value is told of a sample by a short form, and another is asked about in full.

    Of `directly added TiC (D-TiC)` and `in-situ synthesized TiC (I-TiC)` the question tells one.
    """
    long_forms = {
        found["short"]: word_set(found["long"]) for found in _DEFINED.finditer(paper.text)
    }
    text, value = stated.placed.facts.text, stated.value.quantity
    behind = _SHORT_FORM.findall(_NEXT_PART.split(text[value.end :], maxsplit=1)[0])
    before = _SHORT_FORM.findall(text[: value.start])[::-1]
    own = next((one for one in (*behind, *before) if one in long_forms), "")
    if not own or own in question.text:
        return False
    asked = word_set(question.text)
    others = frozenset().union(*(words for form, words in long_forms.items() if form != own))
    return bool((others - long_forms[own]) & asked) and not (long_forms[own] - others) & asked


def _is_one_of_list(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A value stands in a list of values of the same, and nothing tells which of them is asked."""
    facts, value = stated.placed.facts, stated.value
    if question.extreme or not _RESPECTIVELY.search(facts.text, value.quantity.end):
        return False
    bound = {one.quantity.start: one for one in facts.values}
    others = [
        other
        for one in facts.quantities
        if one.unit == value.quantity.unit and not equal(one, value.quantity)
        for other in [bound.get(one.start)]
        if _told(other) == _told(value) and not _is_change(facts.text, one, value.quantity)
    ]
    place = paper.facts.index(stated.placed)
    return bool(others) and not paired_place(question, value, paper.facts, place)


def _is_change(text: str, one: Quantity, other: Quantity) -> bool:
    """Return True for the ends of one change: from 18 % to 34 %."""
    first, last = sorted((one, other), key=lambda each: each.start)
    return text[first.end : last.start].strip() == "to"


def _told(value: Measurement | None) -> tuple[object, ...]:
    """Return what a sentence tells of a value."""
    if value is None:
        return (None, (), (), ())
    return (
        value.property,
        tuple(one.text for one in value.alloys),
        tuple(one.text for one in value.conditions),
        value.states,
    )
