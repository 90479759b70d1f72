"""From a question to the papers that may answer it: vectors and words, fused by rank."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from builder.library import Listed, by_id
from retrieval.embedder import Embedder
from retrieval.index import VectorIndex
from retrieval.passages import Passage, passages
from retrieval.words import search_words

#: Reciprocal-rank fusion's constant. Its authors take 60 for runs of many rankers over long lists
#: (Cormack et al. 2009, doi:10.1145/1571941.1572114); two rankers and five places want a steeper
#: one. `hea eval retrieval` on 112 questions over 137 abstracts: recall@1, recall@5 and MRR are
#: .91 .98 .947 with 60 and equal weights, .964 1.0 .982 with 5 and words weighted double, and
#: change little for constants from 2 to 10 and weights from 1.5 to 4.
_RRF = 5
#: Passages each ranker may offer.
_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Why:
    """Why a hit was found: its cosine, its BM25 score, None where that ranker did not offer it."""

    dense: float | None
    words: float | None
    composition: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One paper found for a question, by its best passage."""

    rank: int
    passage: Passage
    score: float
    why: Why
    listed: Listed = field(repr=False)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranker counts in the fusion; 0 leaves it out."""

    dense: float = 1.0
    words: float = 2.0


class Searcher:
    """Everything a question needs to find its papers."""

    def __init__(self, db: sqlite3.Connection, index: VectorIndex, embedder: Embedder) -> None:
        self.db = db
        self._index = index
        self.embedder = embedder

    def search(self, question: str, k: int, weights: Weights = Weights()) -> list[Hit]:
        """The ``k`` best papers for a question, best first, each with why it was found."""
        dense: dict[int, float] = {}
        words: dict[int, float] = {}
        if weights.dense:
            dense = dict(self._index.search(self.embedder.embed([question])[0], _DEPTH))
        if weights.words:
            words = dict(search_words(self.db, question, _DEPTH))
        fused = fuse([(list(dense), weights.dense), (list(words), weights.words)])
        found = passages(self.db, [passage for passage, _ in fused])
        listed = by_id(self.db, {passage.paper for passage in found.values()})
        hits: list[Hit] = []
        seen: set[str] = set()
        for number, score in fused:
            passage = found.get(number)
            if passage is None or passage.paper in seen:
                continue
            seen.add(passage.paper)
            why = Why(dense.get(number), words.get(number))
            hits.append(Hit(len(hits) + 1, passage, score, why, listed[passage.paper]))
            if len(hits) == k:
                break
        return hits


def fuse(rankings: Iterable[tuple[list[int], float]]) -> list[tuple[int, float]]:
    """Reciprocal-rank fusion: (passage, Σ weight / (constant + rank)), best first, ties by id."""
    scores: dict[int, float] = {}
    for ranking, weight in rankings:
        for rank, passage in enumerate(ranking, start=1):
            scores[passage] = scores.get(passage, 0.0) + weight / (_RRF + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
