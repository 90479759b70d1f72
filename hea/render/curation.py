"""Show the statistics of curation, and what a spreadsheet brought."""

from hea.render import console
from hea.workflows.triples.curation import CurationStats
from hea.workflows.triples.spreadsheets import ImportReport


def show_stats(stats: CurationStats) -> None:
    """Show precision by kind and by rule, Cohen's κ, and conflicts."""
    for name, group in (("kind", stats.by_kind), ("rule", stats.by_rule)):
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
    counts = sorted(stats.status.items())
    console.out.print(", ".join(f"{count} {status}" for status, count in counts))
    if stats.kappa:
        value, n = stats.kappa
        console.out.print(f"Cohen's κ {value:.2f} over {n} triples decided by two")
    for conflict in stats.conflicts:
        verdict = conflict.verdict
        console.out.print(f"conflict: {verdict.triple} {conflict.why}: {verdict.question}")


def show_import(report: ImportReport) -> None:
    """Note how many rows were taken in, as which verdicts, and why others were refused."""
    counts = ", ".join(f"{count} {what}" for what, count in sorted(report.taken.items()))
    console.note(f"{report.rows} rows: {counts or 'none taken'}; {len(report.refused)} refused")
    for bad in report.refused[:20]:
        console.note(f"line {bad['line']}: {bad['reason']}")
