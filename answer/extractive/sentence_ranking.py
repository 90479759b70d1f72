"""Which sentences of the papers found answer a question: what speaks for and against each."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.extractive.prompt_injection import mask_injections
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible
from builder.materials.measurements import Measurement, SentenceFacts, read_facts
from builder.materials.quantities import equal
from builder.materials.vocabulary import dimensions_of
from builder.nlp.sentences import sentences
from retrieval.hybrid import Hit
from retrieval.lexical import word_set

#: A word of the paper's title tells little about which of its sentences answers.
_TITLE_WORD = 0.3

_CAUSE = re.compile(
    r"\b(?:due to|because|attribut|caused? by|owing to|result(?:s|ed|ing)? (?:in|from)|originat"
    r"|leads? to|led to|consequen|therefore|thus|by means of|via|enabl|promot|contribut|hinder"
    r"|prevent|inhibit|suppress|induc|through|thereby|since)",
    re.IGNORECASE,
)
#: Sentences that say what a study is about rather than what it found.
_AIM = re.compile(
    r"^(?:in (?:this|the present) (?:work|study|paper|article|research|investigation)"
    r"|here(?:in)?,|this (?:work|study|paper|article|research|report)"
    r"|the (?:present|current) (?:work|study|paper|research)|the aim)"
    r"|\b(?:(?:was|were|is|are|has been|have been) (?:\w+ ){0,2}(?:investigated|studied|prepared"
    r"|fabricated|examined|performed|conducted|explored|analy[sz]ed|synthesi[sz]ed|reviewed"
    r"|evaluated|characteri[sz]ed|proposed|developed)"
    r"|we (?:investigate|study|report|present|develop)|aims? (?:at|to))\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:increas|decreas|lower|rais|reduc|enhanc|improv|chang|shift|convert|transform|dissolv|form"
    r"|promot|refin|coarsen|suppress|accelerat|slow|strengthen|harden|soften|embrittl|stabili|turn"
    r"|deteriorat|degrad|rise|rose|drop|grow|grew|becom|became|higher|higher|better|worse)",
    re.IGNORECASE,
)
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
    """Sum of its weighted signs; exp(score) is in proportion to how likely it answers."""


#: How the signs weigh: fitted so that the sentence with the known evidence is the likeliest of all
#: sentences of the five papers found (softmax, L2 0.6), on 112 questions. With the papers of each
#: question left out of the fit, that sentence is the first in 66 %, among the first two in 87 %
#: and among the first three in 94 % of questions. The cosine of sentence and question was tried
#: and made it 68, 87 and 94 % at five times the time; ten more signs (the alloy's name, the terms,
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


def rank(asked: ParsedQuestion, hits: Sequence[Hit]) -> list[RankedSentence]:
    """Every sentence of these papers, the likeliest answer first."""
    found = [(hit, span) for hit in hits for span in sentences(abstract_of(hit))]
    if not found:
        return []
    statements = [read_facts(abstract_of(hit)[start:end]) for hit, (start, end) in found]
    signs = _signs(asked, [hit for hit, _ in found], statements)
    ranked = [
        RankedSentence(hit, *span, statement, sum(WEIGHTS[n] * v for n, v in of.items()))
        for (hit, span), statement, of in zip(found, statements, signs, strict=True)
    ]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.hit.rank))


def _signs(
    asked: ParsedQuestion, hits: Sequence[Hit], statements: Sequence[SentenceFacts]
) -> list[dict[str, float]]:
    """What speaks for each sentence, sign by sign; most lie between 0 and 1."""
    bags = [word_set(statement.text) for statement in statements]
    telling = _telling(asked.words, bags)
    shares = []
    papers = {hit.rank: hit.listed.paper for hit in hits}
    titles = {rank: word_set(paper.title or "") for rank, paper in papers.items()}
    for hit, bag in zip(hits, bags, strict=True):
        titled = titles[hit.rank]
        weights = {w: v * (_TITLE_WORD if w in titled else 1.0) for w, v in telling.items()}
        # Words come in another order in every run: a plain sum would differ in its last digits.
        shared = math.fsum(weights[word] for word in asked.words & bag)
        shares.append(shared / (math.fsum(weights.values()) or 1.0))
    found = []
    for place, (hit, statement) in enumerate(zip(hits, statements, strict=True)):
        own = [at for at, other in enumerate(hits) if other is hit]
        before = shares[place - 1] if place > own[0] else 0.0
        text = statement.text
        found.append(
            {
                "words": shares[place],
                "words of the one before": before,
                "first paper": float(hit.rank == 1),
                "paper": 1.0 / hit.rank,
                "first sentence": float(place == own[0]),
                "aim": float(asked.wants != "method" and is_aim(text)),
                "change": float(asked.change and bool(_CHANGES.search(text))),
                "cause": float(asked.why and bool(_CAUSE.search(text))),
                "made": float(asked.wants == "method" and bool(_HOW_MADE.search(text))),
                "condition": _condition_sign(asked, statement),
                "value": _value_sign(asked, statement),
                "kind": _kind_sign(asked, statement),
                "property": float(any(term.name in asked.properties for term in statement.terms)),
            }
        )
    return found


def _telling(words: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling each word of the question is among these sentences (inverse frequency)."""
    counts = Counter(word for bag in bags for word in bag & words)
    return {word: math.log(1 + len(bags) / (0.5 + counts[word])) for word in words}


def _condition_sign(asked: ParsedQuestion, statement: SentenceFacts) -> float:
    """1 if it states a condition asked for, -1 if only another of that dimension."""
    if not asked.conditions:
        return 0.0
    signs = []
    for condition in asked.conditions:
        same = [q for q in statement.quantities if q.dimension == condition.dimension]
        if same:
            signs.append(1.0 if any(equal(q, condition) for q in same) else -1.0)
    return max(signs, default=0.0)


def _value_sign(asked: ParsedQuestion, statement: SentenceFacts) -> float:
    """Whether it gives a value of what is asked for: 1 bound to the property, 0.5 of its kind."""
    if asked.wants != "number":
        return 0.0
    bound = [v for v in statement.values if v.property in asked.properties and not v.relative]
    if bound:
        return max(_bound_sign(asked, value) for value in bound)
    wanted = {d for name in asked.properties for d in dimensions_of(name)} | set(asked.dimensions)
    if not wanted:
        return 0.5 if statement.quantities else 0.0
    return 0.5 if any(q.dimension in wanted for q in statement.quantities) else 0.0


def _bound_sign(asked: ParsedQuestion, value: Measurement) -> float:
    """1 for a value of the alloy and the condition asked about, less if it is another's."""
    sign = 1.0
    if asked.alloys and value.alloys:
        same = any(compatible(one, other) for one in asked.alloys for other in value.alloys)
        sign -= 0.0 if same else 0.3
    for condition in asked.conditions:
        stated = [c for c in value.conditions if c.dimension == condition.dimension]
        if stated and not any(equal(c, condition) for c in stated):
            sign -= 0.3
    return sign


def _kind_sign(asked: ParsedQuestion, statement: SentenceFacts) -> float:
    """Whether it names a phase or an alloy, where the question asks for one."""
    if asked.wants == "phase":
        return float(any(term.kind == "phase" for term in statement.terms))
    if asked.wants == "alloy":
        known = {alloy.element_key for alloy in asked.alloys}
        return float(any(alloy.element_key not in known for alloy in statement.alloys))
    return 0.0


def is_aim(text: str) -> bool:
    """Whether a sentence tells what a study is about rather than what it found."""
    return _AIM.search(text) is not None


def abstract_of(hit: Hit) -> str:
    """The abstract of a paper that was found by it, orders to machines blanked out."""
    assert hit.listed.paper.abstract is not None
    return mask_injections(hit.listed.paper.abstract.text)
