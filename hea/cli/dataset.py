"""`hea dataset`: the dataset, regenerated from triples and verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.cli.output_paths import folder_for
from hea.workspace import find_workspace

app = typer.Typer(help="Regenerate the dataset from triples and verdicts; compare versions.")

_STATUS = ("kept", "accepted", "all")
_SPLITS = ("topic", "alloy")
_FORMATS = ("ours", "text", "prompt-completion", "alpaca", "chat", "squad")


@app.callback(invoke_without_command=True)
def dataset(
    context: typer.Context,
    status: Annotated[
        str,
        typer.Option(help="kept: accepted, or unreviewed with every check passed; accepted; all."),
    ] = "kept",
    allow: Annotated[
        list[str] | None,
        typer.Option(help="A check that an unreviewed row may fail.", show_default=False),
    ] = None,
    per_paper: Annotated[int, typer.Option(min=0, help="Most rows of one paper; 0: all.")] = 0,
    split: Annotated[
        str,
        typer.Option(help="What stands in one part: papers on one alloy and topic, or one alloy."),
    ] = "topic",
    form: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(_FORMATS)}.")] = "ours",
    prompt: Annotated[
        str, typer.Option(help="Prompt format of text and prompt-completion.")
    ] = "context-qa",
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Folder: new, empty or an earlier dataset. Default: data/dataset.",
            show_default=False,
        ),
    ] = None,
    push: Annotated[
        str | None,
        typer.Option(help="Also send it to this dataset on the hub.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Write train, validation and test with a card; the same inputs give the same bytes."""
    if context.invoked_subcommand is not None:
        return
    from builder.checks.checks import CHECKS
    from builder.dataset.card import summary_of
    from builder.dataset.diff import DatasetComparison
    from builder.dataset.files import read_rows, write_dataset
    from builder.dataset.select import DatasetOptions, make_dataset
    from hea.render import console
    from hea.workflows.curation import one_of, open_triples
    from hea.workflows.dataset import prompt_renderer

    one_of("status", [status], _STATUS)
    one_of("format", [form], _FORMATS)
    one_of("split", [split], _SPLITS)
    one_of("check", allow or (), CHECKS)
    place = find_workspace(workspace)
    folder = folder_for(to or place.dataset, place, named_by="sha256")
    settings = {
        "status": status, "allow": sorted(allow or ()), "per_paper": per_paper, "split": split,
    }  # fmt: skip
    compared = DatasetComparison() if form == "ours" and (folder / "made.json").exists() else None
    with open_triples(place) as (db, verdicts):
        wanted = DatasetOptions(status, per_paper, frozenset(allow or ()), split)
        with console.err.status("Choosing triples"):
            made = make_dataset(db, verdicts, wanted)
        summary = summary_of(made)
        if not summary["rows"]:
            raise UserError(
                "No triple is wanted.", "Accept some with `hea curate`, or use --status kept."
            )
        with console.err.status(f"Writing {folder}"):
            if compared:
                compared.older(read_rows(folder))
            write_dataset(folder, made, settings, form, prompt, prompt_renderer(prompt))
            if compared:
                compared.newer(read_rows(folder))
    changes = compared and compared.difference()
    if push:
        with console.err.status(f"Sending to {push}"):
            _push(folder, push)
    if as_json:
        console.print_json({"folder": str(folder), **summary, "conflicts": made.conflicts})
        return
    table = console.table("part", "rows", "papers", "families")
    for part, row in summary["parts"].items():
        table.add_row(part, str(row["rows"]), str(row["papers"]), str(row["families"]))
    console.out.print(table)
    for reason, count in made.left_out.items():
        console.out.print(f"left out {count}: {reason}")
    for leak in made.leaks:
        console.out.print(f"leak mended: {leak}")
    if made.shared:
        console.out.print(f"alloys in more than one part: {', '.join(made.shared)}", soft_wrap=True)
    if made.conflicts:
        console.note(f"{made.conflicts} verdicts lost their source: hea curate --stats lists them")
    if changes and (changes.added or changes.removed or changes.changed):
        console.out.print(
            f"against the last: {len(changes.added)} added, {len(changes.removed)} removed,"
            f" {len(changes.changed)} changed, {len(changes.moved)} moved"
        )
    console.note(f"in {folder}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A dataset folder.", exists=True, file_okay=False)],
    new: Annotated[Path, typer.Argument(help="A later one.", exists=True, file_okay=False)],
    as_json: Json = False,
) -> None:
    """What changed between two versions of a dataset."""
    from dataclasses import asdict

    from builder.dataset.diff import DatasetComparison
    from builder.dataset.files import read_dataset, read_rows
    from hea.render import console

    compared = DatasetComparison()
    compared.older(read_rows(old))
    compared.newer(read_rows(new))
    found = compared.difference()
    if as_json:
        console.print_json(asdict(found))
        return
    rows = read_dataset(new) | {k: v for k, v in read_dataset(old).items() if k in found.removed}
    for mark, ids in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for name in ids:
            console.out.print(f"{mark} {name} {rows[name][1]['question']}", soft_wrap=True)
    console.note(
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed,"
        f" {len(found.moved)} moved to another part"
    )


def _push(folder: Path, repository: str) -> None:
    from huggingface_hub import HfApi

    from retrieval.model_hub import troubles

    try:
        api = HfApi()
        api.create_repo(repository, repo_type="dataset", private=True, exist_ok=True)
        api.upload_folder(folder_path=folder, repo_id=repository, repo_type="dataset")
    except troubles() as error:
        raise UserError(
            f"The hub did not take {repository}.", "Log in with `hf auth login`, and see the name."
        ) from error
