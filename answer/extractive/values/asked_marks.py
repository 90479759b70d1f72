"""Tell whether a value is of the member that a question marks, or of another.

A question marks the member of a series by a number or a label (the 5-layer model, 2.5 wt% SiC, S2),
by what the material has beside its alloy, or by what it is without.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from answer.extractive.values.slots_of_values import PaperText, StatedValue, is_asked
from answer.extractive.values.value_text import is_range
from answer.question.amounts.directions import directions_in, directions_of
from answer.question.amounts.manners import other_manner
from answer.question.amounts.series_ends import (
    is_at_end,
    numbers_in,
    numbers_of_members,
    numbers_told,
    other_end,
    without_values,
)
from answer.question.material_slots import opens_on_other_metal
from answer.question.parse import ParsedQuestion
from answer.question.wording.stages import stages_of
from answer.question.wording.variants import variants
from builder.materials.alloys import Alloy, find_alloys
from builder.materials.companions import UNSAID
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantity import equal

#: A word of letters and digits: a steel's grade, a sample, a carbide.
_LABEL = re.compile(r"\b(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z\d][A-Za-z\d.-]*[A-Za-z\d]\b")
_WITHOUT = re.compile(
    r"\b(?:without|free (?:of|from)|no)\s(?:any\s|added\s|the\s)?$", re.IGNORECASE
)
#: Before the metal that a coating or film lies on.
_ON = re.compile(r"\bon(?:to)?\s(?:an?\s|the\s)?(?:pure\s)?$", re.IGNORECASE)
_FREE = re.compile(r"[-– ]free\b", re.IGNORECASE)
_BOUND_ASKED = re.compile(r"\bat (?:most|least)\b", re.IGNORECASE)
#: A value of these is one of what holds something beside the alloy, where that is left out.
_ADDED = frozenset({"reinforcement", "addition"})


def marks_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Return True if a value is not told to be of another member than the one a question marks.

    Args:
        question: The question.
        stated: A value of the paper.
        paper: The paper.
    """
    marks: Sequence[Callable[[ParsedQuestion, StatedValue, PaperText], bool]] = (
        _sample_fits,
        _additions_fit,
        _nothing_excluded,
        _manner_fits,
        _is_single,
        _of_no_other_metal,
        _direction_fits,
    )
    return all(fits(question, stated, paper) for fits in marks)


def numbers_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Return True if the numbers of a question that tell a sample are not told of another value.

    Those of formulas are compared as formulas, and those of tests as conditions. A number that the
    paper holds elsewhere may be that of the value if no other is told in its place, or if the value
    is the end of a change along all of them.
    """
    sentence, own = stated.placed.facts, [one.text for one in stated.value.conditions]
    told = numbers_told(stated.value, sentence) | numbers_in(" ".join([paper.title, *own]))
    members = " ".join([paper.title, *(without_values(one.facts) for one in paper.facts)])
    for number, frame in numbers_of_members(question):
        if number in told:
            continue
        if number not in numbers_in(paper.text):
            return False
        if not is_at_end(stated.value, number, frame, members):
            return False
    return not other_end(question, stated.value, sentence, paper.text)


def labels_fit(question: ParsedQuestion, paper: PaperText) -> bool:
    """Return True if a paper holds the labels of a question: 316L, M6C."""
    return all(stands_in(label, paper.text) for label in _labels(question))


def additions_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return the substances that a question names beside its alloy, as what the material has."""
    added = {one.text for one in question.compounds if not _is_excluded(question, one)}
    companions = [held for one in question.alloys for held in one.companion.split("+")]
    added |= {held.rpartition(" ")[2] for held in companions if held}
    return frozenset(added - {UNSAID})


def stands_in(substance: str, text: str) -> bool:
    """Return True if a text names a substance or a label, in one of its forms."""
    lower = unicodedata.normalize("NFKC", text).lower()
    forms = {substance, substance.replace("-", ""), *variants(substance)}
    return any(form.lower() in held for form in forms for held in (lower, lower.replace("-", "")))


def _labels(question: ParsedQuestion) -> list[str]:
    """Return the words with digits in a question that are no formula of an alloy."""
    spans = [(one.start, one.end) for one in (*question.alloys, *question.compounds)]
    spans += [(one.start, one.end) for one in question.conditions]
    return [
        found[0]
        for found in _LABEL.finditer(question.text)
        if not any(start < found.end() and found.start() < end for start, end in spans)
    ]


def _is_excluded(question: ParsedQuestion, substance: Alloy) -> bool:
    before = question.text[max(substance.start - 24, 0) : substance.start]
    behind = _FREE.match(question.text, substance.end)
    return bool(behind or _WITHOUT.search(before))


def _sample_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A sample by its formula, `CoCrFeNi + 3 at% Ti3SiC2`, has the alloy and what is asked for."""
    sample = stated.value.sample
    base, plus, _ = sample.partition(" + ")
    if not plus or "sample" in stated.value.inherited:
        return True
    added = {one.text for one in find_alloys(sample) if one.kind == "compound"}
    asked = {one.text for one in question.compounds if not _is_excluded(question, one)}
    if asked and added and asked.isdisjoint(added):
        return False
    alloys = [one for one in find_alloys(base) if one.kind == "alloy"]
    if not question.alloys or not alloys:
        return True
    whole = {symbol for one in find_alloys(sample) for symbol in one.elements}
    whole |= {one.symbol for one in find_elements(sample)}
    return any(is_asked(one, question, paper) for one in alloys) or any(
        whole == {*one.elements} or (UNSAID in sample and whole <= {*one.elements})
        for one in question.alloys
    )


def _additions_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """What is asked for beside an alloy is named with the value, or is in all of its composites.

    A value that its own sentence tells of the bare alloy is not one of the alloy with more in it.
    """
    value, text = stated.value, stated.placed.facts.text
    told = paper.text if value.composite else f"{paper.title} {text}"
    if not all(stands_in(one, told) for one in additions_asked(question)):
        return False
    added = question.elements - question.excluded - {*GASES}  # these are of a treatment
    added -= {one.symbol for one in find_elements(question.text) if _is_ground(question, one.start)}
    own = value.alloys if "alloys" not in value.inherited else ()
    if not added or not own or any(added <= {*one.elements} for one in own):
        return True
    named = {one.symbol for one in find_elements(text)}
    return value.step != "from" and added <= named.union(*(one.elements for one in own))


def _nothing_excluded(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """What a question leaves out of its material, the material of a value does not hold."""
    value = stated.value
    if value.owner == "coating" and "coating" in question.excluded:
        return False
    substances = [one.text for one in question.compounds if _is_excluded(question, one)]
    left_out = bool(substances) or not _ADDED.isdisjoint(question.excluded)
    if left_out and value.step != "from" and _holds_more(value):
        return False
    held = {symbol for one in value.alloys for symbol in one.elements}
    if value.step != "from" and (not value.alloys or "alloys" in value.inherited):
        held |= {one.symbol for one in find_elements(stated.placed.facts.text)}
    return question.excluded.isdisjoint(held)


def _is_ground(question: ParsedQuestion, start: int) -> bool:
    """Return True for a metal that the material lies on: `a coating on copper`."""
    return _ON.search(question.text, max(start - 20, 0), start) is not None


def _holds_more(value: Measurement) -> bool:
    own = value.alloys if "alloys" not in value.inherited else ()
    return value.composite or value.step == "to" or (" + " in value.sample and not own)


def _manner_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    place = paper.facts.index(stated.placed)
    told = [one.facts for one in paper.facts[max(place - 1, 0) : place + 1]]
    return not other_manner(question, stated.value, told[::-1], paper.text)


def _of_no_other_metal(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    value = stated.value
    own = value.alloys and "alloys" not in value.inherited
    return bool(own) or not opens_on_other_metal(question, stated.placed.facts.text)


def _direction_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A crystal direction that is asked about is the one that a value is told to belong to.

    Where the sentence names none, the paper names no other.
    """
    asked = directions_in(question.text)
    if not asked:
        return True
    own = directions_of(stated.placed.facts.text, stated.value.quantity.start)
    return directions_in(paper.text) <= asked if own is None else not asked.isdisjoint(own)


def _is_single(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A range is of no single state if its paper gives one of its ends by itself.

    An end that another sentence gives of the state before what is asked for is none of it.
    """
    value = stated.value
    if question.extreme or question.wants_all or not is_range(value.quantity):
        return True
    if _BOUND_ASKED.search(question.text):
        return False  # `at most` asks for one end
    ends = (value.quantity.low, value.quantity.high)
    stages = stages_of(question.text)
    told = bool(stages & stages_of(stated.placed.facts.text))
    return not any(
        other.property == value.property
        and not (told and not stages & stages_of(one.facts.text))
        and other.quantity.unit == value.quantity.unit
        and not is_range(other.quantity)
        and other.quantity.low in ends
        for one in paper.facts
        for other in one.facts.values
        if not equal(other.quantity, value.quantity) or not is_range(other.quantity)
    )
