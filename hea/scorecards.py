"""Scorecards of `hea eval`: as metric → {value, low, high, n, unscored}, and as tables."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from eval.answers import AnswerScores
from eval.extraction import AbstractScores, ExtractionScores, Found, Share
from eval.intervals import Score, proportion
from eval.retrieval import KS, REWRITTEN, RankerScores
from hea import show

_MEASURES = {
    "strict": "strict (normalised)",
    "levenshtein": "Levenshtein ≥ 0.8",
    "ratcliff": "Ratcliff ≥ 0.95",
}


def extraction(scores: ExtractionScores) -> dict[str, Any]:
    """The scorecard as metric → {value, low, high, n, unscored}."""
    metrics: dict[str, Any] = {}
    for name in _MEASURES:
        found: Found = getattr(scores.abstracts, name)
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
    table = show.table(kind, "F1 strict", "F1 Lev.", "F1 Rat.", "n")
    for name, of in groups.items():
        table.add_row(
            Text(name),
            show.number(of.strict.f1),
            show.number(of.levenshtein.f1),
            show.number(of.ratcliff.f1),
            str(of.strict.there),
        )
    return table


def show_extraction(scores: ExtractionScores) -> None:
    table = show.table("abstracts", "precision", "recall", "F1", "right of")
    for name, label in _MEASURES.items():
        found: Found = getattr(scores.abstracts, name)
        table.add_row(
            label,
            show.number(found.precision),
            show.number(found.recall),
            show.number(found.f1),
            f"{found.right} of {found.there}",
        )
    show.out.print(table)
    show.out.print(f"invented where there is none: {scores.invented}")
    show.out.print()
    for name, share in _shares(scores).items():
        label = name.replace("_", " ").replace("doi", "DOI")
        show.out.print(f"{label:24} {show.number(share.value)}  ({share.hits} of {share.n})")
    show.out.print()
    show.out.print(_grouped("publisher", scores.by_publisher))
    left_out = [of.strict.f1 or 0.0 for of in scores.without_publisher.values()]
    if len(left_out) > 1:
        least, most = show.number(min(left_out)), show.number(max(left_out))
        show.out.print(f"leaving out one publisher after another: F1 strict {least} to {most}")
    show.out.print()
    show.out.print(_grouped("state", scores.by_state))
    for miss in scores.worst:
        show.out.print()
        show.out.print(Text(f"{miss.file}  {miss.likeness:.3f}", "yellow"))
        show.out.print(Text(miss.difference))
    _note_unscored(scores.unscored)


def retrieval(found: list[RankerScores]) -> dict[str, Any]:
    return {
        f"{ranker.ranker.replace(', ', '_').replace(' ', '_')}_{name}": asdict(value)
        for ranker in found
        for name, value in (
            *((f"recall@{k}", ranker.recall[k]) for k in KS),
            ("mrr", Score(ranker.mrr, None, None, ranker.recall[1].n, ranker.recall[1].unscored)),
        )
    }


def show_retrieval(found: list[RankerScores]) -> None:
    table = show.table("ranker", *(f"recall@{k} (95 %)" for k in KS), "MRR")
    for ranker in found:
        if ranker.ranker != REWRITTEN:
            values = [
                f"{show.number(s.value)} ({show.number(s.low)}–{show.number(s.high)})"
                for s in ranker.recall.values()
            ]
            table.add_row(ranker.ranker, *values, show.number(ranker.mrr))
    show.out.print(table)
    show.out.print(f"n = {found[0].recall[1].n} questions")
    for part in found:
        if part.ranker == REWRITTEN:
            values = [f"recall@{k} {show.number(part.recall[k].value)}" for k in KS]
            show.out.print(f"{REWRITTEN}: {', '.join(values)}, n = {part.recall[1].n}")
    _note_unscored(found[0].recall[1].unscored)


_ANSWERS = {
    "evidence": ("evidence_cited", "known evidence among the quotes"),
    "number": ("value_exact_match", "value right, in any unit"),
    "coverage": ("coverage", "answerable questions answered"),
    "refused": ("refusal_recall", "unanswerable questions refused"),
    "refused_rightly": ("refusal_precision", "refusals that were right"),
}


def answers(scores: AnswerScores) -> dict[str, Any]:
    """The scorecard as metric → {value, low, high, n, unscored}."""
    card = {metric: asdict(getattr(scores, name)) for name, (metric, _) in _ANSWERS.items()}
    n = len(scores.judged)
    return {
        **card,
        "short_token_f1": asdict(scores.short_f1),
        "citations_not_retrieved": asdict(Score(float(scores.cited_elsewhere), None, None, n)),
        "quotes_not_verbatim": asdict(Score(float(scores.not_verbatim), None, None, n)),
        "sentences_per_answer": asdict(Score(scores.sentences, None, None, n)),
    }


def show_answers(scores: AnswerScores) -> None:
    table = show.table("measure", "value (95 %)", "n")
    for name, (_, label) in _ANSWERS.items():
        of: Score = getattr(scores, name)
        between = f" ({show.number(of.low)}–{show.number(of.high)})" if of.low is not None else ""
        table.add_row(label, f"{show.number(of.value)}{between}", str(of.n))
    table.add_row(
        "bare answer, token F1", show.number(scores.short_f1.value), str(scores.short_f1.n)
    )
    show.out.print(table)
    show.out.print(
        f"{scores.sentences:.1f} sentences an answer; {scores.cited_elsewhere} citations of papers"
        f" not retrieved; {scores.not_verbatim} quotes not verbatim"
    )
    _note_unscored(scores.evidence.unscored)


def _note_unscored(unscored: int) -> None:
    if unscored:
        show.out.print(f"{unscored} not scored: their papers are not here")
