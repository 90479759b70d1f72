"""Lay measured scores out for programs: metric → value, low, high, n, papers and more."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from eval.gold.labelled_claims import LabelledSet
from eval.metrics.answers import AnswerScores
from eval.metrics.extraction_scores import ExtractionCounts, ExtractionScores, PaperScore, Share
from eval.metrics.retrieval import RetrievalScores
from eval.report.answer_kinds import (
    bare_answers,
    scores_by_intent,
    scores_by_kind,
    scores_by_title,
)
from eval.report.summary import Evaluation
from eval.stats.intervals import Score, proportion
from hea.workflows.evaluate.measures import DetectionReport, FulltextScores
from hea.workflows.evaluate.ranker import FittedRanker

#: How an abstract is compared with the one that a person has read.
ABSTRACT_MEASURES = ("strict", "levenshtein", "ratcliff")


def extraction_card(scores: ExtractionScores) -> dict[str, Any]:
    """Return titles, DOIs, years and abstracts of PDFs against those a person has read."""
    metrics: dict[str, Any] = {}
    for name in ABSTRACT_MEASURES:
        found: ExtractionCounts = getattr(scores.abstracts, name)
        metrics[f"abstract_precision_{name}"] = asdict(proportion(found.right, found.found))
        metrics[f"abstract_recall_{name}"] = asdict(
            proportion(found.right, found.there, scores.unscored)
        )
        # F1 is no proportion of rows, so it carries no interval.
        metrics[f"abstract_f1_{name}"] = asdict(Score(found.f1, None, None, found.there))
    for name, share in shares_of(scores).items():
        metrics[name] = asdict(proportion(share.hits, share.n, scores.unscored))
    for publisher, of in scores.without_publisher.items():
        name = f"abstract_f1_strict_without_{publisher}"
        metrics[name] = asdict(Score(of.strict.f1, None, None, of.strict.there))
    invented = Score(float(scores.invented), None, None, scores.n, scores.unscored)
    metrics["abstracts_invented"] = asdict(invented)
    damaged = Score(float(scores.damaged_and_ok), None, None, scores.n, scores.unscored)
    metrics["papers_damaged_and_ok"] = asdict(damaged)
    return {
        "name": "extraction",
        "rows": scores.n,
        "scores": metrics,
        "papers": [_paper_row(paper) for paper in scores.papers],
    }


def _paper_row(paper: PaperScore) -> dict[str, Any]:
    row = asdict(paper)
    formulas = row.pop("formulas")
    return {**row, "formulas": formulas["n"], "formulas_kept": formulas["hits"]}


def shares_of(scores: ExtractionScores) -> dict[str, Share]:
    """Return the shares of fields that were read right."""
    return {
        "title_accuracy": scores.titles,
        "doi_accuracy": scores.dois,
        "year_accuracy": scores.years,
        "formula_token_accuracy": scores.formulas,
    }


def fulltext_card(scores: FulltextScores) -> dict[str, Any]:
    """Return what was read of whole papers against what a person has read."""
    return {
        "name": "fulltext",
        "rows": scores.order.n,
        "tables": scores.cells.n,
        "scores": {
            name: asdict(proportion(share.hits, share.n, unscored))
            for name, (share, unscored) in fulltext_shares(scores).items()
        },
        "misses": [{"file": file, "what": what} for part in scores for file, what in part.misses],
    }


def fulltext_shares(scores: FulltextScores) -> dict[str, tuple[Share, int]]:
    """Return the shares of sentences, headings, sections, cells and values that were read right.

    Each has the number of papers or tables that were not there to be read.
    """
    order, cells, values = scores
    breaks = order.joined.values()
    joined = {f"joined_over_{kind}_breaks": share for kind, share in order.joined.items()}
    of_order = {
        "joined": Share(sum(one.hits for one in breaks), sum(one.n for one in breaks)),
        **joined,
        "headings_in_order": order.headings,
        "headings_not_in_gold": order.extra,
        "section_kinds": order.sections,
    }
    of_tables = {"cells_in_place": cells.cells, "tables_found": cells.found}
    of_values = {"values_precision": values.precision, "values_recall": values.recall}
    return {
        **{name: (share, order.unscored) for name, share in of_order.items()},
        **{name: (share, cells.unscored) for name, share in of_tables.items()},
        **{name: (share, values.unscored) for name, share in of_values.items()},
    }


def retrieval_card(found: RetrievalScores) -> dict[str, Any]:
    """Return the scores by ranker and measure, and the same by kind of question."""
    return {
        "name": "retrieval",
        "rows": len(found.relevant),
        "left_out": found.left_out,
        "scores": {
            f"{ranker}_{measure}": asdict(score)
            for ranker, scores in found.scores.items()
            for measure, score in scores.items()
        },
        "kinds": {
            ranker: {kind: _dicts(scores) for kind, scores in kinds.items()}
            for ranker, kinds in found.kinds.items()
        },
    }


def _dicts(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {measure: asdict(score) for measure, score in scores.items()}


def answers_card(scores: AnswerScores) -> dict[str, Any]:
    """Return every measure of answers, and the citations that must not be."""
    n = len(scores.judged)
    elsewhere = Score(float(scores.cited_elsewhere), None, None, n)
    not_verbatim = Score(float(scores.not_verbatim), None, None, n)
    return {
        "name": "answers",
        "rows": n,
        "left_out": scores.left_out,
        "scores": {
            **_dicts(scores.scores),
            "citations_not_retrieved": asdict(elsewhere),
            "quotes_not_verbatim": asdict(not_verbatim),
        },
        "kinds": {kind: _dicts(of) for kind, of in scores_by_kind(scores.judged).items()},
        "intents": {name: _dicts(of) for name, of in scores_by_intent(scores.judged).items()},
        "titles": {name: _dicts(of) for name, of in scores_by_title(scores.judged).items()},
        "bare_answers": {name: asdict(of) for name, of in bare_answers(scores.judged).items()},
    }


def detection_card(found: DetectionReport) -> dict[str, Any]:
    """Return detection by detector and error, false alarms, and accuracy on labelled sets."""
    scores: dict[str, Any] = {}
    for name, of in found.measured.items():
        key = _key(name)
        scores[f"{key}_false_alarms"] = asdict(of.false_alarms)
        for kind, alarms in of.alarms_by_kind.items():
            scores[f"{key}_false_alarms_{_key(kind)}"] = asdict(alarms)
        for error, detection in {"all": of.all_errors, **of.by_error}.items():
            for measure in ("recall", "precision", "f1"):
                scores[f"{key}_{measure}_{error}"] = asdict(getattr(detection, measure))
    by_models = {
        _key(name): {
            _key(error): asdict(detection.recall)
            for error, detection in {"all": of.all_errors, **of.by_error}.items()
        }
        for name, of in found.by_models.items()
    }
    return {
        "name": "metrics",
        "rows": len(next(iter(found.measured.values())).flags) if found.measured else 0,
        "scores": scores,
        "recall_of_model_errors": by_models,
        "labelled": {each.name: _labelled_card(found, each) for each in found.sets},
    }


def _labelled_card(found: DetectionReport, of: LabelledSet) -> dict[str, Any]:
    accuracies = found.accuracies[of.name]
    return {
        "scores": {_key(name): asdict(score) for name, score in accuracies.items()},
        "unscored": of.unscored,
        "published": dict(of.published),
    }


def _key(name: str) -> str:
    return name.lower().replace(" ", "_").replace("-", "_")


def evaluation_card(found: Evaluation) -> dict[str, Any]:
    """Return the scores of every cell and ranker, the gains between cells, and the strata."""
    scores = {
        f"{cell}/{measure}": asdict(score)
        for cell, of in found.scores.items()
        for measure, score in of.items()
    }
    for ranker, of in found.retrieval.items():
        scores |= {f"retrieval/{ranker}/{measure}": asdict(score) for measure, score in of.items()}
    return {
        "name": found.name,
        "rows": found.questions,
        "scores": scores,
        "gains": [asdict(gain) for gain in found.gains],
        "failed": found.failed,
        "strata": {
            stratum: {g: {c: asdict(s) for c, s in of.items()} for g, of in groups.items()}
            for stratum, groups in found.strata.items()
        },
        "settings": found.settings,
        "notes": list(found.notes),
    }


def ranker_card(found: Mapping[str, FittedRanker]) -> dict[str, Any]:
    """Return how often what answers is among the first, and the weights by the file they are in."""
    scores = {
        f"{name.removesuffix('.json')}_{measure}": score
        for name, fitted in found.items()
        for measure, score in asdict(fitted.left_out).items()
    }
    return {
        "name": "ranker",
        "scores": scores,
        "files": {name: asdict(fitted) for name, fitted in found.items()},
    }
