"""`hea build`: bring `data/` up to date with `corpus/`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.workspace import Settings, Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from builder.parallel import Workers
    from hea.workflows.corpus.build import BuildReport


def build(
    retry: Annotated[
        bool, typer.Option("--retry", help="Read the files again that failed before.")
    ] = False,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread",
            help="Read all files again, even if their size and time have not changed.",
        ),
    ] = False,
    embedder: Annotated[
        str | None,
        typer.Option(
            help="Sentence embedder: a folder, or a name on Hugging Face.", show_default=False
        ),
    ] = None,
    round_trip: Annotated[
        bool,
        typer.Option(
            "--round-trip", help="Also ask each drafted question and check the answer (40 ms each)."
        ),
    ] = False,
    draft_with: Annotated[
        str | None,
        typer.Option(
            help="Model that drafts, too: phi2, adapter:NAME, path:DIR, endpoint:URL#MODEL.",
            show_default=False,
        ),
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, help="Requests to a server at the same time.", show_default=False),
    ] = None,
    draft_from: Annotated[
        Literal["abstracts", "body"] | None,
        typer.Option(
            help="Use `body` to draft from full papers, too.", show_default="abstracts only"
        ),
    ] = None,
    judge_with: Annotated[
        str,
        typer.Option(
            help="Model that marks the triples that passed all checks; as in --draft-with.",
            show_default=False,
        ),
    ] = "",
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Do not build; estimate time and cost of --draft-with from one abstract.",
        ),
    ] = False,
    price: Annotated[
        str | None,
        typer.Option(
            help="For --dry-run: price of a million tokens, INPUT/OUTPUT: 0.15/0.60.",
            show_default=False,
        ),
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            help="Use a Dask cluster: local:N, slurm:JOBS, or the address of a scheduler.",
            show_default=False,
        ),
    ] = "",
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Read new papers in corpus/, index them, and draft question–answer pairs (triples)."""
    if price and not dry_run:
        raise typer.BadParameter("Use it together with --dry-run.", param_hint="--price")
    place = find_workspace(workspace)
    flags = {"embedder": embedder, "draft_with": draft_with, "draft_from": draft_from}
    settings = load_settings(place, flags | {"concurrency": concurrency})
    if dry_run:
        _estimate(place, settings, price, as_json)
    else:
        from hea.render import console
        from hea.workflows.corpus.build import build as build_workspace

        with _workers(cluster, place) as workers:
            report = build_workspace(
                place,
                settings,
                retry=retry,
                reread=reread,
                round_trip=round_trip,
                judge_with=judge_with,
                workers=workers,
                events=console.EVENTS,
            )
        _show(report, place, as_json)


def _workers(cluster: str, place: Workspace) -> AbstractContextManager[Workers | None]:
    if not cluster:
        return nullcontext()
    from hea.render import console
    from hea.workflows.cluster.opening import open_workers

    return open_workers(cluster, place.data, console.EVENTS)


def _estimate(place: Workspace, settings: Settings, price: str | None, as_json: bool) -> None:
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows.corpus.model_drafting import estimate_drafting

    cost = estimate_drafting(place, settings, price, console.EVENTS)
    if as_json:
        console.print_json(asdict(cost))
    else:
        render_corpus.estimate(cost)


def _show(report: BuildReport, place: Workspace, as_json: bool) -> None:
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows import json_contracts

    if as_json:
        console.print_json(json_contracts.build(report))
    else:
        render_corpus.build(report)
    if not report.census.states:
        raise UserError(
            "No file in corpus/ gave an abstract.",
            f"Put PDFs of papers into {place.corpus} and run `hea build` again.",
        )
    if not report.census.readable:
        console.EVENTS.note(
            "No file in corpus/ gave an abstract. `hea papers` says why, file by file."
        )
    for step in (report.written, report.judged):
        if step and step.stopped:
            raise step.stopped
