"""The verbs a person types."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from answer.extractive import answer_extractively
from builder.errors import UserError
from builder.intake import difference, take_in
from builder.isolation import Limits
from builder.library import listing
from builder.papers import READABLE, STATES
from builder.store import create_store, open_store
from hea import contracts, show
from hea.doctor import examine
from hea.workspace import Workspace, find_workspace, load_settings
from retrieval.embedder import find_model, load_embedder
from retrieval.index import holds, open_index, update_index
from retrieval.search import Searcher

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask what the high-entropy-alloy literature knows; every answer is cited.",
)

Json = Annotated[
    bool, typer.Option("--json", help="Results as JSON on stdout, nothing else there.")
]
Where = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Folder that holds corpus/. Default: HEA_WORKSPACE, else the nearest one upward.",
        show_default=False,
    ),
]
Question = Annotated[str, typer.Argument(help="A question in plain English.", show_default=False)]


def main() -> None:
    """Run one verb; a mistake the user can mend is two lines and exit code 1."""
    try:
        app()
    except UserError as error:
        show.error(error)
        sys.exit(1)


@app.callback(invoke_without_command=True)
def status(context: typer.Context, as_json: Json = False, workspace: Where = None) -> None:
    """Ask what the high-entropy-alloy literature knows; every answer is cited.

    Drop PDFs into corpus/, run `hea build`, then `hea ask "…"`. Alone, `hea` says what is in the
    corpus, what is stale and what to do next.
    """
    if context.invoked_subcommand is None:
        _status(find_workspace(workspace), as_json)


def _status(place: Workspace, as_json: bool) -> None:
    with closing(open_store(place.database)) as db:
        stale = difference(db, place.corpus)
        rows = listing(db)
    if as_json:
        show.print_json(contracts.status(place.root, rows, stale))
    else:
        show.status(place.root, rows, stale)


@app.command()
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
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Bring data/ up to date with corpus/: read new PDFs, index their abstracts."""
    place = find_workspace(workspace)
    settings = load_settings(place, {"embedder": embedder})
    with _only_builder(place), closing(create_store(place.database)) as db:
        limits = Limits(settings.seconds_per_file, settings.memory_per_reader * 1024**2)
        with show.bar("Reading PDFs") as progress:
            intake = take_in(db, place.corpus, progress, limits, settings.readers, retry)
        rows = listing(db)
        with show.bar("Embedding") as progress:
            index = update_index(db, place.index, settings.embedder, progress)
    if as_json:
        show.print_json(contracts.build(intake, rows, index.passages))
    else:
        show.build(intake, rows, index.passages)
    if not any(row.paper.state in READABLE for row in rows):
        raise UserError(
            "No file in corpus/ gave an abstract.",
            f"Drop PDFs of papers into {place.corpus} and run `hea build` again."
            if not rows
            else "`hea papers` says why, file by file.",
        )


@app.command()
def papers(
    state: Annotated[
        str | None,
        typer.Option(help=f"Only files in this state: {', '.join(STATES)}.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """One row for each file: its state and why, its year and title; --json tells all."""
    if state is not None and state not in STATES:
        raise typer.BadParameter(f"{state!r} is none of {', '.join(STATES)}.", param_hint="--state")
    place = find_workspace(workspace)
    with closing(open_store(place.database)) as db:
        rows = [row for row in listing(db) if state in (None, row.paper.state)]
    if as_json:
        show.print_json([contracts.paper(row) for row in rows])
    else:
        show.papers(rows)


@app.command()
def search(
    question: Question,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many papers.")] = 5,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """The papers that may answer a question, best first, with why each was found."""
    place = find_workspace(workspace)
    with _searcher(place) as searcher:
        hits = searcher.search(_asked(question), k)
    if as_json:
        show.print_json(contracts.search(question, hits))
    else:
        show.hits(hits)


@app.command()
def ask(
    question: Question,
    k: Annotated[
        int | None,
        typer.Option("-k", min=1, max=50, help="How many papers to read.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """A cited answer from the papers in corpus/, or a refusal that says what came nearest."""
    started = time.perf_counter()
    place = find_workspace(workspace)
    settings = load_settings(place, {"passages": k})
    with _searcher(place) as searcher:
        hits = searcher.search(_asked(question), settings.passages)
        given = answer_extractively(question, hits, searcher.embedder)
    if as_json:
        show.print_json(contracts.answer(given, time.perf_counter() - started))
    else:
        show.answer(given)


@app.command()
def doctor(as_json: Json = False, workspace: Where = None) -> None:
    """Check the machine, the models and the state on disk; say how to mend what is wrong."""
    place = find_workspace(workspace)
    findings = examine(place, load_settings(place, {}))
    if as_json:
        show.print_json([asdict(finding) for finding in findings])
    else:
        show.findings(findings)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)


@contextmanager
def _only_builder(place: Workspace) -> Iterator[None]:
    """Two builders of one workspace would undo each other's work."""
    place.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place.lock, timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            "Another `hea build` is at work in this workspace.", "Wait for it to end."
        ) from error


@contextmanager
def _searcher(place: Workspace) -> Iterator[Searcher]:
    """All that a question needs; says so if the corpus has changed since the index was made."""
    with closing(open_store(place.database)) as db:
        index = open_index(place.index)
        if not index.manifest.passages:
            raise UserError(
                "The index is empty: no file in corpus/ gave an abstract.", "`hea papers` says why."
            )
        model = find_model(index.manifest.model)
        if model.name != index.manifest.embedder or not holds(db, index.manifest):
            raise UserError(
                "The index does not fit the papers or the embedder.", "Run `hea build`."
            )
        stale = difference(db, place.corpus)
        if stale.new or stale.gone:
            show.note(
                "corpus/ has changed since the index was made; `hea build` brings it up to date."
            )
        yield Searcher(db, index, load_embedder(model))


def _asked(question: str) -> str:
    if not question.strip():
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
