"""Fit the weights by which passages of bodies are ranked, and measure them on papers left out.

Run it as ``python tests/tools/fit_bodies.py WORKSPACE QUESTIONS.jsonl``. The workspace holds the
papers of the questions, built to the end. A question names the PDF that answers it, and where: the
words of its evidence, or table and value. Each is ranked twice: among the passages of its paper,
and among those of the papers that are likeliest. It writes
``retrieval/body/weights_with_vectors.json`` and ``weights_without_vectors.json``.
"""

import json
import math
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from builder.library.catalog import listing
from eval.ranker.cases import RankingCase
from eval.ranker.fit import cross_validate, fit_weights
from eval.ranker.weights_file import write_weights
from eval.stats.intervals import Score, mean
from hea.workflows.answers.search import open_searcher
from hea.workspace import find_workspace
from retrieval.body.features import IndexedPassage
from retrieval.body.pool import text_of
from retrieval.body.search import WITH_VECTORS, WITHOUT_VECTORS, BodySearcher

_BLANKS = re.compile(r"[\s‐-]+")
_CUT = re.compile("\u00ad\\s?|(?<=[a-z])- (?=[a-z])")
_WORD = re.compile(r"\w+(?:\.\d+)?")
#: Share of the words of a piece of evidence that a passage holds: signs that the PDF lost are not
#: lost in the passage.
_HELD = 0.8
#: Features that need vectors.
_OF_VECTORS = ("cosine", "dense")


@dataclass(frozen=True)
class PassageScores:
    """How often a passage with the evidence is among the first."""

    first: Score
    first_five: Score
    first_ten: Score


def main() -> None:
    """Fit both sets of weights, and write them."""
    workspace, questions = map(Path, sys.argv[1:3])
    cases = {"in its paper": [], "in all papers": []}
    found = 0
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    asked = [row for row in rows if row["answer"] is not None]
    with open_searcher(find_workspace(workspace)) as searcher:
        place = find_workspace(workspace)
        bodies = BodySearcher(searcher.db, place.body_index, searcher.embedder)
        paper_of = {Path(one.file).name: one.id for one in listing(searcher.db)}
        for row in asked:
            paper = paper_of[row["file"]]
            for name, papers in (("in its paper", [paper]), ("in all papers", None)):
                ranked = bodies.candidates(row["question"], papers)
                right = [holds(bodies, one, paper, row["evidence"]) for one, _ in ranked]
                features = [features for _, features in ranked]
                cases[name].append(RankingCase(row["qid"], frozenset([paper]), features, right))
                if name == "in all papers":
                    found += any(one.paper == paper for one, _ in ranked)
    print(f"paper found among the likeliest: {found} of {len(asked)}")
    for file, left_out in ((WITH_VECTORS, ()), (WITHOUT_VECTORS, _OF_VECTORS)):
        chosen = {name: [without(case, left_out) for case in of] for name, of in cases.items()}
        every = [case for of in chosen.values() for case in of]
        weights = fit_weights(every)
        held_out = cross_validate(every)
        scores = {}
        for place, (name, of) in enumerate(chosen.items()):
            scores[name] = measured(of, held_out[place * len(of) :][: len(of)])
            print(file.name, name, *(f"{s.value:.3f}" for s in vars(scores[name]).values()))
        made = {"weights": weights, "left_out": {n: asdict(s) for n, s in scores.items()}}
        write_weights(file, "python tests/tools/fit_bodies.py", [questions], made)


def holds(
    bodies: BodySearcher, one: IndexedPassage, paper: str, evidence: str | Mapping[str, Any]
) -> bool:
    """Return whether a passage holds the evidence of a question."""
    if one.paper != paper:
        return False
    text = text_of(bodies.db, one)
    if isinstance(evidence, str):
        words = set(_WORD.findall(plain(evidence)))
        return len(words & set(_WORD.findall(plain(text)))) >= _HELD * len(words)
    told = _BLANKS.sub("", plain(text))
    label, value = (_BLANKS.sub("", plain(evidence[name])) for name in ("table", "value"))
    return one.kind == "table" and told.startswith(label) and value in told


def plain(text: str) -> str:
    """Return a text in compatibility letters, words cut at the ends of lines joined."""
    return _CUT.sub("", unicodedata.normalize("NFKC", text)).lower()


def without(case: RankingCase, names: Sequence[str]) -> RankingCase:
    """Return a case without some features."""
    kept = [{n: v for n, v in of.items() if n not in names} for of in case.features]
    return replace(case, features=kept)


def measured(cases: Sequence[RankingCase], weights: Sequence[Mapping[str, float]]) -> PassageScores:
    """Score the order of passages by weights; where none is right it is a miss."""
    places = []
    for case, of in zip(cases, weights, strict=True):
        scores = [sum(of.get(n, 0.0) * v for n, v in f.items()) for f in case.features]
        order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
        places.append(next((r for r, place in enumerate(order) if case.right[place]), math.inf))
    return PassageScores(*(mean([place < k for place in places]) for k in (1, 5, 10)))


if __name__ == "__main__":
    main()
