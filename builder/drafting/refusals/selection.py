"""Choose the unanswerable questions of each paper among the exchanges that its questions allow."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.other_alloy import with_other_alloy
from builder.drafting.refusals.other_condition import with_other_condition
from builder.drafting.refusals.other_element import with_other_element
from builder.drafting.refusals.other_term import (
    with_other_property,
    with_other_term,
    with_other_topic,
)
from builder.drafting.refusals.question_text import blanked, chance
from builder.drafting.refusals.swap import Exchange, Swap
from builder.materials.quantities import find_quantities
from builder.nlp.coreference import stands_alone
from builder.triples import Triple, refusal, triple_id

#: One unanswerable question for so many answerable ones of a paper.
_FOR_SO_MANY = 3
#: Exchanges of what the abstract gives for something else, in the order in which they are tried.
_NEAR: tuple[Exchange, ...] = (
    with_other_condition, with_other_element, with_other_term, with_other_topic, with_other_alloy,
)  # fmt: skip
#: One question in so many is asked for a property that the abstract does not mention, if it can be.
_ABSENT_ONE_IN = 5
#: Words by which a question takes for granted what holds for one thing alone; values in it.
_PRESUPPOSES = re.compile(
    r"\b(?:excellent|superior|outstanding|best|least|highest|lowest|largest|exceptional|good|great"
    r"|(?:two|three|four|main|dominant) (?:[a-z]+ )?(?:reasons|causes|factors|mechanisms|stages)"
    r"|configurational entropy|mixing entropy|with (?:large|high|low))\b"
    r"|\b(?:the|an?) (?:\w+ly )?(?:improved|enhanced|increased|reduced)\b"
    r"|\([^()]*\d\s?(?:HV|[MG]Pa|%|mm|nm|µm)[^()]*\)"
)
#: Rules that ask for the cause of something: with another thing, state or property in its place,
#: the question takes for granted what nobody reported.
_OF_CAUSES = frozenset({"reason", "cause behind", "doer", "object"})
#: Most exchanges looked at for one question.
_MOST_TRIED = 40


def contrast(triples: Sequence[Triple], corpus: Corpus, titles: Mapping[str, str]) -> list[Triple]:
    """Make questions that the corpus cannot answer from those that it answers.

    Args:
        triples: All answerable triples of some papers.
        corpus: The survey of all papers; the questions made are added to its ``questions``.
        titles: Title of each paper.
    """
    by_paper: dict[str, list[Triple]] = {}
    for triple in triples:
        if not triple.papers:
            by_paper.setdefault(triple.paper, []).append(triple)
    return [
        made
        for paper, group in by_paper.items()
        for made in _in_time(
            group, AbstractView(paper, titles.get(paper, ""), group[0].context), corpus
        )
    ]


def _in_time(group: Sequence[Triple], view: AbstractView, corpus: Corpus) -> list[Triple]:
    """Return the unanswerable questions of one paper; none where it takes too long to read."""
    try:
        with cpu_limit(MOST_SECONDS):
            return _of_paper(group, view, corpus)
    except OutOfTimeError:
        return []


def _of_paper(group: Sequence[Triple], view: AbstractView, corpus: Corpus) -> list[Triple]:
    """Return the unanswerable questions of one paper, each made in another way where it can be."""
    most = -(-len(group) // _FOR_SO_MANY)
    in_order = sorted(group, key=lambda triple: chance(triple.id))
    asked = {triple.question for triple in group}
    made: dict[str, Triple] = {}
    ways: set[str] = set()
    for exchanges in (_of_conditions, _of_terms, _exchanges, _exchanges):
        for triple in in_order:
            if len(made) == most or triple.id in made or triple.rule in _OF_CAUSES:
                continue
            if corpus.is_telltale(triple.question):
                continue
            if _PRESUPPOSES.search(blanked(triple.question)) or _is_wrong_value(triple):
                continue
            for swap in exchanges(triple, view, corpus):
                if swap.way not in ways and _is_new(swap, asked, view, corpus):
                    ways.add(swap.way)
                    asked.add(swap.question)
                    corpus.note_refused(swap.question)
                    made[triple.id] = _refused(swap, triple)
                    break
        if exchanges is _exchanges:
            ways.clear()
    return list(made.values())


def _of_conditions(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the exchanges of what few questions have, before others take their place."""
    yield from islice(with_other_condition(triple, view, corpus), _MOST_TRIED)


def _of_terms(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the exchanges of all but the alloy, which nearly every question allows."""
    ways = (with_other_element, with_other_term, with_other_topic, with_other_property)
    tried = chain.from_iterable(way(triple, view, corpus) for way in ways)
    yield from islice(tried, _MOST_TRIED)


def _exchanges(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    absent_first = chance(triple.id, "absent") % _ABSENT_ONE_IN == 0
    ways = (with_other_property, *_NEAR) if absent_first else (*_NEAR, with_other_property)
    tried = 0
    for way in ways:
        for swap in way(triple, view, corpus):
            yield swap
            tried += 1
            if tried == _MOST_TRIED:
                return


def _is_new(swap: Swap, asked: set[str], view: AbstractView, corpus: Corpus) -> bool:
    """Return whether a question was not asked yet, and no other paper may answer it."""
    return (
        swap.question not in asked
        and chance(swap.question) not in corpus.questions
        and not corpus.is_telltale(swap.question, swap.put_in)
        and stands_alone(swap.question)
        and not corpus.is_answered_elsewhere(swap.question, view.paper)
    )


def _is_wrong_value(triple: Triple) -> bool:
    """Return whether a question states a wrong value, which stays wrong when more is exchanged."""
    return triple.answer.startswith("False") and bool(find_quantities(blanked(triple.question)))


def _refused(swap: Swap, triple: Triple) -> Triple:
    answer = refusal(swap.reason)
    identity = triple_id(triple.context, swap.question, answer, "rules")
    return Triple(
        identity, triple.paper, "unanswerable", swap.question, answer, triple.context, 0, 0,
        "rules", swap.way,
    )  # fmt: skip
