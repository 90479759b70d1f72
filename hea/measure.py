"""`hea eval`: how well abstracts are read and papers are found, measured against known truth."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from builder.errors import UserError
from builder.isolation import Limits, extract_all
from builder.library import listing
from eval.extraction import ExtractionScores, Found, Gold, Share, score
from eval.intervals import Score, proportion
from eval.questions import read_questions
from eval.retrieval import KS, RankerScores, score_retrieval
from hea import show
from hea.options import Json, Where
from hea.rooms import searcher
from hea.workspace import find_workspace

app = typer.Typer(help="Measure extraction and retrieval against known truth.")

_MEASURES = {
    "strict": "strict (normalised)",
    "levenshtein": "Levenshtein ≥ 0.8",
    "ratcliff": "Ratcliff ≥ 0.95",
}


@app.command()
def extract(
    gold: Annotated[
        Path,
        typer.Option(
            help='JSONL of {"file", "title", "doi", "year", "abstract"}; the PDFs lie beside it.',
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    as_json: Json = False,
) -> None:
    """How truly titles, DOIs and abstracts are read from PDFs that a person has read too."""
    rows = _gold(gold)
    paths = {gold.parent / row.file: row.file for row in rows}
    papers = {}
    with show.bar("Reading PDFs") as progress:
        for path, paper in extract_all([path for path in paths if path.exists()], Limits()):
            papers[paths[path]] = paper
            progress(len(papers), len(rows))
    scores = score(rows, papers)
    if as_json:
        show.print_json({"name": "extraction", "rows": scores.n, "scores": _extraction(scores)})
    else:
        _show_extraction(scores)


@app.command()
def retrieval(
    questions: Annotated[
        Path,
        typer.Option(
            help='JSONL of {"question", "source_id"}; a source is named by record id or DOI.',
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """How often the answering paper is among the first k: vectors, words, and both fused."""
    asked = read_questions(questions)
    with searcher(find_workspace(workspace)) as search, show.bar("Asking") as progress:
        found = score_retrieval(search, asked, listing(search.db), progress)
    if not any(ranker.recall[1].n for ranker in found):
        raise UserError(
            "No question names a paper of this corpus as its source.",
            "A source_id is a record's id, a DOI or a paper id from `hea papers --json`.",
        )
    if as_json:
        rows = found[0].recall[1].n
        show.print_json({"name": "retrieval", "rows": rows, "scores": _retrieval(found)})
    else:
        _show_retrieval(found)


def _gold(path: Path) -> list[Gold]:
    rows = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        try:
            rows.append(Gold.from_row(json.loads(line)))
        except (ValueError, KeyError, AttributeError) as error:
            raise UserError(
                f"Line {number} of {path.name} is no gold row ({error!r}).",
                'Each line is {"file": …, "title": …, "abstract": …}.',
            ) from error
    return rows


def _extraction(scores: ExtractionScores) -> dict[str, Any]:
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
    invented = Score(float(scores.invented), None, None, scores.n, scores.unscored)
    return {**metrics, "abstracts_invented": asdict(invented)}


def _shares(scores: ExtractionScores) -> dict[str, Share]:
    return {
        "title_accuracy": scores.titles,
        "doi_accuracy": scores.dois,
        "year_accuracy": scores.years,
        "formula_token_accuracy": scores.formulas,
    }


def _show_extraction(scores: ExtractionScores) -> None:
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
    by_publisher = show.table("publisher", "F1 strict", "F1 Lev.", "F1 Rat.", "n")
    for publisher, of in scores.by_publisher.items():
        by_publisher.add_row(
            Text(publisher),
            show.number(of.strict.f1),
            show.number(of.levenshtein.f1),
            show.number(of.ratcliff.f1),
            str(of.strict.there),
        )
    show.out.print(by_publisher)
    for miss in scores.worst:
        show.out.print()
        show.out.print(Text(f"{miss.file}  {miss.likeness:.3f}", "yellow"))
        show.out.print(Text(miss.difference))
    _note_unscored(scores.unscored)


def _retrieval(found: list[RankerScores]) -> dict[str, Any]:
    return {
        f"{ranker.ranker}_{name}": asdict(value)
        for ranker in found
        for name, value in (
            *((f"recall@{k}", ranker.recall[k]) for k in KS),
            ("mrr", Score(ranker.mrr, None, None, ranker.recall[1].n, ranker.recall[1].unscored)),
        )
    }


def _show_retrieval(found: list[RankerScores]) -> None:
    table = show.table("ranker", *(f"recall@{k} (95 %)" for k in KS), "MRR")
    for ranker in found:
        table.add_row(
            ranker.ranker,
            *(
                f"{show.number(s.value)} ({show.number(s.low)}–{show.number(s.high)})"
                for s in ranker.recall.values()
            ),
            show.number(ranker.mrr),
        )
    show.out.print(table)
    show.out.print(f"n = {found[0].recall[1].n} questions")
    _note_unscored(found[0].recall[1].unscored)


def _note_unscored(unscored: int) -> None:
    if unscored:
        show.out.print(f"{unscored} not scored: their papers are not here")
