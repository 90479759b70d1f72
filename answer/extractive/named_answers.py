"""Read phases, alloys and routes out of a quoted sentence, as complete lists or not at all.

A list is given only where nothing of it is left out: each of its members is known to the vocabulary
or the grammar of formulas, and the sentence states it of what the question asks about, in the state
asked for, without a denial or a change from one list to another.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from answer.extractive.phase_lists import STRUCTURES, phase_list
from answer.extractive.sentence_ranking import is_aim
from answer.extractive.values.slots_of_values import states_before
from answer.extractive.values.value_text import with_own_unit
from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of, rivals
from builder.materials.alloys import named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantity import equal
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import DENIAL, HEDGE
from retrieval.lexical import terms, word_set

_SETTINGS = re.compile(r"\b(?:settings|parameters|conditions)\b", re.IGNORECASE)
#: Borders between the part of a sentence about one alloy and that about another.
_PART_BORDER = re.compile(r";|,?\s+(?:while|whereas|but|although)\s+")
#: One list of phases becomes another: which of them is asked for is not told.
_TURNS = re.compile(
    r"\b(?:transform\w*|transition\w*|chang\w+|convert\w*|evol\w+|from|instead|replac\w+|dissol\w+"
    r"|disappear\w*|suppress\w*|vanish\w*|prevent\w*|inhibit\w*|decompos\w+|become\w*|became|turn\w*"
    r"|content|increas\w+|decreas\w+|compared|than|unlike|predict\w*|calculat\w*"
    r"|such as|e\.g|may|can|usually|often)\b",
    re.IGNORECASE,
)
#: The least share of a question's words that a sentence must hold to name an alloy or a method.
_LEAST_SHARE = 0.5
#: How a material was made: the verb, and the route to the end of the clause.
_MADE_BY = re.compile(
    r"\b(?:prepared|produced|fabricated|manufactured|synthesi[sz]ed|made|processed|deposited|printed"
    r"|built|grown|obtained|created|developed|coated|cast|consolidated|joined|welded|formed"
    r"|generated)\b[^.;,]{0,60}?\b(?:by|via|using|through|with)\s(?:the\s|an?\s|means\sof\s)?"
    r"(?P<route>[^.;]{3,90}?)(?=\s(?:and\sthen|to\s|for\s|in\sorder|on\s|at\s|in\sthis|was|were|is"
    r"|are|followed)\b|[.;,]|$)"
)
#: How something was found out.
_STUDIED_BY = re.compile(
    r"\b(?:by|via|using|through|with|applied|employ(?:s|ed|ing)?|used|based\son)\s"
    r"(?:the\s|an?\s|means\sof\s)?(?P<route>[^.;]{3,90}?)"
    r"(?=\s(?:to\s|for\s|was|were|is|are|on\s|\w+s\sthe\s)|[.;]|$)"
)
_MAKING = re.compile(
    r"\b(?:made|produced|fabricated|prepared|manufactured|synthesi[sz]ed|processed|deposited"
    r"|joined|obtained|routes?|process(?:es|ing)?)\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"(?:^|\bthe\s|,\s)(?P<route>[\w\s–-]{3,60}?(?:methods?|techniques?|approach|simulations?))\s"
    r"(?:is|was|were|are)\s(?:used|applied|employed|utili[sz]ed)\b",
    re.IGNORECASE,
)
#: Behind a formula that tells of a phase by what it holds: `the CoCrFeNi-rich phase`.
_RICH = ("-rich", "‐rich", "–rich", " rich")
_LIST = re.compile(r"[\s,]*(?:and|or|&)?\s*")
_NOUNS_OF_ALLOYS = frozenset(terms("alloy composition phase structure"))
_MOST = re.compile(r"\b(?:most(?:ly)?|commonly?|usual(?:ly)?|often|popular|best)\b", re.IGNORECASE)
_PLURAL_ASKED = re.compile(r"\b(?:alloys|compositions|HEAs|MPEAs|CCAs)\b", re.IGNORECASE)


def read_phases(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """Return the list of phases that a sentence states of the material asked about, or None."""
    part = _relevant_part(question, quote.text)
    if not _speaks_of(question, quote, part) or _TURNS.search(part):
        return None
    return phase_list(part, [question.text.lower(), *(name.lower() for name in question.terms)])


def read_alloys(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """Name the alloy, or alloys, of which a sentence states what the question says."""
    if DENIAL.search(question.text):
        return None
    part = _of_structure(question, _relevant_part(question, quote.text))
    if is_aim(part) or HEDGE.search(part) or DENIAL.search(part):
        return None
    if _share(question, quote.text) < _LEAST_SHARE or not _states_conditions(question, quote):
        return None
    known = {alloy.composition_key for alloy in question.alloys}
    named = {one.composition_key: one for one in named_alloys(part) if not one.companion}
    new = [alloy for key, alloy in named.items() if key not in known]
    if not new or any(alloy.members for alloy in new):
        return None
    pairs = pairwise(new)
    listed = all(_LIST.fullmatch(part, one.end, other.start) for one, other in pairs)
    if len(new) > 1 and not (listed and _PLURAL_ASKED.search(question.text)):
        return None
    return _listed([alloy.text for alloy in new])


def _of_structure(question: ParsedQuestion, text: str) -> str:
    """Return the part of a text behind the asked structure, where it tells of several."""
    stated = [mention for mention in find_terms(text) if mention.name in STRUCTURES]
    wanted = [mention for mention in stated if mention.name in question.terms]
    if not wanted or len({mention.name for mention in stated}) == 1:
        return text
    end = min((one.start for one in stated if one.start > wanted[0].start), default=len(text))
    return text[wanted[0].start : end]


def _states_conditions(question: ParsedQuestion, quote: SentenceFacts) -> bool:
    return all(any(equal(one, asked) for one in quote.quantities) for asked in question.conditions)


def read_route(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """Return by what a material was made or studied, in the words of the paper; or its settings."""
    if _SETTINGS.search(question.text):
        return _listed([with_own_unit(quantity).text for quantity in quote.quantities])
    text = quote.text
    if not _speaks_of(question, quote, text) or _share(question, text) < _LEAST_SHARE:
        return None
    if _MOST.search(question.text):
        return None  # that takes more than one paper
    making = _MAKING.search(question.text) is not None
    found = _MADE_BY.search(text) if making else _USED.search(text) or _STUDIED_BY.search(text)
    if found is None:
        return None
    kinds = ("process",) if making else ("method", "process")
    named = [term for term in find_terms(found["route"]) if term.kind in kinds]
    is_named = not making and re.search(r"\b(?:method|technique|approach)", found["route"])
    new = any(term.name not in question.terms for term in named)
    return found["route"].strip() if new or is_named else None


def _relevant_part(question: ParsedQuestion, text: str) -> str:
    """Return the part of a sentence that names most of the question's alloys and words."""
    parts = [part for part in _PART_BORDER.split(text) if part]

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


def _speaks_of(question: ParsedQuestion, quote: SentenceFacts, part: str) -> bool:
    """Return True if a statement is of the alloy and state asked about, and of no other."""
    if is_aim(part) and question.wants != "method":
        return False
    if question.wants != "method" and (HEDGE.search(part) or DENIAL.search(part)):
        return False
    alloys = [one for one in named_alloys(part) if not part.startswith(_RICH, one.end)]
    held = {one.symbol for one in find_elements(part)} | {e for one in alloys for e in one.elements}
    if not question.elements - {*GASES} <= held:
        return False
    for asked in question.alloys:
        if alloys and not any(covers(one, asked, question.elements) for one in alloys):
            return False
    others = [
        one
        for one in alloys
        if question.alloys
        and not any(covers(one, asked, question.elements) for asked in question.alloys)
    ]
    if others:
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


def _forms(text: str) -> frozenset[str]:
    """Return which of powder, coating, film and matrix a text speaks of."""
    found = re.findall(r"\b(powder|coating|film|substrate|weld|ribbon)s?\b", text, re.IGNORECASE)
    return frozenset(one.lower() for one in found)


def _share(question: ParsedQuestion, text: str) -> float:
    """Return the share of a question's telling words that a text holds."""
    asked = question.words - _NOUNS_OF_ALLOYS
    names = {mention.name for mention in find_terms(text)}
    held = word_set(text) | {
        word
        for mention in find_terms(question.text)
        if mention.name in names
        for word in terms(mention.text)
    }
    return len(asked & held) / len(asked) if asked else 0.0


def _listed(names: Sequence[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None
