"""Answers without a model: the sentences of the papers that answer, or a refusal that says why."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.answers import Answer, Citation, Sentence
from answer.properties import DIMENSIONS
from answer.question import Asked, read_question
from answer.short import short_answer
from answer.support import Support, supports
from builder.quantities import find_quantities
from builder.sentences import sentences
from builder.vocabulary import find_terms
from retrieval.embedder import Embedder
from retrieval.search import Hit
from retrieval.words import terms

MODEL = "extractive"
#: How the parts of a sentence's score weigh: words shared with the question, meaning (cosine),
#: place of its paper among the hits, and whether it has the form of an answer to this question.
_WORDS, _MEANING, _PAPER, _FORM = 1.0, 0.8, 0.7, 0.45
#: A word of the paper's title tells little about which of its sentences answers.
_TITLE_WORD = 0.3
#: A further sentence is added if its score comes this near to the best one's.
_NEAR = 0.9
_MOST_SENTENCES = 3
#: Cosine from which a sentence may answer although few of the question's words stand in its paper.
_ALIKE = 0.6

_CAUSE = re.compile(
    r"\b(?:due to|because|attribut|caused? by|owing to|result(?:s|ed|ing)? (?:in|from)|originat"
    r"|leads? to|led to|consequen|therefore|thus|by means of|via|enabl|promot|contribut)",
    re.IGNORECASE,
)
#: Sentences that say what a study is about rather than what it found.
_AIM = re.compile(
    r"^(?:in this (?:work|study|paper|article|research|investigation)|here(?:in)?,"
    r"|this (?:work|study|paper|article|research|report)"
    r"|the (?:present|current) (?:work|study|paper|research)|the aim)"
    r"|\b(?:(?:was|were|is|are|has been|have been) (?:\w+ ){0,2}(?:investigated|studied|prepared"
    r"|fabricated|examined|performed|conducted|explored|analy[sz]ed|synthesi[sz]ed|reviewed)"
    r"|we (?:investigate|study|report|present|develop)|aims? (?:at|to))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that may answer: ``abstract[start:end] == text``."""

    hit: Hit
    start: int
    end: int
    text: str
    meaning: float
    """Cosine of its vector and the question's."""
    score: float


def answer_extractively(question: str, hits: Sequence[Hit], embedder: Embedder) -> Answer:
    """Quote the sentences that answer a question, or refuse and say what came nearest."""
    asked = read_question(question)
    retrieved = tuple(hit.listed.id for hit in hits)
    support = [supports(asked, hit.listed.paper.title, _abstract(hit)) for hit in hits]
    able = [hit for hit, found in zip(hits, support, strict=True) if not found.missing]
    topical = {h.rank for h, found in zip(hits, support, strict=True) if found.on_topic}
    ranked = [
        candidate
        for candidate in _rank(asked, able, embedder)
        if candidate.hit.rank in topical or candidate.meaning >= _ALIKE
    ]
    if not ranked:
        nearest = _nearest(asked, hits, support)
        return Answer(question, False, (), (), None, MODEL, retrieved, nearest)
    chosen = _choose(ranked)
    citations = tuple(
        Citation(n, candidate.hit.listed, candidate.text, candidate.start, candidate.end)
        for n, candidate in enumerate(chosen, start=1)
    )
    said = tuple(Sentence(citation.quote, (citation.n,), True) for citation in citations)
    short = short_answer(asked, chosen[0].text)
    return Answer(question, True, said, citations, short, MODEL, retrieved)


def _rank(asked: Asked, hits: Sequence[Hit], embedder: Embedder) -> list[Candidate]:
    """Every sentence of these papers, the likeliest answer first."""
    found = [(hit, span) for hit in hits for span in sentences(_abstract(hit))]
    texts = [_abstract(hit)[start:end] for hit, (start, end) in found]
    bags = [frozenset(terms(text)) for text in texts]
    telling = _telling(asked.words, bags)
    if not texts:
        return []
    vectors = embedder.embed([asked.text, *texts])
    meaning = (vectors[1:] @ vectors[0]).tolist()
    ranked = []
    for (hit, (start, end)), text, bag, cosine in zip(found, texts, bags, meaning, strict=True):
        titled = frozenset(terms(hit.listed.paper.title or ""))
        weights = {w: v * (_TITLE_WORD if w in titled else 1.0) for w, v in telling.items()}
        shared = sum(weights[word] for word in asked.words & bag)
        score = (
            _WORDS * shared / (sum(weights.values()) or 1.0)
            + _MEANING * cosine
            + _PAPER / hit.rank
            + _FORM * _form(asked, text)
        )
        ranked.append(Candidate(hit, start, end, text, cosine, score))
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.hit.rank))


def _telling(words: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling each word of the question is among these sentences (inverse frequency)."""
    counts = Counter(word for bag in bags for word in bag & words)
    return {word: math.log(1 + len(bags) / (0.5 + counts[word])) for word in words}


def _form(asked: Asked, text: str) -> float:
    """From -1 to 1: whether a sentence has the form of an answer to such a question."""
    form = -1.0 if _AIM.search(text) else 0.0
    if asked.why:
        form += bool(_CAUSE.search(text))
    elif asked.wants == "number":
        measured = {quantity.dimension for quantity in find_quantities(text)}
        wanted = {d for name in asked.properties for d in DIMENSIONS.get(name, ())}
        named = {mention.name for mention in find_terms(text)} & set(asked.properties)
        form += bool(measured & wanted if wanted else measured) * (1.0 if named else 0.7)
    return form


def _choose(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, and those that come nearly as close."""
    best = ranked[0]
    near = [candidate for candidate in ranked[1:] if candidate.score >= _NEAR * best.score]
    return [best, *near[: _MOST_SENTENCES - 1]]


def _nearest(asked: Asked, hits: Sequence[Hit], support: Sequence[Support]) -> str | None:
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


def _abstract(hit: Hit) -> str:
    assert hit.listed.paper.abstract is not None
    return hit.listed.paper.abstract.text
