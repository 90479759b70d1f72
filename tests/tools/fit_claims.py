"""Fit the weights by which a bare answer is taken to fill the gap of its question.

Run it as ``python tests/tools/fit_claims.py WORKSPACE QUESTIONS.jsonl ABSTRACTS.jsonl``. True are
the drafted triples of the workspace and the questions that people wrote; wrong are the answers to
other questions on the same abstract, and other phrases of the very sentence that answers. Only
papers whose DOI has an even sha256 are learned from: the others are left to measure on. It writes
``answer/claims/data/answer_weights.json``.
"""

import hashlib
import json
import random
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from answer.claims.answer_features import PlacedAnswer, place_answer
from answer.claims.answer_model import MODEL, regime_of
from answer.claims.placement import stems_of
from answer.claims.sources import hits_of
from answer.extractive.sentence_ranking import RankedSentence, rank
from answer.extractive.short_answer import short_answer
from answer.grounding.check import Source
from answer.question.parse import parse_question
from builder.nlp.clause_parser import read_clauses
from builder.nlp.verb_lexicon import FORMS
from eval.metrics.text_match import token_f1, tokens
from eval.ranker.weights_file import write_weights

#: Wrong answers to one question, at most.
_WRONG = 4
#: Other phrases of the sentence that answers, at most.
_CUT = 3
#: Where a phrase of a sentence may be cut from it.
_CUTS = re.compile(
    r"[,;:]\s|\s(?=(?:by|due|because|from|in|on|at|with|after|during|for|using|via|through|under"
    r"|between|into|within)\s)|\s(?:is|are|was|were|be|been|has|have|had|can|could|may|that|which"
    rf"|while|whereas|but|and|to|{'|'.join(sorted(FORMS))})(?=\s)"
)
#: Answers that share so much are one.
_ALIKE = 0.5
_QUOTED = 3
#: Letters of a phrase, at most.
_LONGEST = 90
#: What tells nothing where the question is asked in other words than the paper's.
_OF_CLAUSES = frozenset(
    [
        *("words else", "words between", "placed", "question around", "all of question around"),
        *("verb next", "verb behind", "verb last", "verb before"),
        *("verb wrongly behind", "verb wrongly before"),
    ]
)
#: How small the weights are held, the probability from which an answer is taken, and the same for
#: questions with many words of a sentence in order. Chosen with papers left out in turn: of
#: drafted triples .97, of answers to people's questions .88 are kept, of other phrases of the same
#: sentence .05 and .16 pass. Up to .36 no true answer of a real model stood, and two others did.
_SETTINGS = {"in its words": (0.5, 0.52, 0.52), "in other words": (0.3, 0.36, 0.4)}
#: For questions in other words: how often people's questions count, and every how manieth of those
#: in the paper's words is learned from too.
_BY_PEOPLE, _EVERY = 3, 2


@dataclass(frozen=True)
class Asked:
    """A question, a true answer, and wrong ones of the same abstract."""

    question: str
    source: Source
    right: str
    wrong: Sequence[str]


def main() -> None:
    """Fit both sets of weights and write them."""
    workspace, questions, abstracts = map(Path, sys.argv[1:4])
    triples = [*drafted(workspace)]
    people = [*by_people(questions, abstracts, triples)]
    rows = [row for case in triples for row in measured(case)]
    asked = [row for case in people for row in measured(case)]
    models = {}
    for regime, (held, least, least_copied) in _SETTINGS.items():
        own = [row for row in [*rows, *asked] if regime_of(row[0]) == regime]
        if regime == "in other words":
            own += [row for row in asked if regime_of(row[0]) == regime] * (_BY_PEOPLE - 1)
            own += [row for row in rows if regime_of(row[0]) != regime][::_EVERY]
        chosen = [(features(placed, regime), right) for placed, right in own]
        weights = fitted(chosen, held)
        models[regime] = {
            "threshold": least,
            "threshold_copied": least_copied,
            "n": len(own),
            "weights": weights,
        }
    write_weights(MODEL, "python tests/tools/fit_claims.py", [questions], {"models": models})


def is_learned(doi: str) -> bool:
    """Return True for a paper that is learned from."""
    return hashlib.sha256(doi.lower().encode()).digest()[0] % 2 == 0


def drafted(workspace: Path) -> Iterator[Asked]:
    """Yield the drafted triples of a workspace, each with answers to others of its paper."""
    db = sqlite3.connect(workspace / "data" / "hea.sqlite")
    papers = defaultdict(list)
    for paper, doi, title, text, question, answer in db.execute(
        "select paper, doi, title, abstract, question, answer from triples"
        " join papers using (paper) where kind != 'unanswerable' order by triple"
    ):
        if is_learned(doi or paper):
            papers[Source(title or "", text)].append((question, answer))
    chance = random.Random(0)
    for source, pairs in papers.items():
        for question, answer in pairs:
            others = [one for _, one in pairs if not is_alike(one, answer)]
            wrong = chance.sample(others, min(_WRONG, len(others)))
            yield Asked(question, source, answer, wrong)


def by_people(questions: Path, abstracts: Path, triples: Sequence[Asked]) -> Iterator[Asked]:
    """Yield questions that people wrote, with drafted answers of their paper as wrong ones."""
    rows = [json.loads(line) for line in abstracts.read_text("utf-8").splitlines()]
    sources = {row["id"]: Source(row["title"], row["abstract"]) for row in rows}
    for line in questions.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["answerable"] or row["type"] in ("numeric", "yesno"):
            continue
        source = sources[row["source_id"]]
        known = [row["answer"], *row["aliases"]]
        wrong = [
            one.right
            for one in triples
            if one.source.text == source.text and not any(is_alike(one.right, a) for a in known)
        ]
        yield Asked(row["question"], source, row["answer"], wrong)


def is_alike(one: str, other: str) -> bool:
    """Return True for answers that say much the same."""
    first, second = " ".join(tokens(one)), " ".join(tokens(other))
    return first in second or second in first or token_f1(one, other) >= _ALIKE


def measured(case: Asked) -> Iterator[tuple[PlacedAnswer, bool]]:
    """Yield each answer of a case as it stands in its abstract, and whether it is true."""
    question = parse_question(case.question)
    ranked = rank(question, hits_of([case.source]))
    found = short_answer(question, ranked[:_QUOTED]) if ranked and not question.yes_no else None
    wrong = [*case.wrong, *other_phrases(case, ranked)]
    for answer, right in [(case.right, True), *((one, False) for one in wrong)]:
        if placed := place_answer(question, answer, ranked, found.text if found else None):
            yield placed, right


def other_phrases(case: Asked, ranked: Sequence[RankedSentence]) -> list[str]:
    """Return phrases of the sentence that answers a question that do not answer it."""
    own = stems_of(case.right)
    asked = stems_of(case.question)
    texts = [one.statement.text for one in ranked]
    if not own or not texts:
        return []
    sentence = max(texts, key=lambda text: len(own & stems_of(text)))
    pieces = [piece.strip(" .,") for piece in _CUTS.split(sentence)]
    for clause in read_clauses(sentence):
        pieces += [clause.subject, clause.core, *(text for _, text in clause.adjuncts)]
    others = [
        piece
        for piece in dict.fromkeys(pieces)
        if stems_of(piece) - asked and not stems_of(piece) & own and len(piece) < _LONGEST
    ]
    chance = random.Random(case.question)
    return chance.sample(others, min(_CUT, len(others)))


def features(placed: PlacedAnswer, regime: str) -> dict[str, float]:
    """Return the features that are learned from in a regime."""
    if regime == "in its words":
        return placed.features
    return {n: value for n, value in placed.features.items() if n not in _OF_CLAUSES}


def fitted(rows: Sequence[tuple[dict[str, float], bool]], held: float) -> dict[str, float]:
    """Return the weights of a logistic regression; true and wrong answers weigh alike in all."""
    names = sorted({name for of, _ in rows for name in of})
    table = np.array([[of.get(name, 0.0) for name in names] for of, _ in rows])
    right = np.array([float(is_right) for _, is_right in rows])
    weight = np.where(right > 0, 1.0, right.sum() / max(len(right) - right.sum(), 1))
    small = np.array([0.0 if name == "always" else held for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        value = weight @ (np.logaddexp(0.0, scores) - right * scores)
        slope = table.T @ (weight * (expit(scores) - right))
        return float(value + weights @ (small * weights) / 2), slope + small * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {n: round(float(w), 3) for n, w in zip(names, found, strict=True) if abs(w) >= 0.03}


if __name__ == "__main__":
    main()
