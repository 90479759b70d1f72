"""Rank the sentences of the papers found by how likely they answer a question."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.extractive.prompt_injection import mask_injections
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantity import equal
from builder.materials.vocabulary import dimensions_of
from builder.nlp.sentences import sentences
from builder.nlp.word_classes import PASSIVE, STUDIED
from retrieval.hybrid import Hit
from retrieval.lexical import word_set

#: Weight of a word of the paper's title: it hardly tells which of the sentences answers.
_TITLE_WORD = 0.3

#: Stems and prepositions that give a cause.
_CAUSES = re.compile(
    r"\b(?:due to|because|attribut|caused? by|owing to|result(?:s|ed|ing)? (?:in|from)|originat"
    r"|leads? to|led to|consequen|therefore|thus|by means of|via|enabl|promot|contribut|hinder"
    r"|prevent|inhibit|suppress|induc|through|thereby|since)",
    re.IGNORECASE,
)
#: Openings and passives of sentences that tell what a study is about, not what it found.
_AIM = re.compile(
    r"^(?:in (?:this|the present) (?:work|study|paper|article|research|investigation)"
    r"|here(?:in)?,|this (?:work|study|paper|article|research|report)"
    r"|the (?:present|current) (?:work|study|paper|research)|the aim)"
    rf"|\b(?:(?:{PASSIVE}) (?:\w+ ){{0,2}}"
    rf"(?:{STUDIED}|prepared|fabricated|synthesi[sz]ed|developed)"
    r"|we (?:investigate|study|report|present|develop)|aims? (?:at|to))\b",
    re.IGNORECASE,
)
#: Stems of the verbs by which something changes, into more, less or something else.
_CHANGES = re.compile(
    r"\b(?:increas|decreas|lower|rais|reduc|enhanc|improv|chang|shift|convert|transform|dissolv|form"
    r"|promot|refin|coarsen|suppress|accelerat|slow|strengthen|harden|soften|embrittl|stabili|turn"
    r"|deteriorat|degrad|rise|rose|drop|grow|grew|becom|became|higher|better|worse)",
    re.IGNORECASE,
)
#: Words that name the means by which something was made or found out.
_HOW_MADE = re.compile(
    r"\b(?:by|via|using|through|with|followed by|based on|method|process|technique|approach"
    r"|route|applied|used|combin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """One sentence that may answer: ``abstract[start:end] == statement.text``."""

    hit: Hit
    start: int
    end: int
    statement: SentenceFacts
    score: float
    """Sum of its weighted features; exp(score) is proportional to how likely it answers."""


#: The weights of the features, fitted on 112 questions so that the sentence with the known evidence
#: is the likeliest of all sentences of the five papers found (softmax, L2 0.6). With the papers of
#: each question left out of the fit, that sentence is the first in 66 %, among the first two in
#: 87 % and among the first three in 94 % of questions. With the cosine of sentence and question
#: these are 68, 87 and 94 % at five times the time; ten more features (the alloy's name, the terms,
#: the place in the abstract, words of finding, the length) added nothing.
WEIGHTS = {
    "words": 3.2,
    "value": 3.0,
    "first paper": 2.5,
    "paper": 1.9,
    "property": 1.6,
    "kind": 1.5,
    "condition": 1.2,
    "made": 1.1,
    "aim": -1.1,
    "first sentence": -1.0,
    "change": 1.0,
    "cause": 0.7,
    "words of the one before": 0.4,
}


def rank(question: ParsedQuestion, hits: Sequence[Hit]) -> list[RankedSentence]:
    """Return every sentence of these papers, the likeliest answer first."""
    found = [(hit, span) for hit in hits for span in sentences(abstract_of(hit))]
    if not found:
        return []
    statements = [read_facts(abstract_of(hit)[start:end]) for hit, (start, end) in found]
    features = _features(question, [hit for hit, _ in found], statements)
    ranked = [
        RankedSentence(hit, *span, statement, sum(WEIGHTS[n] * v for n, v in of.items()))
        for (hit, span), statement, of in zip(found, statements, features, strict=True)
    ]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.hit.rank))


def _features(
    question: ParsedQuestion, hits: Sequence[Hit], statements: Sequence[SentenceFacts]
) -> list[dict[str, float]]:
    """Return the features of each sentence by name; most lie between 0 and 1."""
    shares = _word_shares(question, hits, statements)
    found = []
    for place, (hit, statement) in enumerate(zip(hits, statements, strict=True)):
        first = place == 0 or hits[place - 1] is not hit
        found.append(
            {
                "words": shares[place],
                "words of the one before": 0.0 if first else shares[place - 1],
                "first paper": float(hit.rank == 1),
                "paper": 1.0 / hit.rank,
                "first sentence": float(first),
                **_features_by_words(question, statement),
                "condition": _condition_feature(question, statement),
                "value": _value_feature(question, statement),
                "kind": _kind_feature(question, statement),
                "property": float(
                    any(term.name in question.properties for term in statement.terms)
                ),
            }
        )
    return found


def _word_shares(
    question: ParsedQuestion, hits: Sequence[Hit], statements: Sequence[SentenceFacts]
) -> list[float]:
    """Return the share of the question's words, weighted by how rare they are, in each sentence."""
    bags = [word_set(statement.text) for statement in statements]
    rarity = _rarity(question.words, bags)
    papers = {hit.rank: hit.listed.paper for hit in hits}
    titles = {rank: word_set(paper.title or "") for rank, paper in papers.items()}
    shares = []
    for hit, bag in zip(hits, bags, strict=True):
        title = titles[hit.rank]
        weights = {w: v * (_TITLE_WORD if w in title else 1.0) for w, v in rarity.items()}
        # The order of a set differs from run to run: a plain sum would differ in its last digits.
        shared = math.fsum(weights[word] for word in question.words & bag)
        shares.append(shared / (math.fsum(weights.values()) or 1.0))
    return shares


def _features_by_words(question: ParsedQuestion, statement: SentenceFacts) -> dict[str, float]:
    """Return the features that phrases of a sentence show, for the kind of question question."""
    text, method = statement.text, question.wants == "method"
    return {
        "aim": float(not method and is_aim(text)),
        "change": float(question.change and bool(_CHANGES.search(text))),
        "cause": float(question.why and bool(_CAUSES.search(text))),
        "made": float(method and bool(_HOW_MADE.search(text))),
    }


def _rarity(words: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the inverse frequency of each word among the sentences, as a logarithm."""
    counts = Counter(word for bag in bags for word in bag & words)
    return {word: math.log(1 + len(bags) / (0.5 + counts[word])) for word in words}


def _condition_feature(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 if a condition of the question is stated, -1 if only another of its dimension."""
    if not question.conditions:
        return 0.0
    features = []
    for condition in question.conditions:
        same = [q for q in statement.quantities if q.dimension == condition.dimension]
        if same:
            features.append(1.0 if any(equal(q, condition) for q in same) else -1.0)
    return max(features, default=0.0)


def _value_feature(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 or less for a value of the property asked for, 0.5 for one of its dimension."""
    if question.wants != "number":
        return 0.0
    bound = [v for v in statement.values if v.property in question.properties and not v.relative]
    if bound:
        return max(_property_value_feature(question, value) for value in bound)
    wanted = {d for name in question.properties for d in dimensions_of(name)} | set(
        question.dimensions
    )
    if not wanted:
        return 0.5 if statement.quantities else 0.0
    return 0.5 if any(q.dimension in wanted for q in statement.quantities) else 0.0


def _property_value_feature(question: ParsedQuestion, value: Measurement) -> float:
    """Return 1 for a value of the question's alloy and condition, 0.3 less for each other one."""
    feature = 1.0
    if question.alloys and value.alloys:
        same = any(compatible(one, other) for one in question.alloys for other in value.alloys)
        feature -= 0.0 if same else 0.3
    for condition in question.conditions:
        stated = [c for c in value.conditions if c.dimension == condition.dimension]
        if stated and not any(equal(c, condition) for c in stated):
            feature -= 0.3
    return feature


def _kind_feature(question: ParsedQuestion, statement: SentenceFacts) -> float:
    """Return 1 if a phase, or a new alloy, is named and the question asks for one."""
    if question.wants == "phase":
        return float(any(term.kind == "phase" for term in statement.terms))
    if question.wants == "alloy":
        known = {alloy.element_key for alloy in question.alloys}
        return float(any(alloy.element_key not in known for alloy in statement.alloys))
    return 0.0


def is_aim(text: str) -> bool:
    """Return True if a sentence tells what a study is about, not what it found."""
    return _AIM.search(text) is not None


def abstract_of(hit: Hit) -> str:
    """Return the abstract of a paper found, with prompt injections masked."""
    assert hit.listed.paper.abstract is not None
    return mask_injections(hit.listed.paper.abstract.text)
