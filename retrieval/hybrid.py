"""Find the papers that may answer a question: rankings by vectors, words and alloys, fused."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.library.catalog import CatalogEntry, by_id
from retrieval.composition import search_compositions
from retrieval.embedder import Embedder
from retrieval.filters import Filters
from retrieval.lexical import search_words
from retrieval.passages import Passage, passages
from retrieval.ranking.linear_model import read_model
from retrieval.ranking.paper_features import paper_features
from retrieval.vector_index import VectorIndex, search_vectors

#: Reciprocal-rank fusion's constant. Its authors take 60 for runs of many rankers over long lists
#: (Cormack et al. 2009, doi:10.1145/1571941.1572114); few rankers and five places want a steeper
#: one. `hea eval retrieval` on 112 questions over 137 abstracts: recall@1, recall@5 and MRR were
#: .91 .98 .947 with 60 and equal weights, .964 1.0 .982 with 5 and words weighted double, and
#: change little for constants from 2 to 10 and weights from 1.5 to 4.
_RRF = 5
#: Papers of the fusion that are ranked by the fitted weights.
CANDIDATES = 20
#: The fitted weights of the papers' features; the file names the command that made it.
MODEL = Path(__file__).parent / "ranking" / "paper_weights.json"
#: Passages that each ranker may return.
_DEPTH = 50
#: The same where filters may turn most of them away.
_DEPTH_FILTERED = 1000


@dataclass(frozen=True, slots=True)
class ScoreBreakdown:
    """Scores of a hit by each ranker; None where that ranker did not return it."""

    dense: float | None
    """Cosine of question and passage."""
    words: float | None
    """BM25 score."""
    composition: float | None = None
    """Likeness of its alloy to that of the question; see `retrieval.composition`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One paper found for a question, by its best passage."""

    rank: int
    passage: Passage
    score: float
    why: ScoreBreakdown
    listed: CatalogEntry = field(repr=False)


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """Weights of the rankers in the fusion; 0 leaves one out."""

    dense: float = 1.0
    words: float = 2.0
    composition: float = 1.5
    """Up to 1.5 the results of the 112 questions are those without it (recall@1 .98), because their
    words tell enough. To "What is known about X?" for 49 rare compositions written in another
    order, the paper comes first in .61 without it, .78 with 0.5, .82 with 1 and .88 with 1.5; with
    2 the results of the 112 get worse."""


class Searcher:
    """A database with its index and embedder, opened for searching."""

    def __init__(self, db: sqlite3.Connection, index: VectorIndex, embedder: Embedder) -> None:
        """Search a database by its index; the embedder is that of the index."""
        self.db = db
        self._index = index
        self.embedder = embedder

    def search(
        self,
        question: str,
        k: int,
        weights: FusionWeights = FusionWeights(),
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """Return the ``k`` best papers for a question, best first, each with its scores.

        The first twenty of the fusion are ranked anew by weights that were fitted; where a ranker
        is left out the order is that of the fusion. Papers that the filters turn away do not count
        towards ``k``.
        """
        if not (weights.dense and weights.words and weights.composition):
            return self._fused(k, self._rankings(question, weights, filters), filters)
        model = read_model(MODEL)
        scored = [
            replace(hit, score=model.score(features))
            for hit, features in self.candidates(question, k, weights, filters)
        ]
        scored.sort(key=lambda hit: (-hit.score, hit.rank))
        return [replace(hit, rank=rank) for rank, hit in enumerate(scored[:k], start=1)]

    def candidates(
        self,
        question: str,
        k: int = CANDIDATES,
        weights: FusionWeights = FusionWeights(),
        filters: Filters = Filters(),
    ) -> list[tuple[Hit, dict[str, float]]]:
        """Return the papers that are ranked for a question, in the order of the fusion.

        Each comes with its features by name; `hea eval ranker` fits their weights.
        """
        rankings = self._rankings(question, weights, filters)
        hits = self._fused(max(k, CANDIDATES), rankings, filters)
        ranks = {name: reciprocal_ranks(scores) for name, (scores, _) in rankings.items()}
        found = [hit.listed.id for hit in hits]
        bm25 = rankings["words"][0]
        return list(zip(hits, paper_features(self.db, question, found, ranks, bm25), strict=True))

    def _rankings(
        self, question: str, weights: FusionWeights, filters: Filters
    ) -> dict[str, tuple[dict[int, float], float]]:
        """Return the passages' scores by each ranker, with its weight in the fusion."""
        depth = _DEPTH_FILTERED if filters else _DEPTH
        dense: dict[int, float] = {}
        words: dict[int, float] = {}
        alloys: dict[int, float] = {}
        if weights.dense:
            vector = self.embedder.embed([question])[0]
            dense = dict(search_vectors(self.db, self._index, vector, depth))
        if weights.words:
            words = dict(search_words(self.db, question, depth))
        if weights.composition:
            alloys = dict(search_compositions(self.db, question, depth))
        return {
            "dense": (dense, weights.dense),
            "words": (words, weights.words),
            "composition": (alloys, weights.composition),
        }

    def _fused(
        self,
        k: int,
        rankings: Mapping[str, tuple[Mapping[int, float], float]],
        filters: Filters,
    ) -> list[Hit]:
        """Return the ``k`` best papers of the fusion that pass the filters."""
        hits: list[Hit] = []
        seen: set[str] = set()
        for number, score in fuse(rankings.values()):
            # Passages are read one at a time, because most of the ranking is never needed.
            passage = passages(self.db, [number]).get(number)
            if passage is None or passage.paper in seen:
                continue
            seen.add(passage.paper)
            listed = by_id(self.db, [passage.paper])[passage.paper]
            if not filters.hold(listed.paper):
                continue
            why = ScoreBreakdown(*(scores.get(number) for scores, _ in rankings.values()))
            hits.append(Hit(len(hits) + 1, passage, score, why, listed))
            if len(hits) == k:
                break
        return hits


def fuse(rankings: Iterable[tuple[Mapping[int, float], float]]) -> list[tuple[int, float]]:
    """Fuse rankings by reciprocal rank.

    Args:
        rankings: The scores of each ranker's passages, and its weight.

    Returns:
        (passage, Σ weight / (constant + rank)), best first, ties by id.
    """
    fused: dict[int, float] = {}
    for ranking, weight in rankings:
        for passage, reciprocal in reciprocal_ranks(ranking).items():
            fused[passage] = fused.get(passage, 0.0) + weight * reciprocal
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def reciprocal_ranks(ranking: Mapping[int, float]) -> dict[int, float]:
    """Return 1 / (constant + rank) of each passage.

    Equal scores share the last of their ranks: to be one of forty papers on an alloy tells little,
    to be the only one tells much.
    """
    scores = sorted(ranking.values())
    return {
        passage: 1 / (_RRF + len(scores) - bisect_left(scores, score))
        for passage, score in ranking.items()
    }
