"""Answers without a model: the sentences of the papers that answer, or a refusal that says why."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.answers import Answer, Citation, Sentence
from answer.extractive.sentence_ranking import RankedSentence, abstract_of, rank
from answer.extractive.short_answer import short_answer
from answer.extractive.yes_no import one_each, winner
from answer.question.answerability import Support, supports
from answer.question.parse import ParsedQuestion, parse_question
from builder.library.property_table import PropertyRow, disagreements, property_table
from builder.materials.quantities import equal
from retrieval.hybrid import Hit

MODEL = "extractive"
#: Sentences are cited until it is this likely that the answering one is among them, three at most.
_SURE = 0.7
_MOST_SENTENCES = 3
#: Papers hold as much of a question as the best one if their shares differ by no more than this.
_RIVAL = 0.1


@cache
def threshold() -> float:
    """The confidence below which nothing is answered, chosen on the curve kept beside it.

    `hea eval answers --curve` measures that curve anew.
    """
    kept = json.loads(Path(__file__).with_name("threshold.json").read_text("utf-8"))
    return float(kept["threshold"])


@dataclass(frozen=True, slots=True)
class RankedEvidence:
    """A question and the papers found for it, weighed: what both ways to answer begin with."""

    asked: ParsedQuestion
    hits: Sequence[Hit]
    support: Sequence[Support]
    """Of each paper, in the order of ``hits``."""
    sure: Mapping[int, float]
    """Rank → share of the question that the paper holds; without papers that lack something."""
    ranked: Sequence[RankedSentence]
    """The sentences of the papers that may answer, the likeliest first; none: a refusal."""


def rank_evidence(question: str, hits: Sequence[Hit]) -> RankedEvidence:
    """Find out which papers may answer: they lack nothing asked for and hold enough of it."""
    asked = parse_question(question)
    support = _supports(asked, hits)
    sure = _sure(hits, support)
    ranked = rank(asked, [hit for hit in hits if sure.get(hit.rank, 0.0) > threshold()])
    if not ranked and (ranked := one_each(asked, hits)):
        # Each paper holds its own half of what is compared, and all of that.
        sure = {one.hit.rank: 1.0 for one in ranked}
    return RankedEvidence(asked, hits, support, sure, ranked)


def _supports(asked: ParsedQuestion, hits: Sequence[Hit]) -> list[Support]:
    return [supports(asked, hit.listed.paper.title, abstract_of(hit)) for hit in hits]


def _sure(hits: Sequence[Hit], support: Sequence[Support]) -> dict[int, float]:
    """How much of the question each paper holds, by words or by meaning, that lacks nothing."""
    return {
        hit.rank: max(found.share, hit.why.dense or 0.0)
        for hit, found in zip(hits, support, strict=True)
        if not found.missing
    }


def answer_extractively(question: str, hits: Sequence[Hit]) -> Answer:
    """Quote the sentences that answer a question, or refuse and say what came nearest."""
    return quoted(rank_evidence(question, hits))


def quoted(weighed: RankedEvidence) -> Answer:
    """The sentences that answer, of what was weighed; a refusal where there are none."""
    asked, hits, support, sure = weighed.asked, weighed.hits, weighed.support, weighed.sure
    question, ranked = asked.text, weighed.ranked
    retrieved = tuple(hit.listed.id for hit in hits)
    confidence = max(sure.values(), default=0.0)
    if not ranked:
        nearest = _nearest(asked, hits, support)
        return Answer(question, False, (), (), None, MODEL, retrieved, confidence, nearest=nearest)
    chosen = _choose(ranked)
    if compared := winner(asked, ranked):
        # Both sides are quoted, whichever was the likelier sentence.
        chosen = [*compared[1], *(one for one in chosen if one not in compared[1])]
        chosen = chosen[:_MOST_SENTENCES]
    citations = tuple(
        Citation(n, candidate.hit.listed, candidate.statement.text, candidate.start, candidate.end)
        for n, candidate in enumerate(chosen, start=1)
    )
    said = tuple(Sentence(citation.quote, (citation.n,), True) for citation in citations)
    # Only papers that hold as much of the question may disagree about its answer.
    share = {hit.rank: found.share for hit, found in zip(hits, support, strict=True)}
    least = share[chosen[0].hit.rank] - _RIVAL
    rivals = [hit for hit in hits if hit.rank in sure and share[hit.rank] >= least]
    reported = _far_apart(asked, rivals)
    # Where papers disagree no one value is the answer.
    short = None if reported else short_answer(asked, chosen)
    return Answer(question, True, said, citations, short, MODEL, retrieved, confidence, reported)


def _choose(ranked: Sequence[RankedSentence]) -> list[RankedSentence]:
    """The likeliest sentences, until one of them is likely enough to answer."""
    chances = [math.exp(candidate.score - ranked[0].score) for candidate in ranked]
    chosen, sure = [], 0.0
    for candidate, chance in zip(ranked, chances, strict=True):
        chosen.append(candidate)
        sure += chance / sum(chances)
        if sure >= _SURE or len(chosen) == _MOST_SENTENCES:
            break
    return chosen


def _far_apart(asked: ParsedQuestion, hits: Sequence[Hit]) -> tuple[PropertyRow, ...]:
    """Values of the one property and alloy asked about on which these papers disagree."""
    if asked.wants != "number" or len(asked.properties) != 1 or len(asked.alloys) != 1:
        return ()
    stated = property_table([hit.listed for hit in hits], asked.properties[0], asked.alloys[0])
    at = [condition for condition in asked.conditions if condition.dimension == "temperature"]
    held = [
        one
        for one in stated
        if not at or (one.temperature and any(equal(one.temperature, c) for c in at))
    ]
    return tuple(dict.fromkeys(one for pair in disagreements(held) for one in pair))


def _nearest(asked: ParsedQuestion, hits: Sequence[Hit], support: Sequence[Support]) -> str | None:
    """The paper that fills most of what was asked, and what it lacks; None if none is near."""
    order = sorted(
        range(len(hits)), key=lambda place: (support[place].filled, support[place].share, -place)
    )
    if not order:
        return None
    paper, found = hits[order[-1]].listed, support[order[-1]]
    names_its_alloy = bool(asked.alloys) and found.filled > 0
    if not found.share and not names_its_alloy:
        return None
    lacks = found.missing or f"It says nothing of {', '.join(found.absent)}."
    return f"Nearest: “{paper.paper.title or paper.place}”. {lacks}"
