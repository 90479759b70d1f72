"""Tell whether a quoted sentence speaks of what a question asks about, in the state asked for."""

import re
from collections.abc import Set as AbstractSet

from answer.extractive.sentence_ranking import is_aim
from answer.extractive.values.slots_of_values import states_before
from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of, rivals
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.lists import run_of
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import DENIAL, HEDGE
from retrieval.lexical import terms, word_set

#: The least share of a question's words that a sentence must hold to name an alloy or a method.
LEAST_SHARE = 0.5
#: Borders between the part of a sentence about one alloy and that about another.
_PART_BORDER = re.compile(r";|,?\s+(?:while|whereas|but|although)\s+|,\swith\s(?=the\s)")
#: Behind a formula that tells of a phase by what it holds: `the CoCrFeNi-rich phase`.
_RICH = ("-rich", "‐rich", "–rich", " rich")
_ADDED = re.compile(r"\b(?:addition|adding|added|alloy(?:ed|ing)|dop(?:ed|ing))\b", re.IGNORECASE)
_EACH = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
_NOUNS_OF_ALLOYS = frozenset(terms("alloy composition phase structure"))


def relevant_part(
    question: ParsedQuestion, text: str, border: re.Pattern[str] | None = None
) -> str:
    """Return the part of a sentence that names most of the question's alloys and words.

    Args:
        question: The question.
        text: The sentence.
        border: Further borders between parts; it has no groups.
    """
    parts = [part for part in _PART_BORDER.split(text) if part]
    if border:
        parts = [one for part in parts for one in border.split(part) if one]

    def overlap(part: str) -> tuple[int, int]:
        alloys = named_alloys(part)
        named = sum(
            any(covers(other, one, question.elements) for other in alloys)
            for one in question.alloys
        )
        return named, len(question.words & set(terms(part)))

    most = max(map(overlap, parts))
    best = [part for part in parts if overlap(part) == most]
    return best[0] if len(best) == 1 else text


def speaks_of(question: ParsedQuestion, quote: SentenceFacts, part: str) -> bool:
    """Return True if a statement is of the alloy and state asked about, and of no other."""
    if is_aim(part) and question.wants != "method":
        return False
    if question.wants != "method" and (HEDGE.search(part) or DENIAL.search(part)):
        return False
    alloys = [
        one
        for one in named_alloys(part)
        if not part.startswith(_RICH, one.end) and not is_compared(part, one.start)
    ]
    held = {one.symbol for one in find_elements(part)} | {e for one in alloys for e in one.elements}
    if question.wants != "method" and not question.elements - {*GASES} <= held:
        return False
    added = {one.symbol for one in find_elements(part)} if _ADDED.search(part) else set()

    def is_asked(stated: Alloy, asked: Alloy) -> bool:
        return is_alike(stated, asked, question) or _is_its_base(stated, asked, added)

    for asked in question.alloys:
        if alloys and not any(is_asked(one, asked) for one in alloys):
            return False
    told = [one for one in alloys if any(is_asked(one, asked) for asked in question.alloys)]
    # What is told of a list of the members of a series is told of each.
    each = [a for one in told for a in run_of(part, one, alloys) if not _EACH.search(part)]
    others = [
        one
        for one in alloys
        if question.alloys
        and one not in told
        and not (one in each and any({*one.elements} == {*a.elements} for a in told))
    ]
    if others and question.wants != "method":
        return False
    named = {term.name for term in find_terms(part)}
    for state in question.states:
        if any(one in named for one in rivals(state)) and not any(
            is_kind_of(one, state) for one in named
        ):
            return False
    wanted, said = _forms(question.text), _forms(part)
    if not wanted:
        return True
    # What is made of a powder is not the powder.
    of_powder = "powder" in wanted and not question.states - states_before(question)
    return said <= wanted and (not of_powder or "powder" in said)


def _is_its_base(stated: Alloy, asked: Alloy, added: AbstractSet[str]) -> bool:
    """Return True for an alloy that turns into the asked one with what is added: CoCrFeNi-Mo."""
    pairs = zip(asked.elements, asked.amounts, strict=True)
    open_ones = {symbol for symbol, amount in pairs if amount is None}
    rest = {*asked.elements} - open_ones
    return bool(open_ones) and open_ones <= added and {*stated.elements} == rest


def is_alike(stated: Alloy, asked: Alloy, question: ParsedQuestion) -> bool:
    """Return True for the alloy asked about; how it was studied holds for its family, too."""
    if covers(stated, asked, question.elements):
        return True
    return question.wants == "method" and (
        {*asked.elements} <= {*stated.elements} or {*stated.elements} <= {*asked.elements}
    )


def _forms(text: str) -> frozenset[str]:
    """Return which of powder, coating, film and matrix a text speaks of."""
    found = re.findall(r"\b(powder|coating|film|substrate|weld|ribbon)s?\b", text, re.IGNORECASE)
    return frozenset(one.lower() for one in found)


def share_said(question: ParsedQuestion, text: str, title: str) -> float:
    """Return the share of a question's telling words that a sentence holds.

    What the title says the sentence need not repeat, but it counts if it does. A question that
    tells nothing but its alloy is told of by any sentence about it.
    """
    asked = question.words - _NOUNS_OF_ALLOYS
    names = {mention.name for mention in find_terms(text)}
    held = word_set(text) | {
        word
        for mention in find_terms(question.text)
        if mention.name in names
        for word in terms(mention.text)
    }
    telling = (asked - word_set(title)) | (asked & held)
    return len(asked & held) / len(telling) if telling else float(bool(question.alloys))
