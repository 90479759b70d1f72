"""Answer without a model: quote the sentences that answer, or refuse with a reason."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.extractive import names, verdicts
from answer.extractive.comparison import compare_sides, rank_for_each_side
from answer.extractive.quote_order import (
    added_first,
    number_first,
    phase_first,
    with_naming_sentence,
    with_other_side,
    with_sentence_before,
    with_value_behind,
)
from answer.extractive.reasons import with_reason
from answer.extractive.sentence_ranking import RankedSentence, abstract_of, rank
from answer.extractive.short_answer import short_answer
from answer.extractive.values.value_choice import sentence_of_value
from answer.question.answerability import Support, find_support
from answer.question.material_slots import covers, is_of_family_alone
from answer.question.parse import ParsedQuestion, parse_question
from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.library.property_table import PropertyRow, disagreements, property_table
from builder.materials.alloys import named_alloys
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantity import equal
from retrieval.hybrid import Hit
from retrieval.lexical import terms

#: Sentences are cited until the answering one is among them with this probability, three at most.
#: On papers left out of the fit the evidence is quoted in .85 of 344 questions with .7 (1.6
#: quotes), .91 with .9 (2.0 quotes) and .92 with three quotes always; .98 is as good as those.
_ENOUGH_PROBABILITY = 0.98
_MOST_SENTENCES = 3
#: A copyright line that stands in an abstract as a sentence of its own.
_NOTICE = re.compile(r"\W*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
#: Of several measurements of one sample; the paper need not say so.
_OF_MANY = "average mean"
#: A paper may disagree with the best one if it holds no less of the question than that minus this.
_RIVAL = 0.1


@cache
def threshold() -> float:
    """Return the confidence below which every question is refused.

    `threshold.json` holds it with the folds it was chosen on, each without the papers it was tried
    on, and with the risk-coverage curve that `hea eval answers --curve` measures anew. From .40 to
    .58 coverage and refusals hardly change; an answer must hold more than half of its question.
    """
    kept = json.loads(Path(__file__).with_name("threshold.json").read_text("utf-8"))
    return float(kept["threshold"])


@dataclass(frozen=True, slots=True)
class RankedEvidence:
    """A question, the papers found for it and their sentences, ranked; every answer begins so."""

    question: ParsedQuestion
    hits: Sequence[Hit]
    support: Sequence[Support]
    """Of each paper, in the order of ``hits``."""
    confidence: Mapping[int, float]
    """Rank → share of the question that the paper holds; without papers that lack something."""
    ranked: Sequence[RankedSentence]
    """The sentences of the papers that may answer, the likeliest first; none: a refusal."""


def rank_evidence(question: str, hits: Sequence[Hit]) -> RankedEvidence:
    """Rank the sentences of the papers that lack nothing asked for and hold enough of it."""
    parsed = parse_question(question)
    support = [_support_in_time(parsed, hit) for hit in hits]
    confidence = _confidence(hits, support)
    if parsed.wants == "number" and parsed.intent == "value":
        confidence = _without_lesser(parsed, confidence, hits, support)
    able = [hit for hit in hits if confidence.get(hit.rank, 0.0) > threshold()]
    # A paper on a family around a composition tells less of it than one that names it.
    able = [hit for hit in able if not is_of_family_alone(parsed, _text_of(hit))] or able
    ranked = [one for one in rank(parsed, able) if not _NOTICE.match(one.statement.text)]
    if not ranked and (ranked := rank_for_each_side(parsed, hits)):
        # Each of the two papers holds all of its own side of the comparison.
        confidence = {one.hit.rank: 1.0 for one in ranked}
    return RankedEvidence(parsed, hits, support, confidence, ranked)


def _text_of(hit: Hit) -> str:
    return f"{hit.listed.paper.title or ''}\n{abstract_of(hit)}"


def _support_in_time(question: ParsedQuestion, hit: Hit) -> Support:
    """Compare a question with a paper; one that cannot be read in time answers nothing."""
    try:
        with cpu_limit(MOST_SECONDS):
            read_paper(hit.listed.paper.title, abstract_of(hit))
            return find_support(question, hit.listed.paper.title, abstract_of(hit))
    except OutOfTimeError:
        return Support((), 0.0, 0, f"Reading it took over {MOST_SECONDS} s.")


def _confidence(hits: Sequence[Hit], support: Sequence[Support]) -> dict[int, float]:
    """Return the share of a question in each paper that lacks nothing.

    The likeness in meaning told no more: with it, coverage and refusals of papers left out were
    .972 and .983, without it .978 and .983.
    """
    return {
        hit.rank: found.share for hit, found in zip(hits, support, strict=True) if not found.missing
    }


def _without_lesser(
    question: ParsedQuestion,
    confidence: Mapping[int, float],
    hits: Sequence[Hit],
    support: Sequence[Support],
) -> dict[int, float]:
    """Leave out papers that hold less of what a question names than one which gives no value.

    That one is the paper asked about, and a value of another material would be told for its own.
    """
    named = frozenset(terms(" ".join([*question.properties, _OF_MANY])))
    absent = {hit.rank: {*found.absent} - named for hit, found in zip(hits, support, strict=True)}
    asked_about = [
        absent[hit.rank] for hit, found in zip(hits, support, strict=True) if found.lacks_value
    ]
    return {
        rank: share
        for rank, share in confidence.items()
        if not any(one < absent[rank] for one in asked_about)
    }


def answer_extractively(question: str, hits: Sequence[Hit]) -> Answer:
    """Quote the sentences that answer a question, or refuse and tell what came nearest."""
    return quote_evidence(rank_evidence(question, hits))


def quote_evidence(evidence: RankedEvidence) -> Answer:
    """Quote the likeliest sentences of ranked evidence; refuse if there are none."""
    question, hits, ranked = evidence.question, evidence.hits, evidence.ranked
    retrieved = tuple(hit.listed.id for hit in hits)
    confidence = max(evidence.confidence.values(), default=0.0)
    chosen = _with_value_first(question, ranked, _choose(ranked)) if ranked else []
    if question.intent == "reason":
        chosen = added_first(question, with_reason(question, ranked, chosen))
    chosen = number_first(question, ranked, _without_other_alloys(question, chosen))
    chosen = with_value_behind(question, ranked, phase_first(question, ranked, chosen))
    chosen = with_other_side(question, ranked, chosen)
    if not chosen:
        near = _nearest(question, hits, evidence.support) if not ranked else _without_reason(ranked)
        return Answer(
            question.text, False, (), (), None, QUOTES, retrieved, confidence, nearest=near
        )
    if compared := compare_sides(question, ranked):
        # Both sides are quoted, whichever sentences are the likeliest.
        rest = [one for one in chosen if one not in compared.evidence]
        chosen = [*compared.evidence, *rest][:_MOST_SENTENCES]
    else:
        chosen = with_sentence_before(question, ranked, chosen)
        chosen = with_naming_sentence(question, ranked, chosen)
    citations = tuple(
        Citation(n, candidate.hit.listed, candidate.statement.text, candidate.start, candidate.end)
        for n, candidate in enumerate(chosen, start=1)
    )
    sentences = tuple(Sentence(citation.quote, (citation.n,), True) for citation in citations)
    rivals = _rivals(evidence, chosen[0].hit)
    reported = _disagreeing_values(question, rivals)
    # If papers disagree, no single value is the answer.
    short = None if reported else short_answer(question, chosen, rivals)
    return Answer(
        question.text,
        True,
        sentences,
        citations,
        short.text if short else None,
        QUOTES,
        retrieved,
        confidence,
        reported,
        note=(short.note or None) if short else _unconverted(question, chosen),
    )


def _unconverted(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """Tell that no value is given in the unit asked for, unless the quotes state one in it."""
    units = {one.unit for candidate in chosen for one in candidate.statement.quantities}
    if question.unit is None or question.wants != "number" or question.unit in units:
        return None
    return f"No value of the quotes was converted into {question.unit}."


def _rivals(evidence: RankedEvidence, best: Hit) -> list[Hit]:
    """Return the papers that hold about as much of the question as the one that is quoted."""
    pairs = zip(evidence.hits, evidence.support, strict=True)
    share = {hit.rank: found.share for hit, found in pairs}
    least = share[best.rank] - _RIVAL
    return [
        hit for hit in evidence.hits if hit.rank in evidence.confidence and share[hit.rank] >= least
    ]


def _choose(ranked: Sequence[RankedSentence]) -> list[RankedSentence]:
    """Return the likeliest sentences until one of them is likely enough to answer."""
    odds = [math.exp(candidate.score - ranked[0].score) for candidate in ranked]
    chosen, probability = [], 0.0
    for candidate, of in zip(ranked, odds, strict=True):
        chosen.append(candidate)
        probability += of / sum(odds)
        if probability >= _ENOUGH_PROBABILITY or len(chosen) == _MOST_SENTENCES:
            break
    return chosen


def _with_value_first(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: list[RankedSentence]
) -> list[RankedSentence]:
    """Return the chosen sentences, that with the value or verdict asked for first."""
    if question.yes_no and (settled := verdicts.settling(question, ranked)):
        other = verdicts.opposing(question, ranked, settled)
        first = [settled, other] if other else [settled]
        return [*first, *(one for one in chosen if one not in first)][:_MOST_SENTENCES]
    if question.yes_no:
        told: list[RankedSentence] = verdicts.with_told_first(question, ranked, chosen)
        return told
    if question.intent in ("method", "other"):
        led: list[RankedSentence] = names.with_settings_first(question, ranked, chosen)
        return led
    if question.wants != "number" or question.intent not in ("value", "superlative"):
        return chosen
    place = sentence_of_value(question, dict.fromkeys(one.hit for one in ranked))
    stating = [one for one in ranked if (one.hit, one.start) == place]
    return [*stating, *(one for one in chosen if one not in stating)][:_MOST_SENTENCES]


def _without_other_alloys(
    question: ParsedQuestion, chosen: list[RankedSentence]
) -> list[RankedSentence]:
    """Leave out the sentences behind the first that name other alloys than the one asked about."""
    if question.intent != "value" or not question.alloys:
        return chosen
    return chosen[:1] + [
        one
        for one in chosen[1:]
        if not one.statement.alloys
        or any(
            covers(stated, asked, question.added, abstract_of(one.hit))
            for stated in one.statement.alloys
            for asked in question.alloys
        )
    ]


def _disagreeing_values(question: ParsedQuestion, hits: Sequence[Hit]) -> tuple[PropertyRow, ...]:
    """Return the values of the property and alloy asked about on which papers disagree."""
    if question.wants != "number" or len(question.properties) != 1 or len(question.alloys) != 1:
        return ()
    papers = [hit.listed for hit in hits]
    stated = property_table(papers, question.properties[0], question.alloys[0])
    at = [condition for condition in question.conditions if condition.dimension == "temperature"]
    held = [
        one
        for one in stated
        if not at or (one.temperature and any(equal(one.temperature, c) for c in at))
    ]
    return tuple(dict.fromkeys(one for pair in disagreements(held) for one in pair))


def _without_reason(ranked: Sequence[RankedSentence]) -> str:
    """Name the paper that speaks of what a question asks the reason of, and gives none."""
    paper = ranked[0].hit.listed
    return f"Nearest: “{paper.paper.title or paper.place}”. It gives no reason."


def _nearest(
    question: ParsedQuestion, hits: Sequence[Hit], support: Sequence[Support]
) -> str | None:
    """Name the paper that holds most of a question, and what it lacks; None if none is near."""
    if not hits:
        return None

    begun = [_begun_formula(question, hit) for hit in hits]

    def nearness(place: int) -> tuple[bool, bool, float, int, int]:
        found = support[place]
        holds = not question.alloys or found.filled > 0
        return holds, bool(begun[place]), found.share, found.filled, -place

    nearest = max(range(len(hits)), key=nearness)
    paper, found = hits[nearest].listed, support[nearest]
    names_its_alloy = bool(question.alloys) and found.filled > 0
    if not found.share and not names_its_alloy and not begun[nearest]:
        return None
    lacks = found.missing or f"It does not mention {', '.join(found.absent)}."
    if begun[nearest] and not names_its_alloy:
        lacks += f" Did you mean {begun[nearest]}?"
    return f"Nearest: “{paper.paper.title or paper.place}”. {lacks}"


def _begun_formula(question: ParsedQuestion, hit: Hit) -> str:
    """Return the formula of a paper that one asked about is the beginning of; "" for none."""
    formulas = [alloy.text for alloy in named_alloys(_text_of(hit))]
    return next(
        (
            text
            for asked in question.alloys
            if any(amount not in (None, 1.0) for amount in asked.amounts)
            for text in formulas
            if text != asked.text and text.startswith(asked.text)
        ),
        "",
    )
