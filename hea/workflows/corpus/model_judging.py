"""Marks of a model on the triples that pass all checks, asked for once each and stored."""

import sqlite3
from dataclasses import dataclass
from functools import partial

from answer.generative.judge_triples import PROMPT, judge_triples
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.models.server.address import without_login
from builder.drafting.model_judgements import (
    TripleJudge,
    judge_each,
    judgements_of,
    not_judged,
)
from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workspace import Settings, Workspace


@dataclass(frozen=True, slots=True)
class JudgingReport:
    """What a model judged in this build, and all that it judged so far."""

    judge: str
    asked: int
    """Triples it was asked about now."""
    judged: int
    """Triples with marks of it."""
    kept: int
    """Of these, those that meet every criterion."""
    failures: tuple[str, ...]
    """Papers it could not be asked about, each with the reason; they are next time."""
    stopped: UserError | None = None
    """Why it was given up."""


def judge_by_model(
    db: sqlite3.Connection,
    place: Workspace,
    settings: Settings,
    named: str,
    events: Events = SILENT,
) -> JudgingReport:
    """Ask a model about every triple it did not judge yet; its failure ends only this step.

    Args:
        db: The database of the workspace, open for writing, its triples checked.
        place: The workspace.
        settings: How models are loaded, and the time one may take.
        named: The model, as in the setting `model`.
        events: Receives progress.
    """
    with events.status(f"Loading {without_login(named)}"):
        chat = load_model_by_name(
            named, settings.base, place.adapters, precision=settings.precision, note=events.note
        )
    how = GenerationConfig(seconds=settings.draft_seconds)
    judge = TripleJudge(chat.name, PROMPT, partial(judge_triples, chat, how=how))
    left = not_judged(db, judge)
    failures: list[str] = []
    stopped = None
    try:
        with events.progress("Asking the judge") as progress:
            failures = judge_each(db, left, judge, progress)
    except UserError as error:
        stopped = error
    asked = sum(map(len, left)) - sum(map(len, not_judged(db, judge)))
    found = [
        one
        for given in judgements_of(db).values()
        for one in given
        if one.judge == judge.name and one.marks is not None
    ]
    kept = sum(one.keeps for one in found)
    return JudgingReport(judge.name, asked, len(found), kept, tuple(failures), stopped)
