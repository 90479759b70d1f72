"""Does retrieval find the paper that answers? Recall@k and mean reciprocal rank by ranker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.library import Listed
from eval.intervals import Score, proportion
from eval.questions import Question, in_corpus, names_of
from retrieval.search import Searcher, Weights

KS = (1, 3, 5)
#: What is compared: each ranker alone, and all as `search` fuses them.
RANKERS = {
    "dense": Weights(1.0, 0.0, 0.0),
    "words": Weights(0.0, 1.0, 0.0),
    "alloys": Weights(0.0, 0.0, 1.0),
    "fused": Weights(),
}


#: The fused ranking, on questions that write their alloy otherwise than the paper does.
REWRITTEN = "fused, alloy rewritten"


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
    found: dict[str, list[int | None]] = {}
    for done, (name, weights) in enumerate(RANKERS.items()):
        found[name] = []
        for n, question in enumerate(scored, start=1):
            hits = searcher.search(question.text, max(KS), weights)
            rank = next((h.rank for h in hits if names_of(h.listed) & question.sources), None)
            found[name].append(rank)
            progress(done * len(scored) + n, len(RANKERS) * len(scored))
    results = [_scores(name, ranks, unscored) for name, ranks in found.items()]
    pairs = zip(scored, found["fused"], strict=True)
    rewritten = [rank for question, rank in pairs if question.rewritten]
    return [*results, *([_scores(REWRITTEN, rewritten, 0)] if rewritten else [])]


def _scores(name: str, ranks: Sequence[int | None], unscored: int) -> RankerScores:
    recall = {
        k: proportion(sum(r is not None and r <= k for r in ranks), len(ranks), unscored)
        for k in KS
    }
    mrr = sum(1 / r for r in ranks if r) / len(ranks) if ranks else None
    return RankerScores(name, recall, mrr)
