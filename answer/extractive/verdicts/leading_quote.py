"""Choose the quote that leads where no sentence settles a yes/no question."""

import re
from collections.abc import Sequence

from answer.extractive.sentence_ranking import RankedSentence
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible
from builder.nlp.word_classes import DECREASE, INCREASE

#: What a question asks to be absent: `without thermal cracks`.
_ABSENT = re.compile(
    r"\bwithout\s(?:any\s)?(?:[a-z-]+\s){0,2}?(?P<noun>[a-z]{3,}?)(?:e?s)?"
    r"(?=\s*(?:$|[?.,;])|\s(?:in|at|by|on|if|when|after|during|under|from)\b)"
)


def with_told_first(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return the quotes for a yes/no question, that first which tells what is asked.

    Where it asks whether something is without cracks, that is the likeliest sentence on what is
    free of them; where it asks whether something gets harder, the first quote of the likeliest
    paper that tells a change of the hardness.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer, the likeliest first.
        chosen: The quotes, the likeliest first.
    """
    if not chosen:
        return []
    first = _free_of_absent(question, ranked) or _change_told(question, chosen) or chosen[0]
    return [first, *(one for one in chosen if one is not first)][: len(chosen)]


def _free_of_absent(
    question: ParsedQuestion, ranked: Sequence[RankedSentence]
) -> RankedSentence | None:
    asked = _ABSENT.search(question.text)
    if asked is None:
        return None
    absent = re.compile(
        rf"\b{asked['noun']}\w{{0,3}}[- ]free\b"
        rf"|\b(?:without|free\s(?:of|from)|no)\s(?:[\w-]+\s){{0,3}}?{asked['noun']}",
        re.IGNORECASE,
    )
    told = (
        one
        for one in ranked
        if absent.search(one.statement.text) and _is_of_no_other(question, one)
    )
    return next(told, None)


def _is_of_no_other(question: ParsedQuestion, one: RankedSentence) -> bool:
    stated = one.statement.alloys
    return not stated or all(any(compatible(a, b) for b in stated) for a in question.alloys)


def _change_told(
    question: ParsedQuestion, chosen: Sequence[RankedSentence]
) -> RankedSentence | None:
    """Return the first quote that tells a change of a property asked about; None if not needed."""
    names = {*question.measures, *question.properties}

    def names_property(one: RankedSentence) -> bool:
        return bool(names & {term.name for term in one.statement.terms})

    if not names or names_property(chosen[0]):
        return None
    told = (
        one
        for one in chosen
        if one.hit is chosen[0].hit
        and names_property(one)
        and (INCREASE.search(one.statement.text) or DECREASE.search(one.statement.text))
    )
    return next(told, None)
