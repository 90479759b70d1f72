"""`hea eval`: how well abstracts are read and papers are found, measured against known truth."""

from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.options import Json, Where
from hea.workspace import find_workspace

app = typer.Typer(help="Measure extraction and retrieval against known truth.")


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
