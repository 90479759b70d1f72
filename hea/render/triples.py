"""Show triples, the statistics of curation, what a spreadsheet brought, and datasets."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from builder.curation.decisions import CuratedTriple, said
from builder.dataset.diff import DatasetDiff
from builder.dataset.files import read_dataset
from builder.dataset.select import UNCONFIRMED_EDIT
from hea.render import console
from hea.workflows.triples.curation import failures
from hea.workflows.triples.curation_stats import CurationStats
from hea.workflows.triples.dataset import DatasetReport
from hea.workflows.triples.filters import MARKS
from hea.workflows.triples.spreadsheets import ImportReport
from hea.workflows.triples.worth import LearnReport, WorthStats

#: What is told of edits that fail a check.
UNCONFIRMED = (
    "{number} edited triples fail a check and stay out of the dataset until someone accepts them:"
    " hea curate --unconfirmed"
)


def show_stats(stats: CurationStats) -> None:
    """Show precision by kind and by rule, Cohen's κ by pair, disputes, and conflicts."""
    groups = {"kind": stats.by_kind, "rule": stats.by_rule, "drafted by": stats.by_maker}
    if not any(row["reviewed"] for row in stats.by_kind.values()):
        console.out.print("Nothing was reviewed yet, so that no precision is known: hea curate")
        groups = {}
    for name, group in groups.items():
        heads = ("drafted", "disputed", "reviewed", "kept", "precision, 95 %", "rejected as")
        table = console.table(name, *heads)
        for label, row in sorted(group.items(), key=lambda item: -item[1]["reviewed"]):
            known = row["precision"] is not None
            table.add_row(
                label,
                *(str(row[k]) for k in ("drafted", "disputed", "reviewed", "kept")),
                f"{row['precision']:.2f} ({row['low']:.2f}–{row['high']:.2f})" if known else "",
                ", ".join(f"{count} {why}" for why, count in row["rejected"].items()),
            )
        console.out.print(table)
    if stats.judges:
        console.out.print(_judges(stats))
    counts = sorted(stats.status.items())
    console.out.print(", ".join(f"{count} {status}" for status, count in counts))
    for pair in stats.agreements:
        who = f"{pair.first} and {pair.second}"
        console.out.print(
            f"Cohen's κ of {who}: {pair.kappa:.2f} over {pair.n} triples decided by both",
        )
    for mark in MARKS:
        if found := getattr(stats, mark):
            console.out.print(f"{len(found)} {mark}: hea curate --{mark} --list")
    for conflict in stats.conflicts:
        verdict = conflict.verdict
        console.out.print(
            f"conflict: {verdict.triple} {verdict.verdict} by {verdict.who}, {conflict.why}:"
            f" {verdict.question}",
        )


def _judges(stats: CurationStats) -> Table:
    """Return how many triples each model keeps, and how many of those people keep, too."""
    heads = ("judged", "kept", "of them decided", "precision, 95 %", "rejects caught")
    table = console.table("judge", *heads)
    for name, one in stats.judges.items():
        known = one.precision is not None
        table.add_row(
            name,
            *map(str, (one.judged, one.kept, one.reviewed)),
            f"{one.precision:.2f} ({one.low:.2f}–{one.high:.2f})" if known else "",
            "" if one.caught is None else f"{one.caught:.2f}",
        )
    return table


def show_worth(worth: WorthStats) -> None:
    """Show the calibration of the scores: on judged triples left out, and on people's verdicts."""
    model = worth.model
    measured = sum(int(one["n"]) for one in model.calibration)
    _bins(f"score of {measured} judged triples, their papers left out in turn", model.calibration)
    if worth.verdicts:
        _bins("score, of the triples decided here", worth.verdicts)
    console.out.print(f"Triples pass the check `worth` from a score of {model.threshold:.2f} on.")


def show_learned(report: LearnReport) -> None:
    """Show what was learned from, how good it is, and what to do next."""
    console.out.print(
        f"Learned from {report.verdicts} verdicts ({report.kept} keep a triple) beside"
        f" {report.judged} judged triples of the program."
    )
    for point in report.model.curve:
        passes = point["threshold"] == report.model.threshold
        console.out.print(
            f"from {point['threshold']:.2f}: {point['share']:.0%} pass, {point['precision']:.0%} of"
            f" them kept by readers{' – chosen' if passes else ''}"
        )
    console.note("Run `hea build` to check the triples again with it.")


def _bins(title: str, bins: Sequence[Mapping[str, float]]) -> None:
    table = console.table(title, "kept by readers", "triples")
    for one in bins:
        table.add_row(f"{one['predicted']:.2f}", f"{one['observed']:.2f}", f"{one['n']:.0f}")
    console.out.print(table)


def list_triples(chosen: Sequence[CuratedTriple]) -> None:
    """List triples with what people and checks say of them."""
    for one in chosen:
        lines = [
            ", ".join([f"{one.triple.id} {one.status}", *_marks(one)]),
            f"Q {one.triple.question}",
            f"A {one.triple.answer}",
            *(said(verdict) for verdict in one.verdicts),
            *(f"{note.verdict} by {said(note)}" for note in one.notes),
            *((f"fails {failures(one)}",) if one.triple.failed else ()),
        ]
        console.out.print("\n  ".join(lines), soft_wrap=True)


def _marks(one: CuratedTriple) -> list[str]:
    return [mark for mark in ("disputed", "unconfirmed") if getattr(one, mark)]


def show_import(report: ImportReport) -> None:
    """Note how many rows were taken in, as which verdicts, and why others were refused."""
    counts = ", ".join(f"{count} {what}" for what, count in sorted(report.taken.items()))
    console.note(f"{report.rows} rows: {counts or 'none taken'}; {len(report.refused)} refused")
    for bad in report.refused[:20]:
        console.note(f"line {bad['line']}: {bad['reason']}")
    for edit in report.failing[:20]:
        console.note(f"{edit['id']} fails as edited: {edit['reason']}")
    if report.failing:
        console.note(UNCONFIRMED.format(number=len(report.failing)))


def show_dataset(report: DatasetReport) -> None:
    """Show rows by part, what was left out and why, and the changes against the last version."""
    made, changes = report.made, report.changes
    table = console.table("part", "rows", "papers", "families")
    for part, row in report.summary["parts"].items():
        table.add_row(part, str(row["rows"]), str(row["papers"]), str(row["families"]))
    console.out.print(table)
    for reason, count in made.left_out.items():
        console.out.print(f"left out {count}: {reason}")
    if made.contaminated is not None:
        lines = len(report.summary["contaminated"])
        console.note(
            f"{len(made.contaminated)} rows give away {lines} of the test questions:"
            f" {report.folder / 'decontaminated.jsonl'} lists each, with the measure"
        )
    refusals = report.summary["refusals"]
    if refusals["form_auroc"] is not None:
        console.out.print(
            f"{refusals['rows']} refusals; by their words alone they are told with an AUROC of"
            f" {refusals['form_auroc']:.2f} (.50: not at all)"
        )
    for warning in report.summary["warnings"]:
        console.note(warning)
    for leak in made.leaks:
        console.out.print(f"leak mended: {leak}")
    if made.shared:
        console.out.print(f"alloys in more than one part: {', '.join(made.shared)}", soft_wrap=True)
        console.note(
            "What a model learned of these alloys may help it in the test. To test it on alloys"
            " that it does not know: hea dataset --split alloy"
        )
    if made.conflicts:
        console.note(f"{made.conflicts} verdicts lost their source: hea curate --stats lists them")
    if number := made.left_out.get(UNCONFIRMED_EDIT):
        console.note(UNCONFIRMED.format(number=number))
    if changes and (changes.added or changes.removed or changes.changed):
        console.out.print(
            f"against the last: {len(changes.added)} added, {len(changes.removed)} removed,"
            f" {len(changes.changed)} changed, {len(changes.moved)} moved"
        )
    console.note(f"in {report.folder}")


def show_diff(found: DatasetDiff, old: Path, new: Path) -> None:
    """List the questions that were added, removed and changed."""
    rows = read_dataset(new) | {k: v for k, v in read_dataset(old).items() if k in found.removed}
    for mark, ids in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for name in ids:
            console.out.print(f"{mark} {name} {rows[name][1]['question']}", soft_wrap=True)
    console.note(
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed,"
        f" {len(found.moved)} moved to another part"
    )
