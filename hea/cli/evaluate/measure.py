"""`hea eval`: abstracts, papers found, answers and the measures, against known truth."""

import json
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.cli.options import Json, Where
from hea.extras import install
from hea.workflows.output_paths import file_for, outside_corpus
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from eval.error_injection.cases import TrueAnswer
    from eval.gold.labelled_claims import LabelledSet
    from eval.stats.intervals import Score

app = typer.Typer(help="Measure extraction, retrieval and answers against known truth.")
_NO_SOURCE = (
    "No question names a paper of this corpus as its source.",
    "A source_id is a record's id, a DOI or a paper id from `hea papers --json`.",
)


#: What the measures of retrieval and of texts are taken from.
_LIBRARIES = ("ir_measures", "rouge_score", "sacrebleu")


def _need_libraries() -> None:
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise UserError(
            f"The measures need {', '.join(missing)}.",
            install("eval"),
        )


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
    from builder.ingest.worker_pool import Limits, extract_all
    from eval.metrics.extraction import read_gold, score_extraction
    from hea.render import console
    from hea.render import scores as scorecards

    rows = read_gold(gold)
    paths = {gold.parent / row.file: row.file for row in rows}
    papers = {}
    with console.bar("Reading PDFs") as progress:
        for path, paper in extract_all([path for path in paths if path.exists()], Limits()):
            papers[paths[path]] = paper
            progress(len(papers), len(rows))
    scores = score_extraction(rows, papers)
    if as_json:
        card = scorecards.extraction(scores)
        console.print_json({"name": "extraction", "rows": scores.n, "scores": card})
    else:
        scorecards.show_extraction(scores)


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
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the runs, in TREC's format. Default: data/eval/retrieval",
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """How soon the answering paper is found: by vectors, words, compositions, and all fused."""
    from builder.library.catalog import listing
    from eval.gold.questions import read_questions
    from eval.metrics.retrieval import relevant_lines, run_lines, score_retrieval
    from hea.render import console
    from hea.render import scores as scorecards
    from hea.workflows.answers.search import open_searcher

    _need_libraries()
    asked = read_questions(questions)
    place = find_workspace(workspace)
    folder = out or place.data / "eval" / "retrieval"
    outside_corpus(folder, place)
    with open_searcher(place) as search, console.bar("Asking") as progress:
        found = score_retrieval(search, asked, listing(search.db), progress)
    if not found.relevant:
        raise UserError(*_NO_SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}.run": run_lines(run, name) for name, run in found.runs.items()}
    for file, lines in {"answering.qrels": relevant_lines(found.relevant), **files}.items():
        write_atomic(folder / file, "".join(lines).encode())
    if as_json:
        console.print_json(scorecards.retrieval(found))
    else:
        scorecards.show_retrieval(found)
        console.note(f"The runs lie in {folder}.")


@app.command()
def answers(
    questions: Annotated[
        Path,
        typer.Option(
            help='JSONL of {"question", "answer", "aliases", "evidence", "source_id", "type"};'
            " a question without a source is one to refuse.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    curve: Annotated[
        Path | None,
        typer.Option(
            help="Write here what every confidence threshold would give, and the best of them.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """How true, cited, short and careful answers are, beside the known ones."""
    from eval.gold.questions import read_questions
    from eval.metrics.answers import (
        add_semantic_similarity,
        answer_all,
        answered_questions,
        score_answers,
    )
    from eval.stats.risk_coverage import best_threshold, risk_coverage
    from hea.render import console
    from hea.render import scores as scorecards
    from hea.workflows.answers.search import open_searcher
    from hea.workspace import load_settings
    from retrieval.embedder import CachingEmbedder

    _need_libraries()
    asked = read_questions(questions)
    place = find_workspace(workspace)
    if curve:
        file_for(curve, place, read=[questions])
    settings = load_settings(place, {})
    with open_searcher(place) as search:
        search.embedder = embedder = CachingEmbedder(search.embedder)
        with console.bar("Reading questions") as progress:
            embedder.learn([question.text for question in asked], progress)
        with console.bar("Asking") as progress:
            find = partial(search.search, k=settings.passages)
            judged = answer_all(asked, find, progress, settings.readers)
        with console.bar("Comparing") as progress:
            scores = score_answers(add_semantic_similarity(judged, embedder, progress))
    if curve:
        points = risk_coverage(answered_questions(scores.judged))
        kept = {
            "threshold": best_threshold(points),
            "answerable": sum(question.answerable for question in asked),
            "unanswerable": sum(not question.answerable for question in asked),
            "curve": [asdict(point) for point in points],
        }
        write_atomic(curve, json.dumps(kept, indent=1) + "\n")
    if as_json:
        card = scorecards.answers(scores)
        console.print_json({"name": "answers", "rows": len(asked), "scores": card})
    else:
        scorecards.show_answers(scores)


@app.command()
def metrics(
    questions: Annotated[
        Path | None,
        typer.Option(
            help="Put errors into the answers and evidence of this question file; their papers are"
            " in the corpus.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            help='… or into any true answers: JSONL of {"answer", "context"}, and "question".',
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    labelled: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SET=DIR",
            help="Judge a public labelled set too: wice, begin or expertqa, and where it lies.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write every answer here, with its error and who flagged it, as JSONL.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Settles which errors are made.")] = 0,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Which known errors each measure of groundedness finds, and what it flags for nothing."""
    from eval.error_injection.cases import read_true_answers
    from eval.error_injection.detectors import balanced_accuracy, detectors, measure_detector
    from eval.error_injection.inject import collect_pool, inject
    from hea.render import console
    from hea.render import detection as detection
    from retrieval.embedder import find_model, load_embedder

    _need_libraries()
    sets = [_labelled(each) for each in labelled or ()]
    cases = _asked_of_corpus(questions, workspace) if questions else []
    cases += read_true_answers(answers) if answers else []
    if not cases and not sets:
        raise UserError(
            "There is nothing to measure with.",
            "Name true answers by --questions or --answers, or a public set by --labelled.",
        )
    if out:
        place = find_workspace(workspace) if questions else None
        file_for(out, place, read=[file for file in (questions, answers) if file])
    injected = list(inject(cases, collect_pool(cases), seed))
    with console.err.status("Loading the embedder"):
        known = detectors(load_embedder(find_model()))
    measured = {}
    accuracies: dict[str, dict[str, Score]] = {each.name: {} for each in sets}
    for name, detector in known.items():
        with console.bar(name) as progress:
            if cases:
                measured[name] = measure_detector(name, detector, cases, injected, progress)
            for each in sets:
                accuracies[each.name][name] = balanced_accuracy(name, detector, each.rows, progress)
    if out:
        rows = detection.flagged(cases, injected, measured)
        write_atomic(out, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode())
    if as_json:
        console.print_json(detection.card(measured, sets, accuracies))
    else:
        detection.show_card(measured, sets, accuracies)


def _labelled(given: str) -> "LabelledSet":
    from eval.gold.labelled_claims import read_labelled

    name, equals, folder = given.partition("=")
    if not equals:
        raise UserError(f"“{given}” names no folder.", "Write it as wice=DIR.")
    return read_labelled(name, Path(folder))


def _asked_of_corpus(questions: Path, workspace: Path | None) -> "list[TrueAnswer]":
    """The known answers of a question file, and the evidence they rest on, as true answers."""
    from contextlib import closing

    from builder.library.catalog import listing
    from builder.storage.database import open_database
    from eval.error_injection.cases import true_answers_of
    from eval.gold.questions import read_questions

    with closing(open_database(find_workspace(workspace).database)) as db:
        cases = true_answers_of(read_questions(questions), listing(db))
    if not cases:
        raise UserError(*_NO_SOURCE)
    return cases
