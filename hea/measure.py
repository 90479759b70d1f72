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
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """How often the answering paper is among the first k: vectors, words, and both fused."""
    from builder.library import listing
    from eval.questions import read_questions
    from eval.retrieval import score_retrieval
    from hea import scorecards, show
    from hea.rooms import searcher

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
        show.print_json({"name": "retrieval", "rows": rows, "scores": scorecards.retrieval(found)})
    else:
        scorecards.show_retrieval(found)


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
    """How often answers cite the evidence, give the right value, and are rightly refused."""
    from answer.extractive import answer_extractively
    from eval.answers import best_threshold, risk_coverage, score_answers
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
        )
    points = risk_coverage(scores.judged)
    if curve:
        kept = {
            "threshold": best_threshold(points),
            "answerable": scores.coverage.n,
            "unanswerable": scores.refused.n,
            "curve": [asdict(point) for point in points],
        }
        curve.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    if as_json:
        card = scorecards.answers(scores)
        show.print_json({"name": "answers", "rows": len(asked), "scores": card})
    else:
        scorecards.show_answers(scores)
