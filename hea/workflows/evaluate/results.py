"""Write an evaluation as the files of its folder, and read its rows back."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.files import child_path, read_jsonl, sha256_of, write_atomic
from eval.report.page import as_html, as_markdown
from eval.report.summary import Evaluation
from hea.workflows.cluster.installation import commit, installation, processor
from hea.workflows.evaluate.scorecards import evaluation_card
from hea.workflows.output_paths import place_of
from hea.workspace import Workspace, load_settings
from retrieval.index_manifest import read_manifest

_SCORED, _SCORES, _MADE = "scored.jsonl", "scores.json", "made.json"
_PAGE, _MARKDOWN = "report.html", "report.md"
#: Folders of `data/eval` that hold what `hea eval NAME` measured.
MEASURES = ("answers", "metrics", "ranker", "retrieval", "values")


def evaluation_folder(place: Workspace, name: str) -> Path:
    """Return where the results of an evaluation lie.

    Raises:
        UserError: The name leads to another folder, or is that of a single measure.
    """
    if name in MEASURES:
        raise UserError(
            f"“{name}” is the folder of `hea eval {name}`.", "Give the evaluation another name."
        )
    return child_path(place.evaluations, name)


def write_results(folder: Path, found: Evaluation, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write report, scores and the rows they rest on, each whole; `made.json` is last."""
    card = evaluation_card(found)
    write_atomic(folder / _PAGE, as_html(found))
    write_atomic(folder / _MARKDOWN, as_markdown(found))
    write_atomic(folder / _SCORES, json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    scored = [{name: row[name] for name in ("cell", "id", "cluster", "scores")} for row in rows]
    write_atomic(
        folder / _SCORED, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in scored)
    )
    names = (_PAGE, _MARKDOWN, _SCORES, _SCORED)
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    made = {"settings": found.settings, "questions": found.questions, "sha256": hashes, **_with()}
    write_atomic(folder / _MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def write_measure(
    folder: Path, card: Mapping[str, Any], files: Sequence[Path], place: Workspace | None
) -> dict[str, Any]:
    """Write the scores of a single measure, and what they were measured on and with.

    Args:
        folder: Of this measure, such as `data/eval/answers`.
        card: Its scores, as `--json` prints them.
        files: The questions and answers that were read.
        place: The workspace that was asked; None for none.

    Returns:
        The card with `made`, which `made.json` holds, too.
    """
    index = read_manifest(place.index) if place else None
    hashes: dict[str, str] = {}
    for file in files:
        name = place_of(file, place)
        name = f"{file.resolve().parent.name}/{name}" if name in hashes else name
        hashes[name] = sha256_of(file)
    made = {
        "files": hashes,
        "index_sha256": index and index.sha256,
        "passages": place and load_settings(place, {}).passages,
        **_with(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / _SCORES, json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    write_atomic(folder / _MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    return {**card, "made": made}


def _with() -> dict[str, Any]:
    """Return by which program, on which machine and when something was measured."""
    return {
        "versions": installation(),
        "commit": commit(),
        "processor": processor(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def read_scored(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the rows that a complete evaluation rests on, by cell.

    Raises:
        UserError: There is no complete evaluation in the folder.
    """
    if not (folder / _MADE).exists():
        raise UserError(
            f"There is no evaluation “{folder.name}” in {folder.parent}.",
            f"Make it: hea eval --name {folder.name}",
        )
    by_cell: dict[str, list[dict[str, Any]]] = {}
    for row in read_jsonl(folder / _SCORED):
        by_cell.setdefault(row["cell"], []).append(row)
    return by_cell
