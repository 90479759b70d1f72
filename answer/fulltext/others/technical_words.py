"""Tell statements near which a technical word of the question stands nowhere.

Everyday words may be said otherwise, or left out. What is no everyday English is the matter itself:
of `martensite`, `Vitreloy` or `nanoindentation` a value tells nothing without the word.
"""

import re

from answer.fulltext.asked import AskedStatement, holds
from answer.fulltext.others.nearness import told_around
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import BodyCandidate, stems_of_statement
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: A noun with the one before it that tells its kind: `dissociation barriers`, `initial pressure`.
_OF_KIND = re.compile(
    r"(?:(?<![\w-])(?!(?:increas|decreas|correspond|result|remain|follow|exceed)ing|actual|usual)"
    r"(?P<kind>[a-z]{2,20}(?:[ts]ion|ing|ium|[iu]al|ile)\s(?:(?:hydrogen|H|H2)\s)?))?"
    r"(?<![\w-])(?P<noun>[a-z]{4,20})\b"
)
#: Where in a sample a value is asked for: `of the oxide layer`, `in the dendrite cores`.
_PLACE = re.compile(
    r"\b(?:of|in|for|at|on)\sthe\s((?:[a-z][a-z-]{1,20}\s){1,2}(?:layer|zone|region|area|edge|cent(?:er|re)|core"
    r"|rim|shell|film|coating|interface|boundar(?:y|ie))s?)\b",
    re.IGNORECASE,
)
_SUBSTANCES = frozenset(terms("hydrogen oxygen nitrogen"))


def is_far_from_word(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a technical word or a place of a question is said nowhere near a statement.

    What was done to the matter (`undoped`, `hydrided`) is often not said again.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    words = [word for word in asked.technical if not word.endswith("ed")]
    places = [terms(found[1]) for found in _PLACE.finditer(asked.question.text)]
    if not (words or places):
        return False
    around = f"{told_around(body, one.statement)}\n{body.front}"
    stems = stems_of_statement(one, body.names) | word_set(around) | body.names.stems_in(around)
    if any(is_unsaid(word, stems, around) for word in words):
        return True
    return any(not any(holds(stem, stems) for stem in place) for place in places)


def lacks_specific(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a statement says nothing of what tells the quantity asked for from others.

    Of a desorption temperature it is the desorption: any temperature is none. A sentence that calls
    the quantity by another kind of it alone, as a dissociation barrier, tells of no other kind.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    stems = stems_of_statement(one, body.names) | word_set(one.context)
    stems |= body.names.stems_in(one.context)
    if asked.specific and not any(holds(word, stems) for word in asked.specific):
        return True
    kinds = [word for word in asked.specific if word not in {asked.noun, *_SUBSTANCES}]
    if not kinds or one.cell is not None or any(holds(word, stems) for word in kinds):
        return False
    nouns = {asked.noun} if asked.noun else {*asked.head}.difference(asked.specific)
    told = [
        {*terms(found["kind"] or "")} - _SUBSTANCES
        for found in _OF_KIND.finditer(one.own)
        if not nouns.isdisjoint(terms(found["noun"]))
    ]
    return bool(told) and all(told)


def is_unsaid(word: str, stems: frozenset[str], text: str) -> bool:
    """Return whether a text holds neither a word nor another name of the same.

    Args:
        word: The word.
        stems: The stems of the text.
        text: The text.
    """
    if any(holds(stem, stems) for stem in terms(word)):
        return False
    names = {term.name for term in find_terms(word)}
    return not names or names.isdisjoint(term.name for term in find_terms(text))
