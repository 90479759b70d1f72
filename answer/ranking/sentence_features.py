"""Measure what tells the sentence that answers a question from the others of the papers found."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from answer.question.parse import ParsedQuestion
from answer.ranking.phrases import (
    BACKGROUND,
    CAUSE,
    CHANGE,
    EXTREME,
    MEANS,
    is_aim,
    is_notice,
)
from answer.ranking.word_overlap import word_overlaps
from builder.materials.alloys import compatible
from builder.materials.composition_cover import covers_composition
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantity import equal
from builder.materials.vocabulary import dimensions_of
from retrieval.hybrid import Hit
from retrieval.lexical import terms, word_set

#: What is taken from a value of the property asked for where its alloy or condition is another.
_OTHER = 0.3
#: Worth of a quantity of the property's dimension that is not bound to the property.
_UNBOUND = 0.5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def sentence_features(
    question: ParsedQuestion, hits: Sequence[Hit], statements: Sequence[SentenceFacts]
) -> list[dict[str, float]]:
    """Return the features of each sentence by name; most lie between -1 and 1.

    Args:
        question: The question.
        hits: The paper of each sentence, in the order of the papers and of their sentences.
        statements: What each sentence states.
    """
    papers = [hit.rank for hit in hits]
    titles = [hit.listed.paper.title or "" for hit in hits]
    overlaps = word_overlaps(question, [s.text for s in statements], papers, titles)
    best = max((hit.score for hit in hits), default=0.0)
    numbers = {word for word in terms(question.text) if _NUMBER.fullmatch(word)}
    counts = Counter(papers)
    seen: Counter[int] = Counter()
    found = []
    for hit, statement, overlap in zip(hits, statements, overlaps, strict=True):
        place, last = seen[hit.rank], counts[hit.rank] - 1
        seen[hit.rank] += 1
        found.append(
            {
                "terms": overlap.beyond_title,
                "terms, for a phase": overlap.share * (question.wants == "phase"),
                "words": overlap.subject,
                "rarest word": float(overlap.rarest),
                "numbers": _share(numbers, word_set(statement.text)),
                "paper": hit.score - best,
                "likely paper": math.exp(hit.score - best),
                "first sentence": float(place == 0),
                "place": place / last if last else 0.0,
                **_by_phrases(question, statement.text),
                **_by_facts(question, statement),
            }
        )
    return found


def _share(wanted: set[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0


def _by_phrases(question: ParsedQuestion, text: str) -> dict[str, float]:
    """Return the features that phrases of a sentence show, some for kinds of question alone."""
    method, aim, cause = question.wants == "method", is_aim(text), bool(CAUSE.search(text))
    extreme = bool(question.extreme or EXTREME.search(question.text))
    return {
        "aim": float(not method and aim),
        "aim, for why": float(question.why and aim),
        "cause, for why": float(question.why and cause),
        "change": float(question.change and bool(CHANGE.search(text))),
        "means": float(method and bool(MEANS.search(text))),
        "extreme": float(extreme and bool(EXTREME.search(text))),
        "notice": float(is_notice(text)),
        "background": float(bool(BACKGROUND.search(text))),
    }


def _by_facts(question: ParsedQuestion, statement: SentenceFacts) -> dict[str, float]:
    """Return the features of a sentence's alloys, terms, quantities and values."""
    names = {term.name for term in statement.terms}
    return {
        "condition": _condition(question, statement),
        "value": _value(question, statement),
        "quantity unasked": float(question.wants != "number" and bool(statement.quantities)),
        "property": float(bool(names & set(question.properties))),
        "kind": _kind(question, statement),
        "alloy": _alloy(question, statement),
    }


def _condition(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 if a condition of the question is stated, -1 if only another of its dimension."""
    features = []
    for condition in question.conditions:
        same = [q for q in statement.quantities if q.dimension == condition.dimension]
        if same:
            features.append(1.0 if any(equal(q, condition) for q in same) else -1.0)
    return max(features, default=0.0)


def _value(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 or less for a value of the property asked for, 0.5 for one of its dimension."""
    if question.wants != "number":
        return 0.0
    bound = [v for v in statement.values if v.property in question.properties and not v.relative]
    if bound:
        return max(_property_value(question, value) for value in bound)
    wanted = {d for name in question.properties for d in dimensions_of(name)} | set(
        question.dimensions
    )
    if not wanted:
        return _UNBOUND if statement.quantities else 0.0
    return _UNBOUND if any(q.dimension in wanted for q in statement.quantities) else 0.0


def _property_value(question: ParsedQuestion, value: Measurement) -> float:
    """Return 1 for a value of the question's alloy and condition, less for each other one."""
    feature = 1.0
    if question.alloys and value.alloys:
        same = any(compatible(one, other) for one in question.alloys for other in value.alloys)
        feature -= 0.0 if same else _OTHER
    for condition in question.conditions:
        stated = [c for c in value.conditions if c.dimension == condition.dimension]
        if stated and not any(equal(c, condition) for c in stated):
            feature -= _OTHER
    return feature


def _kind(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 if a phase, or a new alloy, is named and the question asks for one."""
    if question.wants == "phase":
        return float(any(term.kind == "phase" for term in statement.terms))
    if question.wants == "alloy":
        known = {alloy.element_key for alloy in question.alloys}
        return float(any(alloy.element_key not in known for alloy in statement.alloys))
    return 0.0


def _alloy(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return the share of the question's alloys that are named; -1 if only others are."""
    if not question.alloys or not statement.alloys:
        return 0.0
    named = [
        any(covers_composition(stated, asked) for stated in statement.alloys)
        for asked in question.alloys
    ]
    return sum(named) / len(named) if any(named) else -1.0
