"""Tell which slots of a question a value leaves unsaid, and whether it contradicts one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.extractive.values.asked_marks import (
    additions_asked,
    labels_fit,
    marks_fit,
    numbers_fit,
    stands_in,
)
from answer.extractive.values.owners_asked import PARTS, asks_composite, owners_asked
from answer.extractive.values.paired_values import paired_place
from answer.extractive.values.slots_of_values import (
    PaperText,
    StatedValue,
    alloy_fits,
    conditions_fit,
    elements_fit,
    end_fits,
    is_asked,
    kind_fits,
    owner_fits,
    sample_fits,
    states_fit,
)
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.lists import run_of
from builder.materials.quantity import convertible
from builder.materials.vocabulary import dimensions_of
from retrieval.lexical import word_set

_SHARES = frozenset({"fraction", "ratio"})
#: Slots that the paper fills with something else wherever they do not fit.
_NEVER_UNSAID: Sequence[Callable[[ParsedQuestion, StatedValue, PaperText], bool]] = (
    kind_fits,
    end_fits,
    sample_fits,
    elements_fit,
    conditions_fit,
    states_fit,
    marks_fit,
    numbers_fit,
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
_HOLDS = re.compile(r"\b(?:with|containing|reinforced|composites?|cermets?|added)\b", re.IGNORECASE)
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
    if not labels_fit(question, paper):
        return None
    if not all(fits(question, stated, paper) for fits in _NEVER_UNSAID):
        return None
    found = {
        "property": _property(question, stated),
        "owner": _owner(question, stated, paper),
        "material": _material(question, stated, paper),
        "addition": _addition(question, stated, paper),
        "member": _member(question, stated, paper),
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
        return None if _is_content(question, stated) else False
    return True if not names and word_set(value.property) & question.words else None


def _is_content(question: ParsedQuestion, stated: StatedValue) -> bool:
    """Return True for the content of an element that is not asked about: 15 at.% Ga."""
    quantity, text = stated.value.quantity, stated.placed.facts.text
    if not quantity.dimension.endswith("fraction"):
        return False
    return any(
        one.symbol not in question.elements and text[quantity.end : one.start] in (" ", " of ")
        for one in find_elements(text)
        if one.start > quantity.end
    )


def _owner(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A value of a part or a composite is no other's; what is inherited may be the paper's own."""
    if owner_fits(question, stated, paper):
        return True
    value, asked = stated.value, owners_asked(question)
    if asked & PARTS:
        return False if value.owner == "alloy" else None
    if value.owner in PARTS:
        return False if value.property is None else None
    own = value.alloys and "alloys" not in value.inherited
    is_composite = value.composite or value.owner == "composite"
    if is_composite and question.alloys and not (asks_composite(question) or _names_more(question)):
        return None
    if own and (value.owner != "alloy" or is_composite):
        return False if is_composite and asks_composite(question) else None
    return False


def _names_more(question: ParsedQuestion) -> bool:
    """Return True if a question names anything that its material holds beside the alloy."""
    return bool(question.elements) or _HOLDS.search(question.text) is not None


def _material(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """A value is of another alloy if it is stated with one, or its sentence names others alone."""
    if not question.alloys or alloy_fits(question, stated, paper):
        return True
    own = stated.value.alloys if "alloys" not in stated.value.inherited else ()
    beside = own or tuple(one for one in stated.placed.facts.alloys if one.kind == "alloy")
    if own or (beside and not any(is_asked(one, question, paper) for one in beside)):
        return None
    named = any(is_asked(one, question, paper) for one in find_alloys(paper.text))
    return False if named else None


def _addition(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool | None:
    """What a question names beside its alloy stands in the sentence, or in the paper at least."""
    added = additions_asked(question)
    if not all(stands_in(one, paper.text) for one in added):
        return None
    return all(stands_in(one, stated.placed.facts.text) for one in added)


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
