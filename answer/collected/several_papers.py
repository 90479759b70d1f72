"""Answer from several papers: one finding of each that is about the subject, grouped."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import QUOTES, Answer, Citation, ClaimGroup, Sentence
from answer.collected.claims import Group, group_findings
from answer.collected.concepts import Concept
from answer.collected.counts.named_subject import naming_papers, subject_text
from answer.collected.findings import MEASURED, Finding, best_finding, more_findings, study_of
from answer.collected.paper_text import PaperSentences, read_paper
from answer.collected.papers_about import (
    is_of_addition,
    is_of_other_addition,
    papers_about,
    unknown_concept,
    years_of,
)
from answer.collected.subject import (
    Subject,
    find_subject,
    is_about,
    is_of_itself,
    states_conditions,
)
from answer.collected.values.asked_material import asked_material
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.nlp.word_classes import NEGATION
from builder.papers import Paper
from retrieval.lexical import word_set

_SEVERAL_METHODS = re.compile(r"\b(?:methods|techniques|routes|processes|ways)\b", re.IGNORECASE)
#: What something is made from is asked; the papers must tell of making it.
_MADE_FROM = re.compile(
    r"\b(?:ma[dk]e|making|produc\w*|fabricat\w*|prepar\w*|manufactur\w*|synthesi\w*|obtain\w*)\b"
    r".{0,120}?\b(?:from|out of)\b",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"\b(?:produc(?:ed?|ing|tion)|fabricat|prepar|manufactur|synthesi|electroly|deoxidi"
    r"|(?:hydrogen|oxide|direct|thermal|co-?)[ -]?reduc|derived|obtain)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\b(?:from|electro|deoxid|molten|reduc(?:tion|ed|ing)|derived|precursors?|raw materials?"
    r"|by virtue of|mixed)|-derived\b",
    re.IGNORECASE,
)
#: Papers that are quoted: for a list, for what was made or studied, for what is known of a subject.
_MOST_OF_SET, _MOST_LISTED, _MOST = 20, 10, 10
#: Papers of a large corpus that are read for a list: each costs some milliseconds.
_MOST_READ = 200
#: Kinds of concepts that a paper need name only once where it is asked what was made or studied;
#: plain words have none.
_ONCE = {
    "set": frozenset({"process", "method", "property"}),
    "alloy": frozenset({"process", "method"}),
    "method": frozenset({"process", "method", ""}),
}
#: What something does to something else is asked.
_EFFECT = ("effect", "trend")
#: What is seen of an alloy of a list need be told only once, too; of papers it must be the subject.
_SEEN = frozenset({"phase", "mechanism"})
#: So many papers about a subject are enough; with fewer findings what papers studied is told, too.
_ENOUGH, _FEW = 3, 5
#: Further sentences of each paper where so few are about a subject.
_FURTHER = 2
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
        None if fewer than two papers are about it (for a span of years: none is), or the question
        names no subject, or is one that a sentence does not answer by naming its subject: with a
        bound, an end or a negation.
    """
    if question.bounds or question.extreme or NEGATION.search(question.text):
        return None  # that sentences do not meet by naming the subject
    if question.intent == "method" and not _SEVERAL_METHODS.search(question.text):
        return None
    subject = find_subject(question)
    if not subject.concepts and not subject.alloys and not _is_of_conditions(question, subject):
        return None
    read = papers_about(subject, question, papers, question.years)
    naming = naming_papers(question, papers) if question.intent == "set" else []
    known = {one.id for one in read}
    read += [one for one in naming if one.id not in known][: _MOST_READ - len(read)]
    if question.intent == "set" and subject.conditions and subject.core:
        read = [one for one in read if _done_under(subject, read_paper(one))]
    found = _findings(subject, question, read)
    if question.intent == "set" or (question.years and question.intent not in _EFFECT):
        found += _without_finding(subject, question, read, found)
    distinct = without_near_copies(found)
    chosen = distinct[: _most_shown(question)]
    if (
        not question.years
        and question.intent not in (*_EFFECT, "set")
        and any(one.kind == "mechanism" for one in subject.core)
    ):
        # What a paper says in passing is quoted only where few papers are about the subject.
        chosen = chosen[: max(_ENOUGH, sum(one.about for one in chosen))]
    if question.years and not chosen and (span := years_of(subject, papers)):
        when = str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
        nearest = f"No paper of the years asked for is about it; those about it are of {when}."
        return _refused(question, nearest, read)
    if not found and (unknown := unknown_concept(question, subject, papers)):
        return _refused(question, f"No abstract names “{unknown.name}”.", read)
    # Of a span of years, one paper may be all there is.
    fewest = 1 if question.years else _FEWEST
    if len(chosen) < fewest:
        return None
    if question.years:
        chosen.sort(key=lambda one: -(one.listed.paper.year or 0))
    told = chosen
    if question.intent == "broad" and subject.core and len(chosen) <= _ENOUGH:
        told = [one for own in chosen for one in (own, *more_findings(subject, own, _FURTHER))]
    groups, differ = group_findings(question, subject, told)
    if sum(len(held) for _, held in groups) < fewest:
        return None
    given = _composed(question, groups, differ, read)
    if question.years:
        more = len(distinct) - len(chosen)
        return replace(given, note=f"{more} more of these years are not shown.") if more else given
    if question.intent == "set":
        return replace(given, note=_how_many(question, len(distinct), len(chosen), len(naming)))
    more = sum(one.about for one in distinct) - sum(one.about for one in chosen)
    is_known = question.intent == "broad" and subject.concepts
    note = f"{more} more papers on it are not shown." if is_known and more else None
    return replace(given, note=note)


def _is_of_conditions(question: ParsedQuestion, subject: Subject) -> bool:
    """Return whether a list is asked of all that was done under some conditions: at 77 K."""
    return question.intent == "set" and bool(subject.conditions)


def _done_under(subject: Subject, paper: PaperSentences) -> bool:
    """Return whether a sentence states the conditions together with all that is asked about."""
    return any(
        states_conditions(subject, said) and all(one.is_in(said) for one in subject.core)
        for said in paper.sentences
    )


def _most_shown(question: ParsedQuestion) -> int:
    if question.intent == "set":
        return _MOST_OF_SET
    listed = question.intent in _ONCE or question.years or _MADE_FROM.search(question.text)
    return _MOST_LISTED if listed else _MOST


def _how_many(question: ParsedQuestion, listed: int, shown: int, named: int) -> str:
    """Say how many papers a list is of, and how many name what it is asked of, where more do."""
    told = f"{listed} papers; {shown} of them are quoted." if listed > shown else f"{shown} papers."
    if _of_alloys(question):
        told += " A quote may name only some of the alloys of its paper."
    material = asked_material(question)
    if named <= listed or material.is_family or material.with_elements:
        return told
    return f"{told} In all, {named} papers name {subject_text(question)} in title or abstract."


def _of_alloys(question: ParsedQuestion) -> bool:
    """Return whether a list of alloys is asked for."""
    return question.intent == "set" and question.wants == "alloy"


def _once(question: ParsedQuestion) -> frozenset[str]:
    """Return the kinds of concepts that a paper need name only once."""
    if _of_alloys(question):
        return _ONCE["set"] | _SEEN | {"substance"}
    return _ONCE.get(question.intent, MEASURED)


def _without_finding(
    subject: Subject,
    question: ParsedQuestion,
    read: Sequence[CatalogEntry],
    found: Sequence[Finding],
) -> list[Finding]:
    """Return what the other papers on a subject studied, where all of them are asked for."""
    told = {one.listed.id for one in found}
    once = _once(question) if question.intent == "set" else frozenset[str]()
    others = [
        study_of(subject, listed, rank, once)
        for rank, listed in enumerate(read)
        if listed.id not in told
        and (question.intent == "set" or is_about(subject, read_paper(listed)))
        and (not _of_alloys(question) or is_of_addition(subject, question, read_paper(listed)))
    ]
    return [one for one in others if one is not None]


def _findings(
    subject: Subject, question: ParsedQuestion, read: Sequence[CatalogEntry]
) -> list[Finding]:
    """Return the best finding of each paper, those of papers about the subject first."""
    effect = question.intent in _EFFECT
    asked = {*question.properties, *question.behaviours, "strength"} if effect else set()
    must_name = frozenset(one.name for one in subject.concepts if one.name in asked)
    once = _once(question)
    from_what = _MADE_FROM.search(question.text) is not None
    seen = question.wants == "alloy" and any(one.kind in _SEEN for one in subject.core)
    made = (question.intent in _ONCE and not seen) or from_what
    candidates = (
        best_finding(subject, listed, rank, must_name, once, made)
        for rank, listed in enumerate(read)
        if not (effect or _of_alloys(question))
        or is_of_addition(subject, question, read_paper(listed))
    )
    added = [one for one in subject.core if one.element] if effect else []
    found = sorted(
        filter(None, candidates),
        key=lambda one: (not one.about, not _by_title(added, one), -one.score, one.rank),
    )
    if not subject.concepts:
        found.sort(key=lambda one: not is_of_itself(subject, one.alloys))
    if effect and (elements := [one for one in subject.concepts if one.element]):
        found = [one for one in found if _tells_of_element(elements, one)]
    if seen:
        found = [one for one in found if not NEGATION.search(one.text)]
    if from_what:
        found = [one for one in found if _tells_of_making(subject, one)]
    telling = [one for one in found if one.tells]
    # What was studied is quoted only where few papers say what they found.
    few = _MOST if question.intent == "broad" else _FEW
    studied = [one for one in found if not one.tells][: max(0, few - len(telling))]
    return [one for one in found if one.tells or one in studied]


def _by_title(added: Sequence[Concept], one: Finding) -> bool:
    """Return whether a title names elements by themselves: the paper is on their effect."""
    title = one.listed.paper.title or ""
    return all(element.names_element(title) for element in added)


def _tells_of_element(elements: Sequence[Concept], one: Finding) -> bool:
    """Return whether a finding is on elements: it names one, or the title does by itself."""
    symbols = {element.element for element in elements if element.element}
    if is_of_other_addition(symbols, one.text):
        return False
    paper = read_paper(one.listed)
    quoted = next(said for said in paper.sentences if said.start == one.start)
    sample = re.search(rf"\b(?:{'|'.join(symbols)})\d", one.text)  # `the Al0.8 alloy`
    return sample is not None or any(
        element.is_in(quoted) or element.names_element(paper.title.text) for element in elements
    )


def _tells_of_making(subject: Subject, one: Finding) -> bool:
    """Return whether a finding, or the title of its paper, tells of making out of what is asked."""
    paper = read_paper(one.listed)
    quoted = next(said for said in paper.sentences if said.start == one.start)
    return any(
        _MAKES.search(said.text)
        and _OUT_OF.search(said.text)
        and all(concept.is_in(said) for concept in subject.core)
        for said in (paper.title, quoted)
    )


def _refused(question: ParsedQuestion, nearest: str, read: Sequence[CatalogEntry]) -> Answer:
    return Answer(
        question.text,
        False,
        (),
        (),
        None,
        QUOTES,
        tuple(one.id for one in read),
        nearest=nearest,
        intent=question.intent,
        read_as=question.read_as,
    )


def without_near_copies(found: Sequence[Finding]) -> list[Finding]:
    """Return the first of findings that say the same, or that one paper says twice."""
    kept: list[Finding] = []
    for one in found:
        if not any(_say_the_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _say_the_same(one: Finding, other: Finding) -> bool:
    if _is_same_paper(one.listed.paper, other.listed.paper):
        return True
    own, theirs = word_set(one.text), word_set(other.text)
    return len(own & theirs) > _SAME * len(own | theirs)


def _is_same_paper(one: Paper, other: Paper) -> bool:
    return (bool(one.doi) and one.doi == other.doi) or (
        bool(one.title) and word_set(one.title or "") == word_set(other.title or "")
    )


def _composed(
    question: ParsedQuestion, groups: Sequence[Group], differ: bool, read: Sequence[CatalogEntry]
) -> Answer:
    """Return the answer that quotes these findings, group after group."""
    order = [finding for _, findings in groups for finding in findings]
    number = {id(finding): n for n, finding in enumerate(order, start=1)}
    citations = tuple(
        Citation(number[id(one)], one.listed, one.text, one.start, one.end) for one in order
    )
    return Answer(
        question.text,
        True,
        tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations,
        None,
        QUOTES,
        tuple(one.id for one in read),
        1.0,
        intent=question.intent,
        read_as=question.read_as,
        groups=tuple(
            ClaimGroup(heading, tuple(number[id(one)] for one in findings))
            for heading, findings in groups
        ),
        differ=differ,
    )
