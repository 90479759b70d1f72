"""Ask what a paper found on what its sentences tell of, with these sentences for an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from builder.drafting.naming.subjects import names_study
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.alone import (
    ALSO,
    AloneSentence,
    condition_before,
    with_next,
)
from builder.drafting.whole_sentences.summaries import (
    ADDED,
    MOST_THINGS,
    TESTED,
    about_of,
    led_by_title,
    told_of,
)
from builder.drafting.whole_sentences.told_things import listed, told_things
from builder.nlp.clause_parser import read_clauses

#: Most sentences of an answer, its fewest and its most words.
_MOST_SENTENCES, _FEWEST_WORDS, _MOST_WORDS = 3, 12, 95
#: Verbs by which a sentence states what its subject, a material, has.
_HAVING = frozenset("have show exhibit possess display demonstrate present reach achieve".split())
_MATERIAL = re.compile(
    r"(?:\b(?:alloys?|HEAs?|MEAs?|coatings?|films?|composites?|joints?|samples?|specimens?)"
    r"|(?:[A-Z][a-z]?[\d.x]*){3,12})$"
)


def ask_findings(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    alone: Sequence[AloneSentence],
    covered: Mapping[int, int],
) -> Iterator[PaperDraft]:
    """Ask what a paper found on all that a sentence tells of, where no other question asks it.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        alone: Those of its findings that can be read alone.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    for told in (with_next(title, abstract, read, one) for one in alone):
        one, things = told.sentence, told_things(told.answer)
        fits = len(told.answer.split()) >= _FEWEST_WORDS and 0 < len(things) <= MOST_THINGS
        if not fits or not told.ends or not told.is_left(covered) or not _is_subject(told):
            continue
        if ALSO.search(told.answer[:80]):
            continue  # It is not the whole of what was found.
        where = condition_before(one)
        others = [other for other in read if not one.start <= other.start < told.place[1]]
        if not where and told_of(things, others):
            continue  # Another finding tells of the same: the answer would not be whole.
        if question := _question(title, abstract, one, listed(things), where):
            yield PaperDraft("summary", "finding told", question, told.answer, *told.place)


def ask_joined_findings(
    title: str | None, read: Sequence[SentenceContext], alone: Sequence[AloneSentence]
) -> Iterator[PaperDraft]:
    """Ask what a paper found on something that two or three of its sentences tell of, all of it.

    Args:
        title: The title of the paper.
        read: The sentences of its abstract.
        alone: Those of its findings that can be read alone.
    """
    groups: dict[str, list[AloneSentence]] = {}
    for told in filter(_names_first, alone):
        for thing in told_things(told.answer)[:1]:
            groups.setdefault(thing, []).append(told)
    for some in groups.values():
        if not any(map(_is_subject, some)):
            continue
        answer = " ".join(told.answer for told in some)
        things = [*dict.fromkeys(chain.from_iterable(told_things(told.answer) for told in some))]
        fits = 1 < len(some) <= _MOST_SENTENCES and len(answer.split()) <= _MOST_WORDS
        own = [told.sentence for told in some]
        others = [one for one in read if one not in own]
        if not fits or len(things) > MOST_THINGS or told_of(things, others):
            continue
        if question := led_by_title(title, listed(things)):
            spans = tuple((one.start, one.end) for one in own[1:])
            start, end = own[0].start, own[0].end
            yield PaperDraft("summary", "findings told", question, answer, start, end, spans)


def _names_first(told: AloneSentence) -> bool:
    """Return True if the first clause of a sentence names the first thing that it tells of."""
    clause = next(iter(read_clauses(told.answer)), None)
    named = (*told_things(clause.subject), *told_things(clause.rest)) if clause else ()
    return bool({*told_things(told.answer)[:1]} & {*named})


def _is_subject(told: AloneSentence) -> bool:
    """Return True if a sentence is about the first thing that it tells of.

    Its subject names that thing, or is a material that has it.
    """
    clause = next(iter(read_clauses(told.answer)), None)
    if clause is None:
        return False
    first = {*told_things(told.answer)[:1]}
    if first & {*told_things(clause.subject)}:
        return True
    owned = clause.base in _HAVING and _MATERIAL.search(clause.subject)
    return bool(owned) and bool(first & {*told_things(clause.rest)})


def _question(
    title: str | None, abstract: str, one: SentenceContext, things: str, where: str
) -> str:
    """Return the question for what a sentence found; "" if it can name neither alloy nor paper."""
    other = names_study(title) or ADDED.search(one.text) or TESTED.search(one.text)
    about = "" if other else about_of(title, abstract, [one])
    if about:
        return f"What are the main findings on {things} of {about}{where}?"
    return led_by_title(title, f"{things}{where}")
