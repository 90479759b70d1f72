"""Answer for the most of something whose values are not read: by the few papers that name it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.findings import Finding, best_finding
from answer.collected.paper_text import read_paper
from answer.collected.papers_about import papers_naming
from answer.collected.subject import Subject, find_subject
from answer.papers import Papers
from answer.question.parse import ParsedQuestion

#: The words that ask for the most, and tell nothing of what.
_EXTREME = re.compile(
    r"\b(?:(?:high|low|larg|small|great|strong|weak|long|short|fast|slow)est|best|worst|most|least"
    r"|max(?:imum|imal)?|min(?:imum|imal)?|top|peak|record)\b",
    re.IGNORECASE,
)
#: If no more papers name it, their sentences are the answer; of more the best one is searched.
_FEW = 3
_NOTE = "Values of it are not compared; this is what papers say of it."


def tell_unlisted(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Quote the few papers that name what a superlative is asked of; refuse if none does.

    Returns:
        None if many papers name it, if none tells a finding on it, and for a single alloy.
    """
    if question.alloys or question.properties:
        return None
    subject = find_subject(replace(question, text=_EXTREME.sub(" ", question.text)))
    if not subject.core or any(one.element for one in subject.core):
        return None
    named = [
        listed
        for listed in papers_naming(subject, papers, question.years)
        if all(one.is_in(read_paper(listed)) for one in subject.core)
    ]
    if not named:
        return _refused(question, subject)
    if len(named) > _FEW:
        return None
    kinds = frozenset(one.kind for one in subject.core)
    told = [best_finding(subject, listed, n, once=kinds) for n, listed in enumerate(named)]
    found = [one for one in told if one]
    return _answered(question, found) if found else None


def _answered(question: ParsedQuestion, found: Sequence[Finding]) -> Answer:
    citations = tuple(
        Citation(n, one.listed, one.text, one.start, one.end) for n, one in enumerate(found, 1)
    )
    return Answer(
        question.text,
        True,
        tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations,
        None,
        QUOTES,
        tuple(one.listed.id for one in found),
        1.0,
        note=_NOTE,
    )


def _refused(question: ParsedQuestion, subject: Subject) -> Answer:
    asked = " and ".join(one.name for one in subject.core)
    nearest = f"No abstract tells of “{asked}”."
    return Answer(question.text, False, (), (), None, QUOTES, (), 0.0, nearest=nearest)
