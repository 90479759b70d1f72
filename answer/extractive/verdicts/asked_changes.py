"""Tell whether a sentence settles if one thing makes another more or less: `Does Al raise …?`.

A change that goes the way that is asked about is a yes, one that goes the other way a no: both say
which way it goes, and neither needs a `not`.
"""

import re

from answer.grounding.alignment import words_of
from answer.grounding.synonyms import said_in
from answer.grounding.turned_changes import same_changes, turned_changes
from answer.question.parse import ParsedQuestion
from answer.question.wording.other_names import held_otherwise
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from retrieval.lexical import word_set

#: What a change comes with, behind the verb of a question.
_WITH = re.compile(r"\b(?:with|as|on|upon|after|by|at|under|when|if|in)\s", re.IGNORECASE)
#: Words that only tell that there is more of the cause.
_MORE_OF_IT = word_set(
    "adding addition added add increasing increased content amount concentration fraction doping"
    " higher more use presence introduction introducing based"
)
_PART_BORDER = re.compile(r";\s|,\s(?:and|but|while|whereas)\s")
_EACH = re.compile(r"\b(?:both|either|each of)\b", re.IGNORECASE)
#: Nouns of the material, which its formula stands for.
_MATERIALS = word_set("alloy material sample specimen system HEA MEA")
#: A change that goes one way up to a point, or of some samples, is told by no word.
_NOT_ALL_THE_WAY = re.compile(
    r"\b(?:then|until|beyond|peak\w*|maxim\w+|minim\w+|optim\w+|threshold|except|unless|excess\w*"
    r"|further|some|most|up to|down to|instead|slowly|marginal\w*)\b",
    re.IGNORECASE,
)


def asks_change(claim: str) -> bool:
    """Return whether a question asks which way something changes.

    Args:
        claim: What it states.
    """
    return bool(same_changes(claim, [claim], ""))


def change_verdict(question: ParsedQuestion, claim: str, text: str, title: str) -> str | None:
    """Return `yes` or `no` if a sentence tells which way the change goes that is asked about.

    Args:
        question: A yes/no question.
        claim: What it states, without the verb that it opens with.
        text: The sentence.
        title: What the title of its paper tells of it; "" if nothing.

    Returns:
        None if the sentence does not name all that the question names, or tells of more.
    """
    told = same_changes(claim, [claim], "")
    parts = [part for part in _PART_BORDER.split(text) if told & words_of(part)]
    if any(map(_NOT_ALL_THE_WAY.search, parts)) or not _names_no_other(question, text):
        return None
    asked = words_of(claim) - told - _MORE_OF_IT - _MATERIALS
    said = word_set(text) | words_of(text)
    named = said_in(asked, said) | held_otherwise(claim, text)
    if not _words_of_cause(claim, told) - _MORE_OF_IT <= named:
        return None
    if not asked <= named | words_of(title) | held_otherwise(claim, title):
        return None
    if same_changes(claim, [text], ""):
        return "yes"
    return "no" if any(turned_changes(claim, [text])) else None


def _words_of_cause(claim: str, told: frozenset[str]) -> frozenset[str]:
    """Return the stems of what brings a change about: before its verb, or behind a `with`."""
    words = list(re.finditer(r"[\w-]+", claim))
    verb = next((one for one in words[1:] if words_of(one[0]) & told), None)
    changed = [one for one in words if one is not verb and words_of(one[0]) & told]
    if verb is None or not changed:
        return frozenset()
    if changed[0].start() > verb.start():
        return words_of(claim[: verb.start()])
    behind = _WITH.search(claim, verb.end())
    return words_of(claim[behind.end() :]) if behind else frozenset()


def _names_no_other(question: ParsedQuestion, text: str) -> bool:
    """Return whether a sentence tells of no element but those of the question and of its alloys.

    What both of two elements do each of them does.
    """
    if _EACH.search(text):
        return True
    own = {symbol for one in find_alloys(question.text) for symbol in one.elements}
    own |= question.elements | {one.symbol for one in find_elements(question.text)}
    of_alloys = {symbol for one in find_alloys(text) for symbol in one.elements}
    return {one.symbol for one in find_elements(text)} <= own | of_alloys
