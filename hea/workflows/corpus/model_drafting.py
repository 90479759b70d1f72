"""Triples written by a model beside those of the rules, and what asking for them would take."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from answer.generative.draft_triples import ATTEMPTS, PROMPT, ask_about, prompt_for
from answer.models.load import ENDPOINT, load_model_by_name
from answer.models.protocol import GenerationConfig, LanguageModel
from answer.models.server.address import without_login
from builder.drafting.model_drafts import (
    DraftingAccount,
    TripleWriter,
    account,
    ask_each,
    forget_empty,
    not_asked,
)
from builder.drafting.update import asked_papers, put_written
from builder.errors import UserError
from builder.library.catalog import CatalogEntry, walk
from builder.storage.database import open_database
from builder.storage.integrity import writable_database
from hea.events import SILENT, Events
from hea.workflows.corpus.build_lock import build_lock
from hea.workspace import Settings, Workspace


@dataclass(frozen=True, slots=True)
class DraftingReport:
    """What a model wrote in this build, and all that it was asked so far."""

    asked: int
    """Abstracts it was asked about now."""
    so_far: DraftingAccount
    failures: tuple[str, ...]
    """Papers it could not be asked about, each with the reason; they are next time."""
    stopped: UserError | None = None
    """Why it was given up."""


@dataclass(frozen=True, slots=True)
class DraftingEstimate:
    """What asking a model about the abstracts that are left would take."""

    model: str
    abstracts: int
    timed: int
    """Abstracts asked before, whose tokens and seconds this rests on."""
    calls: int
    most_calls: int
    prompt_tokens: int
    new_tokens: int
    seconds: float
    cost: float | None


def draft_by_model(
    db: sqlite3.Connection,
    place: Workspace,
    settings: Settings,
    retry: bool,
    events: Events = SILENT,
) -> DraftingReport:
    """Ask a model about every abstract it was not asked about; its failure ends only this step.

    Args:
        db: The database of the workspace, open for writing.
        place: The workspace.
        settings: The model that drafts, and its limits.
        retry: Ask again about abstracts of which it wrote nothing.
        events: Receives progress.
    """
    _, writer = _open_writer(place, settings, events)
    if retry:
        forget_empty(db, writer)
    papers = list(asked_papers(walk(db)))
    left = not_asked(db, papers, writer)
    failures: list[str] = []
    stopped = None
    try:
        with events.progress("Asking the model") as progress:
            # A model on this machine takes one question after the other.
            at_once = settings.concurrency if settings.draft_with.startswith(ENDPOINT) else 1
            failures = ask_each(db, left, writer, _keep(db, writer), progress, at_once)
    except UserError as error:
        stopped = error
    so_far = account(db, writer.made_by, papers)
    done = len(left) - len(not_asked(db, left, writer))
    return DraftingReport(done, so_far, tuple(failures), stopped)


def estimate_drafting(
    place: Workspace, settings: Settings, price: str | None, events: Events = SILENT
) -> DraftingEstimate:
    """Estimate from abstracts asked before what the others would take; ask one if none was.

    Args:
        place: The workspace.
        settings: The model that drafts, and its limits.
        price: The price of a million tokens, `READ/WRITTEN`.
        events: Receives progress.

    Raises:
        UserError: No model is named, no paper is read yet, the price cannot be read, or the model
            fails.
    """
    if settings.draft_with == "rules":
        raise UserError(
            "Drafting by rules costs nothing.", "Give a model: --dry-run --draft-with MODEL."
        )
    costs = _read_price(price) if price else None
    if not place.database.exists():
        raise UserError(
            "There are no abstracts yet to ask a model about.",
            "Run `hea build` first, without --draft-with: the rules read the papers, at no cost.",
        )
    with build_lock(place), closing(open_database(place.database)) as db:
        papers = list(asked_papers(walk(db)))
        chat, writer = _open_writer(place, settings, events)
        if not account(db, writer.made_by, papers).calls:
            first = not_asked(db, papers, writer)[:1]
            with (
                events.status("Asking about one abstract"),
                writable_database(db, place.database),
            ):
                failures = ask_each(db, first, writer, _keep(db, writer), _quiet)
            if failures:
                raise UserError(failures[0], "Correct that first; `hea doctor` may know more.")
        before = account(db, writer.made_by, papers)
        return _estimate(before, not_asked(db, papers, writer), chat, costs)


def _estimate(
    before: DraftingAccount,
    left: Sequence[CatalogEntry],
    chat: LanguageModel,
    costs: tuple[float, float] | None,
) -> DraftingEstimate:
    each = 1 / max(before.abstracts, 1)
    calls = before.calls * each
    read = calls * sum(
        chat.count(prompt_for(row.paper.title, row.paper.abstract.text))
        for row in left
        if row.paper.abstract
    )
    written = before.new_tokens * each * len(left)
    return DraftingEstimate(
        before.model,
        len(left),
        before.abstracts,
        round(calls * len(left)),
        ATTEMPTS * len(left),
        round(read),
        round(written),
        before.seconds * each * len(left),
        costs and (read * costs[0] + written * costs[1]) / 1e6,
    )


def _open_writer(
    place: Workspace, settings: Settings, events: Events
) -> tuple[LanguageModel, TripleWriter]:
    """Load the model that the settings name, ready to write triples."""
    named = settings.draft_with
    with events.status(f"Loading {without_login(named)}"):
        chat = load_model_by_name(
            named, settings.base, place.adapters, precision=settings.precision, note=events.note
        )
    how = GenerationConfig(tokens=settings.draft_tokens, seconds=settings.draft_seconds)
    return chat, TripleWriter(chat.name, PROMPT, partial(ask_about, chat, how=how))


def _keep(db: sqlite3.Connection, writer: TripleWriter) -> Callable[[CatalogEntry], None]:
    return partial(put_written, db, made_by=writer.made_by)


def _read_price(price: str) -> tuple[float, float]:
    """Return the prices of a million tokens, read and written, of `0.15/0.60`."""
    try:
        read, _, written = price.partition("/")
        return float(read), float(written)
    except ValueError as error:
        raise UserError(
            f"“{price}” is not a price.",
            "Write READ/WRITTEN for a million tokens: --price 0.15/0.60",
        ) from error


def _quiet(done: int, total: int) -> None:
    pass
