"""`hea train`: the dataset becomes an adapter that `hea ask --model adapter:NAME` uses."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hea.cli.options import Json, Where
from hea.cli.train import release, report
from hea.workspace import find_workspace

app = typer.Typer(help="Fine-tune a model by a recipe; continue if it was stopped.")
for _verb, _function in (
    ("report", report.report),
    ("card", report.card),
    ("lint", report.lint),
    ("merge", release.merge),
    ("zip", release.pack),
    ("export", release.export),
    ("push", release.push),
):
    app.command(_verb)(_function)


@app.callback(invoke_without_command=True)
def train(
    context: typer.Context,
    recipe: Annotated[
        str, typer.Option(help="A recipe's name, or a TOML file. --recipes lists them.")
    ] = "hea",
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="Change one value of the recipe, KEY=VALUE; repeat for several.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            help="Name of the new adapter. Default: the name of the recipe.", show_default=False
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--data",
            help="A dataset folder, or rows as text, Alpaca or OASST. Default: data/dataset.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            help="The base model: a folder, or a name on Hugging Face.", show_default=False
        ),
    ] = None,
    country: Annotated[
        str,
        typer.Option(
            help="Country of the electricity, to estimate CO2: DEU, USA …", show_default=False
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show rows, memory and time; do not train.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start again from the beginning.")] = False,
    recipes: Annotated[bool, typer.Option("--recipes", help="List the recipes.")] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Train an adapter. If it was stopped, the same command continues."""
    if context.invoked_subcommand is not None:
        return
    if recipes:
        _list_recipes(as_json)
        return
    from finetune.recipe import find_recipe, override
    from hea.render import console
    from hea.render import training as render
    from hea.workflows.training.train import plan_training, prepare_training, run_training

    wanted = override(find_recipe(recipe), change or ())
    task = prepare_training(
        find_workspace(workspace),
        wanted,
        name=name,
        source=source,
        base=base,
        country=country,
        here=not dry_run,
        events=console.EVENTS,
    )
    if dry_run:
        plan = plan_training(task, console.EVENTS)
        if task.note:
            console.note(task.note)
        if as_json:
            console.print_json(render.plan_record(plan))
        else:
            render.show_plan(plan)
        if plan.trouble:
            console.note(f"{plan.trouble.message} {plan.trouble.hint}")
        return
    trained = run_training(task, fresh=fresh, events=console.EVENTS)
    if as_json:
        folder = str(trained.folder)
        console.print_json({**asdict(trained), "folder": folder, **task.examples.counts})
    else:
        render.show_trained(trained, task.examples)


def _list_recipes(as_json: bool) -> None:
    from finetune.recipe import find_recipe, recipe_names
    from hea.render import console
    from hea.render import training as render

    found = [find_recipe(name) for name in recipe_names()]
    if as_json:
        console.print_json([asdict(one) for one in found])
    else:
        render.show_recipes(found)
