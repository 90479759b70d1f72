"""Does retrieval find the paper that answers? Recall@k and mean reciprocal rank by ranker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.library import Listed
from eval.intervals import Score, proportion
from eval.questions import Question, in_corpus, names_of
from retrieval.search import Searcher, Weights

KS = (1, 3, 5)
#: What is compared: each ranker alone, and both as `search` fuses them.
RANKERS = {
    "dense": Weights(words=0.0),
    "words": Weights(dense=0.0),
    "fused": Weights(),
}


@dataclass(frozen=True, slots=True)
class RankerScores:
    """How well one ranker finds the answering papers."""

    ranker: str
    recall: dict[int, Score]
    """By k: the share of questions with an answering paper among the first k."""
    mrr: float | None
    """Mean of 1 / rank of the first answering paper, 0 beyond the largest k."""


def score_retrieval(
    searcher: Searcher,
    questions: Sequence[Question],
    library: Sequence[Listed],
    progress: Callable[[int, int], None],
) -> list[RankerScores]:
    """Ask each ranker every answerable question; those with no source here are unscored."""
    answerable = [q for q in questions if q.answerable]
    scored = in_corpus(answerable, library)
    unscored = len(answerable) - len(scored)
    results = []
    for done, (name, weights) in enumerate(RANKERS.items()):
        ranks = []
        for n, question in enumerate(scored, start=1):
            hits = searcher.search(question.text, max(KS), weights)
            ranks.append(
                next((h.rank for h in hits if names_of(h.listed) & question.sources), None)
            )
            progress(done * len(scored) + n, len(RANKERS) * len(scored))
        recall = {
            k: proportion(sum(r is not None and r <= k for r in ranks), len(ranks), unscored)
            for k in KS
        }
        mrr = sum(1 / r for r in ranks if r) / len(ranks) if ranks else None
        results.append(RankerScores(name, recall, mrr))
    return results
