"""Write triples to a spreadsheet, and take in the verdicts that people wrote into it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.curation.curation import CuratedTriple
from builder.curation.exchange import edits, read_back, rows, to_csv, to_label_studio, to_xlsx
from builder.curation.ledger import Verdict
from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.events import SILENT, Events
from hea.workflows.triples.curation import login, open_session, read_where
from hea.workspace import Workspace

#: What writes a file, by the ending of its name.
FORMS: dict[str, Callable[[Sequence[Mapping[str, str]]], str | bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".json": to_label_studio,
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of a spreadsheet."""

    rows: int
    taken: dict[str, int]
    """Rows by verdict; `left as it was` where nothing was written."""
    refused: list[dict[str, Any]]
    """Line, id and reason of the rows that were not taken in."""


def export_triples(
    place: Workspace, to: Path, where: Iterable[str], events: Events = SILENT
) -> int:
    """Write the triples that meet all conditions of ``where`` to a file; return how many.

    Raises:
        UserError: A condition is not known, or ``to`` holds what a person wrote into it.
    """
    with open_session(place, login(), events) as session:
        chosen = session.choose(read_where(where))
        titles = {
            name: (row.paper.title or "", row.paper.doi or "")
            for name, row in session.papers.items()
        }
        if _may_be_filled_in(to, session.curated):
            raise UserError(
                f"{to} is not as it was exported: what was written into it would be lost.",
                f"Take it in (hea curate import {to}), then delete it, or name another file.",
            )
    table = rows(chosen, titles)
    write_atomic(to, FORMS[to.suffix.lower()](table))
    return len(table)


def _may_be_filled_in(file: Path, curated: Sequence[CuratedTriple]) -> bool:
    """Return whether a file holds anything but triples as they are.

    Tasks of Label Studio are filled in elsewhere.
    """
    if not file.exists() or not file.stat().st_size or file.suffix.lower() == ".json":
        return False
    known = {one.triple.id: one.triple for one in curated}
    try:
        return any(
            row.trouble or row.verdict or row.reason
            or row.id not in known or edits(row, known[row.id])
            for row in read_back(file)
        )  # fmt: skip
    except UserError:
        return True


def import_verdicts(
    place: Workspace, file: Path, who: str, events: Events = SILENT
) -> ImportReport:
    """Take in the verdicts of a spreadsheet; a changed question or answer is an edit.

    Args:
        place: The workspace.
        file: CSV, XLSX or JSON lines.
        who: The person whose verdicts these are.
        events: Receives notes.

    Raises:
        UserError: The file cannot be read, or there are no triples.
    """
    returned = read_back(file)
    taken: Counter[str] = Counter()
    refused: list[dict[str, Any]] = []
    given: list[Verdict] = []
    with open_session(place, who, events) as session:
        known = {one.triple.id: one for one in session.curated}
        for row in returned:
            one, trouble = known.get(row.id), row.trouble
            if not trouble and one is None:
                trouble = "no triple has this id"
            if trouble or one is None:
                refused.append({"line": row.line, "id": row.id, "reason": trouble})
                continue
            verdict, changed = row.verdict, edits(row, one.triple)
            if changed and verdict != "reject":
                verdict = "edit"
            elif verdict == "edit":
                verdict = ""
            if verdict:
                new = changed if verdict == "edit" else {}
                given.append(session.verdict(one, verdict, row.reason, **new))
            taken[verdict or "left as it was"] += 1
        session.give(*given)
    return ImportReport(len(returned), dict(taken), refused)
