"""The verbs a person types."""

import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from builder.library import Listed
from builder.papers import READABLE, STATES
from builder.sources import MANIFEST
from hea import bench, measure
from hea.disk import trouble_with_disk
from hea.options import Json, Where
from hea.workspace import Workspace, find_workspace, load_settings

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(measure.app, name="eval")
app.add_typer(bench.app, name="bench")

Has = Annotated[
    list[str] | None,
    typer.Option("--has", help="An alloy with this element; may be repeated.", show_default=False),
]
Phase = Annotated[
    list[str] | None,
    typer.Option("--phase", help="Names this phase: B2, sigma phase …", show_default=False),
]
Property = Annotated[
    list[str] | None,
    typer.Option("--property", help="Names this property: yield strength …", show_default=False),
]
Year = Annotated[
    str | None,
    typer.Option("--year", help="2016, 2018.., ..2015 or 2014..2018.", show_default=False),
]
Question = Annotated[str, typer.Argument(help="A question in plain English.", show_default=False)]


def main() -> None:
    """Run one verb; a mistake the user can mend is two lines and exit code 1."""
    from hea import show

    try:
        app()
    except UserError as error:
        show.error(error)
        sys.exit(1)
    except (OSError, sqlite3.OperationalError) as error:
        trouble = trouble_with_disk(error)
        if trouble is None:
            raise
        show.error(trouble)
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
    from builder.intake import difference
    from builder.library import listing
    from builder.store import open_store
    from hea import contracts, show

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
    from contextlib import closing

    from builder.intake import take_in
    from builder.isolation import Limits
    from builder.library import listing
    from builder.store import create_store
    from hea import contracts, show
    from hea.rooms import only_builder
    from retrieval.index import update_index

    place = find_workspace(workspace)
    settings = load_settings(place, {"embedder": embedder})
    with only_builder(place), closing(create_store(place.database)) as db:
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

    from builder.library import listing
    from builder.store import open_store
    from hea import contracts, show

    if state is not None and state not in STATES:
        raise typer.BadParameter(f"{state!r} is none of {', '.join(STATES)}.", param_hint="--state")
    place = find_workspace(workspace)
    with closing(open_store(place.database)) as db:
        rows = [row for row in listing(db) if state in (None, row.paper.state)]
    if online:
        _ask_crossref(place, rows)
    if as_json:
        show.print_json([contracts.paper(row) for row in rows])
    else:
        show.papers(rows)


def _ask_crossref(place: Workspace, rows: list[Listed]) -> None:
    """Complete the manifest with what Crossref knows of the PDFs among ``rows``."""
    from builder.crossref import crossref, incomplete, look_up, write_found
    from hea import show

    papers = {
        row.file: row.paper
        for row in rows
        if not row.line and row.paper.state in READABLE and incomplete(row.paper)
    }
    service, found = crossref(), {}
    with show.bar("Asking Crossref") as progress:
        for number, (file, paper) in enumerate(papers.items(), start=1):
            found[file] = look_up(paper, service)
            progress(number, len(papers))
    filled = write_found(place.corpus / MANIFEST, papers, found)
    show.online(found, filled)


@app.command()
def search(
    question: Question,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many papers.")] = 5,
    has: Has = None,
    phase: Phase = None,
    names: Property = None,
    year: Year = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """The papers that may answer a question, best first, with why each was found."""
    from hea import contracts, show
    from hea.rooms import searcher
    from retrieval.filters import read_filters

    filters = read_filters(has or (), phase or (), names or (), year)
    place = find_workspace(workspace)
    with searcher(place) as found:
        hits = found.search(_asked(question), k, filters=filters)
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
    has: Has = None,
    phase: Phase = None,
    names: Property = None,
    year: Year = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """A cited answer from the papers in corpus/, or a refusal that says what came nearest."""
    from answer.extractive import answer_extractively
    from hea import contracts, show
    from hea.rooms import searcher
    from retrieval.filters import read_filters

    started = time.perf_counter()
    filters = read_filters(has or (), phase or (), names or (), year)
    place = find_workspace(workspace)
    settings = load_settings(place, {"passages": k})
    with searcher(place) as found:
        hits = found.search(_asked(question), settings.passages, filters=filters)
        given = answer_extractively(question, hits)
    if as_json:
        show.print_json(contracts.answer(given, time.perf_counter() - started))
    else:
        show.answer(given)


@app.command()
def alloy(
    formula: Annotated[
        str, typer.Argument(help="Any way to write or name it.", show_default=False)
    ],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """What an alloy is: its composition, calculated descriptors, and every paper that has it."""
    from builder.descriptors import descriptors
    from builder.store import open_store
    from hea import show
    from hea.alloy import papers_with, record, show_alloy
    from hea.table import asked_alloy

    asked = asked_alloy(formula)
    calculated, database = descriptors(asked), find_workspace(workspace).database
    papers = []
    if database.exists():
        with closing(open_store(database)) as db:
            papers = papers_with(db, asked)
    if as_json:
        show.print_json(record(asked, calculated, papers))
    else:
        show_alloy(asked, calculated, papers)


@app.command()
def chat(
    k: Annotated[
        int | None,
        typer.Option("-k", min=1, max=50, help="How many papers to read.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Ask question after question; follow-ups such as “and at 77 K?” lean on the one before."""
    from answer.extractive import answer_extractively
    from hea.chat import Chat
    from hea.rooms import searcher

    place = find_workspace(workspace)
    depth = load_settings(place, {"passages": k}).passages
    with searcher(place) as found:
        Chat(
            lambda text: answer_extractively(text, found.search(text, depth)),
            typer.launch,
            as_json,
        ).run()


@app.command()
def table(
    name: Annotated[
        str,
        typer.Option(
            "--property",
            help="A property: yield strength, YS, hardness, SFE …",
            show_default=False,
        ),
    ],
    alloy: Annotated[
        str | None,
        typer.Option(help="Only values of this alloy, however it is written.", show_default=False),
    ] = None,
    disagree: Annotated[
        bool,
        typer.Option(
            "--disagreements",
            help="Only pairs of papers that differ by over 20 % on one alloy at one temperature.",
        ),
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--csv", help="Write all columns to this file.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Every value of a property that the papers state: alloy, value, condition, sentence, DOI."""
    from builder.evidence import disagreements, gather, named_property
    from builder.library import listing
    from builder.store import open_store
    from hea import contracts, show
    from hea.table import asked_alloy, show_evidence, write_csv

    wanted = named_property(name)
    of = asked_alloy(alloy) if alloy else None
    with closing(open_store(find_workspace(workspace).database)) as db:
        found = gather(listing(db), wanted, of)
    if disagree:
        found = [one for pair in disagreements(found) for one in pair]
    if to:
        write_csv([contracts.evidence(one) for one in found], to)
    if as_json:
        show.print_json([contracts.evidence(one) for one in found])
    elif found:
        show_evidence(found)
    else:
        show.note(f"No abstract states {'two that disagree' if disagree else f'a {wanted}'}.")


@app.command()
def doctor(as_json: Json = False, workspace: Where = None) -> None:
    """Check the machine, the models and the state on disk; say how to mend what is wrong."""
    from hea import show
    from hea.doctor import examine

    place = find_workspace(workspace)
    findings = examine(place, load_settings(place, {}))
    if as_json:
        show.print_json([asdict(finding) for finding in findings])
    else:
        show.findings(findings)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)


def _asked(question: str) -> str:
    if not question.strip():
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
