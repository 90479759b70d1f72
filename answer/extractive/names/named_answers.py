"""Read phases, alloys and routes out of a quoted sentence, as complete lists or not at all.

A list is given only where nothing of it is left out: each of its members is known to the vocabulary
or the grammar of formulas, and the sentence states it of what the question asks about, in the state
asked for, without a denial or a change from one list to another.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from answer.extractive.names.phase_lists import STRUCTURES, listed, phase_list
from answer.extractive.names.phase_phrases import phase_phrase, with_short_names
from answer.extractive.names.whole_lists import is_told_of_all, is_whole
from answer.extractive.sentence_ranking import is_aim
from answer.extractive.statement_fit import (
    LEAST_SHARE,
    is_alike,
    relevant_part,
    share_said,
    speaks_of,
)
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.composition_cover import is_system
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantity import equal
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import DENIAL, HEDGE

#: What a material is made up of, as a whole.
_MADE_UP = re.compile(
    r"\b(?:consist\w*|compris\w*|compos\w*|constitut\w*|made up|mixture|phase structure)\b", re.I
)
#: One list of phases becomes another: which of them is asked for is not told.
_TURNS = re.compile(
    r"\b(?:transform\w*|transition\w*|chang\w+|convert\w*|evol\w+|from|instead|replac\w+|dissol\w+"
    r"|disappear\w*|suppress\w*|vanish\w*|prevent\w*|inhibit\w*|decompos\w+|become\w*|became|turn\w*"
    r"|content|increas\w+|decreas\w+|compared|than|unlike|predict\w*|calculat\w*"
    r"|such as|e\.g|may|can|usually|often)\b",
    re.IGNORECASE,
)
#: What is told is not that the phases are there, or that they were others before.
_UNSURE = re.compile(
    r"\b(?:transform\w*|transition\w*|chang\w+|evol\w+|convert\w*|disappear\w*|vanish\w*|dissol\w+"
    r"|suppress\w*|prevent\w*|inhibit\w*|decompos\w+|instead|replac\w+|than|compared|unlike|predict\w*"
    r"|may|can|could|usually|often|such as|e\.g)\b",
    re.IGNORECASE,
)
#: Before what a study tells: `the results suggest that`.
_REPORT = re.compile(
    r"^[^.;,]{0,60}?\b(?:results?|findings|analys[ei]s|observations|study|it|we)\b[^.;,]{0,40}?"
    r"\b(?:suggest|show|reveal|indicat|demonstrat|confirm|found|find)\w*\sthat\s",
    re.IGNORECASE,
)
_CHANGE_ASKED = re.compile(r"\b(?:transform\w*|transitions?|changes?)\b", re.IGNORECASE)
#: Behind these another clause begins, with a subject of its own.
_NEXT_CLAUSE = re.compile(r",\s(?:and\s)?(?=(?:the|that|an?|it)\s)")
_AMOUNT = re.compile(r"\b\d+(?:\.\d+)?\s?(?:wt|at|vol|mol)\.?\s?%", re.IGNORECASE)
_OPTIMUM = re.compile(
    r"\b(?:optim\w+|best|highest|lowest|maximum|minimum|largest|smallest)\b", re.IGNORECASE
)
_LIST = re.compile(r"[\s,]*(?:and|or|&)?\s*")
#: Of several alloys that the question names, a sentence tells some apart by naming them alone.
_LEAST_SHARE_OF_SEVERAL = 0.15
#: What a sentence that says nearly all of a question was made for is what it asks for.
_SAYS_ALL = 0.8
_WHICH_OF = re.compile(r"\b(?:which|what) (?:ones )?of\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:most|least|[a-z]{3,}est|strongest|primary|main)\b", re.IGNORECASE)
#: An element that is the subject of its sentence.
_SUBJECT = re.compile(
    r"(?:^|,\s)(?:[Tt]he\s(?:addition\sof\s)?|[Ee]lement\s)?(?P<name>[A-Z][a-z]?|[A-Z]?[a-z]{3,11})"
    r"(?:\satoms?)?\s(?P<verb>causes?|gives?|has|shows?|leads?|induces?|produces?|plays?|is|exhibits?"
    r"|contributes?|diffuses?|segregates?)\b"
)
#: What a phase is or holds is asked for, and not which phases there are.
_OF_A_PHASE = re.compile(
    r"\benriched\b|\brich in\b|\bstructure (?:of|do|does|did|has|have) (?:the |an? )?"
    r"(?:[\w-]+ ){0,2}(?:phase|precipitate|carbide|oxide|intermetallic|compound)s?\b",
    re.IGNORECASE,
)
#: Behind a formula that tells of all its ratios.
_SYSTEM_BEHIND = re.compile(r"[\s-](?:based|type|system|family|(?:alloy|HEA|MPEA|MEA) systems?)\b")
_PLURAL_ASKED = re.compile(r"\b(?:alloys|compositions|HEAs|MPEAs|CCAs)\b", re.IGNORECASE)


def read_phases(question: ParsedQuestion, quote: SentenceFacts, title: str = "") -> str | None:
    """Return the list of phases that a sentence states of the material asked about, or None."""
    part = relevant_part(question, quote.text)
    if question.negated or _OF_A_PHASE.search(question.text):
        return None
    if not speaks_of(question, quote, part):
        return None
    if not is_told_of_all(question, quote.text, part):
        return None
    known = [question.text.lower(), *(name.lower() for name in question.terms)]
    found = phase_list(part, known)
    if found is None or not is_whole(question, part, found):
        return None
    if _TURNS.search(part, _start_of_clause(part, found.start), found.end):
        return None
    if question.wants is None and not _MADE_UP.search(part, 0, found.start):
        return None  # what it consists of may be more than the phases that it shows
    return with_short_names(found.text)


def read_phase_phrase(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return the phases that the first quote states, or the change of them, in its own words."""
    part = _REPORT.sub("", relevant_part(question, quote.text, _NEXT_CLAUSE))
    if question.negated or share_said(question, quote.text, title) < LEAST_SHARE:
        return None
    if _OF_A_PHASE.search(question.text):
        return None
    of_change = _CHANGE_ASKED.search(question.text) is not None
    if not of_change and _UNSURE.search(part):
        return None
    known = [question.text.lower(), *(name.lower() for name in question.terms)]
    found = phase_phrase(part, known, of_change=of_change)
    if found is None or any(doubt.search(part) for doubt in (HEDGE, DENIAL)):
        return None
    if not is_whole(question, part, found):
        return None
    beside = f"{part[: found.start]}…{part[found.end :]}"  # a phase may go by a formula, too
    of_title = named_alloys(title)
    pairs = [(one, asked) for asked in question.alloys for one in of_title]
    if pairs and not named_alloys(beside) and not any(is_alike(*pair, question) for pair in pairs):
        return None  # of which of the paper's alloys is not told
    told = any(speaks_of(question, quote, one) for one in (part, beside))
    return found.text if told else None


def _start_of_clause(text: str, place: int) -> int:
    """Return where the clause begins that holds a place; a fronted phrase is no part of it."""
    return text.rfind(", ", 0, place) + 1


def read_alloys(question: ParsedQuestion, quote: SentenceFacts, title: str = "") -> str | None:
    """Name the alloy, or alloys, of which a sentence states what the question says."""
    if question.negated or DENIAL.search(question.text):
        return None
    part = _of_structure(question, relevant_part(question, quote.text))
    if HEDGE.search(part) or DENIAL.search(part):
        return None
    share = share_said(question, quote.text, title)
    if is_aim(part) and share < _SAYS_ALL:
        return None
    of_several = _WHICH_OF.search(question.text) is not None and len(question.alloys) > 2
    least = _LEAST_SHARE_OF_SEVERAL if of_several else LEAST_SHARE
    if share < least or not _states_conditions(question, quote):
        return None
    known = {alloy.composition_key for alloy in question.alloys}
    named = {one.composition_key: one for one in named_alloys(part) if not one.companion}
    new = _not_asked(question, part)
    if of_several and not new:
        new = list(named.values())  # `which of A, B and C`
        if len(new) == len(known):
            return None
    if not new or any(alloy.members for alloy in new):
        return None
    pairs = pairwise(new)
    in_list = all(_LIST.fullmatch(part, one.end, other.start) for one, other in pairs)
    several = of_several or _PLURAL_ASKED.search(question.text)
    if len(new) > 1 and not (in_list and several):
        return None
    return listed([alloy.text for alloy in new])


def tells_of_several(question: ParsedQuestion, quote: SentenceFacts, title: str) -> bool:
    """Return True if a sentence tells what is asked for one alloy of several, in no list."""
    if share_said(question, quote.text, title) < LEAST_SHARE or _WHICH_OF.search(question.text):
        return False
    part = _of_structure(question, relevant_part(question, quote.text))
    return len(_not_asked(question, part)) > 1 and not read_alloys(question, quote, title)


def _not_asked(question: ParsedQuestion, text: str) -> list[Alloy]:
    """Return the alloys that a text names and the question does not, those of its own first."""
    known = {alloy.composition_key for alloy in question.alloys}
    named = {one.composition_key: one for one in named_alloys(text) if not one.companion}
    new = [alloy for key, alloy in named.items() if key not in known]
    return [alloy for alloy in new if not is_compared(text, alloy.start)] or new


def read_only_alloy(
    question: ParsedQuestion, quotes: Sequence[SentenceFacts], title: str, abstract: str
) -> str | None:
    """Name the alloy of a quote, the only one of a paper that says all that is asked.

    Args:
        question: A question for an alloy.
        quotes: The quoted sentences of the paper.
        title: Its title.
        abstract: Its abstract.
    """
    if question.negated or DENIAL.search(question.text) or _WHICH_OF.search(question.text):
        return None
    if share_said(question, f"{title}. {abstract}", "") < _SAYS_ALL:
        return None
    known = {alloy.composition_key for alloy in question.alloys}
    asked = STRUCTURES & question.terms
    if asked:  # of a structure tell those sentences that name it
        parts = [
            _of_structure(question, one.text)
            for one in quotes
            if any(term.name in asked for term in one.terms)
        ]
    else:
        parts = [f"{title}. {abstract}"]
    named = {
        one.composition_key: one
        for part in parts
        for one in named_alloys(part)
        if not (one.companion or one.members or None in one.amounts)
        and not (is_compared(part, one.start) or _SYSTEM_BEHIND.match(part, one.end))
    }
    # A plain formula may stand for the whole system that is asked about.
    systems = [{*one.elements} for one in question.alloys if is_system(one)]
    new = [
        alloy
        for key, alloy in named.items()
        if key not in known and not ({*alloy.elements} in systems and len({*alloy.amounts}) == 1)
    ]
    stating = [one for one in quotes if new and new[0].text in one.text]
    if len(new) != 1 or not stating or not _states_conditions(question, stating[0]):
        return None
    return new[0].text


def read_amount(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return the one amount of which the first quote says that something is best with it."""
    part = relevant_part(question, quote.text)
    if not _OPTIMUM.search(part) or not speaks_of(question, quote, part):
        return None
    amounts = {one[0] for one in _AMOUNT.finditer(part)}
    enough = share_said(question, quote.text, title) >= LEAST_SHARE
    return amounts.pop() if enough and len(amounts) == 1 else None


def _of_structure(question: ParsedQuestion, text: str) -> str:
    """Return the part of a text behind the asked structure, where it tells of several.

    Of alloys that stand before all of them the whole text tells.
    """
    stated = [mention for mention in find_terms(text) if mention.name in STRUCTURES]
    wanted = [mention for mention in stated if mention.name in question.terms]
    if not wanted or len({mention.name for mention in stated}) == 1:
        return text
    end = min((one.start for one in stated if one.start > wanted[0].start), default=len(text))
    part = text[wanted[0].start : end]
    before = text[: min(one.start for one in stated)]
    return text if named_alloys(before) and not named_alloys(text[len(before) :]) else part


def _states_conditions(question: ParsedQuestion, quote: SentenceFacts) -> bool:
    return all(any(equal(one, asked) for one in quote.quantities) for asked in question.conditions)


def read_element(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return the element of which a sentence says, before all others, what the question asks."""
    text = quote.text
    if question.negated or DENIAL.search(text) or HEDGE.search(text):
        return None
    if not _SUPERLATIVE.search(question.text) or share_said(question, text, title) < LEAST_SHARE:
        return None
    first = _SUBJECT.search(text)
    named = find_elements(text[: first.end("verb")]) if first and _SUPERLATIVE.search(text) else ()
    return first["name"] if first and len({one.symbol for one in named}) == 1 else None
