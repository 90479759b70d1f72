"""`hea curate`: review triples on the screen, list them, or show how much of them is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from hea.cli.curation.exchange import add_exchange
from hea.cli.curation.verdicts import add_verdicts
from hea.cli.options import Json, Where, Who
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.curation.decisions import CuratedTriple
    from hea.workflows.triples.curation_stats import CurationStats
    from hea.workflows.triples.worth import LearnReport, WorthStats

app = typer.Typer(
    help="Review drafted triples on the screen; ? shows its keys there. Verdicts are saved in"
    " corpus/ledger.jsonl."
)

add_verdicts(app)
add_exchange(app)


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only this kind; repeat for several.", show_default=False),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(help="Only from this rule or model; repeat for several.", show_default=False),
    ] = None,
    words: Annotated[
        str, typer.Option(help="Only with all these words in question, answer or evidence.")
    ] = "",
    check: Annotated[str, typer.Option(help="Only if this check failed; or: failed, passed.")] = "",
    paper: Annotated[
        str, typer.Option(help="Only papers with this in file name, title or DOI.")
    ] = "",
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only triples without a verdict.")
    ] = False,
    status: Annotated[
        str, typer.Option(help="Only unreviewed, accepted, edited or rejected.")
    ] = "",
    disputed: Annotated[
        bool,
        typer.Option(
            "--disputed", help="Only triples on which people disagree; your verdict settles it."
        ),
    ] = False,
    unconfirmed: Annotated[
        bool,
        typer.Option(
            "--unconfirmed", help="Only edits that fail a check and that nobody accepted since."
        ),
    ] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only triples with a flag.")] = False,
    noted: Annotated[bool, typer.Option("--noted", help="Only triples with a note.")] = False,
    sample: Annotated[
        int,
        typer.Option(min=0, help="Only N random ones; the same N until all have a verdict."),
    ] = 0,
    blind: Annotated[
        bool, typer.Option("--blind", help="Do not show the verdicts of others.")
    ] = False,
    stats: Annotated[
        bool, typer.Option("--stats", help="Show precision by kind and rule, Cohen's κ, conflicts.")
    ] = False,
    learn: Annotated[
        bool, typer.Option("--learn", help="Learn from all verdicts which triples are good.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Print a list with ids, verdicts and notes.")
    ] = False,
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Review triples on the screen with single keys; continue where you stopped."""
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session
    from hea.workflows.triples.curation_stats import curation_stats
    from hea.workflows.triples.filters import MARKS, read_filter
    from hea.workflows.triples.worth import learn_worth, worth_stats

    if context.invoked_subcommand is not None:
        return
    place = find_workspace(workspace)
    if unreviewed and status not in ("", "unreviewed"):
        raise UserError("status cannot be two things at once.", "Leave --unreviewed or --status.")
    given = dict(zip(MARKS, (disputed, unconfirmed, flagged, noted), strict=True))
    choice = read_filter(
        kind or [], check, paper, "unreviewed" if unreviewed else status, sample,
        [mark for mark, wanted in given.items() if wanted], rule or [], words,
    )  # fmt: skip
    with open_session(place, who or login(), console.EVENTS) as session:
        if stats:
            worth = worth_stats(place, session.curated, session.triples)
            _show_stats(curation_stats(session), worth, as_json=as_json)
            return
        if learn:
            _show_learned(learn_worth(place, session.curated, session.triples), as_json)
            return
        chosen = session.choose(choice, blind)
        if listed:
            _list([session.seen(one, blind) for one in chosen], as_json)
            return
        if not chosen:
            raise UserError("No triple matches these filters.", "Remove a filter.")
        if not console.out.is_terminal:
            raise UserError(
                "The review screen needs a terminal.",
                "Use --list, `hea curate accept|reject|edit ID`, or `hea curate export FILE.csv`.",
            )
        from hea.tui.review import Review

        before = len(session.ledger.verdicts)
        Review(session, chosen, blind, settle=disputed).run()
        console.note(
            f"{len(session.ledger.verdicts) - before} verdicts more in {session.ledger.path}"
        )


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
