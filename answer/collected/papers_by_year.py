"""List the papers on a subject by year, from the oldest or from the newest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.findings import best_finding
from answer.collected.paper_text import read_paper
from answer.collected.papers_about import papers_naming
from answer.collected.subject import Subject, find_subject, is_about, lacks_nothing, main_alloys
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from retrieval.lexical import elements_term

#: What `ParsedQuestion.measures` holds where the oldest or newest papers are asked for.
YEAR = "year"
#: Papers that are listed, the one asked for and those that follow it.
_SHOWN = 5
#: The words of the question that name the end of time.
_END = re.compile(
    r"\b(?:oldest|earliest|first(?![ -]principles?)|pioneering|newest|latest|youngest|last"
    r"|most (?:recent(?:ly)?|current))\b",
    re.IGNORECASE,
)


def list_by_year(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Return the papers on a subject from the oldest or the newest on; None if there are none.

    Args:
        question: One that asks for the oldest or newest papers.
        papers: The corpus.
    """
    newest = question.extreme == "highest"
    subject = find_subject(replace(question, text=_END.sub(" ", question.text)))
    dated = [one for one in _candidates(subject, question, papers) if one.paper.year]
    dated.sort(key=lambda one: (-_year(one) if newest else _year(one), one.place))
    found = list(islice(_on_subject(subject, dated), _SHOWN))
    return _answered(subject, question, found) if found else None


def _year(listed: CatalogEntry) -> int:
    return listed.paper.year or 0


def _candidates(
    subject: Subject, question: ParsedQuestion, papers: Papers
) -> Sequence[CatalogEntry]:
    """Return the papers that name the subject, or if it is nothing narrower, all of them."""
    if any(not one.element for one in subject.core):
        return papers_naming(subject, papers, question.years)
    if len(subject.alloys) == 1:
        named = papers.naming([elements_term(subject.alloys[0])], question.years)
        if named:
            return named
    return papers.naming((), question.years)


def _on_subject(subject: Subject, listed: Sequence[CatalogEntry]) -> Iterator[CatalogEntry]:
    """Yield the papers that are about a subject; only as many are read as are taken."""
    for one in listed:
        paper = read_paper(one)
        if not (lacks_nothing(subject, paper) and is_about(subject, paper)):
            continue
        if not subject.alloys or main_alloys(subject, paper):
            yield one


def _answered(subject: Subject, question: ParsedQuestion, found: Sequence[CatalogEntry]) -> Answer:
    citations = tuple(_cited(n, subject, one) for n, one in enumerate(found, start=1))
    end = "newest" if question.extreme == "highest" else "oldest"
    first = [one for one in citations if one.listed.paper.year == found[0].paper.year]
    are = "paper about it is" if len(first) == 1 else "papers about it are"
    head = f"The {end} {are} of {found[0].paper.year}"
    head += "; those that follow it are listed, too." if len(first) < len(found) else "."
    lines = [
        Sentence(
            f"“{one.listed.paper.title or one.listed.place}” ({one.listed.paper.year}).",
            (one.n,),
            True,
        )
        for one in citations
    ]
    return Answer(
        question.text,
        True,
        (Sentence(head, tuple(one.n for one in first), True), *lines),
        citations,
        None,
        QUOTES,
        tuple(one.id for one in found),
        1.0,
        intent=question.intent,
        read_as=question.read_as,
    )


def _cited(n: int, subject: Subject, listed: CatalogEntry) -> Citation:
    """Quote what a paper found on a subject; of one that tells no finding its first sentence."""
    finding = best_finding(subject, listed, n)
    said = finding or read_paper(listed).sentences[0]
    return Citation(n, listed, said.text, said.start, said.end)
