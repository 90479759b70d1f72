"""`hea add`: papers into `corpus/inbox/`, from files, folders, zip archives and DOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.workspace import Settings, Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from hea.workflows.corpus.build import BuildReport
    from hea.workflows.intake.rows import AddedFile


def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…", help="Files, folders, zip archives, or DOIs."),
    ],
    link: Annotated[
        bool,
        typer.Option("--link", help="Make hard links instead of copies, if the disk is the same."),
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Get the records of DOIs from Crossref.")
    ] = False,
    then_build: Annotated[
        bool, typer.Option("--build", help="Run `hea build` afterwards.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Copy papers and exports into corpus/inbox/ and show the state of each."""
    from hea.render import console
    from hea.render import corpus as render
    from hea.workflows.intake.adding import add_papers
    from hea.workflows.intake.rows import as_plain

    place = find_workspace(workspace)
    settings = load_settings(place, {})
    crossref = None
    if online:
        from builder.library.crossref import crossref as client

        crossref = client()
    rows = add_papers(place, sources, link=link, crossref=crossref, events=console.EVENTS)
    taken = any(row.is_taken for row in rows)
    built: BuildReport | None = None
    if taken and then_build:
        from hea.workflows.corpus.build import build

        built = build(place, settings, events=console.EVENTS)
    elif taken:
        rows = _read(place, settings, rows)
    if as_json:
        from hea.workflows import json_contracts

        told: dict[str, Any] = {"files": [as_plain(row) for row in rows]}
        if built:
            told["build"] = json_contracts.build(built)
        console.print_json(told)
    else:
        render.added(rows, built)
    if not any(row.file for row in rows) and not all(row.state == "same" for row in rows):
        raise UserError(
            "Nothing was added.",
            "Each file's reason stands above; give PDFs, exports, or zip archives of them.",
        )


def _read(place: Workspace, settings: Settings, rows: list[AddedFile]) -> list[AddedFile]:
    """Read the first of the PDFs that were added, so that their states can be told."""
    from hea.render import console
    from hea.workflows.intake.reading import is_unread, read_added

    unread = [row for row in rows if is_unread(row)][:_MOST_READ]
    read: dict[str | None, AddedFile] = {}
    with console.EVENTS.progress("Reading") as progress:
        for before, after in read_added(place, settings, unread):
            read[before.file] = after
            progress(len(read), len(unread))
    return [read.get(row.file, row) if is_unread(row) else row for row in rows]


#: PDFs that are read at once; a build reads all, and need not be waited for twice.
_MOST_READ = 50
