"""Triples as spreadsheets and for annotation tools, and verdicts taken in from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where, Wheres, Who
from hea.workspace import find_workspace


def add_exchange(app: typer.Typer) -> None:
    """Add the verbs that write and read files of verdicts."""
    app.command()(export)
    app.command("import")(import_verdicts)


def export(
    to: Annotated[
        Path, typer.Argument(help="FILE.csv, .xlsx, or .json for Label Studio or Argilla.")
    ],
    where: Wheres = None,
    sample: Annotated[
        int,
        typer.Option(
            min=0,
            help="Only N random unreviewed ones, as `hea curate --unreviewed --sample N` shows;"
            " --where status=… draws from others.",
        ),
    ] = 0,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="Without the verdicts and edits of others than --who."),
    ] = False,
    who: Annotated[
        str | None,
        typer.Option(help="Whose sheet it is, with --blind. Default: yours.", show_default=False),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", help="For a .json: label-studio, argilla.", show_default="label-studio"
        ),
    ] = "",
    workspace: Where = None,
) -> None:
    """Save triples as a spreadsheet; fill in its columns `verdict`, `reason` and `note`.

    Beside a .json goes the configuration with which the tool shows it.
    """
    from hea.render import console
    from hea.workflows.triples.curation import login
    from hea.workflows.triples.spreadsheets import export_triples

    if who and not blind:
        raise UserError("--who is for a blind sheet.", f"Write --blind --who {who}.")
    count, files = export_triples(
        find_workspace(workspace), to, where or (), console.EVENTS, form, sample,
        blind_for=(who or login()) if blind else "",
    )  # fmt: skip
    console.note(f"{count} triples in {' with '.join(map(str, files))}")


def import_verdicts(
    file: Annotated[
        Path,
        typer.Argument(
            help="The file with verdicts: CSV, XLSX, JSONL, or JSON of Label Studio or Argilla.",
            exists=True,
            dir_okay=False,
        ),
    ],
    annotator: Annotated[
        list[str] | None,
        typer.Option(help="Name of an annotator in the file: 2=ann; repeat for several."),
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(help="Save refused rows with the reasons as CSV.")
    ] = None,
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Read the verdicts in a spreadsheet; a changed question or answer is an edit.

    Verdicts are yours, or of the person whom the file names. It exits with 1 if a row was refused;
    the others are taken in.
    """
    from dataclasses import asdict

    from hea.render import console
    from hea.render.triples import show_import
    from hea.workflows.triples.curation import login
    from hea.workflows.triples.spreadsheets import import_verdicts as take_in

    names = dict(part.partition("=")[::2] for part in annotator or ())
    if not all(names.values()):
        raise UserError("--annotator needs a name.", "Write --annotator 2=ann.")
    report = take_in(
        find_workspace(workspace), file, who or login(), console.EVENTS, names=names,
        refused_to=refused,
    )  # fmt: skip
    if as_json:
        console.print_json(asdict(report))
    else:
        show_import(report)
    if report.refused:
        raise typer.Exit(1)
