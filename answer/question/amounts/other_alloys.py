"""Tell of which other alloy than the one asked about a value is."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from answer.question.amounts.stated_facts import CandidateValue, StatedFacts
from answer.question.material_slots import covers, opens_on_other_metal
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from retrieval.lexical import word_set

#: Before an alloy that others are told from.
_EXCEPTED = re.compile(r"\b(?:except(?:\sfor)?|other\sthan|apart\sfrom)\s(?:the\s)?$")
#: Asks for what something happens at.
_AT_WHICH = re.compile(
    r"\W*(?:at|above|below|up to|from|under|after|before)\s(?:what|which)\b", re.IGNORECASE
)


def other_alloy(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """Tell which other alloy than asked a value is one of; "" if it may be one of that asked about.

    Args:
        question: A question for a number.
        one: A value that may be it.
        paper: The paper of the value.
    """
    value = one.value
    if not question.alloys or (value.composite and value.alloys):
        return ""
    if other := _other_ratio(question, value, paper.facts[one.place].facts, paper.text):
        return other
    if not value.alloys or "alloys" in value.inherited:
        if value.alloys and (
            _is_only_compared(question, paper) or _is_of_the_titles(question, one, paper)
        ):
            return value.alloys[0].text
        metal = opens_on_other_metal(question, paper.facts[one.place].facts.text)
        return metal or ("" if value.alloys else _alloy_before(question, one, paper))
    added = question.added - question.excluded
    held = [a for a in value.alloys for b in question.alloys if covers(a, b, added, paper.text)]
    if held and (value.step or not all(_adds_to_all(one, question, added) for one in held)):
        return ""
    return value.alloys[0].text


def _adds_to_all(family: Alloy, question: ParsedQuestion, added: AbstractSet[str]) -> bool:
    """Return True for a family around each alloy asked about, such as CoCrFeNiNbx around CoCrFeNi.

    A value of it that is no end of its series is hardly that of the member without.
    """
    return None in family.amounts and all(
        {*asked.elements} | added < {*family.elements} for asked in question.alloys
    )


def _other_ratio(
    question: ParsedQuestion, value: Measurement, facts: SentenceFacts, text: str
) -> str:
    """Tell which alloy beside the material a sentence names in another ratio than asked: a melt."""
    bound = {one.elements for one in value.alloys}
    for asked in question.alloys:
        if asked.elements in bound or None in asked.amounts:
            continue
        same = [one for one in facts.alloys if one.elements == asked.elements]
        if same and not any(covers(one, asked, question.added, text) for one in same):
            return same[0].text
    return ""


def _is_only_compared(question: ParsedQuestion, paper: StatedFacts) -> bool:
    """Return whether a paper names the alloys asked about only to compare others with them."""
    title = paper.text.partition("\n")[0]
    named = [(title, one) for one in named_alloys(title)]
    named += [(placed.facts.text, one) for placed in paper.facts for one in placed.facts.alloys]
    told = [
        is_compared(text, one.start)
        or _EXCEPTED.search(text, max(one.start - 30, 0), one.start) is not None
        for text, one in named
        if any(covers(one, asked, question.added, paper.text) for asked in question.alloys)
    ]
    return bool(told) and all(told)


def _is_of_the_titles(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> bool:
    """Return whether a value is of the alloy of its paper, and that asked about stands far off."""
    if any(None in alloy.amounts for alloy in one.value.alloys):
        return False  # of a family, of which it may be a member
    near = [
        alloy
        for placed in paper.facts[max(one.place - 2, 0) : one.place + 2]
        for alloy in placed.facts.alloys
    ]
    near += [*one.value.alloys, *named_alloys(paper.text.partition("\n")[0])]
    return not any(
        covers(told, asked, question.added, paper.text)
        for told in near
        for asked in question.alloys
    )


def _alloy_before(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """Tell which alloy a sentence names before a value, if it names none that is asked about."""
    facts = paper.facts[one.place].facts
    before = [
        alloy
        for alloy in facts.alloys
        if alloy.kind == "alloy"
        and alloy.start < one.value.quantity.start
        and not is_compared(facts.text, alloy.start)
    ]
    if any(covers(a, b, question.added, paper.text) for a in before for b in question.alloys):
        return ""
    return before[0].text if before else ""


def _is_asked(question: ParsedQuestion, alloys: Iterable[Alloy], paper: StatedFacts) -> bool:
    return any(
        covers(one, asked, question.added, paper.text)
        for one in alloys
        for asked in question.alloys
    )


def alloy_of_parameter(
    question: ParsedQuestion, dimensions: frozenset[str], paper: StatedFacts
) -> str:
    """Tell of which other alloy than asked a parameter is; "" if it may be of that one.

    At which undercooling something is observed is told of the alloy of that sentence alone.

    Args:
        question: A question for a number, by a name that is no property.
        dimensions: Those that the number may have; where none are known, any does that something
            may be seen at.
        paper: A paper that holds such amounts.
    """
    if not question.alloys or (not dimensions and not _AT_WHICH.match(question.text)):
        return ""
    telling = [
        (len(question.words & word_set(placed.facts.text)), placed.facts)
        for placed in paper.facts
        if any(not dimensions or q.dimension in dimensions for q in placed.facts.quantities)
    ]
    most = max((held for held, _ in telling), default=0)
    best = [facts.alloys for held, facts in telling if held == most]
    if any(not alloys or _is_asked(question, alloys, paper) for alloys in best):
        return ""
    return best[0][0].text if best else ""
