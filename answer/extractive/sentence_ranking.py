"""Rank the sentences of the papers found by how likely they answer a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import answer.ranking
from answer.extractive.prompt_injection import mask_injections
from answer.question.parse import ParsedQuestion
from answer.ranking.phrases import is_aim
from answer.ranking.sentence_features import sentence_features
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.paper_facts import read_paper
from retrieval.hybrid import Hit
from retrieval.ranking.linear_model import read_model

__all__ = ["MODEL", "Candidate", "RankedSentence", "abstract_of", "candidates", "is_aim", "rank"]

#: The fitted weights of the sentences' features; the file names the command that made it.
MODEL = Path(answer.ranking.__file__).parent / "sentence_weights.json"


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """One sentence that may answer: ``abstract[start:end] == statement.text``."""

    hit: Hit
    start: int
    end: int
    statement: SentenceFacts
    score: float
    """Sum of its weighted features; exp(score) is proportional to how likely it answers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a paper found, and what is measured of it for a question."""

    hit: Hit
    start: int
    end: int
    statement: SentenceFacts
    features: dict[str, float]


def rank(question: ParsedQuestion, hits: Sequence[Hit]) -> list[RankedSentence]:
    """Return every sentence of these papers, the likeliest answer first."""
    model = read_model(MODEL)
    ranked = [
        RankedSentence(one.hit, one.start, one.end, one.statement, model.score(one.features))
        for one in candidates(question, hits)
    ]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.hit.rank))


def candidates(question: ParsedQuestion, hits: Sequence[Hit]) -> list[Candidate]:
    """Return every sentence of these papers in their order, with its features."""
    found = [
        (hit, placed)
        for hit in hits
        for placed in read_paper(hit.listed.paper.title, abstract_of(hit))
    ]
    statements = [placed.facts for _, placed in found]
    features = sentence_features(question, [hit for hit, _ in found], statements)
    return [
        Candidate(hit, placed.start, placed.end, placed.facts, of)
        for (hit, placed), of in zip(found, features, strict=True)
    ]


def abstract_of(hit: Hit) -> str:
    """Return the abstract of a paper found, with prompt injections masked."""
    assert hit.listed.paper.abstract is not None
    return mask_injections(hit.listed.paper.abstract.text)
