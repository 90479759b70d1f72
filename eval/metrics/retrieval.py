"""Measure retrieval: recall, MRR and nDCG of the answering papers, by ranker and kind of question.

Measured by ir-measures (MacAvaney et al. 2022, doi:10.1007/978-3-030-99739-7_38), from runs that
any other tool for TREC runs reads too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from builder.library.catalog import CatalogEntry
from eval.gold.questions import (
    TITLE_GROUPS,
    TITLE_QUOTED,
    Question,
    can_be_asked,
    in_corpus,
    names_of,
)
from eval.stats.intervals import PaperValue, Score, clustered_mean
from retrieval.hybrid import FusionWeights, Searcher

KS = (1, 3, 5, 10)
#: Papers looked at for one question.
DEPTH = max(KS)
#: What is compared: each ranker alone, and all as `search` fuses them.
RANKERS = {
    "dense": FusionWeights(1.0, 0.0, 0.0),
    "words": FusionWeights(0.0, 1.0, 0.0),
    "composition": FusionWeights(0.0, 0.0, 1.0),
    "fused": FusionWeights(),
}
MEASURES = (*(f"recall@{k}" for k in KS), "mrr", f"ndcg@{DEPTH}", "precision@5")
#: Questions that write their alloy otherwise than the paper does, among the kinds.
REWRITTEN = "alloy rewritten"

#: Question id → papers, best first.
Run = Mapping[str, Sequence[str]]
#: Question id → the papers that answer it.
Relevant = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """Scores of each ranker, and the papers it found."""

    scores: dict[str, dict[str, Score]]
    """By ranker, by measure."""
    kinds: dict[str, dict[str, dict[str, Score]]]
    """By ranker, by kind of question, by measure; ``REWRITTEN`` and titles cut across the kinds."""
    runs: dict[str, Run]
    relevant: Relevant
    left_out: int
    """Questions that were not asked, as their papers are not in the corpus."""


def score_retrieval(
    searcher: Searcher,
    questions: Sequence[Question],
    library: Sequence[CatalogEntry],
    progress: Callable[[int, int], None],
) -> RetrievalScores:
    """Search with each ranker for every question that has an answer.

    Questions that no paper of the library answers are unscored.
    """
    answerable = [q for q in questions if q.answerable]
    scored = in_corpus(answerable, library)
    unscored = len(answerable) - len(scored)
    relevant = {
        q.id: frozenset(one.id for one in library if names_of(one) & q.sources) for q in scored
    }
    runs: dict[str, Run] = {}
    for done, (name, weights) in enumerate(RANKERS.items()):
        runs[name] = found = {}
        for n, question in enumerate(scored, start=1):
            hits = searcher.search(question.text, DEPTH, weights)
            found[question.id] = [hit.listed.id for hit in hits]
            progress(done * len(scored) + n, len(RANKERS) * len(scored))
    groups = {kind: [q.id for q in scored if q.kind == kind] for kind in sorted(_kinds(scored))}
    groups[REWRITTEN] = [q.id for q in scored if q.rewritten]
    titles = {name: [q.id for q in scored if q.title_group == name] for name in TITLE_GROUPS}
    groups |= titles if titles[TITLE_QUOTED] else {}
    values = {name: score_run(run, relevant) for name, run in runs.items()}
    return RetrievalScores(
        {name: _means(of, relevant, list(relevant), unscored) for name, of in values.items()},
        {
            name: {kind: _means(of, relevant, ids, 0) for kind, ids in groups.items() if ids}
            for name, of in values.items()
        },
        runs,
        relevant,
        len(answerable) - len(can_be_asked(answerable, library)),
    )


def _kinds(questions: Sequence[Question]) -> set[str]:
    return {question.kind for question in questions} - {""}


def score_run(run: Run, relevant: Relevant) -> dict[str, dict[str, float | None]]:
    """Return measure → question → value.

    A value is 0 where no relevant paper was found; where no paper at all was found, the precision
    is None.
    """
    from ir_measures import RR, Qrel, R, ScoredDoc, iter_calc, nDCG

    names = {R @ k: f"recall@{k}" for k in KS} | {RR @ DEPTH: "mrr", nDCG @ DEPTH: f"ndcg@{DEPTH}"}
    relevance = [Qrel(q, paper, 1) for q, papers in relevant.items() for paper in papers]
    # The score is the rank reversed: ir-measures breaks ties by the paper's name.
    ranking = [
        ScoredDoc(q, paper, float(DEPTH - place))
        for q, papers in run.items()
        for place, paper in enumerate(papers)
    ]
    found: dict[str, dict[str, float | None]] = {name: {} for name in MEASURES}
    for metric in iter_calc(list(names), relevance, ranking):
        found[names[metric.measure]][metric.query_id] = float(metric.value)
    for question, papers in run.items():
        found["precision@5"][question] = id_precision(papers[:5], relevant[question])
    return found


def _means(
    values: Mapping[str, Mapping[str, float | None]],
    relevant: Relevant,
    ids: Sequence[str],
    unscored: int,
) -> dict[str, Score]:
    """Return the means of some questions; those of one answering paper are drawn together."""
    papers = {question: min(relevant[question]) for question in ids}
    left_out = [PaperValue(None, "")] * unscored
    return {
        name: clustered_mean([*(PaperValue(of[q], papers[q]) for q in ids), *left_out])
        for name, of in values.items()
    }


def id_precision(found: Sequence[str], relevant: frozenset[str]) -> float | None:
    """Return the share of the papers found that are relevant; None where none was found."""
    return fmean(paper in relevant for paper in set(found)) if found else None


def run_lines(run: Run, ranker: str) -> Iterator[str]:
    """Yield the lines of a TREC run: question, Q0, paper, rank, score, name of the ranker."""
    for question, papers in run.items():
        for place, paper in enumerate(papers):
            yield f"{question} Q0 {paper} {place + 1} {DEPTH - place} {ranker}\n"


def relevant_lines(relevant: Relevant) -> Iterator[str]:
    """Yield the lines of TREC's qrels: question, 0, paper, 1."""
    for question, papers in relevant.items():
        for paper in sorted(papers):
            yield f"{question} 0 {paper} 1\n"
