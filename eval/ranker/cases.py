"""Gather what is ranked for a question whose answer is known, with its features and what is right.

Papers are the first twenty of the fusion, sentences those of the papers that may answer.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.extractive.answer import rank_evidence
from answer.extractive.sentence_ranking import candidates
from builder.library.catalog import CatalogEntry
from builder.parallel import Progress
from eval.gold.questions import Question, in_corpus, names_of
from retrieval.hybrid import Hit, Searcher
from retrieval.ranking.linear_model import LinearModel

#: Papers whose sentences are ranked.
_PAPERS = 5
#: Letters of a key: two sentences of a corpus hardly share so much of their hash.
_KEY = 16


@dataclass(frozen=True, slots=True)
class RankingCase:
    """What is ranked for one question."""

    question: str
    papers: frozenset[str]
    """The papers that answer it: questions on one paper are left out of a fit together."""
    features: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def sentence_key(text: str) -> str:
    """Return a hash of the letters and digits of a sentence, which names it without quoting it."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:_KEY]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def paper_cases(
    searcher: Searcher,
    questions: Sequence[Question],
    library: Sequence[CatalogEntry],
    progress: Progress,
) -> list[RankingCase]:
    """Return the papers ranked for each question, those that answer it marked as right."""

    def case(question: Question, right: frozenset[str]) -> RankingCase:
        found = searcher.candidates(question.text)
        return RankingCase(
            question.id,
            right,
            [features for _, features in found],
            [hit.listed.id in right for hit, _ in found],
        )

    return _cases(case, questions, library, progress)


def sentence_cases(
    searcher: Searcher,
    questions: Sequence[Question],
    library: Sequence[CatalogEntry],
    paper_model: LinearModel,
    progress: Progress,
) -> list[RankingCase]:
    """Return the sentences ranked for each question, those that hold its evidence marked as right.

    They are those of the papers that may answer; of all papers found, if none of those is right.
    """

    def case(question: Question, right: frozenset[str]) -> RankingCase:
        hits = _ranked(searcher.candidates(question.text), paper_model)
        evidence = rank_evidence(question.text, hits)
        able = [hit for hit in hits if hit.rank in evidence.confidence]
        if not any(hit.listed.id in right for hit in able):
            able = hits
        found = candidates(evidence.question, able)
        return RankingCase(
            question.id,
            right,
            [one.features for one in found],
            [
                one.hit.listed.id in right and holds_evidence(question, one.statement.text)
                for one in found
            ],
        )

    return _cases(case, questions, library, progress)


def holds_evidence(question: Question, sentence: str) -> bool:
    """Return whether a sentence is, or is most of, or holds, the known evidence of a question."""
    if question.evidence_keys:
        return sentence_key(sentence) in question.evidence_keys
    one, other = map(_plain, (sentence, question.evidence or ""))
    return bool(one and other) and (other in one or (one in other and 2 * len(one) > len(other)))


def _ranked(found: Sequence[tuple[Hit, Mapping[str, float]]], model: LinearModel) -> list[Hit]:
    scored = [replace(hit, score=model.score(features)) for hit, features in found]
    scored.sort(key=lambda hit: (-hit.score, hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate(scored[:_PAPERS], start=1)]


def _cases(
    case: Callable[[Question, frozenset[str]], RankingCase],
    questions: Sequence[Question],
    library: Sequence[CatalogEntry],
    progress: Progress,
) -> list[RankingCase]:
    asked = in_corpus([question for question in questions if question.answerable], library)
    found = []
    for done, question in enumerate(asked, start=1):
        right = frozenset(one.id for one in library if names_of(one) & question.sources)
        found.append(case(question, right))
        progress(done, len(asked))
    return found
