"""Choose the quotes for a question why: one of them has to give a reason."""

import re
from collections.abc import Sequence

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim
from answer.grounding.turned_changes import turned_changes
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import DENIAL
from retrieval.hybrid import Hit
from retrieval.lexical import terms, word_set

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
#: What tells of what comes before it whence that is, and not what it brings about.
_EXPLAINED = re.compile(
    r"\b(?:due to|because|attribut|ascrib|caused? by|owing to|result(?:s|ed|ing)? from|originat"
    r"|stem(?:s|med)|aris(?:es?|ing) from|explain)",
    re.IGNORECASE,
)
#: What brings about what stands right behind it.
_BRINGS = re.compile(
    r"\b(?:leads? to|leading to|led to|causes?|caused|causing|result\w* in)\b(?! by)"
)
_REACH = 60
#: A sentence whose subject is what the one before it tells.
_POINTS_BACK = re.compile(
    r"(?:This|These|It|Such)\b(?! (?:study|work|paper|article|research|investigation)\b)"
)
#: From here on an abstract tells of its own work.
_OWN_WORK = re.compile(
    r"\b(?:this|these|present|current|our) (?:\w+ )?(?:work|study|paper|research|article"
    r"|investigation|results?|experiment\w*)\b|\bhere(?:in)?\b|\bwe\b|\bresults\b",
    re.IGNORECASE,
)
#: Words for one effect: who asks why something is strong is told of its tensile properties.
_SAME_EFFECT = tuple(
    frozenset(terms(words))
    for words in (
        "strength strong stronger strengthen strengthened strengthening tensile mechanical",
        "hardness hard harder hardening hardened microhardness nanohardness",
        "ductility ductile elongation plasticity tensile mechanical",
        "toughness tough tougher toughening toughened mechanical",
        "brittle brittleness embrittlement embrittled",
        "stiff stiffer stiffness modulus elastic",
    )
)
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
        The quotes chosen, if one of them gives a reason, that for what is asked before the others;
        else a reason that their papers give for what is asked, before them; none if they give none.
    """
    chosen = _led_by_reason(question, ranked, _with_next(ranked, chosen))
    # What makes it softer is no reason why it is harder.
    chosen.sort(key=lambda one: _is_turned(question, one))
    if any(map(_gives_reason, chosen)):
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


def _led_by_reason(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return quotes with a reason for the effect asked about first, where the first gives none.

    Behind it none is left that only introduces the work.
    """
    if not chosen or (_gives_reason(chosen[0]) and not _is_introduction(chosen[0])):
        return [*chosen]
    effect, labels = _effect(question), _labels(question, chosen[0])
    giving = (
        one
        for one in ranked
        if one.hit is chosen[0].hit
        and labels <= word_set(_text(one))
        and _explains(effect, _text(one))
        and not (is_aim(_text(one)) or _is_introduction(one) or _is_of_other_matter(question, one))
        and not _is_turned(question, one)
    )
    first = next(giving, None)
    if first is None:
        return [*chosen]
    rest = (one for one in chosen if one is not first and not _is_introduction(one))
    return [first, *rest][:_MOST]


def _gives_reason(one: RankedSentence) -> bool:
    return bool(_REASON.search(_text(one)) or _ORIGIN.search(_text(one)))


def _is_turned(question: ParsedQuestion, one: RankedSentence) -> bool:
    """Return whether a sentence tells the change asked about the other way round."""
    claim = question.text.split(" ", maxsplit=2)[-1]
    return any(turned_changes(claim, [_text(one)]))


def _explains(effect: frozenset[str], text: str) -> bool:
    """Return whether a sentence says whence an effect is, or what brings it about."""
    if not effect & word_set(text):
        return False
    brought = _BRINGS.search(text)
    return bool(
        _EXPLAINED.search(text)
        or (brought and effect & word_set(text[brought.end() : brought.end() + _REACH]))
    )


def _labels(question: ParsedQuestion, one: RankedSentence) -> frozenset[str]:
    """Return the names with numbers, of samples or phases, that a question and a quote share."""
    held = question.words & word_set(_text(one))
    return frozenset(word for word in held if any(map(str.isdigit, word)))


def _effect(question: ParsedQuestion) -> frozenset[str]:
    """Return the stems of what a question asks the reason of, in all words for it."""
    materials = {
        word
        for one in find_terms(question.text)
        if one.kind in ("process", "method", "class", "condition")
        for word in terms(one.text)
    }
    own = question.words - materials or question.words
    return own.union(*(group for group in _SAME_EFFECT if group & own))


def _is_introduction(one: RankedSentence) -> bool:
    """Return whether a sentence stands before all that an abstract tells of its own work."""
    before = abstract_of(one.hit)[: one.end]
    return not _OWN_WORK.search(before) and _OWN_WORK.search(abstract_of(one.hit)) is not None


def _is_of_other_matter(question: ParsedQuestion, one: RankedSentence) -> bool:
    """Return whether a sentence gives the reason of another matter, which the one before tells."""
    read = read_paper(one.hit.listed.paper.title, abstract_of(one.hit))
    place = next((n for n, other in enumerate(read) if other.start == one.start), 0)
    return place > 0 and explains_another(question, _text(one), read[place - 1].facts.text)


def explains_another(question: ParsedQuestion, text: str, before: str) -> bool:
    """Return whether a reason is that of the sentence before, which is not on what is asked.

    `This is due to …` gives the reason of what stands before it: this has to name what is asked
    about, and must not tell that it is not there.

    Args:
        question: A question for a reason.
        text: The sentence that gives the reason.
        before: The sentence before it.
    """
    explained = _EXPLAINED.search(text)
    if not _POINTS_BACK.match(text) or explained is None:
        return False
    if _effect(question) & word_set(text[: explained.start()]):
        return False  # `These tensile properties were caused by …`
    if not _effect(question) & word_set(before):
        return True
    return DENIAL.search(before) is not None and not DENIAL.search(question.text)


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
