"""Answer a yes/no question by a word, where quoted sentences settle it.

A sentence settles a yes/no question if it speaks of all that the question names and of no other
alloy, and is no guess. The answer is yes if the sentence supports what the question states, and no
if it denies that. All other questions are left open: the quotes tell more than a wrong word.
"""

import re
from collections.abc import Sequence

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim
from answer.grounding.alignment import words_of
from answer.grounding.check import CONTRADICTED, SUPPORTED, Source, check_answer
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible, named_alloys
from builder.materials.quantity import equal
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import HEDGE, NEGATION

#: Alternatives, degrees and reasons: with these a question asks for more than yes or no.
_OPEN = re.compile(
    r"\b(?:or|more|less|better|worse|than|only|just|merely|same|all|always|both|enough|why|reason"
    r"|because|\w*(?:high|low|strong|weak|hard|soft|tough|larg|small|great|fast|slow|dens|stiff)er)"
    r"\b",
    re.IGNORECASE,
)
#: Words that reverse the meaning of what stands beside them, unless the question has them, too.
_REVERSES = re.compile(
    r"\b(?:suppress|prevent|avoid|inhibit|hinder|eliminat|mitigat|reduc|decreas|retard|delay|resist"
    r"|instead|except|unlike|loss|lost|disappear|dissol|vanish)\w*|-free\b",
    re.IGNORECASE,
)
#: The verb that a yes/no question opens with, and its question mark.
_QUESTION_FORM = re.compile(r"^\w+\s+|\?")


def yes_or_no(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """Return `yes` or `no` if quoted sentences settle a yes/no question and agree; else None."""
    if not question.yes_no or _OPEN.search(question.text) or NEGATION.search(question.text):
        return None
    verdicts = {verdict for one in chosen if (verdict := _verdict(question, one))}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(question: ParsedQuestion, candidate: RankedSentence) -> str | None:
    """Return what one sentence answers; None if it settles nothing."""
    text = candidate.statement.text
    claim = _QUESTION_FORM.sub("", question.text)
    if is_aim(text) or HEDGE.search(text) or not _names_all(claim, question, candidate):
        return None
    reversing = {match.group().lower() for match in _REVERSES.finditer(text)}
    if any(word not in question.text.lower() for word in reversing):
        return None
    negations = len(NEGATION.findall(text))
    found = check_answer(claim, [Source("", text)], question)
    if found.verdict == SUPPORTED:
        return None if negations else "yes"
    # Another number or name is no denial: the sentence may speak of another sample.
    return "no" if found.verdict == CONTRADICTED and negations == 1 else None


def _names_all(claim: str, question: ParsedQuestion, candidate: RankedSentence) -> bool:
    """Return True if a sentence names all that a claim names, and no other alloy.

    A term of the field counts as held under any of its names.
    """
    statement = candidate.statement
    stated = {mention.name for mention in statement.terms}
    renamed = {
        word
        for mention in find_terms(claim)
        if mention.name in stated
        for word in words_of(mention.text)
    }
    alloys = statement.alloys or named_alloys(abstract_of(candidate.hit))
    return (
        words_of(claim) <= renamed | words_of(statement.text)
        and all(any(equal(c, q) for q in statement.quantities) for c in question.conditions)
        and all(any(compatible(a, other) for other in alloys) for a in question.alloys)
        and all(any(compatible(a, other) for a in question.alloys) for other in alloys)
    )
