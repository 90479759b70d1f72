"""Show triples, the statistics of curation, what a spreadsheet brought, and datasets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from builder.checks.worth.model import WorthModel
from builder.curation.agreement import PairAgreement
from builder.curation.decisions import CuratedTriple, failures, said
from builder.dataset.select import UNCONFIRMED_EDIT
from eval.stats.intervals import LEAST_PAPERS
from hea.render import console
from hea.workflows.triples.curation_stats import CurationStats
from hea.workflows.triples.dataset import DatasetReport, RowChange
from hea.workflows.triples.filters import MARKS
from hea.workflows.triples.spreadsheets import ImportReport
from hea.workflows.triples.worth import (
    LearnReport,
    ScoreBin,
    WorthStats,
    bins_of,
    kept_by_threshold,
)

#: What is told of edits that fail a check.
UNCONFIRMED = (
    "{edits} with a failed check: out of the dataset until someone accepts the edit, see"
    " hea curate --unconfirmed"
)
#: What the precision of drafts is.
PRECISION = (
    "Precision: accepted as drafted, of those accepted, edited or rejected. Edits that nobody has"
    f" confirmed are left out. Intervals are by papers; none under {LEAST_PAPERS} papers."
)


def show_stats(stats: CurationStats) -> None:
    """Show precision by kind and by rule, Cohen's κ by pair, disputes, and conflicts."""
    groups = {"kind": stats.by_kind, "rule": stats.by_rule, "drafted by": stats.by_maker}
    if any(map(_decided, stats.by_kind.values())):
        for name, group in groups.items():
            _show_precision(name, group)
        _show_in_words(stats.by_maker)
        console.out.print(PRECISION)
    else:
        console.out.print("Nothing was reviewed yet, so that no precision is known: hea curate")
    if stats.judges:
        console.out.print(_judges(stats))
    counts = sorted(stats.status.items())
    console.out.print(", ".join(f"{count} {status}" for status, count in counts))
    for pair in stats.agreements:
        console.out.print(_agreement(pair))
    for mark in MARKS:
        if found := getattr(stats, mark):
            console.out.print(f"{len(found)} {mark}: hea curate --{mark} --list")
    for conflict in stats.conflicts:
        verdict = conflict.verdict
        console.out.print(
            f"conflict: {verdict.triple} {verdict.verdict} by {verdict.who}, {conflict.why}:"
            f" {verdict.question}",
        )


def _decided(row: Mapping[str, Any]) -> int:
    """Return the number of triples of a group that anybody decided."""
    return int(row["reviewed"] + row["disputed"] + row["unconfirmed"])


def _show_precision(name: str, group: Mapping[str, Mapping[str, Any]]) -> None:
    """Show what became of the drafts of each kind or rule that anybody decided."""
    shown = {label: row for label, row in group.items() if _decided(row)}
    disputed = ["disputed"] if any(row["disputed"] for row in shown.values()) else []
    table = console.table(
        name, "drafted", "accepted", "edited", "rejected", *disputed, "precision, 95 %"
    )
    for label, row in sorted(shown.items(), key=lambda item: -_decided(item[1])):
        table.add_row(
            label,
            *(str(row[one]) for one in ("drafted", "accepted", "edited")),
            str(row["reviewed"] - row["kept"]),
            *(str(row[one]) for one in disputed),
            f"{_share(row['precision'], row['low'], row['high'])} of {row['reviewed']}"
            if row["reviewed"]
            else "",
        )
    console.out.print(table)
    if others := len(group) - len(shown):
        what = {"kind": "kinds", "rule": "rules"}.get(name, "others")
        console.out.print(f"{others} {what} without a verdict")


def _show_in_words(makers: Mapping[str, Mapping[str, Any]]) -> None:
    """Show why drafts of each maker were rejected, and what the disputed ones leave open."""
    for maker, row in makers.items():
        if row["rejected"]:
            reasons = ", ".join(f"{count} {why}" for why, count in row["rejected"].items())
            console.out.print(f"{maker}: rejected as {reasons}")
        if row["disputed"]:
            console.out.print(
                f"{maker}: precision {row['lowest']:.2f} if all {row['disputed']} disputed ones"
                f" were rejected, {row['highest']:.2f} if all were accepted"
            )


def _share(value: float | None, low: float | None, high: float | None) -> str:
    """Return a share with its interval, if it has one; "" where nothing is known."""
    if value is None:
        return ""
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f}–{high:.2f})"


def _agreement(pair: PairAgreement) -> str:
    """Return how far two people agree: κ with its interval, and the counts it is made of."""
    counts = pair.counts
    interval = (
        f" ({pair.low:.2f}–{pair.high:.2f})"
        if pair.low is not None and pair.high is not None
        else " (no interval)"
    )
    return (
        f"Cohen's κ of {pair.first} and {pair.second}: {pair.kappa:.2f}{interval} over {pair.n}"
        f" triples of {pair.papers} papers decided by both; alike on {pair.alike}"
        f" ({pair.alike / pair.n:.0%}): both keep {counts['both keep']}, both reject"
        f" {counts['both reject']}, only {pair.first} rejects {counts['first rejects']}, only"
        f" {pair.second} rejects {counts['second rejects']}"
    )


def _judges(stats: CurationStats) -> Table:
    """Return how many triples each model keeps, and how many of those people keep, too."""
    heads = ("judged", "kept", "of them decided", "precision, 95 %", "rejects caught")
    table = console.table("judge", *heads)
    for name, one in stats.judges.items():
        table.add_row(
            name,
            *map(str, (one.judged, one.kept, one.reviewed)),
            _share(one.precision, one.low, one.high),
            "" if one.caught is None else f"{one.caught:.2f}",
        )
    return table


def show_worth(worth: WorthStats) -> None:
    """Show the calibration of the scores: on judged triples left out, and on people's verdicts."""
    model = worth.model
    bins = bins_of(model.calibration)
    measured = sum(one.n for one in bins)
    console.out.print(_upper_end(model))
    _bins(f"score of {measured} judged triples, their papers left out in turn", bins)
    if worth.verdicts:
        _bins("score, of the triples decided here", worth.verdicts)
    console.out.print(f"Triples pass the check `worth` from a score of {model.threshold:.2f} on.")
    if shares := kept_by_threshold(model):
        console.out.print(
            f"Of the judged triples, readers kept {shares[0]:.0%} from there on, and"
            f" {shares[1]:.0%} below: the score puts the better ones first; it is no probability."
        )


def _upper_end(model: WorthModel) -> str:
    """Say of which judged triples the shares are, and what readers kept of new drafts."""
    measured = sum(one.n for one in bins_of(model.calibration))
    return (
        "Of drafts from new abstracts, strict readers kept about two in three. The shares by score"
        f" are an upper end: they are of {measured:,} of {model.learned_from:,} judged triples, of"
        " drafts that the rules still make, after many that readers rejected had been given up."
    )


def show_learned(report: LearnReport) -> None:
    """Show what was learned from, how good it is, and what to do next."""
    console.out.print(
        f"Learned from {report.verdicts} verdicts ({report.kept} keep a triple) beside"
        f" {report.judged} judged triples of the program."
    )
    console.out.print(_upper_end(report.model))
    for point in report.model.curve:
        passes = point["threshold"] == report.model.threshold
        console.out.print(
            f"from {point['threshold']:.2f}: {point['share']:.0%} pass, {point['precision']:.0%} of"
            f" them kept by readers{' – chosen' if passes else ''}"
        )
    console.note("Run `hea build` to check the triples again with it.")


def _bins(title: str, bins: Sequence[ScoreBin]) -> None:
    by_papers = any(one.low is not None for one in bins)
    share_head = "share kept (95 %, by papers)" if by_papers else "share kept"
    table = console.table(title, share_head, "kept by readers", "triples")
    for one in bins:
        share = _share(one.observed, one.low, one.high)
        table.add_row(f"{one.predicted:.2f}", share, str(one.kept), str(one.n))
    console.out.print(table)


def list_triples(chosen: Sequence[CuratedTriple]) -> None:
    """List triples with what people and checks say of them."""
    if not chosen:
        console.note("No triple fits these conditions. All of them: hea curate --list")
    for one in chosen:
        lines = [
            ", ".join([f"{one.triple.id} {one.status}", *_marks(one)]),
            f"Q {one.triple.question}",
            f"A {one.triple.answer}",
            *one.said(),
            *(f"{note.verdict} by {said(note)}" for note in one.notes),
            *((f"fails {failures(one.triple)}",) if one.triple.failed else ()),
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
        edits = console.many(len(report.failing), "edited triple")
        console.note(UNCONFIRMED.format(edits=edits))


def show_dataset(report: DatasetReport) -> None:
    """Show rows by part, what was left out and why, and the changes against the last version."""
    made, changes = report.made, report.changes
    table = console.table("part", "rows", "papers", "families")
    for part, row in report.summary["parts"].items():
        table.add_row(part, str(row["rows"]), str(row["papers"]), str(row["families"]))
    console.out.print(table)
    if dialogues := report.summary.get("dialogues"):
        _show_dialogues(dialogues)
    for reason, count in made.left_out.items():
        console.out.print(f"left out {count}: {reason}")
    if made.contaminated is not None:
        rows = console.many(len(made.contaminated), "row")
        lines = console.many(len(report.summary["contaminated"]), "test question")
        console.note(
            f"left out {rows} for {lines}: {report.folder / 'decontaminated.jsonl'} lists each,"
            " with the measure"
        )
        _show_unproved(report.summary["tests"])
    refusals = report.summary["refusals"]
    if refusals["form_auroc"] is not None:
        console.out.print(
            f"{refusals['rows']} refusals; by their words alone they are told with an AUROC of"
            f" {_share(refusals['form_auroc'], refusals['low'], refusals['high'])}; .50: not at all"
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
        console.note(UNCONFIRMED.format(edits=console.many(number, "edited triple")))
    if changes and (changes.added or changes.removed or changes.changed):
        console.out.print(
            f"against the last: {len(changes.added)} added, {len(changes.removed)} removed,"
            f" {len(changes.changed)} changed, {len(changes.moved)} moved"
        )
    console.note(f"in {report.folder}")


def _show_unproved(tests: Mapping[str, int]) -> None:
    """Say of how many test questions no text is known, and what is not found for them."""
    if unproved := tests["without_evidence"]:
        console.note(
            f"{unproved} of {tests['questions']} test questions have neither evidence nor context"
            " of eight words: of these, rows are found that ask nearly the same, or have the same"
            " alloy and answer; the same fact in other words is not"
        )


def _show_dialogues(dialogues: Mapping[str, Mapping[str, int]]) -> None:
    for part, found in dialogues.items():
        console.out.print(
            f"{part}: {console.many(found['number'], 'dialogue')} of up to {found['most_turns']}"
            f" turns, {console.many(found['alone'], 'question')} alone"
        )
    console.note(
        "Alone stand questions whose answer the other questions on their text give away, and the"
        " last one left of a text"
    )


#: The mark of each change of a row.
_CHANGES = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def show_diff(changes: Sequence[RowChange]) -> None:
    """Count the rows that differ, in all and by kind, and list them with what changed."""
    counts = Counter(one.change for one in changes)
    console.out.print(
        f"{counts['added']} added, {counts['removed']} removed, {counts['changed']} changed,"
        f" {counts['moved']} moved to another part"
    )
    by_kind: dict[str, Counter[str]] = {}
    for one in changes:
        by_kind.setdefault(one.kind, Counter())[one.change] += 1
    if changes:
        table = console.table("kind", *(f"{mark} {name}" for name, mark in _CHANGES.items()))
        for kind, found in sorted(by_kind.items(), key=lambda item: -item[1].total()):
            table.add_row(kind, *(str(found[name] or "") for name in _CHANGES))
        console.out.print(table)
    for one in changes:
        what = ", ".join(one.fields) or " → ".join(one.parts)
        told = f" ({what})" * bool(what)
        line = f"{_CHANGES[one.change]} {one.id}{told} {one.question}"
        console.out.print(line, soft_wrap=True)
