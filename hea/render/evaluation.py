"""An evaluation for programs, for a terminal, and as files of its folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from builder.storage.files import read_jsonl, write_atomic

if TYPE_CHECKING:
    from eval.report.gains import Gain
    from eval.report.summary import Evaluation
    from eval.stats.intervals import Score
    from eval.stats.paired_tests import PairedDifference

ROWS, SCORED, SCORES, MADE = "rows.jsonl", "scored.jsonl", "scores.json", "made.json"


def scorecard(found: Evaluation) -> dict[str, Any]:
    """The results for programs: metric → {value, low, high, n, unscored}."""
    scores = {
        f"{cell}/{measure}": asdict(score)
        for cell, of in found.scores.items()
        for measure, score in of.items()
    }
    for ranker, of in found.retrieval.items():
        scores |= {f"retrieval/{ranker}/{measure}": asdict(score) for measure, score in of.items()}
    return {
        "name": found.name,
        "rows": found.questions,
        "scores": scores,
        "gains": [asdict(gain) for gain in found.gains],
        "failed": found.failed,
        "strata": {
            stratum: {g: {c: asdict(s) for c, s in of.items()} for g, of in groups.items()}
            for stratum, groups in found.strata.items()
        },
        "settings": found.settings,
        "notes": list(found.notes),
    }


def write(folder: Path, found: Evaluation, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write report, scores and the rows they rest on, each whole; `made.json` is last."""
    from eval.report.page import as_html, as_markdown

    write_atomic(folder / "report.html", as_html(found))
    write_atomic(folder / "report.md", as_markdown(found))
    write_atomic(folder / SCORES, json.dumps(scorecard(found), ensure_ascii=False, indent=1) + "\n")
    kept = [{name: row[name] for name in ("cell", "id", "cluster", "scores")} for row in rows]
    write_atomic(
        folder / SCORED, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    )
    names = ("report.html", "report.md", SCORES, SCORED)
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    made = {"settings": found.settings, "questions": found.questions, "sha256": hashes}
    write_atomic(folder / MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def read_scored(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Cell → the rows that an evaluation that is complete rests on."""
    if not (folder / MADE).exists():
        raise UserError(
            f"There is no evaluation “{folder.name}” in {folder.parent}.",
            f"Make it: hea eval --name {folder.name}",
        )
    by_cell: dict[str, list[dict[str, Any]]] = {}
    for row in read_jsonl(folder / SCORED):
        by_cell.setdefault(row["cell"], []).append(row)
    return by_cell


def show_evaluation(found: Evaluation) -> None:
    from eval.report.summary import MEASURES, PERPLEXITY, format_score
    from hea.render import console

    measures = [measure for measure in found.headline if measure != PERPLEXITY]
    table = console.table("", *(MEASURES[m].partition(":")[0] for m in measures))
    for cell in found.cells:
        table.add_row(cell, *(_brief(found.scores[cell].get(m), m == "f1") for m in measures))
    console.out.print(table)
    for cell in found.cells:
        if known := found.scores[cell].get(PERPLEXITY):
            console.out.print(
                f"{cell}: perplexity of known answers {format_score(known)}, n = {known.n}"
            )
    console.out.print(
        f"{found.questions} questions, ± half the 95 % interval; all measures with n: report.html"
    )
    for gain in found.gains:
        if gain.measure == "f1":
            of = gained(gain.difference, gain.p)
            console.out.print(f"{gain.step}: {gain.second} over {gain.first}: F1 {of}")
    for cell, count in found.failed.items():
        if count:
            console.out.print(f"{cell}: {count} questions got no answer; run it again")
    for note in found.notes:
        console.note(note)


def _brief(score: Score | None, bounded: bool) -> str:
    """Two digits, if wished with half the width of the interval."""
    if score is None or score.value is None:
        return "–"
    if not bounded or score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f}±{(score.high - score.low) / 2:.2f}"


def gained(found: PairedDifference, p: float | None) -> str:
    """A difference with its interval, as one line says it."""
    from eval.report.gains import format_bounds

    return (
        "–" if found.value is None else f"{found.value:+.3f} ({format_bounds(found)}), p = {p:.3f}"
    )


def show_comparison(first: str, second: str, gains: Sequence[Gain]) -> None:
    from hea.render import console

    table = console.table("cell", "measure", f"{second} over {first} (95 %)", "n")
    for gain in gains:
        label = gain.measure.replace("_", " ")
        table.add_row(gain.step, label, gained(gain.difference, gain.p), str(gain.difference.n))
    console.out.print(table)
