"""The verbs a person types."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import asdict
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from builder.papers import READABLE, STATES
from builder.storage.corpus_files import MANIFEST
from builder.storage.files import is_utf8
from hea.cli.options import Json, Where
from hea.extras import lacking
from hea.os_errors import trouble_with_disk
from hea.workspace import Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry

#: Where each verb stands, in the order in which they are told.
_VERBS = {
    "build": "hea.cli.app:build",
    "papers": "hea.cli.app:papers",
    "ask": "hea.cli.ask:ask",
    "chat": "hea.cli.ask:chat",
    "search": "hea.cli.search:search",
    "table": "hea.cli.search:table",
    "alloy": "hea.cli.search:alloy",
    "curate": "hea.cli.curate:app",
    "dataset": "hea.cli.dataset:app",
    "train": "hea.cli.train.train:app",
    "eval": "hea.cli.evaluate.evaluate:app",
    "bench": "hea.cli.bench.bench:app",
    "doctor": "hea.cli.app:doctor",
}


def front_door(verb: str = "") -> typer.Typer:
    """The verb that is named, or else all: to read and describe all takes longer than to answer."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(status)
    for name in [verb] if verb in _VERBS else _VERBS:
        module, _, inside = _VERBS[name].partition(":")
        found = getattr(import_module(module), inside)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def main() -> None:
    """Run one verb; a mistake the user can mend is two lines and exit code 1."""
    # Read as numpy is imported. Threads of one small matrix product wait for each other by
    # spinning: beside another busy program a question took 50 times as long to embed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_streams()
    try:
        _read(sys.argv[1:])
        front_door(*sys.argv[1:2])()
    except UserError as error:
        _tell(error, error)
    except ModuleNotFoundError as error:
        _tell(lacking(error), error)
    except (OSError, sqlite3.DatabaseError) as error:
        _tell(trouble_with_disk(error), error)


def _open_streams() -> None:
    """Any name can be shown, JSON is UTF-8, and a stream that was closed swallows what is said."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )


def _read(arguments: list[str]) -> None:
    """Bytes that are no UTF-8 can only name a file that has such a name."""
    for argument in arguments:
        if not is_utf8(argument) and not Path(argument).exists():
            raise UserError(
                f"“{argument}” is not in UTF-8.", "Set the terminal to UTF-8 and type it again."
            )


def _tell(trouble: UserError | None, error: Exception) -> None:
    """Two lines, if it is for the user to mend; a bug keeps its traceback."""
    from hea.render import console

    if trouble is None:
        raise error
    console.error(trouble)
    sys.exit(1)


def status(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Ask what the high-entropy-alloy literature knows; every answer is cited.

    Drop PDFs into corpus/, run `hea build`, then `hea ask "…"`.
    Alone, `hea` says what is in the corpus, what is stale and what to do next.
    """
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"hea-qa {installed('hea-qa')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _status(find_workspace(workspace), as_json)


def _status(place: Workspace, as_json: bool) -> None:
    from builder.ingest.changes import corpus_diff
    from builder.library.catalog import census_of
    from builder.storage.database import open_database
    from hea.render import console, json_contracts
    from hea.render import corpus as render_corpus

    with closing(open_database(place.database)) as db:
        stale = corpus_diff(db, place.corpus)
        census = census_of(db, 0)
    if as_json:
        console.print_json(json_contracts.status(place.root, census, stale))
    else:
        render_corpus.status(place.root, census, stale)


def build(
    retry: Annotated[
        bool, typer.Option("--retry", help="Read files again that gave no abstract last time.")
    ] = False,
    embedder: Annotated[
        str | None,
        typer.Option(
            help="Sentence embedder: a folder, or a hub's name for it.", show_default=False
        ),
    ] = None,
    round_trip: Annotated[
        bool,
        typer.Option(
            "--round-trip", help="Also ask every drafted question over the index, 40 ms each."
        ),
    ] = False,
    draft_with: Annotated[
        str | None,
        typer.Option(
            help="Also let a model draft: phi2, adapter:NAME, path:DIR, endpoint:URL#MODEL.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Build nothing; say what --draft-with would take. Asks for one abstract to time.",
        ),
    ] = False,
    price: Annotated[
        str | None,
        typer.Option(
            help="Of a million tokens, READ/WRITTEN, for --dry-run: 0.15/0.60.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Bring data/ up to date with corpus/: read new PDFs, index them, draft and check triples."""
    from contextlib import closing

    from builder.checks.checks import Checker
    from builder.checks.run import check_drafts, recheck
    from builder.drafting.update import update_drafts
    from builder.ingest.ingest import ingest
    from builder.ingest.worker_pool import Limits
    from builder.library.catalog import census_of
    from builder.storage.database import create_database
    from builder.storage.integrity import writable_database
    from hea.render import console, json_contracts
    from hea.render import corpus as render_corpus
    from hea.workflows.build import ask_back, build_lock, judge
    from hea.workflows.open_search import open_searcher
    from retrieval.vector_index import update_index

    if price and not dry_run:
        raise typer.BadParameter("It goes with --dry-run.", param_hint="--price")
    place = find_workspace(workspace)
    settings = load_settings(place, {"embedder": embedder, "draft_with": draft_with})
    if dry_run:
        from hea.workflows.model_drafting import dry_run as estimated

        cost = estimated(place, settings, price)
        if as_json:
            console.print_json(asdict(cost))
        else:
            render_corpus.estimate(cost)
        return
    written = None
    with (
        build_lock(place),
        closing(create_database(place.database)) as db,
        writable_database(db, place.database),
    ):
        limits = Limits(settings.seconds_per_file, settings.memory_per_reader * 1024**2)
        with console.bar("Reading PDFs") as progress:
            intake = ingest(db, place.corpus, progress, limits, settings.readers, retry)
        census = census_of(db, render_corpus.MOST_REASONS)
        with console.bar("Embedding") as progress:
            index = update_index(db, place.index, settings.embedder, progress)
        with console.bar("Drafting triples") as progress:
            drafted = update_drafts(db, progress, settings.readers)
        if settings.draft_with != "rules":
            from hea.workflows.model_drafting import draft_by_model

            written = draft_by_model(db, place, settings, retry)
        with console.bar("Checking triples") as progress:
            triples = check_drafts(db, Checker(judge), progress, settings.readers)
        if round_trip:
            with open_searcher(place) as found, console.bar("Asking every question") as progress:
                asks = partial(ask_back, found, settings.passages)
                recheck(db, Checker(judge, asks), progress)
    made = json_contracts.Built(intake, census, index.passages, drafted, triples, written)
    if as_json:
        console.print_json(json_contracts.build(made))
    else:
        render_corpus.build(made)
    if not census.readable:
        raise UserError(
            "No file in corpus/ gave an abstract.",
            f"Drop PDFs of papers into {place.corpus} and run `hea build` again."
            if not census.states
            else "`hea papers` says why, file by file.",
        )
    if written and written.stopped:
        raise written.stopped


def papers(
    state: Annotated[
        str | None,
        typer.Option(help=f"Only files in this state: {', '.join(STATES)}.", show_default=False),
    ] = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online", help="Ask Crossref for what PDFs do not say; into corpus/manifest.csv."
        ),
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """One row for each file: its state and why, its year and title; --json tells all."""
    from contextlib import closing

    from builder.library.catalog import listing
    from builder.storage.database import open_database
    from hea.render import console, json_contracts
    from hea.render import corpus as render_corpus

    if state is not None and state not in STATES:
        raise typer.BadParameter(f"{state!r} is none of {', '.join(STATES)}.", param_hint="--state")
    place = find_workspace(workspace)
    with closing(open_database(place.database)) as db:
        rows = [row for row in listing(db) if state in (None, row.paper.state)]
    if online:
        _ask_crossref(place, rows)
    if as_json:
        console.print_json([json_contracts.paper(row) for row in rows])
    else:
        render_corpus.papers(rows)


def _ask_crossref(place: Workspace, rows: list[CatalogEntry]) -> None:
    """Complete the manifest with what Crossref knows of the PDFs among ``rows``."""
    from builder.library.crossref import crossref, incomplete, look_up, write_found
    from hea.render import console
    from hea.render import corpus as render_corpus

    papers = {
        row.file: row.paper
        for row in rows
        if not row.line and row.paper.state in READABLE and incomplete(row.paper)
    }
    service, found = crossref(), {}
    with console.bar("Asking Crossref") as progress:
        for number, (file, paper) in enumerate(papers.items(), start=1):
            found[file] = look_up(paper, service)
            progress(number, len(papers))
    filled = write_found(place.corpus / MANIFEST, papers, found)
    render_corpus.online(found, filled)


def doctor(as_json: Json = False, workspace: Where = None) -> None:
    """Check the machine, the models and the state on disk; say how to mend what is wrong."""
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows.doctor import examine

    place = find_workspace(workspace)
    findings = examine(place, load_settings(place, {}))
    if as_json:
        console.print_json([asdict(finding) for finding in findings])
    else:
        render_corpus.findings(findings)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)
