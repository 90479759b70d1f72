"""Choose the quotes for a question why: one of them has to give a reason."""

import re
from collections.abc import Sequence

from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.vocabulary import find_terms
from retrieval.hybrid import Hit
from retrieval.lexical import word_set

#: Words that give a reason and nothing else, not the means or the way of something.
_REASON = re.compile(
    r"\b(?:due to|because|attribut|ascrib|caused? by|causing|owing to"
    r"|result(?:s|ed|ing)? (?:in|from)|as a result|responsible|reasons?|explain"
    r"|accounts? for|originat|stem(?:s|med)"
    r"|aris(?:es?|ing) from|leads? to|leading to|led to|consequen|therefore|thus|hence|ergo"
    r"|thanks to|so that)"
    r"|, (?:for|as|since|so) (?:it|they|its|their|this|these|the)\b",
    re.IGNORECASE,
)
#: Words that tell what brings something about, or what hinders it.
_ORIGIN = re.compile(
    r"\b(?:mechanism|driven|governed|dominated|determined by|formed by|plays? an?|played an?"
    r"|imped|promot|contribut|hinder|prevent|inhibit|suppress|induc|enabl|with the (?:introduction"
    r"|addition))",
    re.IGNORECASE,
)
#: What points to the sentence before.
_OF_THIS = re.compile(r"\b(?:this|these|such|it)\b", re.IGNORECASE)
_MOST = 3
_CHANGE = (
    r"(?:increas|decreas|rais|reduc|lower|improv|enhanc|weaken|degrad|deteriorat|accelerat|refin"
    r"|strengthen|toughen|embrittl|harden|soften|stabili[sz]|destabili[sz]|impair|promot)"
)
#: A question why one thing changes another, with the one.
_CAUSE = re.compile(
    rf"\s*why\s(?:do|does|did|can|could)\s(?P<cause>\S+(?:\s\S+){{0,6}}?)\s{_CHANGE}", re.IGNORECASE
)
_CHANGES = re.compile(rf"\b{_CHANGE}\w*\sthe\b", re.IGNORECASE)


def with_reason(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: list[RankedSentence]
) -> list[RankedSentence]:
    """Return the quotes for a question why, one that gives a reason among them.

    Args:
        question: A question for a reason.
        ranked: All sentences of the papers, the likeliest first.
        chosen: The likeliest of them.

    Returns:
        The quotes chosen, if one of them gives a reason; else a reason that their papers give for
        what is asked, before them; none if they give no reason.
    """
    chosen = _with_next(ranked, chosen)
    if any(_REASON.search(text) or _ORIGIN.search(text) for text in map(_text, chosen)):
        return chosen
    papers = [one.hit for one in chosen]
    given = (
        one
        for one in ranked
        if one.hit in papers and _REASON.search(_text(one)) and _is_on_subject(question, one)
    )
    reason = next(given, None) or _told_of_cause(question, ranked, papers)
    if reason is None:
        return []
    return [reason, *(one for one in chosen if one is not reason)][:_MOST]


def _told_of_cause(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], papers: Sequence[Hit]
) -> RankedSentence | None:
    """Return what the cause that a question names changes: why X weakens Y, X raised Z; or None."""
    asked = _CAUSE.match(question.text)
    if asked is None:
        return None
    cause = word_set(asked["cause"]) & question.words
    told = (
        one
        for one in ranked
        if one.hit in papers and _CHANGES.search(_text(one)) and cause & word_set(_text(one))
    )
    return next(told, None)


def _with_next(
    ranked: Sequence[RankedSentence], chosen: list[RankedSentence]
) -> list[RankedSentence]:
    """Put behind each quote without a reason the next sentence, if it gives the reason of this."""
    kept: list[RankedSentence] = []
    for one in chosen:
        kept += [one] if one not in kept else []
        behind = [other for other in ranked if other.hit is one.hit and other.start > one.start]
        after = min(behind, key=lambda other: other.start, default=None)
        if after is None or after in kept or _REASON.search(_text(one)):
            continue
        if _REASON.search(_text(after)) and _OF_THIS.search(_text(after)):
            kept.append(after)
    return kept[:_MOST]


def _text(one: RankedSentence) -> str:
    return one.statement.text


def _is_on_subject(question: ParsedQuestion, reason: RankedSentence) -> bool:
    """Return whether a sentence, or the one before it, speaks of what a question is about."""
    read = read_paper(reason.hit.listed.paper.title, abstract_of(reason.hit))
    place = next((n for n, one in enumerate(read) if one.start == reason.start), 0)
    near = " ".join(one.facts.text for one in read[max(place - 1, 0) : place + 1])
    named = {term.name for term in find_terms(near)}
    return bool(question.words & word_set(near) or {*question.properties} & named)
