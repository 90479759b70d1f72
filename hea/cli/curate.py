"""`hea curate`: review triples on the screen, by id, in bulk, or in a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where, Wheres, Who
from hea.workflows.spreadsheets import export, take_in
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.curation.ledger import CuratedTriple
    from hea.workflows.curation import CurationSession

app = typer.Typer(help="Review the drafted triples; every verdict goes to corpus/ledger.jsonl.")

Reason = Annotated[str, typer.Option(help="Why.", show_default=False)]
Ids = Annotated[list[str] | None, typer.Argument(help="Ids, or how they begin.")]


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind; may be repeated.", show_default=False)
    ] = None,
    check: Annotated[
        str, typer.Option(help="Only where this check failed; or failed, passed.")
    ] = "",
    paper: Annotated[str, typer.Option(help="Only papers whose file, title or DOI has this.")] = "",
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only what nobody decided.")
    ] = False,
    sample: Annotated[int, typer.Option(min=0, help="So many at random, the same each time.")] = 0,
    blind: Annotated[
        bool, typer.Option("--blind", help="Do not show what others decided.")
    ] = False,
    stats: Annotated[
        bool, typer.Option("--stats", help="Precision by kind and by rule; Cohen's κ; conflicts.")
    ] = False,
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Review triples on the screen with single keys; it goes on where you stopped."""
    from hea.render import console
    from hea.workflows.curation import login, open_session, read_choice

    if context.invoked_subcommand is not None:
        return
    place = find_workspace(workspace)
    choice = read_choice(kind or [], check, paper, "unreviewed" if unreviewed else "", sample)
    with open_session(place, who or login()) as desk:
        if stats:
            _stats(desk, as_json)
            return
        chosen = desk.choose(choice, blind)
        if not chosen:
            raise UserError("No triple is of that choice.", "Take a filter away.")
        if not console.out.is_terminal:
            raise UserError(
                "The review needs a terminal.",
                "Use `hea curate accept|reject|edit ID`, or `hea curate export FILE.csv`.",
            )
        from hea.tui.review import Review

        before = len(desk.ledger.verdicts)
        Review(desk, chosen, blind).run()
        console.note(f"{len(desk.ledger.verdicts) - before} verdicts more in {desk.ledger.path}")


@app.command()
def accept(ids: Ids = None, where: Wheres = None, who: Who = None, workspace: Where = None) -> None:
    """Accept triples by id, or all of a choice."""
    _decide("accept", ids, where, who, workspace)


@app.command()
def reject(
    ids: Ids = None,
    where: Wheres = None,
    reason: Reason = "",
    who: Who = None,
    workspace: Where = None,
) -> None:
    """Reject triples by id, or all of a choice."""
    _decide("reject", ids, where, who, workspace, reason)


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
    from hea.workflows.curation import login, open_session

    if not question and not answer:
        raise UserError("Nothing is to be changed.", "Give --question or --answer.")
    with open_session(find_workspace(workspace), who or login()) as desk:
        one = desk.find(identity)
        new = {
            "new_question": question or one.triple.question,
            "new_answer": answer or one.triple.answer,
        }
        desk.decide(one, "edit", reason, **new)
    console.note(f"{one.triple.id} edited.")


@app.command()
def undo(ids: Ids = None, who: Who = None, workspace: Where = None) -> None:
    """Take your last verdict on a triple back."""
    _decide("undo", ids, None, who, workspace)


app.command()(export)
app.command("import")(take_in)


def _decide(
    verdict: str,
    ids: Sequence[str] | None,
    where: Sequence[str] | None,
    who: str | None,
    workspace: Path | None,
    reason: str = "",
) -> None:
    from hea.render import console
    from hea.workflows.curation import login, open_session, read_where

    if bool(ids) == bool(where):
        raise UserError("Name ids, or a choice.", f"hea curate {verdict} ID, or --where kind=phase")
    with open_session(find_workspace(workspace), who or login()) as desk:
        chosen = [desk.find(name) for name in ids] if ids else desk.choose(read_where(where or ()))
        desk.give(*(desk.verdict(one, verdict, reason) for one in chosen))
    console.note(f"{verdict}: {len(chosen)}")


def _stats(desk: CurationSession, as_json: bool) -> None:
    """How many are kept of what was reviewed, by kind and by rule, so that rules improve."""
    from builder.curation.ledger import kappa
    from hea.render import console

    counts = Counter(one.status for one in desk.curated)
    agreement = kappa(desk.curated)
    groups = {
        "kind": _precision(desk.curated, lambda one: one.triple.kind),
        "rule": _precision(desk.curated, lambda one: f"{one.triple.made_by}/{one.triple.rule}"),
    }
    if as_json:
        console.print_json(
            {
                "triples": len(desk.curated),
                "status": dict(counts),
                **groups,
                "kappa": agreement and {"value": agreement[0], "n": agreement[1]},
                "disputed": [one.triple.id for one in desk.curated if one.disputed],
                "conflicts": [
                    {"triple": c.verdict.triple, "question": c.verdict.question, "why": c.why}
                    for c in desk.conflicts
                ],
            }
        )
        return
    for name, group in groups.items():
        table = console.table(name, "drafted", "reviewed", "kept", "precision, 95 %", "rejected as")
        for label, row in sorted(group.items(), key=lambda item: -item[1]["reviewed"]):
            known = row["precision"] is not None
            table.add_row(
                label,
                *(str(row[k]) for k in ("drafted", "reviewed", "kept")),
                f"{row['precision']:.2f} ({row['low']:.2f}–{row['high']:.2f})" if known else "",
                ", ".join(f"{count} {why}" for why, count in row["rejected"].items()),
            )
        console.out.print(table)
    console.out.print(", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    if agreement:
        console.out.print(
            f"Cohen's κ {agreement[0]:.2f} over {agreement[1]} triples decided by two"
        )
    for conflict in desk.conflicts:
        verdict = conflict.verdict
        console.out.print(f"conflict: {verdict.triple} {conflict.why}: {verdict.question}")


def _precision(
    curated: Sequence[CuratedTriple], of: Callable[[CuratedTriple], str]
) -> dict[str, dict[str, Any]]:
    from eval.stats.intervals import proportion

    groups: dict[str, list[CuratedTriple]] = {}
    for one in curated:
        groups.setdefault(of(one), []).append(one)
    rows = {}
    for name, group in sorted(groups.items()):
        reviewed = [one for one in group if one.status != "unreviewed"]
        kept = [one for one in reviewed if one.kept]
        score = proportion(len(kept), len(reviewed))
        reasons = Counter(
            one.verdicts[-1].reason or "no reason" for one in reviewed if one.status == "rejected"
        )
        rows[name] = {
            "drafted": len(group),
            "reviewed": len(reviewed),
            "kept": len(kept),
            "precision": score.value,
            "low": score.low,
            "high": score.high,
            "rejected": dict(reasons.most_common()),
        }
    return rows
