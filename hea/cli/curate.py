"""`hea curate`: review triples on the screen, by id, in bulk, or in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where, Wheres, Who
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.curation.decisions import CuratedTriple
    from hea.workflows.triples.curation_stats import CurationStats
    from hea.workflows.triples.worth import LearnReport, WorthStats

app = typer.Typer(help="Review the drafted triples; every verdict goes to corpus/ledger.jsonl.")

Reason = Annotated[str, typer.Option(help="Why.", show_default=False)]
Settle = Annotated[bool, typer.Option("--settle", help="Settle with it what people disagree on.")]
Ids = Annotated[list[str] | None, typer.Argument(help="Ids, or how they begin.")]


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind; may be repeated.", show_default=False)
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(help="Only of this rule or model; may be repeated.", show_default=False),
    ] = None,
    words: Annotated[
        str, typer.Option(help="Only with all these words in question, answer or evidence.")
    ] = "",
    check: Annotated[
        str, typer.Option(help="Only where this check failed; or failed, passed.")
    ] = "",
    paper: Annotated[str, typer.Option(help="Only papers whose file, title or DOI has this.")] = "",
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only what nobody decided.")
    ] = False,
    status: Annotated[
        str, typer.Option(help="Only unreviewed, accepted, edited or rejected ones.")
    ] = "",
    disputed: Annotated[
        bool,
        typer.Option("--disputed", help="Only what people disagree on; your verdict settles it."),
    ] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only what someone flagged.")] = False,
    noted: Annotated[bool, typer.Option("--noted", help="Only what has a note.")] = False,
    sample: Annotated[
        int,
        typer.Option(min=0, help="So many at random, the same each time until they are decided."),
    ] = 0,
    blind: Annotated[
        bool, typer.Option("--blind", help="Do not show what others decided.")
    ] = False,
    stats: Annotated[
        bool, typer.Option("--stats", help="Precision by kind and by rule; Cohen's κ; conflicts.")
    ] = False,
    learn: Annotated[
        bool, typer.Option("--learn", help="Learn from all verdicts what is worth asking, and end.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List them, with verdicts and notes, and end.")
    ] = False,
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Review triples on the screen with single keys; it goes on where you stopped."""
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session
    from hea.workflows.triples.curation_stats import curation_stats
    from hea.workflows.triples.filters import read_filter
    from hea.workflows.triples.worth import learn_worth, worth_stats

    if context.invoked_subcommand is not None:
        return
    place = find_workspace(workspace)
    if unreviewed and status not in ("", "unreviewed"):
        raise UserError("status cannot be two things at once.", "Leave --unreviewed or --status.")
    given = {"disputed": disputed, "flagged": flagged, "noted": noted}
    choice = read_filter(
        kind or [], check, paper, "unreviewed" if unreviewed else status, sample,
        [mark for mark, wanted in given.items() if wanted], rule or [], words,
    )  # fmt: skip
    with open_session(place, who or login(), console.EVENTS) as session:
        if stats:
            _show_stats(
                curation_stats(session), worth_stats(place, session.curated), as_json=as_json
            )
            return
        if learn:
            _show_learned(learn_worth(place, session.curated, session.triples), as_json)
            return
        chosen = session.choose(choice, blind)
        if listed:
            _list([session.seen(one, blind) for one in chosen], as_json)
            return
        if not chosen:
            raise UserError("No triple is of that choice.", "Take a filter away.")
        if not console.out.is_terminal:
            raise UserError(
                "The review needs a terminal.",
                "Use --list, `hea curate accept|reject|edit ID`, or `hea curate export FILE.csv`.",
            )
        from hea.tui.review import Review

        before = len(session.ledger.verdicts)
        Review(session, chosen, blind, settle=disputed).run()
        console.note(
            f"{len(session.ledger.verdicts) - before} verdicts more in {session.ledger.path}"
        )


@app.command()
def accept(
    ids: Ids = None,
    where: Wheres = None,
    settle: Settle = False,
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Accept triples by id, or all of a choice."""
    _decide("accept", ids, where, who, workspace, settles="yes" if settle else "")


@app.command()
def reject(
    ids: Ids = None,
    where: Wheres = None,
    reason: Reason = "",
    settle: Settle = False,
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Reject triples by id, or all of a choice."""
    _decide("reject", ids, where, who, workspace, reason, "yes" if settle else "")


@app.command()
def flag(ids: Ids = None, who: Who = None, workspace: Where = None) -> None:
    """Mark triples to be looked at again; a second time takes your mark off."""
    _decide("flag", ids, None, who, workspace, "to be looked at")


@app.command()
def note(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id, or how it begins.")],
    words: Annotated[str, typer.Argument(metavar="NOTE", help="What there is to say of it.")],
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Write a note on one triple."""
    _decide("note", [identity], None, who, workspace, words)


@app.command()
def edit(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id, or how it begins.")],
    question: Annotated[str, typer.Option(help="The question as it shall be.")] = "",
    answer: Annotated[str, typer.Option(help="The answer as it shall be.")] = "",
    reason: Reason = "",
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Give one triple another question or answer."""
    from hea.render import console
    from hea.workflows.triples.curation import failures, login, open_session

    if not question and not answer:
        raise UserError("Nothing is to be changed.", "Give --question or --answer.")
    with open_session(find_workspace(workspace), who or login(), console.EVENTS) as session:
        one = session.find(identity)
        new = {
            "new_question": question or one.triple.question,
            "new_answer": answer or one.triple.answer,
        }
        session.decide(one, "edit", reason, **new)
        failing = failures(session.find(one.triple.id))
    told = f" It fails {failing}" if failing else ""
    console.note(f"{one.triple.id} edited.{told}")


@app.command()
def undo(ids: Ids = None, who: Who = None, workspace: Where = None) -> None:
    """Take your last verdict on a triple back."""
    _decide("undo", ids, None, who, workspace)


@app.command()
def export(
    to: Annotated[
        Path, typer.Argument(help="FILE.csv, .xlsx, or .json for Label Studio or Argilla.")
    ],
    where: Wheres = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", help="For a .json: label-studio, argilla.", show_default="label-studio"
        ),
    ] = "",
    workspace: Where = None,
) -> None:
    """Write triples to a spreadsheet; its columns `verdict`, `reason` and `note` are for you.

    Beside a .json goes the configuration with which the tool shows it.
    """
    from hea.render import console
    from hea.workflows.triples.spreadsheets import export_triples

    place = find_workspace(workspace)
    count, files = export_triples(place, to, where or (), console.EVENTS, form)
    console.note(f"{count} triples in {' with '.join(map(str, files))}")


@app.command("import")
def import_verdicts(
    file: Annotated[
        Path,
        typer.Argument(
            help="A CSV, XLSX or JSONL that came back, or a JSON of Label Studio or Argilla.",
            exists=True,
            dir_okay=False,
        ),
    ],
    annotator: Annotated[
        list[str] | None,
        typer.Option(help="Who an annotator of the file is: 2=ann; may be repeated."),
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(help="Write the refused rows, with reasons, to this CSV.")
    ] = None,
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Take in the verdicts of a spreadsheet; a changed question or answer is an edit.

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
) -> None:
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session
    from hea.workflows.triples.filters import read_where

    if bool(ids) == bool(where):
        raise UserError("Name ids, or a choice.", f"hea curate {verdict} ID, or --where kind=phase")
    with open_session(find_workspace(workspace), who or login(), console.EVENTS) as session:
        chosen = (
            [session.find(name) for name in ids] if ids else session.choose(read_where(where or ()))
        )
        session.give(*(session.verdict(one, verdict, reason, settles=settles) for one in chosen))
    triples = f"{len(chosen):,} triple{'' if len(chosen) == 1 else 's'}"
    console.note(f"{triples} {_DONE[verdict]}" if chosen else "No triple is of this choice.")


def _list(chosen: Sequence[CuratedTriple], as_json: bool) -> None:
    from hea.render import console
    from hea.render.triples import list_triples
    from hea.workflows.triples import curation_json

    if as_json:
        console.print_json([curation_json.curated_triple(one) for one in chosen])
    else:
        list_triples(chosen)


def _show_stats(stats: CurationStats, worth: WorthStats, *, as_json: bool) -> None:
    from hea.render import console
    from hea.render.triples import show_stats, show_worth
    from hea.workflows.triples import curation_json

    if as_json:
        worth_json = curation_json.worth_stats(worth)
        console.print_json(curation_json.curation_stats(stats) | {"worth": worth_json})
    else:
        show_stats(stats)
        show_worth(worth)


def _show_learned(report: LearnReport, as_json: bool) -> None:
    from hea.render import console
    from hea.render.triples import show_learned
    from hea.workflows.triples import curation_json

    if as_json:
        console.print_json(curation_json.learn_report(report))
    else:
        show_learned(report)
