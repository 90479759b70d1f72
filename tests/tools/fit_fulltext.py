"""Fit the weights by which statements of bodies are ranked, and taken to answer.

Run it as ``python tests/tools/fit_fulltext.py WORKSPACE QUESTIONS.jsonl …``: a workspace built with
the papers of the questions, and questions with the evidence that a person found in the bodies. It
prints what holds on papers left out, and writes ``answer/fulltext/statement_weights.json`` and
``confidence_weights.json``. On 193 answerable questions over 22 papers the evidence is the first
statement in .79 and among the first three in .94, on papers left out.

What is asked where the evidence was taken out of a paper, and what a paper does not answer, is what
a confident answer must not be given to.
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from answer.fulltext import confidence, ranking
from answer.fulltext.asked import AskedStatement, read_asked
from answer.fulltext.confidence import confidence_features
from answer.fulltext.lacking import lacking
from answer.fulltext.others.told_of_another import without_others
from answer.fulltext.paper_body import open_body
from answer.fulltext.ranking import MeasuredStatement, RankedStatement, measured_statements
from answer.question.parse import parse_question
from eval.fulltext.answered_bodies import (
    FulltextQuestion,
    is_evidence,
    letters,
    read_fulltext_questions,
)
from eval.ranker import fit
from eval.ranker.cases import RankingCase
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.search import open_searcher
from hea.workspace import Workspace

#: How small the weights are held (L2), in units of their spread: from 5 to 30 what holds on papers
#: left out is alike.
_L2 = 10.0
#: The same of the weights of confidence.
_L2_CONFIDENCE = 5.0
#: Papers whose bodies are read for a question.
_PAPERS = 5


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A question and what is measured of the statements that may answer it."""

    question: FulltextQuestion
    asked: AskedStatement
    measured: Sequence[MeasuredStatement]
    right: Sequence[bool]


def main(workspace: Path, *files_of_questions: Path) -> None:
    """Fit, print what holds on papers left out, and write both files."""
    asked = [one for file in files_of_questions for one in read_fulltext_questions(file)]
    questions = ", ".join(file.name for file in files_of_questions)
    with open_searcher(Workspace(workspace)) as searcher:
        papers = LibraryPapers(searcher)
        gathered = [one for question in asked if (one := gather(question, papers)) is not None]
    answerable = [one for one in gathered if any(one.right)]
    print(f"{len(gathered)} of {len(asked)} not refused at once, {len(answerable)} within reach")
    files = sorted({one.file for one in asked})
    of_file = {
        file: fit.fit_weights(
            [case_of(one) for one in answerable if one.question.file != file], _L2
        )
        for file in files
    }
    rows: list[Row] = []
    places = []
    for one in gathered:
        ranked = without_others(one.asked, rank(one, of_file[one.question.file]))
        if any(one.right):
            places.append(place_of(one, ranked))
            kept = without_evidence(one)
            if kept.measured:
                cut = without_others(one.asked, rank(kept, of_file[one.question.file]))
                if cut:
                    features = confidence_features(one.asked, cut)
                    rows.append(Row(one.question.file, "cut", features, math.inf))
        tag = "unanswerable" if one.question.answer is None else "answerable"
        if ranked:
            features = confidence_features(one.asked, ranked)
            rows.append(Row(one.question.file, tag, features, place_of(one, ranked)))
    for most in (1, 2, 3, 5, 10):
        print(f"evidence among the first {most}: {np.mean([p < most for p in places]):.3f}")
    for name, most in _AMONG.items():
        report(name, rows, files, most)
    weights = fit.fit_weights([case_of(one) for one in answerable], _L2)
    write(ranking.MODEL, questions, {"weights": weights})
    write(
        confidence.MODEL,
        questions,
        {"least": _LEAST, "weights": {n: logistic(rows, most) for n, most in _AMONG.items()}},
    )


#: Chosen on papers left out; see what is printed.
_LEAST = {"quoted": 0.1, "in words": 0.15, "short": 0.35, "instead": 0.06}
#: Among how many of the first statements the evidence must be.
_AMONG = {"quoted": 3, "short": 1}


class Row(NamedTuple):
    """What was measured of the statements ranked for a question, and whether they are right."""

    file: str
    tag: str
    """`answerable`, `unanswerable`, or `cut` for one whose evidence was taken out."""
    features: dict[str, float]
    place: float
    """The place of the evidence, from 0."""


def gather(question: FulltextQuestion, papers: LibraryPapers) -> AskedPaper | None:
    """Return what is measured for a question; None where every paper lacks something."""
    parsed = parse_question(question.question, papers.knows)
    asked = read_asked(parsed)
    hits = papers.search(parsed.text, _PAPERS)
    bodies = [
        body
        for body in map(open_body, papers.bodies(parsed.text, hits))
        if not lacking(asked, body)[1]
    ]
    measured = [
        one
        for one in measured_statements(asked, bodies)
        if one.candidate.statement.part != "abstract"
    ]
    right = [
        one.body.listed.place.rpartition("/")[2] == question.file
        and question.answer is not None
        and is_evidence(question, one.candidate.statement.text, one.candidate.statement.label)
        and (
            one.candidate.cell is None
            or letters(one.candidate.cell.text) == letters(question.evidence)
        )
        for one in measured
    ]
    return AskedPaper(question, asked, measured, right) if measured else None


def without_evidence(one: AskedPaper) -> AskedPaper:
    """Return a question without the statements that hold its evidence or its answer."""
    forms = [letters(form) for form in (one.question.answer, *one.question.aliases) if form]
    kept = [
        measured
        for measured, right in zip(one.measured, one.right, strict=True)
        if not right
        and not any(
            len(form) > 2 and form in letters(measured.candidate.statement.text) for form in forms
        )
    ]
    return AskedPaper(one.question, one.asked, kept, [False] * len(kept))


def case_of(one: AskedPaper) -> RankingCase:
    """Return a question as the fit takes it."""
    features = [measured.features for measured in one.measured]
    return RankingCase(one.question.id, frozenset([one.question.file]), features, one.right)


def rank(one: AskedPaper, weights: Mapping[str, float]) -> list[RankedStatement]:
    """Rank by some weights as `rank_statements` does."""
    return ranking.best_of_each(
        RankedStatement(
            of.body,
            of.candidate,
            of.features,
            sum(weights.get(name, 0.0) * value for name, value in of.features.items()),
        )
        for of in one.measured
    )


def place_of(one: AskedPaper, ranked: Sequence[RankedStatement]) -> float:
    """Return the place of the evidence, from 0."""
    right = [
        of.candidate.statement
        for of, is_right in zip(one.measured, one.right, strict=True)
        if is_right
    ]
    places = [n for n, of in enumerate(ranked) if any(of.candidate.statement is r for r in right)]
    return min(places, default=float("inf"))


def logistic(rows: Sequence[Row], most: int) -> dict[str, float]:
    """Fit the weights of the probability that the evidence is among the first ``most``."""
    names = sorted({name for row in rows for name in row.features})
    table = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    spread = table.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = table / spread
    right = np.array([float(row.place < most) for row in rows])
    held = np.array([0.0 if name == "always" else _L2_CONFIDENCE for name in names])

    def loss(weights: Any) -> Any:
        z = scaled @ weights
        slope = scaled.T @ (1 / (1 + np.exp(-z)) - right) + held * weights
        return float(np.logaddexp(0, z).sum() - right @ z + held @ weights**2 / 2), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, found / spread, strict=True)}


def report(name: str, rows: Sequence[Row], files: Sequence[str], most: int) -> None:
    """Print for thresholds what would be answered, on papers left out."""
    chances: list[tuple[float, Row]] = []
    for file in files:
        weights = logistic([row for row in rows if row.file != file], most)
        for row in (row for row in rows if row.file == file):
            z = sum(weights.get(name, 0.0) * value for name, value in row.features.items())
            chances.append((1 / (1 + np.exp(-z)), row))
    for least in (0.03, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7):
        answered = [
            row.place < most for p, row in chances if row.tag == "answerable" and p >= least
        ]
        wrong = sum(p >= least for p, row in chances if row.tag == "unanswerable")
        cut = [p >= least for p, row in chances if row.tag == "cut"]
        print(
            f"{name} {least:.2f}: {len(answered)} answered, {sum(answered)} right; {wrong}"
            f" unanswerable answered, {np.mean(cut):.2f} of those without evidence"
        )


def write(path: Path, questions: str, content: Mapping[str, Any]) -> None:
    """Write a file of weights with what made it."""
    kept = {"made_by": "tests/tools/fit_fulltext.py", "questions": questions, **content}
    path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
