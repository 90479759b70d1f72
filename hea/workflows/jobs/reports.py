"""What is shown of trainings and evaluations: their files as records, read while they are written.

A page is only handed on if it holds the bytes that were written here: `made.json` has its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.files import child_path, read_jsonl, read_regular
from hea.workflows.jobs.event_log import finite
from hea.workspace import Workspace

_LOG, _PREVIEWS, _MADE, _REPORT = "log.jsonl", "previews.jsonl", "made.json", "report.json"
_PAGE, _SCORES = "report.html", "scores.json"
#: Bytes of the longest file that is read: a report holds some dozen answers, a page some hundred.
_MOST_BYTES = 64 << 20
#: Previews of a question that are shown, the latest.
_MOST_PREVIEWS = 6

#: Characters of the longest name of a folder that is looked for.
_LONGEST = 100

#: Step and loss.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PreviewedQuestion:
    """A validation question with what the model in training answered, step by step."""

    question: str
    reference: str
    answers: tuple[dict[str, Any], ...]
    """`step`, `answer`, `verdict` and `why` of each, the earliest first."""


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A training as its files tell it, at work or ended."""

    name: str
    ended: bool
    """Whether its adapter is complete."""
    loss: tuple[Point, ...]
    val_loss: tuple[Point, ...]
    last: dict[str, Any]
    """The last line of the log, as it is."""
    pace: str
    """The same in words: step, epoch, tokens a second, memory, energy."""
    previews: tuple[PreviewedQuestion, ...]
    base: str
    """Name of the model that was trained; "" before the end."""
    report: dict[str, Any]
    """`report.json` as it is; empty where none was written."""
    compared: tuple[tuple[str, str, str, str], ...]
    """Of the report: measure, base, tuned and the change, as text."""
    examples: tuple[tuple[str, str, str, str], ...]
    """Of the report: question, reference, and the answers of base and tuned model."""


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """An evaluation that was written here."""

    name: str
    questions: int
    scores: dict[str, Any]
    """As `hea eval --json`."""
    measures: tuple[tuple[str, str], ...]
    """The same as text: measure and score."""
    page: bytes | None
    """The report; None where it is not as it was written."""


def training_names(place: Workspace) -> list[str]:
    """Return the names of trainings that were begun, the latest first."""
    begun = [path for path in place.adapters.glob("*") if _was_begun(path)]
    return [path.name for path in sorted(begun, key=_changed, reverse=True)]


def view_training(place: Workspace, name: str) -> TrainingView:
    """Return a training as its files tell it now.

    Raises:
        UserError: There is none of this name.
    """
    folder = _child(place.adapters, name)
    if not _was_begun(folder):
        raise UserError("There is no training of this name.", "See the list.")
    rows = map(finite, read_jsonl(folder / _LOG))
    log = [row for row in rows if isinstance(row.get("step"), int)]
    report = _table(folder / _REPORT)
    return TrainingView(
        folder.name,
        (folder / _MADE).exists(),
        tuple(_points(log, "loss")),
        tuple(_points(log, "val_loss")),
        log[-1] if log else {},
        ", ".join(_pace(log[-1])) if log else "",
        tuple(_previews(folder)),
        Path(str(_table(folder / _MADE).get("base", ""))).name,
        report,
        tuple(_compared(report)),
        tuple(_examples(report)),
    )


def evaluation_names(place: Workspace) -> list[str]:
    """Return the names of evaluations that have ended, the latest first."""
    ended = [made.parent for made in place.evaluations.glob(f"*/{_MADE}")
             if made.with_name(_PAGE).exists()]  # fmt: skip
    return [path.name for path in sorted(ended, key=_changed, reverse=True)]


def view_evaluation(place: Workspace, name: str) -> EvaluationView:
    """Return an evaluation.

    Raises:
        UserError: There is none of this name, or it has not ended.
    """
    folder = _child(place.evaluations, name)
    made = _table(folder / _MADE)
    if not made:
        raise UserError("There is no evaluation of this name.", "See the list.")
    page = _bytes(folder / _PAGE)
    hashes = made.get("sha256")
    written = hashes.get(_PAGE) if isinstance(hashes, dict) else None
    known = page is not None and hashlib.sha256(page).hexdigest() == written
    questions, scores = made.get("questions"), _table(folder / _SCORES)
    return EvaluationView(
        folder.name,
        questions if isinstance(questions, int) else 0,
        scores,
        tuple((str(name), score_text(one)) for name, one in _part(scores, "scores").items()),
        page if known else None,
    )


def score_text(score: Any) -> str:
    """Return a score with its interval and the rows that it covers; a dash where it has none."""
    if not isinstance(score, dict) or not _is_number(score.get("value")):
        return "–"
    words = f"{score['value']:.3f}"
    if _is_number(score.get("low")) and _is_number(score.get("high")):
        words += f" ({score['low']:.3f}–{score['high']:.3f})"
    return f"{words}, n = {score.get('n', 0)}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _part(table: Any, name: str) -> dict[str, Any]:
    """Return a table within a table; an empty one where there is none."""
    found = table.get(name) if isinstance(table, dict) else None
    return found if isinstance(found, dict) else {}


def _pace(row: dict[str, Any]) -> Iterator[str]:
    yield f"step {row['step']}"
    for name, form in (
        ("epoch", "epoch {:.2f}"),
        ("tokens_per_second", "{:,.0f} tokens a second"),
        ("peak_memory_mb", "{:,.0f} MB at most"),
        ("kwh", "{:.3g} kWh"),
    ):
        if _is_number(row.get(name)):
            yield form.format(row[name])


def _compared(report: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    if pair := _part(report, "perplexity"):
        both = score_text(pair.get("base")), score_text(pair.get("tuned"))
        yield "perplexity of answers", *both, f"{score_text(pair.get('ratio'))} times"
    for name, one in _part(report, "answers").items():
        if isinstance(one, dict):
            scores = (score_text(one.get(key)) for key in ("base", "tuned", "difference"))
            base, tuned, change = scores
            yield str(name).replace("_", " "), base, tuned, change


def _examples(report: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    shown = report.get("examples")
    for one in shown if isinstance(shown, list) else ():
        if isinstance(one, dict):
            question, reference, base, tuned = (
                str(one.get(key, "")) for key in ("question", "reference", "base", "tuned")
            )
            yield question, reference, base, tuned


def _child(folder: Path, name: str) -> Path:
    if name.startswith(".") or not name.isprintable() or len(name) > _LONGEST:
        raise UserError("That is not a name of a folder.", "Take one of those that are listed.")
    return child_path(folder, name)


def _was_begun(folder: Path) -> bool:
    return (folder / "begun.json").exists() or (folder / _MADE).exists()


def _changed(folder: Path) -> float:
    return folder.stat().st_mtime


def _points(log: list[dict[str, Any]], key: str) -> Iterator[Point]:
    for row in log:
        value = row.get(key)
        if value is not None and _is_number(value):
            yield row["step"], float(value)


def _previews(folder: Path) -> Iterator[PreviewedQuestion]:
    questions: dict[str, list[dict[str, Any]]] = {}
    for row in map(finite, read_jsonl(folder / _PREVIEWS)):
        if {"id", "question", "answer", "step"} <= row.keys():
            questions.setdefault(str(row["id"]), []).append(row)
    for rows in questions.values():
        shown = rows[-1]
        answers = [
            {name: row.get(name) for name in ("step", "answer", "verdict", "why")}
            for row in rows[-_MOST_PREVIEWS:]
        ]
        yield PreviewedQuestion(
            str(shown["question"]), str(shown.get("reference", "")), tuple(answers)
        )


def _bytes(path: Path) -> bytes | None:
    try:
        return read_regular(path, _MOST_BYTES)
    except (OSError, UserError):
        return None


def _table(path: Path) -> dict[str, Any]:
    """Return the table in a JSON file; an empty one where there is none, or it is torn."""
    try:
        found = json.loads(_bytes(path) or b"{}")
    except ValueError:
        return {}
    return dict(finite(found)) if isinstance(found, dict) else {}
