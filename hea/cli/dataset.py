"""`hea dataset`: the dataset, regenerated from triples and verdicts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from builder.storage.files import replace_folder, sha256_of, write_atomic
from hea.cli.options import Json, Where
from hea.cli.output_paths import folder_for
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.dataset.select import Dataset

app = typer.Typer(help="Regenerate the dataset from triples and verdicts; compare versions.")

#: Rows of Parquet held in memory before they are written.
_ROW_GROUP = 4_096
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
    from builder.dataset.select import DatasetOptions, make_dataset
    from hea.render import console
    from hea.workflows.curation import one_of, open_triples

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
                compared.older(rows_of(folder))
            write(folder, made, form, prompt, settings)
            if compared:
                compared.newer(rows_of(folder))
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
    from hea.render import console

    compared = DatasetComparison()
    compared.older(rows_of(old))
    compared.newer(rows_of(new))
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


def write(folder: Path, made: Dataset, form: str, prompt: str, settings: Mapping[str, Any]) -> None:
    """Write every file beside the old ones, then put all in their place; `made.json` is last."""
    from answer.prompts import find_template
    from builder.dataset.card import card, plot, summary_of
    from builder.dataset.select import FORMATS, lines
    from builder.dataset.splits import PARTS

    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    template = find_template(prompt)
    for part in PARTS:
        records: Iterable[dict[str, Any]] = made.records(part)
        if form != "ours":
            shape = FORMATS[form]
            records = (shape(r, _prompt(template, r)) for r in records)
        write_atomic(beside / f"{part}.jsonl", lines(records))
        if form == "ours":
            _parquet(beside / f"{part}.parquet", made.records(part))
    plot(beside, made)
    write_atomic(beside / "README.md", card(made, form, prompt, settings))
    hashes = {file.name: sha256_of(file) for file in sorted(beside.iterdir())}
    summary = {"format": form, "settings": dict(settings), **summary_of(made), "sha256": hashes}
    write_atomic(beside / "made.json", json.dumps(summary, indent=1, sort_keys=True) + "\n")
    replace_folder(beside, folder)


def _prompt(template: Any, record: Mapping[str, Any]) -> str:
    from answer.prompts import Excerpt

    excerpt = Excerpt(record["title"] or "", record["context"])
    return str(template.render(record["question"], [excerpt]))


def read_dataset(folder: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Id → (part, canonical record) of a dataset of any format."""
    return {record["id"]: (part, record) for part, record in rows_of(folder)}


def rows_of(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(part, canonical record) of each row of a dataset of any format."""
    from builder.dataset.select import canonical
    from builder.dataset.splits import PARTS

    for part in PARTS:
        file = folder / f"{part}.jsonl"
        if not file.exists():
            raise UserError(f"{folder} is no dataset: it has no {file.name}.", "Name another.")
        with file.open("rb") as written:
            for number, line in enumerate(written, start=1):
                try:
                    row = canonical(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise UserError(
                        f"Line {number} of {file} is no row of a dataset.",
                        "`hea dataset` writes them; name another folder.",
                    ) from error
                yield part, row


def _parquet(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """The same rows as Parquet, where pyarrow is installed and there are any; checks as JSON."""
    from builder.dataset.select import FIELDS
    from builder.parallel import batched

    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    texts = {name: pyarrow.string() for name in FIELDS}
    fields = texts | {name: pyarrow.int64() for name in ("start", "end", "year", "page")}
    schema, writer = pyarrow.schema(list(fields.items())), None
    for some in batched(records, _ROW_GROUP):
        flat = [dict(r) | {"checks": json.dumps(r["checks"], sort_keys=True)} for r in some]
        writer = writer or pyarrow.parquet.ParquetWriter(path, schema)
        writer.write_table(pyarrow.Table.from_pylist(flat, schema))
    if writer:
        writer.close()


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
