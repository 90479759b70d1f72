"""Fit the weights by which a bare answer is taken to fill the gap of its question.

Run it as ``python tests/tools/fit_claims.py WORKSPACE QUESTIONS.jsonl ABSTRACTS.jsonl``. True are
the drafted triples of the workspace and the questions that people wrote; wrong are the answers to
other questions on the same abstract. Only papers whose DOI has an even sha256 are learned from:
the others are left to measure on. It writes ``answer/claims/data/answer_weights.json``.
"""

import hashlib
import json
import random
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
from answer.claims.sources import hits_of
from answer.extractive.sentence_ranking import rank
from answer.extractive.short_answer import short_answer
from answer.grounding.check import Source
from answer.question.parse import parse_question
from eval.metrics.text_match import token_f1, tokens
from eval.ranker.weights_file import write_weights

#: Wrong answers to one question, at most.
_WRONG = 4
#: Answers that share so much are one.
_ALIKE = 0.5
_QUOTED = 3
#: What tells nothing where the question is asked in other words than the paper's.
_OF_CLAUSES = frozenset(
    [
        *("words else", "words between", "placed", "question around", "all of question around"),
        *(
            "verb next",
            "verb behind",
            "verb last",
            "verb before",
            "verb wrongly behind",
            "verb wrongly before",
        ),
    ]
)
#: How small the weights are held, the probability from which an answer is taken, and the same for
#: questions with many words of a sentence in order. Chosen on the papers learned from, so that
#: .95 of true answers are kept.
_SETTINGS = {"in its words": (0.5, 0.58, 0.58), "in other words": (0.3, 0.18, 0.45)}


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
    cases = [*triples, *by_people(questions, abstracts, triples)]
    models = {}
    for regime, (held, least, least_copied) in _SETTINGS.items():
        rows = [row for case in cases for row in measured(case) if regime_of(row[0]) == regime]
        chosen = [(features(placed, regime), right) for placed, right in rows]
        weights = fitted(chosen, held)
        models[regime] = {
            "threshold": least,
            "threshold_copied": least_copied,
            "n": len(rows),
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
    for answer, right in [(case.right, True), *((one, False) for one in case.wrong)]:
        if placed := place_answer(question, answer, ranked, found.text if found else None):
            yield placed, right


def features(placed: PlacedAnswer, regime: str) -> dict[str, float]:
    """Return the features that are learned from in a regime."""
    if regime == "in its words":
        return placed.features
    return {
        name: value
        for name, value in placed.features.items()
        if " for " not in name and not name.startswith("opening fits ") and name not in _OF_CLAUSES
    }


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
