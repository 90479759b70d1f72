"""Choose the sentence of a paper that tells what it found on a subject, and can stand alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answer.collected.paper_text import PaperSentences, Said, read_paper
from answer.collected.sentence_kinds import (
    can_be_quoted,
    finding_score,
    is_background,
    is_method,
    is_own_aim,
)
from answer.collected.subject import (
    Subject,
    is_about,
    lacks_nothing,
    main_alloys,
    names_alloy,
    of_other_alloys,
    states_conditions,
)
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy
from builder.nlp.word_classes import NEGATION

#: Kinds of terms on which one sentence may tell a finding.
MEASURED = frozenset({"property", "mechanism"})
#: Titles of notices on other papers.
_NOTICE = re.compile(r"(?:corrigend|errat|retract|correction (?:to|of)|withdrawn)", re.IGNORECASE)
#: A number with its unit.
_VALUE = re.compile(r"\d\s?[A-Za-z%°µ]")
#: Least score of a sentence that is quoted; that of aims, background and outlook is lower.
_LEAST = 1.5
#: The same in a paper that is about something else and tells one finding on the subject.
_LEAST_IN_PASSING = 2.7
#: Kinds of terms for what was done to an alloy, which holds for all that is found on it.
_MEANS = frozenset({"process", "method", "class"})
#: That a sentence tells what brings something about, and what that adds to its score where asked.
_CAUSE = re.compile(
    r"\b(?:due to|because|owing to|attribut\w+|ascribed|caused? by|causes?|result(?:s|ed|ing)? from"
    r"|lead(?:s|ing)? to|led to|contribut\w+|govern\w*|control(?:s|led)?|determin(?:es|ed) by"
    r"|responsible|originat\w+|stem(?:s|med)? from|thanks to|depends? on|aris(?:es|ing)"
    r"|driven by)\b",
    re.IGNORECASE,
)
_CAUSE_TOLD = 1.0
#: A title that lists several matters: `Stability, magnetism, and anisotropy of A`.
_MATTERS = re.compile(r"[^.:;]*?(?:,|\band\b)[^.:;]*?\b(?:of|in|on|for)\b", re.IGNORECASE)
#: What a sentence that holds all of a subject adds to its score, and one of a paper about it.
_HELD = 2.0
_NAMED = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of one paper on the subject: ``abstract[start:end] == text``."""

    listed: CatalogEntry
    rank: int
    """The place of its paper among those found, the best first."""
    start: int
    end: int
    text: str
    alloys: tuple[Alloy, ...]
    """The alloys that the paper is about and the question means."""
    terms: frozenset[str]
    """Terms of the vocabulary in it, by name."""
    about: bool
    """Whether the paper is about the subject, or tells a single finding on it in passing."""
    tells: bool
    """Whether it tells a finding, or what was studied where no sentence tells one by itself."""
    score: float
    """The higher the likelier it is that it tells a finding on the subject."""


def best_finding(
    subject: Subject,
    listed: CatalogEntry,
    rank: int,
    must_name: frozenset[str] = frozenset(),
    once: frozenset[str] = MEASURED,
    made: bool = False,
) -> Finding | None:
    """Return the sentence of a paper that tells most of a subject; None if none can stand alone.

    Args:
        subject: What is asked about.
        listed: The paper.
        rank: Its place among the papers found.
        must_name: Concepts that the sentence itself must name, by their names. Without them a
            paper about the subject gives what it found or studied, even if no sentence of it names
            the subject together with a finding.
        once: Kinds of concepts that a paper need name only once; of others it must be about.
        made: What was made or studied is asked for: a sentence on methods answers.
    """
    paper = read_paper(listed)
    if _NOTICE.match(paper.title.text) or not lacks_nothing(subject, paper):
        return None
    about = is_about(subject, paper)
    kinds = {concept.kind for concept in subject.core}
    if not about and not kinds & once:
        return None
    alloys = main_alloys(subject, paper)
    if subject.alloys and not alloys:
        return None
    best = max(
        _rated(subject, paper, must_name, made),
        key=lambda one: (one[0], -one[1].start),
        default=None,
    )
    if best and not about and not made:
        own = all(any(one.name in term for term in best[1].terms) for one in subject.core)
        if best[0] < _LEAST_IN_PASSING or not own:
            best = None
    tells = True
    if best is None and about and subject.core and not must_name:
        best = _told_or_studied(subject, paper, made)
        tells = best is not None and best[0] > 0
    if best is None:
        return None
    score, said = best
    if subject.concepts:
        score += sum(one.is_in(paper.title) for one in subject.concepts) / len(subject.concepts)
    return Finding(
        listed, rank, said.start, said.end, said.text, alloys, said.terms, about, tells, score
    )


def more_findings(subject: Subject, told: Finding, most: int) -> list[Finding]:
    """Return further sentences of a paper that tell of a subject, those that tell most first.

    Args:
        subject: What is asked about.
        told: The finding of the paper that is told already.
        most: How many there may be.
    """
    rated = _rated(subject, read_paper(told.listed), frozenset(), made=False)
    others = [one for one in rated if one[1].start != told.start and finding_score(one[1].text) > 0]
    others.sort(key=lambda one: (-one[0], one[1].start))
    return [
        replace(told, start=said.start, end=said.end, text=said.text, terms=said.terms, score=score)
        for score, said in others[:most]
    ]


def study_of(
    subject: Subject, listed: CatalogEntry, rank: int, once: frozenset[str] = frozenset()
) -> Finding | None:
    """Return what a paper on a subject set out to study; None if it is about something else.

    For a list of all papers, in which one without a quotable finding stands, too.

    Args:
        subject: What is asked about.
        listed: The paper.
        rank: Its place among the papers found.
        once: Kinds of concepts that it need not have set out to study: one sentence on its own
            study that names them is enough.
    """
    paper = read_paper(listed)
    if _NOTICE.match(paper.title.text) or not lacks_nothing(subject, paper):
        return None
    own = [paper.title, *(one for one in paper.sentences if is_own_aim(one.text))]
    if not {one.kind for one in subject.core} - once:
        own += _on_own_study(paper)
    studied = [any(map(concept.is_in, own)) for concept in subject.core]
    if not (all(studied) if once else any(studied)):
        return None
    alloys = main_alloys(subject, paper)
    if not paper.sentences or (subject.alloys and not alloys):
        return None
    said = max(
        paper.sentences,
        key=lambda one: (
            sum(concept.is_in(one) for concept in subject.concepts),
            not subject.concepts and states_conditions(subject, one),
            is_own_aim(one.text),
            -one.start,
        ),
    )
    return Finding(
        listed, rank, said.start, said.end, said.text, alloys, said.terms, True, False, 0.0
    )


def _told_or_studied(
    subject: Subject, paper: PaperSentences, made: bool
) -> tuple[float, Said] | None:
    """Return what a paper about a subject found, else what it studied; None if it says neither.

    A finding of a paper whose title names the subject, and no other matter beside it, need not name
    it again.
    """
    by_title = all(one.is_in(paper.title) for one in subject.core)
    by_title &= _MATTERS.match(paper.title.text) is None
    studied: tuple[float, Said] | None = None
    found: list[tuple[float, Said]] = []
    first_own = _first_of_study(paper)
    for place, said in enumerate(paper.sentences):
        named = sum(one.is_in(said) for one in subject.concepts) / len(subject.concepts)
        if not (by_title or named) or not can_be_quoted(said.text):
            continue
        if of_other_alloys(subject, said, paper):
            continue
        score = finding_score(said.text) - 2.0 * (place < first_own)
        score += _CAUSE_TOLD * (subject.cause and _CAUSE.search(said.text) is not None)
        if made:
            score = 1.0 * is_method(said.text) - 2.0 * is_background(said.text)
        if score > 0:
            found.append((score + _NAMED * named, said))
        elif named and is_own_aim(said.text) and studied is None:
            studied = 0.0, said
    return max(found, key=lambda one: (one[0], one[1].start), default=studied)


def _rated(
    subject: Subject, paper: PaperSentences, must_name: frozenset[str], made: bool
) -> Iterator[tuple[float, Said]]:
    """Yield the sentences that may be quoted, each with its score."""
    concepts = subject.concepts
    in_title = [one for one in concepts if one.is_in(paper.title)]
    # Of the plain words beside the terms half may stand elsewhere in the abstract.
    needed = [one for one in concepts if one in subject.core or one.element]
    spared = 0 if must_name else (len(concepts) - len(needed)) // 2
    first_own = _first_of_study(paper)
    for place, said in enumerate(paper.sentences):
        held = [one for one in concepts if one.is_in(said)]
        # What was found on an alloy that the title calls laser-clad need not repeat `laser-clad`.
        known = [one for one in in_title if one.kind in _MEANS and one not in held and not made]
        names_core = not subject.core or any(one in subject.core for one in (*held, *known))
        lacking = [one for one in concepts if one not in held and one not in in_title]
        if not names_core or len(lacking) > spared or any(one in needed for one in lacking):
            continue
        if any(one.name in must_name and one not in held for one in concepts):
            continue
        if not can_be_quoted(said.text) or of_other_alloys(subject, said, paper):
            continue
        if not concepts and not states_conditions(subject, said):
            continue
        # Where an alloy is all that is asked about, nothing else ties a sentence to the question.
        if subject.alloys and not concepts and not names_alloy(subject, said, paper):
            continue
        share = (len(held) + len(known) / 2) / len(concepts) if concepts else 1.0
        score = _HELD * share
        score += _HELD * (bool(subject.conditions) and states_conditions(subject, said))
        if made:
            score += 1.0 * is_method(said.text) - 2.0 * is_background(said.text)
        else:
            score += finding_score(said.text) - 1.0 * (place == 0 and len(paper.sentences) > 2)
            # What stands before the aim of a study is known already.
            score -= 2.0 * (place < first_own) - 0.5 * bool(
                not concepts and _VALUE.search(said.text)
            )
            score += _CAUSE_TOLD * (subject.cause and _CAUSE.search(said.text) is not None)
        if score >= _LEAST:
            yield score, said


def _on_own_study(paper: PaperSentences) -> list[Said]:
    """Return the sentences that tell what a study did or found, not what it did not find."""
    own = paper.sentences[_first_of_study(paper) :]
    return [one for one in own if not (is_background(one.text) or NEGATION.search(one.text))]


def _first_of_study(paper: PaperSentences) -> int:
    """Return the place of the first sentence that tells what the study does; 0 if none does."""
    return next((n for n, said in enumerate(paper.sentences) if is_own_aim(said.text)), 0)
