"""`hea eval`, alone: who answers × what is read, on held-out questions, and a report of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hea.cli.evaluate.measure import app as app
from hea.cli.options import Json, Where
from hea.workspace import find_workspace


@app.callback(
    invoke_without_command=True,
    help="Compare quotes, the base model and the tuned model on held-out questions: without papers,"
    " with search, and with the right paper given. Writes a report. If it was stopped, run it again"
    " to continue. The commands below measure one thing each.",
)
def evaluate(
    context: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Option(
            help="Held-out questions: a dataset's part, or a question file."
            " Default: data/dataset/test.jsonl.",
            dir_okay=False,
            exists=True,
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            help="The model before tuning: phi2, path:DIR, endpoint:URL#MODEL.", show_default=False
        ),
    ] = None,
    tuned: Annotated[
        str | None, typer.Option(help="The tuned model: adapter:NAME.", show_default=False)
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="The model that judges answers for ragas.", show_default=False),
    ] = None,
    ragas: Annotated[
        bool,
        typer.Option("--ragas", help="Also compute the measures of ragas; --judge includes this."),
    ] = False,
    name: Annotated[
        str, typer.Option(help="Name of the evaluation, a folder in data/eval.")
    ] = "grid",
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Ask only so many of the questions, always the same ones.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Fill the grid, sum it up, and report."""
    if context.invoked_subcommand is not None:
        return
    from hea.render import console
    from hea.render.measures import evaluation as render
    from hea.workflows.evaluate.evaluation import run_evaluation
    from hea.workflows.evaluate.results import evaluation_folder
    from hea.workflows.evaluate.scorecards import evaluation_card

    place = find_workspace(workspace)
    found = run_evaluation(
        place,
        name,
        questions=questions,
        base=base,
        tuned=tuned,
        judge=judge,
        ragas=ragas,
        limit=limit,
        events=console.EVENTS,
    )
    if as_json:
        console.print_json(evaluation_card(found))
    else:
        render.show_evaluation(found)
        console.note(f"in {evaluation_folder(place, name)}")


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="The name of an evaluation.", metavar="A")],
    second: Annotated[str, typer.Argument(help="The name of another evaluation.", metavar="B")],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Show what evaluation B gains over A on the same questions."""
    from hea.render import console
    from hea.render.measures import evaluation as render
    from hea.workflows.evaluate.evaluation import compare_results

    gains = compare_results(find_workspace(workspace), first, second)
    if as_json:
        rows = max(gain.difference.n for gain in gains)
        scores = {f"{gain.step}/{gain.measure}": asdict(gain.difference) for gain in gains}
        console.print_json({"name": f"{second} over {first}", "rows": rows, "scores": scores})
    else:
        render.show_comparison(first, second, gains)
