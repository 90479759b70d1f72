"""Answer from several papers: one finding of each that is about the subject, grouped."""

import re
from collections.abc import Sequence

from answer.answers import Answer, Citation, ClaimGroup, Sentence
from answer.collected.claims import Group, group_findings
from answer.collected.findings import MEASURED, Finding, best_finding
from answer.collected.subject import find_subject
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.nlp.word_classes import NEGATION
from builder.papers import Paper
from retrieval.hybrid import Hit
from retrieval.lexical import word_set

_SEVERAL_METHODS = re.compile(r"\b(?:methods|techniques|routes|processes|ways)\b", re.IGNORECASE)
MODEL = "extractive"
#: Papers that are looked at.
_DEPTH = 30
#: Papers that are quoted: for a list of papers or alloys, and for what is known of a subject.
_MOST_LISTED, _MOST = 10, 7
#: Kinds of concepts that a paper need name only once where it is asked what was made or studied;
#: plain words have none.
_ONCE = {
    "set": frozenset({"process", "method"}),
    "alloy": frozenset({"process", "method"}),
    "method": frozenset({"process", "method", ""}),
}
#: So many papers about a subject are enough.
_ENOUGH = 3
#: With fewer papers the answer of one paper is the better one.
_FEWEST = 2
#: Two sentences that share so much of their words say the same.
_SAME = 0.6


def answer_broadly(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Return one finding each of the papers about the subject of a question, grouped.

    Args:
        question: One that asks what is known, what does what, or which papers or alloys there are.
        papers: The corpus.

    Returns:
        None if fewer than two papers are about it, or the question names no subject, or is one that
        a sentence does not answer by naming its subject: with a bound, an end or a negation.
    """
    if question.bounds or question.extreme or NEGATION.search(question.text):
        return None  # that sentences do not meet by naming the subject
    if question.intent == "method" and not _SEVERAL_METHODS.search(question.text):
        return None
    subject = find_subject(question)
    if not subject.concepts and not subject.alloys:
        return None
    hits = papers.search(question.text, _DEPTH, question.years)
    listed = question.intent in _ONCE
    effect = question.intent in ("effect", "trend")
    must_name = {*question.properties, *question.behaviours, "strength"} if effect else set()
    once = _ONCE.get(question.intent, MEASURED)
    candidates = (best_finding(subject, hit, frozenset(must_name), once, listed) for hit in hits)
    found = sorted(filter(None, candidates), key=lambda x: (not x.about, -x.score, x.hit.rank))
    chosen = without_near_copies(found)[: _MOST_LISTED if listed else _MOST]
    if not effect and any(concept.kind == "mechanism" for concept in subject.core):
        # What a paper says in passing is quoted only where few papers are about the subject.
        chosen = chosen[: max(_ENOUGH, sum(one.about for one in chosen))]
    if len(chosen) < _FEWEST:
        return None
    if question.years:
        chosen.sort(key=lambda one: -(one.hit.listed.paper.year or 0))
    groups, differ = group_findings(question, subject, chosen)
    if sum(len(held) for _, held in groups) < _FEWEST:
        return None
    return _composed(question, groups, differ, hits)


def without_near_copies(found: Sequence[Finding]) -> list[Finding]:
    """Return the first of findings that say the same, or that one paper says twice."""
    kept: list[Finding] = []
    for one in found:
        if not any(_say_the_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _say_the_same(one: Finding, other: Finding) -> bool:
    if _is_same_paper(one.hit.listed.paper, other.hit.listed.paper):
        return True
    own, theirs = word_set(one.text), word_set(other.text)
    return len(own & theirs) > _SAME * len(own | theirs)


def _is_same_paper(one: Paper, other: Paper) -> bool:
    return (bool(one.doi) and one.doi == other.doi) or (
        bool(one.title) and word_set(one.title or "") == word_set(other.title or "")
    )


def _composed(
    question: ParsedQuestion, groups: Sequence[Group], differ: bool, hits: Sequence[Hit]
) -> Answer:
    """Return the answer that quotes these findings, group after group."""
    order = [finding for _, findings in groups for finding in findings]
    number = {id(finding): n for n, finding in enumerate(order, start=1)}
    citations = tuple(
        Citation(number[id(one)], one.hit.listed, one.text, one.start, one.end) for one in order
    )
    return Answer(
        question.text,
        True,
        tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations,
        None,
        MODEL,
        tuple(hit.listed.id for hit in hits),
        1.0,
        intent=question.intent,
        read_as=question.read_as,
        groups=tuple(
            ClaimGroup(heading, tuple(number[id(one)] for one in findings))
            for heading, findings in groups
        ),
        differ=differ,
    )
