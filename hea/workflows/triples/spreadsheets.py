"""Write triples to a spreadsheet, and take in the verdicts that people wrote into it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.curation.decisions import CuratedTriple
from builder.curation.exchange import (
    ReturnedRow,
    edits,
    made_of,
    read_back,
    rows,
    to_csv,
    to_label_studio,
    to_xlsx,
    untouched,
)
from builder.curation.ledger import Verdict, line_of
from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.events import SILENT, Events
from hea.workflows.output_paths import is_own, remember_own
from hea.workflows.triples.curation import CurationSession, failures, login, open_session
from hea.workflows.triples.filters import read_where
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
    failing: list[dict[str, str]]
    """Id and failed checks of the edits that were taken in and fail one."""


def export_triples(
    place: Workspace, to: Path, where: Iterable[str], events: Events = SILENT
) -> int:
    """Write the triples that meet all conditions of ``where`` to a file; return how many.

    Raises:
        UserError: A condition is not known, or ``to`` holds anything but an earlier export.
    """
    with open_session(place, login(), events) as session:
        chosen = session.choose(read_where(where))
        titles = {
            name: (row.paper.title or "", row.paper.doi or "")
            for name, row in session.papers.items()
        }
    if to.exists() and to.stat().st_size and not is_own(to, place):
        take_in = f"Take it in (hea curate import {to}), then delete it, or name another file."
        raise UserError(
            f"{to} is not as it was exported: what was written into it would be lost.",
            "Name another file." if to.suffix.lower() == ".json" else take_in,
        )
    table = rows(chosen, titles)
    write_atomic(to, FORMS[to.suffix.lower()](table))
    remember_own(to, place)
    return len(table)


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
        for row in returned:
            one = session.get(row.id)
            try:
                verdict = None if one is None or row.trouble else _verdict_of(row, one, session)
                trouble = row.trouble or ("no triple has this id" if one is None else "")
            except UserError as error:
                verdict, trouble = None, error.message
            if trouble:
                refused.append({"line": row.line, "id": row.id, "reason": trouble})
                continue
            if verdict:
                given.append(verdict)
            taken[verdict.verdict if verdict else "left as it was"] += 1
        session.give(*given)
        edited = [session.find(made.triple) for made in given if made.verdict == "edit"]
    failing = [
        {"id": one.triple.id, "reason": failures(one)} for one in edited if one.triple.failed
    ]
    return ImportReport(len(returned), dict(taken), refused, failing)


def _verdict_of(row: ReturnedRow, one: CuratedTriple, session: CurationSession) -> Verdict | None:
    """Return the verdict that a row gives; None where it says nothing new.

    Raises:
        UserError: It is on words that are others now, or cannot be written.
    """
    earlier = session.words(one)
    changed = edits(row, one.triple, earlier)
    verdict = row.verdict
    if changed and verdict != "reject":
        verdict = "edit"
    elif verdict == "edit":
        verdict = ""
    if not verdict:
        return None
    was, now = made_of(row, one.triple, earlier), (one.triple.question, one.triple.answer)
    if was != now and untouched(row, was):
        raise UserError(
            "its question or answer was edited after this file was exported",
            "Export it again, and decide on what it is now.",
        )
    made = session.verdict(one, verdict, row.reason, **(changed if verdict == "edit" else {}))
    line_of(made)  # what cannot be written refuses this row alone
    return None if _given_before(made, one, row) else made


def _given_before(made: Verdict, one: CuratedTriple, row: ReturnedRow) -> bool:
    """Return whether the same person's verdict in force says the same already."""
    for own in one.verdicts:
        if own.who == made.who and (own.reason == row.reason or not row.reason):
            words = (own.new_question or own.question, own.new_answer or own.answer)
            if own.verdict == "edit" and made.verdict == "accept":
                return words == (one.triple.question, one.triple.answer)
            return own.verdict == made.verdict and (
                made.verdict != "edit" or words == (made.new_question, made.new_answer)
            )
    return False
