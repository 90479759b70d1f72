"""Verdicts by id, or on all triples of a choice."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Where, Wheres, Who
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.curation.decisions import CuratedTriple

Reason = Annotated[str, typer.Option(help="The reason.", show_default=False)]
Settle = Annotated[bool, typer.Option("--settle", help="Settle a disagreement with it.")]
Yes = Annotated[
    bool, typer.Option("--yes", help="Do not ask, however many triples --where matches.")
]
Ids = Annotated[list[str] | None, typer.Argument(help="Ids, or their first characters.")]


def add_verdicts(app: typer.Typer) -> None:
    """Add the verbs that give verdicts."""
    for verb in (accept, reject, flag, note, edit, undo):
        app.command()(verb)


def accept(
    ids: Ids = None,
    where: Wheres = None,
    settle: Settle = False,
    yes: Yes = False,
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Accept triples by id, or all that match --where."""
    settles = "yes" if settle else ""
    _decide("accept", ids, where, who, workspace, settles=settles, yes=yes)


def reject(
    ids: Ids = None,
    where: Wheres = None,
    reason: Reason = "",
    settle: Settle = False,
    yes: Yes = False,
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Reject triples by id, or all that match --where."""
    _decide("reject", ids, where, who, workspace, reason, "yes" if settle else "", yes=yes)


def flag(ids: Ids = None, who: Who = None, workspace: Where = None) -> None:
    """Flag triples to look at them again; a second time removes your flag."""
    _decide("flag", ids, None, who, workspace, "to be looked at")


def note(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id, or its first characters.")],
    words: Annotated[str, typer.Argument(metavar="NOTE", help="The note.")],
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Write a note on one triple."""
    _decide("note", [identity], None, who, workspace, words)


def edit(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id, or its first characters.")],
    question: Annotated[str, typer.Option(help="The new question.")] = "",
    answer: Annotated[str, typer.Option(help="The new answer.")] = "",
    reason: Reason = "",
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Change the question or answer of one triple."""
    from builder.curation.decisions import failures
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session

    if not question and not answer:
        raise UserError("Nothing to change.", "Give --question or --answer.")
    with open_session(find_workspace(workspace), who or login(), console.EVENTS) as session:
        one = session.find(identity)
        new = {
            "new_question": question or one.triple.question,
            "new_answer": answer or one.triple.answer,
        }
        session.decide(one, "edit", reason, **new)
        failing = failures(session.find(one.triple.id).triple)
    console.note(f"{one.triple.id} edited.")
    if failing:
        console.note(
            f"It fails {failing} It stays out of the dataset until someone accepts it:"
            f" hea curate accept {one.triple.id}"
        )


def undo(
    ids: Ids = None,
    where: Wheres = None,
    yes: Yes = False,
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Undo your last verdict on triples by id, or on all that match --where."""
    _decide("undo", ids, where, who, workspace, yes=yes)


#: From more triples of a choice on, it is asked first.
_FEW = 10


#: What a verdict did to triples.
_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "flag": "flagged, or no more",
    "note": "noted",
    "undo": "taken back",
}


def _decide(
    verdict: str,
    ids: Sequence[str] | None,
    where: Sequence[str] | None,
    who: str | None,
    workspace: Path | None,
    reason: str = "",
    settles: str = "",
    *,
    yes: bool = False,
) -> None:
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session
    from hea.workflows.triples.filters import read_where

    if bool(ids) == bool(where):
        raise UserError("Give ids, or a choice.", f"hea curate {verdict} ID, or --where kind=phase")
    with open_session(find_workspace(workspace), who or login(), console.EVENTS) as session:
        chosen = (
            [session.find(name) for name in ids] if ids else session.choose(read_where(where or ()))
        )
        if verdict == "undo" and ids:
            _need_verdicts(chosen, session.who)
        elif verdict == "undo":
            chosen = [one for one in chosen if any(v.who == session.who for v in one.verdicts)]
        if where and not yes and len(chosen) > _FEW:
            _confirm(verdict, chosen)
        session.give(*(session.verdict(one, verdict, reason, settles=settles) for one in chosen))
        disputed = [one.triple.id for one in chosen if session.find(one.triple.id).disputed]
    done = f"{console.many(len(chosen), 'triple')} {_DONE[verdict]}"
    console.note(done if chosen else "No triple matches.")
    if disputed and verdict in ("accept", "reject"):
        console.note(
            f"Still disputed, and out of the dataset: {', '.join(disputed[:5])}"
            f"{', …' * (len(disputed) > 5)}. --settle decides between the others' verdicts."
        )


def _confirm(verdict: str, chosen: Sequence[CuratedTriple]) -> None:
    """Ask whether so many triples are meant.

    Raises:
        UserError: Nobody can be asked, or the answer is no.
    """
    decided = sum(bool(one.verdicts) for one in chosen)
    what = f"{verdict} {len(chosen)} triples, {decided} of them decided before"
    if not sys.stdin.isatty():
        raise UserError(f"This would {what}.", "Add --yes, or narrow the choice by more --where.")
    if not typer.confirm(f"This will {what}. Go on?", err=True):
        raise UserError("No verdict was given.", "Narrow the choice by more --where.")


def _need_verdicts(chosen: Sequence[CuratedTriple], who: str) -> None:
    """Raise UserError where a person has no verdict that could be taken back."""
    for one in chosen:
        if all(verdict.who != who for verdict in one.verdicts):
            raise UserError(
                f"{who} has no verdict on {one.triple.id}, and nothing was taken back.",
                "Give the name of its reviewer with --who; `hea curate --list` shows each verdict.",
            )
