"""`hea eval`: abstracts, papers found and answers, measured against known truth."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.options import Json, Where
from hea.workspace import find_workspace

app = typer.Typer(help="Measure extraction, retrieval and answers against known truth.")


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
    from builder.isolation import Limits, extract_all
    from eval.extraction import read_gold, score
    from hea import scorecards, show

    rows = read_gold(gold)
    paths = {gold.parent / row.file: row.file for row in rows}
    papers = {}
    with show.bar("Reading PDFs") as progress:
        for path, paper in extract_all([path for path in paths if path.exists()], Limits()):
            papers[paths[path]] = paper
            progress(len(papers), len(rows))
    scores = score(rows, papers)
    if as_json:
        card = scorecards.extraction(scores)
        show.print_json({"name": "extraction", "rows": scores.n, "scores": card})
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
    from builder.library import listing
    from eval.questions import read_questions
    from eval.retrieval import relevant_lines, run_lines, score_retrieval
    from hea import scorecards, show
    from hea.rooms import searcher
    from retrieval.index import write_whole

    asked = read_questions(questions)
    place = find_workspace(workspace)
    with searcher(place) as search, show.bar("Asking") as progress:
        found = score_retrieval(search, asked, listing(search.db), progress)
    if not found.relevant:
        raise UserError(
            "No question names a paper of this corpus as its source.",
            "A source_id is a record's id, a DOI or a paper id from `hea papers --json`.",
        )
    folder = out or place.data / "eval" / "retrieval"
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}.run": run_lines(run, name) for name, run in found.runs.items()}
    for file, lines in {"answering.qrels": relevant_lines(found.relevant), **files}.items():
        write_whole(folder / file, "".join(lines).encode())
    if as_json:
        show.print_json(scorecards.retrieval(found))
    else:
        scorecards.show_retrieval(found)
        show.note(f"The runs lie in {folder}.")


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
    from answer.extractive import answer_extractively
    from eval.abstaining import best_threshold, risk_coverage
    from eval.answers import score_answers, tries
    from eval.questions import read_questions
    from hea import scorecards, show
    from hea.rooms import searcher
    from hea.workspace import load_settings

    asked = read_questions(questions)
    place = find_workspace(workspace)
    depth = load_settings(place, {}).passages
    with searcher(place) as search, show.bar("Asking") as progress:
        scores = score_answers(
            asked,
            lambda text: answer_extractively(text, search.search(text, depth)),
            progress,
            search.embedder,
        )
    if curve:
        points = risk_coverage(tries(scores.judged))
        kept = {
            "threshold": best_threshold(points),
            "answerable": sum(question.answerable for question in asked),
            "unanswerable": sum(not question.answerable for question in asked),
            "curve": [asdict(point) for point in points],
        }
        curve.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    if as_json:
        card = scorecards.answers(scores)
        show.print_json({"name": "answers", "rows": len(asked), "scores": card})
    else:
        scorecards.show_answers(scores)
