"""Scorecards of `hea eval`: as metric → {value, low, high, n, unscored}, and as tables."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from eval.metrics.answers import MOST_WORDS, AnswerScores
from eval.metrics.extraction import AbstractScores, ExtractionCounts, ExtractionScores, Share
from eval.metrics.retrieval import DEPTH, RetrievalScores
from eval.stats.intervals import Score, proportion
from hea.render import console

_MEASURES = {
    "strict": "strict (normalised)",
    "levenshtein": "Levenshtein ≥ 0.8",
    "ratcliff": "Ratcliff ≥ 0.95",
}


def extraction(scores: ExtractionScores) -> dict[str, Any]:
    """The scorecard as metric → {value, low, high, n, unscored}."""
    metrics: dict[str, Any] = {}
    for name in _MEASURES:
        found: ExtractionCounts = getattr(scores.abstracts, name)
        metrics[f"abstract_precision_{name}"] = asdict(proportion(found.right, found.found))
        metrics[f"abstract_recall_{name}"] = asdict(
            proportion(found.right, found.there, scores.unscored)
        )
        # F1 is no proportion of rows, so it carries no interval.
        metrics[f"abstract_f1_{name}"] = asdict(Score(found.f1, None, None, found.there))
    for name, share in _shares(scores).items():
        metrics[name] = asdict(proportion(share.hits, share.n, scores.unscored))
    for publisher, of in scores.without_publisher.items():
        name = f"abstract_f1_strict_without_{publisher}"
        metrics[name] = asdict(Score(of.strict.f1, None, None, of.strict.there))
    invented = Score(float(scores.invented), None, None, scores.n, scores.unscored)
    return {**metrics, "abstracts_invented": asdict(invented)}


def _shares(scores: ExtractionScores) -> dict[str, Share]:
    return {
        "title_accuracy": scores.titles,
        "doi_accuracy": scores.dois,
        "year_accuracy": scores.years,
        "formula_token_accuracy": scores.formulas,
    }


def _grouped(kind: str, groups: Mapping[str, AbstractScores]) -> Table:
    """One row for each group of papers."""
    table = console.table(kind, "F1 strict", "F1 Lev.", "F1 Rat.", "n")
    for name, of in groups.items():
        table.add_row(
            Text(name),
            console.number(of.strict.f1),
            console.number(of.levenshtein.f1),
            console.number(of.ratcliff.f1),
            str(of.strict.there),
        )
    return table


def show_extraction(scores: ExtractionScores) -> None:
    table = console.table("abstracts", "precision", "recall", "F1", "right of")
    for name, label in _MEASURES.items():
        found: ExtractionCounts = getattr(scores.abstracts, name)
        table.add_row(
            label,
            console.number(found.precision),
            console.number(found.recall),
            console.number(found.f1),
            f"{found.right} of {found.there}",
        )
    console.out.print(table)
    console.out.print(f"invented where there is none: {scores.invented}")
    console.out.print()
    for name, share in _shares(scores).items():
        label = name.replace("_", " ").replace("doi", "DOI")
        console.out.print(f"{label:24} {console.number(share.value)}  ({share.hits} of {share.n})")
    console.out.print()
    console.out.print(_grouped("publisher", scores.by_publisher))
    left_out = [of.strict.f1 or 0.0 for of in scores.without_publisher.values()]
    if len(left_out) > 1:
        least, most = console.number(min(left_out)), console.number(max(left_out))
        console.out.print(f"leaving out one publisher after another: F1 strict {least} to {most}")
    console.out.print()
    console.out.print(_grouped("state", scores.by_state))
    for miss in scores.worst:
        console.out.print()
        console.out.print(Text(f"{miss.file}  {miss.likeness:.3f}", "yellow"))
        console.out.print(Text(miss.difference))
    _note_unscored(scores.unscored)


def retrieval(found: RetrievalScores) -> dict[str, Any]:
    """The scorecard by ranker and measure, and the same by kind of question."""
    return {
        "name": "retrieval",
        "rows": len(found.relevant),
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


_SHOWN = ("recall@1", "recall@5", "mrr", f"ndcg@{DEPTH}")


def show_retrieval(found: RetrievalScores) -> None:
    table = console.table("ranker", *_SHOWN[:2], "MRR", f"nDCG@{DEPTH}")
    for ranker, scores in found.scores.items():
        spread = [between(scores[measure]) for measure in _SHOWN[:2]]
        table.add_row(ranker, *spread, *(console.number(scores[m].value) for m in _SHOWN[2:]))
    console.out.print(table)
    total = found.scores["fused"]["recall@1"]
    console.out.print(f"n = {total.n} questions; in brackets 95 % intervals")
    if kinds := found.kinds["fused"]:
        console.out.print()
        table = console.table("fused, by kind", "n", *_SHOWN[:2], "MRR", f"nDCG@{DEPTH}")
        for kind, scores in kinds.items():
            values = [console.number(scores[measure].value) for measure in _SHOWN]
            table.add_row(kind.replace("_", " "), str(scores["mrr"].n), *values)
        console.out.print(table)
    _note_unscored(total.unscored)


def between(score: Score) -> str:
    """A value and, where there is one, its interval."""
    between = (
        f" ({console.number(score.low)}–{console.number(score.high)})"
        if score.low is not None
        else ""
    )
    return console.number(score.value) + between


#: How each metric of answers is called, in the order in which they are shown.
_ANSWERS = {
    "evidence_cited": "known evidence among the quotes",
    "value_exact_match": "value right, in any unit",
    "exact_match": "bare answer right, word for word",
    "short_token_f1": "bare answer, token F1",
    "choice_accuracy": "yes or no, or the option, right",
    "groundedness": "sentences the cited papers support",
    "citation_recall": "citation recall (ALCE)",
    "citation_precision": "citation precision (ALCE)",
    "semantic_similarity": "likeness in meaning to the answer",
    "rouge1": "ROUGE-1",
    "rouge2": "ROUGE-2",
    "rougeL": "ROUGE-L",
    "bleu": "BLEU",
    "chrf": "chrF",
    "words": "words",
    "sentences": "sentences",
    "concise": f"at most {MOST_WORDS} words",
    "coverage": "answerable questions answered",
    "refusal_recall": "unanswerable questions refused",
    "refusal_precision": "refusals that were right",
    "aurc": "area under risk and coverage",
}


def answers(scores: AnswerScores) -> dict[str, Any]:
    """The scorecard as metric → {value, low, high, n, unscored}."""
    n = len(scores.judged)
    return {
        **_dicts(scores.scores),
        "citations_not_retrieved": asdict(Score(float(scores.cited_elsewhere), None, None, n)),
        "quotes_not_verbatim": asdict(Score(float(scores.not_verbatim), None, None, n)),
    }


def show_answers(scores: AnswerScores) -> None:
    table = console.table("measure", "value (95 %)", "n", "unscored")
    for metric, label in _ANSWERS.items():
        if score := scores.scores.get(metric):
            table.add_row(label, between(score), str(score.n), str(score.unscored or ""))
    console.out.print(table)
    console.out.print(
        f"{scores.cited_elsewhere} citations of papers not retrieved;"
        f" {scores.not_verbatim} quotes not verbatim"
    )


def _note_unscored(unscored: int) -> None:
    if unscored:
        console.out.print(f"{unscored} not scored: their papers are not here")
