"""Answer from the bodies of papers where their abstracts do not, or refuse for the whole paper."""

import math
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import Answer, Citation, Sentence
from answer.fulltext.asked import AskedStatement, read_asked
from answer.fulltext.bare_answer import bare_answer
from answer.fulltext.confidence import confidence_of, least
from answer.fulltext.lacking import has_value, lacking
from answer.fulltext.paper_body import PaperBody, open_body
from answer.fulltext.ranking import RankedStatement, rank_statements
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from retrieval.hybrid import Hit

#: Statements are quoted until the answering one is among them with this probability, three at most.
_ENOUGH_PROBABILITY = 0.98
_MOST_STATEMENTS = 3
#: What is said where the abstracts did not answer.
FROM_BODY = "The abstracts do not answer this; it stands in the body of the paper."


def answer_from_bodies(
    question: ParsedQuestion, papers: Papers, hits: Sequence[Hit], given: Answer
) -> Answer:
    """Return the answer of the bodies where that of the abstracts lacks what is asked for.

    Args:
        question: The question.
        papers: The corpus.
        hits: The papers found by their abstracts.
        given: What the abstracts answer, or their refusal.
    """
    if given.answered and not _may_lack(given):
        return given
    bodies = [open_body(found) for found in papers.bodies(question.text, hits)]
    if not bodies:
        return given
    asked = read_asked(question)
    gaps = [lacking(asked, body) for body in bodies]
    able = [body for body, (_, missing) in zip(bodies, gaps, strict=True) if not missing]
    ranked = rank_statements(asked, able)
    chance = confidence_of("quoted", asked, ranked)
    if given.answered:
        return _quoted(asked, ranked, given) if chance >= least("instead") else given
    told = any(has_value(asked, one.features) for one in ranked[:_MOST_STATEMENTS])
    if told and chance >= least("quoted"):
        return _quoted(asked, ranked, given)
    return replace(given, nearest=_nearest(bodies, gaps) or given.nearest)


def _may_lack(given: Answer) -> bool:
    """Return True for sentences of abstracts alone: they may be about it, and not answer it."""
    return given.short is None and given.values is None and not given.groups and not given.reported


def _quoted(asked: AskedStatement, ranked: Sequence[RankedStatement], given: Answer) -> Answer:
    """Quote the likeliest statements; a bare answer is given where it is likely enough."""
    chosen = _choose(ranked)
    citations = tuple(_citation(n, one) for n, one in enumerate(chosen, start=1))
    chance = confidence_of("short", asked, ranked)
    papers = dict.fromkeys([*(one.body.listed.id for one in chosen), *given.retrieved])
    return replace(
        given,
        answered=True,
        sentences=tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations=citations,
        short=bare_answer(asked, chosen) if chance >= least("short") else None,
        retrieved=tuple(papers),
        confidence=round(chance, 3),
        nearest=None,
        note=FROM_BODY,
    )


def _citation(n: int, one: RankedStatement) -> Citation:
    said, cell = one.candidate.statement, one.candidate.cell
    place = said.place(cell.heading if cell else None)
    return Citation(n, one.body.listed, said.text, said.start, said.end, place)


def _choose(ranked: Sequence[RankedStatement]) -> list[RankedStatement]:
    odds = [math.exp(one.score - ranked[0].score) for one in ranked]
    chosen: list[RankedStatement] = []
    probability = 0.0
    for one, of in zip(ranked, odds, strict=True):
        chosen.append(one)
        probability += of / sum(odds)
        if probability >= _ENOUGH_PROBABILITY or len(chosen) == _MOST_STATEMENTS:
            break
    return chosen


def _nearest(bodies: Sequence[PaperBody], gaps: Sequence[tuple[int, str]]) -> str | None:
    """Name the paper that fills most slots, and what neither its abstract nor its body says."""
    place = max(range(len(bodies)), key=lambda at: (gaps[at][0], -at))
    filled, missing = gaps[place]
    if not filled:
        return None
    title = bodies[place].title or bodies[place].listed.place
    lacks = missing or "No sentence and no table row says what is asked."
    return f"Nearest: “{title}”; neither its abstract nor its body answers. {lacks}"
