"""`hea train`: the dataset becomes an adapter that `hea ask --model adapter:NAME` uses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from answer.models.protocol import PHI2
from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.cli.train import release as shipping
from hea.cli.train import report as reporting
from hea.workspace import Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from finetune.data.examples import Examples
    from finetune.recipe import Recipe
    from finetune.training.job import Job, Progress, Trained
    from retrieval.hybrid import Hit

app = typer.Typer(help="Fine-tune a model by a recipe; go on where it stopped.")
for verb, after in (reporting.VERBS | shipping.VERBS).items():
    app.command(verb)(after)


@app.callback(invoke_without_command=True)
def train(
    context: typer.Context,
    recipe: Annotated[
        str, typer.Option(help="A recipe's name, or a TOML file. --recipes lists them.")
    ] = "hea",
    change: Annotated[
        list[str] | None,
        typer.Option("--set", help="KEY=VALUE of the recipe; may be repeated.", show_default=False),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Of the adapter. Default: the recipe's.", show_default=False)
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
        typer.Option(help="The model: a folder, or a hub's name for it.", show_default=False),
    ] = None,
    country: Annotated[
        str,
        typer.Option(help="Whose electricity it uses, for CO2: DEU, USA …", show_default=False),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would do and take; train nothing.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget what was begun under this name.")
    ] = False,
    recipes: Annotated[
        bool, typer.Option("--recipes", help="List the recipes and do nothing else.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Train an adapter; killed or stopped, the same command goes on from the last checkpoint."""
    if context.invoked_subcommand is not None:
        return
    from answer.models.model_files import find_base
    from finetune.recipe import find_recipe, override
    from finetune.training.energy import kg_co2_per_kwh
    from finetune.training.lora import adapt, settled
    from hea.render import console
    from hea.render.training import show_plan

    if recipes:
        _list(as_json)
        return
    wanted = override(find_recipe(recipe), change or ())
    place = find_workspace(workspace)
    settings = load_settings(place, {"base": base})
    # The workspace says where its Phi-2 is; a recipe for another model names its own.
    named = settings.base if base or wanted.base == PHI2 else wanted.base
    wanted = replace(wanted, base=named)
    folder = place.adapters / _checked(name or wanted.name)
    with console.err.status("Looking at the base"):
        found = find_base(named)
    named = str(found) if Path(named).is_dir() else named
    if country:
        kg_co2_per_kwh(country)  # a wrong code is said now and not at the end
    if not dry_run:
        settled(wanted)  # and so is a missing GPU
    adapt(found, wanted)  # and a module that the model has not
    examples, teach = _lesson(place, source or place.dataset, found, wanted)
    if dry_run:
        show_plan(wanted, examples, found, folder, as_json)
        return
    from finetune.training.job import Job

    with _only_trainer(folder), console.bar("Training") as progress:
        if fresh:
            _forget(folder)
        trained = teach(Job(wanted, found, named, folder, country), examples, progress)
    if as_json:
        console.print_json({**asdict(trained), "folder": str(folder), **examples.counts})
    else:
        _show(trained, examples)


def _list(as_json: bool) -> None:
    from finetune.recipe import find_recipe, recipe_names
    from hea.render import console

    found = [find_recipe(name) for name in recipe_names()]
    if as_json:
        console.print_json([asdict(one) for one in found])
        return
    table = console.table("recipe", "method", "what it is for")
    for one in found:
        table.add_row(one.name, one.method, one.about)
    console.out.print(table)


def _checked(name: str) -> str:
    if not re.fullmatch(r"\w[\w.-]{0,99}", name):
        raise UserError(
            f"“{name}” cannot be an adapter's name.", "Use letters, digits, dots and dashes."
        )
    return name


def _lesson(
    place: Workspace, source: Path, base: Path, recipe: Recipe
) -> tuple[Examples, Callable[[Job, Examples, Progress], Trained]]:
    """What a recipe's method learns from, and how."""
    if recipe.method == "dpo":
        from hea.workflows.preferences import preferred

        return preferred(place, base, recipe)
    from finetune import training

    examples = _examples(place, source, base, recipe)
    # A plan needs no trainer: its module is loaded when the training begins.
    if recipe.method == "grpo":
        return examples, lambda job, shown, progress: training.train_grpo(job, shown, progress)
    return examples, lambda job, shown, progress: training.train(job, shown, progress)


def _examples(place: Workspace, source: Path, base: Path, recipe: Recipe) -> Examples:
    """Every row of the data as the model will be shown it."""
    from finetune.data.examples import make_examples
    from finetune.data.readers import read_source
    from finetune.training.lora import load_tokenizer
    from hea.render import console

    if source == place.dataset and not source.exists():
        raise UserError("There is no dataset yet.", "Run `hea dataset`, or name one with --data.")
    read = read_source(source)
    tokenizer, window = load_tokenizer(base)
    with finder(place, recipe) as find, console.bar("Making examples") as progress:
        return make_examples(read.samples, recipe, tokenizer, window, find, progress, read.sha256)


@contextmanager
def finder(place: Workspace, recipe: Recipe) -> Iterator[Callable[[str], Sequence[Hit]] | None]:
    """What finds papers to stand beside the one that answers, where the recipe wants any."""
    from hea.workflows.answers.search import open_searcher

    if not recipe.distractors:
        yield None
        return
    with open_searcher(place) as found:
        yield lambda question: found.search(question, recipe.distractors + 1)


@contextmanager
def _only_trainer(folder: Path) -> Iterator[None]:
    """Two trainings of one name would undo each other's work; processes that train one adapter
    side by side are one training, and the first of them holds the lock."""
    from filelock import FileLock, Timeout

    from finetune.training.job import is_first

    folder.parent.mkdir(parents=True, exist_ok=True)
    if not is_first():
        yield
        return
    try:
        with FileLock(folder.parent / f".{folder.name}.lock", timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            f"Another `hea train` is at work on {folder.name}.",
            "Wait for it to end, or give this one another --name.",
        ) from error


def _forget(folder: Path) -> None:
    """Take away what a training left; a folder that none made is not touched."""
    from finetune.training.job import BEGUN

    if not folder.exists():
        return
    if not (folder / BEGUN).exists():
        raise UserError(
            f"{folder} was not made by `hea train`.", "Move it away, or choose another --name."
        )
    shutil.rmtree(folder)


def _show(trained: Trained, examples: Examples) -> None:
    from hea.render import console
    from hea.render.training import show_rows, time_words

    rows = {
        "rows": f"{len(examples.train)} trained on, {len(examples.validation)} to validate,"
        f" {len(examples.dropped)} dropped",
        "steps": f"{trained.steps}"
        + (f", the last {trained.steps - trained.resumed_at} now" * bool(trained.resumed_at)),
        "loss": console.number(trained.loss),
        "validation loss": f"{console.number(trained.val_loss)} at step {trained.best_step}, kept"
        if trained.val_loss is not None
        else "not measured: there are no validation rows",
        "time": time_words(trained.seconds),
        "tokens": f"{trained.tokens:,}",
    }
    show_rows(rows)
    for reason, count in examples.reasons.items():
        console.out.print(f"dropped {count}: {reason}", soft_wrap=True)
    console.note(f"hea ask --model adapter:{trained.folder.name} “…”")
