"""Tell which slots of a question a value leaves unsaid, and whether it contradicts one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.extractive.values.owners_asked import PARTS, asks_composite, owners_asked
from answer.extractive.values.paired_values import paired_place
from answer.extractive.values.slots_of_values import (
    PaperText,
    StatedValue,
    _alloy_fits,
    _conditions_fit,
    _elements_fit,
    _end_fits,
    _is_asked,
    _kind_fits,
    _owner_fits,
    _sample_fits,
    _states_fit,
)
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from answer.question.wording.variants import variants
from builder.materials.alloys import find_alloys
from builder.materials.measurements.lists import run_of
from builder.materials.quantity import convertible
from builder.materials.vocabulary import dimensions_of
from retrieval.lexical import word_set

#: A word of letters and digits: a steel's grade, a sample, a carbide.
_LABEL = re.compile(r"\b(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z\d][A-Za-z\d.-]*[A-Za-z\d]\b")
_SHARES = frozenset({"fraction", "ratio"})
_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: A number that is no part of a formula.
_NUMBER = re.compile(r"(?<![A-Za-z\d.)])\d+(?:\.\d+)?(?![A-Za-z\d.])")
#: Slots that the paper fills with something else wherever they do not fit.
_NEVER_UNSAID: Sequence[Callable[[ParsedQuestion, StatedValue, PaperText], bool]] = (
    _kind_fits,
    _end_fits,
    _sample_fits,
    _elements_fit,
    _conditions_fit,
    _states_fit,
)
_CHANGED = re.compile(
    r"\b(?:increas|decreas|reduc|rais|lower|improv|enhanc|drop|fell|rose|refin|shr[aiu]nk|cut)\w*\s"
    r"(?:(?:[\w-]+\s){0,3}?by\s?)?(?:(?!to\b|from\b)[\w-]+\s){0,2}?[~≈∼<>]?\s?$",
    re.IGNORECASE,
)
#: The size of a change is asked for by a noun.
_CHANGE_ASKED = re.compile(
    r"\b(?:increase|decrease|reduction|improvement|enhancement|change|rise|drop|gain)s?"
    r" (?:of|in)\b",
    re.IGNORECASE,
)
_CHANGES = frozenset({"increase", "decrease", "ratio"})
_COMPARED = re.compile(
    r"[\s-]?(?:fold\b|(?:higher|lower|larger|smaller|greater|more|less|stronger|harder|increase"
    r"|decrease|reduction|improvement|enhancement|drop)\b)",
    re.IGNORECASE,
)


def with_its_sense(stated: StatedValue) -> StatedValue:
    """Return a value that no property was read of with the sense of the words around it."""
    value, text = stated.value, stated.placed.facts.text
    quantity = value.quantity
    if value.property or quantity.dimension not in _SHARES:
        return stated
    changed = _CHANGED.search(text, max(quantity.start - 60, 0), quantity.start)
    if changed or _COMPARED.match(text, quantity.end):
        return replace(stated, value=replace(value, relative=True))
    return stated


def asks_change(question: ParsedQuestion) -> bool:
    """Return True if a question asks for the size of a change."""
    return question.by_how_much or _CHANGE_ASKED.search(question.text) is not None


def unsaid_slots(
    question: ParsedQuestion, stated: StatedValue, paper: PaperText
) -> frozenset[str] | None:
    """Return the slots of a question that a value does not fill; None if it contradicts one.

    Args:
        question: The question.
        stated: A value of the paper.
        paper: The paper.
    """
    value = stated.value
    if asks_change(question) != (value.relative or value.sense in _CHANGES):
        return None
    if not all(fits(question, stated, paper) for fits in _NEVER_UNSAID):
        return None
    found = {
        "property": _property(question, stated),
        "owner": _owner(question, stated, paper),
        "material": _material(question, stated, paper),
        "addition": _addition(question, stated, paper),
        "member": _member(question, stated, paper),
        "number": _number(question, stated, paper),
    }
    if None in found.values():
        return None
    return frozenset(slot for slot, said in found.items() if not said)


def _property(question: ParsedQuestion, stated: StatedValue) -> bool | None:
    names, value = names_asked(question), stated.value
    if value.property in names:
        return True
    measured = frozenset().union(*(convertible(d) for n in names for d in dimensions_of(n)))
    asked = frozenset(question.dimensions) or measured
    if asks_change(question):
        asked |= _SHARES
    if asked and value.quantity.dimension not in asked:
        return None
    if value.property is None:
        return False
    return True if not names and word_set(value.property) & question.words else None


def _owner(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A value of a part or a composite is no other's; what is inherited may be the paper's own."""
    if _owner_fits(question, stated, paper):
        return True
    value, asked = stated.value, owners_asked(question)
    if asked & PARTS:
        return False if value.owner == "alloy" else None
    if value.owner in PARTS:
        return False if value.property is None else None
    own = value.alloys and "alloys" not in value.inherited
    is_composite = value.composite or value.owner == "composite"
    if own and (value.owner != "alloy" or is_composite):
        return False if is_composite and asks_composite(question) else None
    return False


def _material(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A value is of another alloy if it is stated with one, or its sentence names others alone."""
    if not question.alloys or _alloy_fits(question, stated, paper):
        return True
    own = stated.value.alloys if "alloys" not in stated.value.inherited else ()
    beside = own or tuple(one for one in stated.placed.facts.alloys if one.kind == "alloy")
    if own or (beside and not any(_is_asked(one, question, paper) for one in beside)):
        return None
    named = any(_is_asked(one, question, paper) for one in find_alloys(paper.text))
    return False if named else None


def _addition(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """What a question names beside its alloy stands in the sentence, or in the paper at least."""
    added = {one.text for one in question.compounds}
    companions = [held for one in question.alloys for held in one.companion.split("+")]
    added |= {held.rpartition(" ")[2] for held in companions if held}
    if not all(_stands_in(one, paper.text) for one in added):
        return None
    return all(_stands_in(one, stated.placed.facts.text) for one in added)


def _labels(question: ParsedQuestion) -> list[str]:
    """Return the words with digits in a question that are no formula of an alloy: 316L, M6C."""
    spans = [(one.start, one.end) for one in (*question.alloys, *question.compounds)]
    spans += [(one.start, one.end) for one in question.conditions]
    return [
        found[0]
        for found in _LABEL.finditer(question.text)
        if not any(start < found.end() and found.start() < end for start, end in spans)
    ]


def _stands_in(substance: str, text: str) -> bool:
    lower = text.lower()
    forms = {substance, substance.replace("-", ""), *variants(substance)}
    return any(form.lower() in held for form in forms for held in (lower, lower.replace("-", "")))


def _member(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A value of a list is the member that is told to go with what is asked, or none."""
    facts, value = stated.placed.facts, stated.value
    others = {
        one.quantity.start
        for one in facts.values
        if one.property and value.property and one.property != value.property
    }
    same = [
        one
        for one in facts.quantities
        if one.dimension == value.quantity.dimension and one.start not in others
    ]
    if len(run_of(facts.text, value.quantity, same)) == 1:
        return True
    return paired_place(question, value, paper.facts, paper.facts.index(stated.placed)) or None


def _number(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A number that tells a sample, a layer or a content stands in the sentence of its value.

    Those of formulas are compared as formulas, and those of tests as conditions.
    """
    of_tests = [one for one in question.conditions if not one.dimension.endswith("fraction")]
    asked = {
        float(found[0])
        for found in _NUMBER.finditer(question.text)
        if not any(one.start <= found.start() < one.end for one in of_tests)
    }
    if not all(_stands_in(label, paper.text) for label in _labels(question)):
        return None
    here = {float(found) for found in _ANY_NUMBER.findall(stated.placed.facts.text)}
    return True if asked <= here else None
