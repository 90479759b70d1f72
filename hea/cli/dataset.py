"""`hea dataset`: the dataset, regenerated from triples and verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from builder.dataset.formats import FORMAT_NAMES, TURN_FORMATS
from hea.cli.options import Json, Where
from hea.workflows.output_paths import folder_for
from hea.workspace import find_workspace

app = typer.Typer(help="Make the dataset for training and testing; compare versions.")


@app.callback(invoke_without_command=True)
def dataset(
    context: typer.Context,
    status: Annotated[
        str,
        typer.Option(help="accepted; kept: also unreviewed ones that passed all checks; or all."),
    ] = "kept",
    allow: Annotated[
        list[str] | None,
        typer.Option(help="Keep unreviewed rows that fail this check.", show_default=False),
    ] = None,
    per_paper: Annotated[
        int, typer.Option(min=0, help="Maximum number of rows from one paper; 0: all.")
    ] = 0,
    split: Annotated[
        str,
        typer.Option(help="Keep papers in one part that share alloy and topic, or the alloy."),
    ] = "topic",
    without: Annotated[
        list[str] | None, typer.Option(help="Leave out this kind.", show_default=False)
    ] = None,
    per_kind: Annotated[
        int, typer.Option(min=0, help="Maximum number of rows of one kind; 0: all.")
    ] = 0,
    balance: Annotated[
        bool, typer.Option("--balance", help="Limit each kind to the median number of rows.")
    ] = False,
    refusals: Annotated[
        float | None,
        typer.Option(
            min=0, max=0.9, help="Maximum share of questions without an answer.", show_default=False
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(help="Random seed of the parts, and of --per-kind, --balance and --refusals."),
    ] = 0,
    decontaminate: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            show_default=False,
            help="File with your test questions; leaves out rows that give one away.",
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help=f"Format: {', '.join(FORMAT_NAMES)}.")
    ] = "ours",
    prompt: Annotated[
        str, typer.Option(help="Prompt format for text and prompt-completion.")
    ] = "context-qa",
    multi_turn: Annotated[
        bool,
        typer.Option(
            "--multi-turn",
            help=f"Join the questions on a paper into dialogues: {', '.join(TURN_FORMATS)}.",
        ),
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Folder; it must be new, empty or a dataset. Default: data/dataset.",
            show_default=False,
        ),
    ] = None,
    push: Annotated[
        str | None,
        typer.Option(help="Also upload it to Hugging Face: OWNER/NAME.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Write the parts train, validation and test, with a card."""
    if context.invoked_subcommand is not None:
        return
    from hea.render import console
    from hea.render.triples import show_dataset
    from hea.workflows.triples.dataset import dataset_options, make_and_write_dataset, push_dataset

    options = dataset_options(
        status, allow or (), per_paper, split, without=without or (), per_kind=per_kind,
        balance=balance, refusals=refusals, seed=seed,
    )  # fmt: skip
    place = find_workspace(workspace)
    folder = folder_for(to or place.dataset, place, named_by="sha256")
    report = make_and_write_dataset(
        place, folder, options, form=form, prompt=prompt, multi_turn=multi_turn,
        tests=decontaminate, events=console.EVENTS,
    )  # fmt: skip
    if push:
        push_dataset(folder, push, console.EVENTS)
    if as_json:
        conflicts = report.made.conflicts
        console.print_json({"folder": str(folder), **report.summary, "conflicts": conflicts})
    else:
        show_dataset(report)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A dataset folder.", exists=True, file_okay=False)],
    new: Annotated[
        Path, typer.Argument(help="A later dataset folder.", exists=True, file_okay=False)
    ],
    as_json: Json = False,
) -> None:
    """Show what changed between two versions of a dataset."""
    from dataclasses import asdict

    from hea.render import console
    from hea.render.triples import show_diff
    from hea.workflows.triples.dataset import compare_datasets, row_changes

    found = compare_datasets(old, new)
    changes = row_changes(found, old, new)
    if as_json:
        console.print_json(asdict(found) | {"rows": list(map(asdict, changes))})
    else:
        show_diff(changes)
