"""Write triples to a file for people to review, and take in the verdicts that come back."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from builder.curation.annotation_tools import (
    argilla_settings,
    label_studio_config,
    to_argilla,
    to_label_studio,
)
from builder.curation.decisions import CuratedTriple, failures
from builder.curation.exchange import (
    ReturnedRow,
    digest_of,
    edits,
    made_of,
    read_back,
    rows,
    says_nothing,
    to_csv,
    to_refused_csv,
    untouched,
)
from builder.curation.ledger import Verdict, line_of
from builder.curation.workbook import to_xlsx
from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workflows.output_paths import file_for, is_own, require_own, write_own
from hea.workflows.triples.curation import CurationSession, login, open_session
from hea.workflows.triples.filters import one_of, read_where
from hea.workflows.triples.shared_curation import readable_name
from hea.workspace import Workspace

#: What the id of a triple looks like; what was never one finds nothing.
_ID = re.compile(r"[0-9a-f]{16}")
#: Finds the triple of a row that has another id now.
_Moved = Callable[[ReturnedRow], CuratedTriple | None]
_Table = Sequence[Mapping[str, str]]
#: What writes a file, by the ending of its name.
SHEETS: dict[str, Callable[[_Table], str | bytes]] = {".csv": to_csv, ".xlsx": to_xlsx}
#: What writes a `.json`, by the tool that it is for; what writes the file beside it; its ending.
TOOLS: dict[str, tuple[Callable[[_Table], str], Callable[[], str], str]] = {
    "label-studio": (to_label_studio, label_studio_config, ".config.xml"),
    "argilla": (to_argilla, argilla_settings, ".settings.json"),
}
#: How tools name people that have no name: by a number, or by a UUID.
_UNNAMED = re.compile(r"\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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
    place: Workspace,
    to: Path,
    where: Iterable[str],
    events: Events = SILENT,
    form: str = "",
    sample: int = 0,
    blind_for: str = "",
) -> tuple[int, list[Path]]:
    """Write the triples that meet all conditions of ``where`` to a file.

    Args:
        place: The workspace.
        to: A CSV, XLSX or JSON file. Beside a JSON file goes the configuration of the tool that it
            is for.
        where: Conditions.
        events: Receives notes.
        form: A name of `TOOLS` for a JSON file; "" for Label Studio.
        sample: So many at random, of what nobody reviewed unless ``where`` names a status; the
            same ones as on the screen. 0 for all.
        blind_for: A person whose sheet it is, made without the verdicts and edits of others, which
            choose nothing either; "" for a sheet with all.

    Returns:
        How many triples, and the files.

    Raises:
        UserError: A condition or form is not known, or a file holds anything but an earlier export.
    """
    ending = to.suffix.lower()
    one_of("format", [form] if form else [], tuple(TOOLS))
    if form and ending != ".json":
        raise UserError(f"What goes to {form} is a JSON file.", f"Call it {to.stem}.json.")
    file_for(to, place, *SHEETS, ".json")
    choice = read_where(where)
    if sample:
        choice = replace(choice, sample=sample, status=choice.status or "unreviewed")
    with open_session(place, blind_for or login(), events) as session:
        blind = bool(blind_for)
        chosen = [session.seen(one, blind) for one in session.choose(choice, blind)]
        titles = {
            name: (row.paper.title or "", row.paper.doi or "")
            for name, row in session.papers.items()
        }
    table = rows(chosen, titles, blind=blind)
    _require_untouched(to, place)
    if ending in SHEETS:
        made: list[tuple[Path, str | bytes]] = [(to, SHEETS[ending](table))]
    else:
        write, configure, suffix = TOOLS[form or "label-studio"]
        beside = file_for(to.with_name(f"{to.stem}{suffix}"), place)
        require_own(beside, place)
        made = [(to, write(table)), (beside, configure())]
    for path, data in made:
        write_own(path, data, place)
    return len(table), [path for path, _ in made]


def _require_untouched(to: Path, place: Workspace) -> None:
    if to.exists() and to.stat().st_size and not is_own(to, place):
        raise UserError(
            f"{to} has changed since it was exported: what was written into it would be lost.",
            f"Import it (hea curate import {to}), then delete it, or choose another file.",
        )


def import_verdicts(
    place: Workspace,
    file: Path,
    who: str,
    events: Events = SILENT,
    *,
    names: Mapping[str, str] | None = None,
    refused_to: Path | None = None,
) -> ImportReport:
    """Take in the verdicts of a file; a changed question or answer is an edit.

    Args:
        place: The workspace.
        file: CSV, XLSX or JSON lines, or what Label Studio or Argilla exported.
        who: The person whose verdicts these are where the file names nobody.
        events: Receives notes.
        names: Name, number or id of a person in the file → the name in the ledger.
        refused_to: A CSV file for the rows that are refused.

    Raises:
        UserError: The file cannot be read, or there are no triples, or ``refused_to`` holds
            anything but an earlier one.
    """
    if refused_to is not None:
        require_own(file_for(refused_to, place, ".csv", read=(file,)), place)
    returned = read_back(file)
    taken: Counter[str] = Counter()
    refused: list[tuple[ReturnedRow, str]] = []
    given: list[Verdict] = []
    with open_session(place, who, events) as session:
        moved = _moved_triples(session)
        for row in returned:
            try:
                made = _taken(row, session, names or {}, moved)
            except UserError as error:
                refused.append((row, error.message))
                continue
            given += made
            taken[made[0].verdict if made else "left as it was"] += 1
        session.give(*given)
        edited = [session.find(made.triple) for made in given if made.verdict == "edit"]
    failing = [
        {"id": one.triple.id, "reason": failures(one.triple)} for one in edited if one.triple.failed
    ]
    if refused_to is not None and refused:
        write_own(refused_to, to_refused_csv(refused), place)
    told = [{"line": row.line, "id": row.id, "reason": why} for row, why in refused]
    return ImportReport(len(returned), dict(taken), told, failing)


def _taken(
    row: ReturnedRow, session: CurationSession, names: Mapping[str, str], moved: _Moved
) -> list[Verdict]:
    """Return what a row gives: a verdict, a note, both, or nothing new.

    Raises:
        UserError: It has a trouble, or cannot be written.
    """
    if row.trouble:
        raise UserError(row.trouble, "Correct the row.")
    one = session.get(row.id) or moved(row)
    if one is None:
        if says_nothing(row):
            return []
        raise UserError("no triple has this id", "Export it again.")
    session = session.of(_person(row.who, names) or session.who)
    one = session.seen(one, row.blind)
    verdict = _verdict_of(row, one, session)
    found = [verdict] if verdict else []
    known = {(note.who, note.reason) for note in one.notes}
    if row.note and (session.who, row.note) not in known:
        found.append(session.verdict(one, "note", row.note))
        line_of(found[-1])
    return found


def _moved_triples(session: CurationSession) -> _Moved:
    """Return what finds the triple of a row by its words and paper, where its id is another now.

    An edited abstract, or a new PDF of the same paper, gives all its triples new ids.
    """

    @cache
    def by_words() -> Mapping[str, list[CuratedTriple]]:
        found: dict[str, list[CuratedTriple]] = {}
        for one in session.curated:
            for words in {*session.words(one), (one.triple.question, one.triple.answer)}:
                found.setdefault(digest_of(words), []).append(one)
        return found

    def moved(row: ReturnedRow) -> CuratedTriple | None:
        if not _ID.fullmatch(row.id):
            return None
        digest = row.was or digest_of((row.question, row.answer))
        found = [one for one in by_words().get(digest, ()) if _is_of(one, row, session)]
        return found[0] if len(found) == 1 else None

    return moved


def _is_of(one: CuratedTriple, row: ReturnedRow, session: CurationSession) -> bool:
    entry = session.papers.get(one.triple.paper)
    if entry is None:
        return False
    if row.doi:
        return row.doi.casefold() == (entry.paper.doi or "").casefold()
    return bool(row.title) and row.title == entry.paper.title


def _person(named: str, names: Mapping[str, str]) -> str:
    """Return the name in the ledger of a person of a file; "" for nobody.

    Raises:
        UserError: It is no name.
    """
    if not named or named in names:
        return names.get(named, "")
    return readable_name(f"annotator {named[:8]}" if _UNNAMED.fullmatch(named) else named)


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
    confirms = verdict == "accept" and one.unconfirmed and _is_on(row, now)
    return made if confirms or not _given_before(made, one, row) else None


def _is_on(row: ReturnedRow, now: tuple[str, str]) -> bool:
    """Return whether a row was made of the present words, or names a triple alone."""
    return row.was == digest_of(now) if row.was else not (row.question or row.answer)


def _given_before(made: Verdict, one: CuratedTriple, row: ReturnedRow) -> bool:
    """Return whether the same person's verdict in force says the same already."""
    for own in one.verdicts:
        if own.who == made.who and (own.reason == row.reason or not row.reason):
            if own.verdict == "edit" and made.verdict == "accept":
                return own.words == (one.triple.question, one.triple.answer)
            is_on_words = made.verdict == "edit" or own.seen
            return own.verdict == made.verdict and (not is_on_words or own.words == made.words)
    return False
