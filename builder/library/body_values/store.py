"""Keep the values that bodies state in the database: read once a paper by a build."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.library.body_values.reading import body_values_of
from builder.library.catalog import CatalogEntry, add_note, by_id
from builder.library.property_table import PropertyRow, ValuePlace
from builder.library.stored_bodies import papers_with_body, paragraphs_of, tables_of
from builder.materials.alloys import Alloy, compatible
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantity import equal
from builder.parallel import Progress
from builder.storage.database import execute_script, has_table, transaction
from builder.storage.record_json import from_plain, to_plain

#: Version of the reading of values in bodies: raise it when any is read or stored otherwise.
READING = 8
_GIVEN_UP = f"No values were read in its body, which took over {MOST_SECONDS} s to read."

_TABLES = """
-- One row for each value that a body states; `value` is JSON, see `_StoredBodyValue`.
CREATE TABLE IF NOT EXISTS body_values (
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  property TEXT NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS body_values_by_property ON body_values(property, paper);
-- The version of the reading of each body, and the source that it was read from.
CREATE TABLE IF NOT EXISTS body_values_read (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE,
  source TEXT NOT NULL,
  reading INTEGER NOT NULL
);
CREATE TRIGGER IF NOT EXISTS body_values_outdated AFTER DELETE ON bodies
  BEGIN DELETE FROM body_values_read WHERE source = old.paper; END;
"""


@dataclass(frozen=True, slots=True)
class _StoredBodyValue:
    """What a row holds beside its paper and property."""

    value: Measurement
    alloy: Alloy | None
    inherited: bool
    phases: tuple[str, ...]
    start: int
    end: int
    place: ValuePlace
    chance: float | None = None


def create_body_value_tables(db: sqlite3.Connection) -> None:
    """Create the tables that a database made before bodies had values lacks."""
    if has_table(db, "bodies") and not has_table(db, "body_values"):
        with transaction(db):
            execute_script(db, _TABLES)


def update_body_values(db: sqlite3.Connection, progress: Progress) -> int:
    """Read the values of bodies that are new, or were read by other rules; forget those gone.

    Returns:
        The number of bodies read.
    """
    create_body_value_tables(db)
    if not has_table(db, "body_values"):
        return 0
    sources = papers_with_body(db)
    rows = db.execute("SELECT paper, source FROM body_values_read WHERE reading = ?", (READING,))
    known = {row["paper"]: row["source"] for row in rows}
    gone = [row["paper"] for row in db.execute("SELECT DISTINCT paper FROM body_values")]
    with transaction(db):
        for paper in gone:
            if paper not in known:
                db.execute("DELETE FROM body_values WHERE paper = ?", (paper,))
    new = [paper for paper, source in sources.items() if known.get(paper) != source]
    for done, paper in enumerate(new, start=1):
        _update(db, paper, sources[paper])
        progress(done, len(new))
    return len(new)


def _update(db: sqlite3.Connection, paper: str, source: str) -> None:
    listed = by_id(db, [paper])[paper]
    values: list[tuple[str, str]] | None
    try:
        with cpu_limit(MOST_SECONDS):
            texts = paragraphs_of(db, paper, with_places=False)
            tables = tables_of(db, paper, with_places=False)
            values = [_as_stored(one) for one in body_values_of(listed, texts, tables)]
    except OutOfTimeError:
        values = None
    with transaction(db):
        if values is None:
            add_note(db, paper, _GIVEN_UP)
        db.execute("DELETE FROM body_values WHERE paper = ?", (paper,))
        db.executemany(
            "INSERT INTO body_values VALUES (?, ?, ?)", [(paper, *one) for one in values or ()]
        )
        db.execute(
            "INSERT OR REPLACE INTO body_values_read VALUES (?, ?, ?)", (paper, source, READING)
        )


def find_body_rows(db: sqlite3.Connection, name: str) -> list[PropertyRow]:
    """Return every value of a property that bodies state, in the order of the papers' files.

    Of a database whose bodies were not read for values there is none.
    """
    if not has_table(db, "body_values"):
        return []
    found = db.execute(
        "SELECT v.paper, v.value FROM body_values AS v JOIN body_values_read USING (paper)"
        " JOIN papers USING (paper) WHERE property = ? AND reading = ? AND same_as IS NULL"
        " ORDER BY v.rowid",
        (name, READING),
    ).fetchall()
    listed = by_id(db, dict.fromkeys(row["paper"] for row in found))
    rows = [_row(listed[one["paper"]], name, one["value"]) for one in found]
    return sorted(rows, key=lambda one: (one.listed.file, one.listed.line))


def count_body_rows(db: sqlite3.Connection) -> dict[str, int]:
    """Return property → number of its values in bodies, differences left out.

    What a body states again that the abstract states is counted: to find it, all values are read.
    """
    if not has_table(db, "body_values"):
        return {}
    found = db.execute(
        "SELECT property, COUNT(*) AS n FROM body_values JOIN body_values_read USING (paper)"
        " JOIN papers USING (paper) WHERE reading = ? AND same_as IS NULL"
        " AND json_extract(value, '$.value.relative') IS NOT 1 GROUP BY property",
        (READING,),
    )
    return {row["property"]: int(row["n"]) for row in found}


def without_repeats(rows: Iterable[PropertyRow]) -> list[PropertyRow]:
    """Return rows without those that state again what another of the same paper states.

    A value of the abstract stands before one of a table, that before one of the text.
    """
    order = {"abstract": 0, "table": 1, "body": 2}
    kept: dict[tuple[str, str], list[PropertyRow]] = {}
    ordered = sorted(enumerate(rows), key=lambda one: (order[one[1].source], one[0]))
    found = []
    for place, row in ordered:
        same = kept.setdefault((row.listed.id, row.of), [])
        if not any(_repeats(row, other) for other in same):
            same.append(row)
            found.append((place, row))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _repeats(row: PropertyRow, other: PropertyRow) -> bool:
    """Return whether a row behind the abstract states the value of another row."""
    if row.source == "abstract" or row.source == other.source == "table":
        return False
    if row.alloy and other.alloy and not compatible(row.alloy, other.alloy):
        return False
    one, two = row.temperature, other.temperature
    if one and two and not equal(one, two):
        return False
    return equal(row.value.quantity, other.value.quantity)


def _as_stored(one: PropertyRow) -> tuple[str, str]:
    assert one.place is not None
    chance = None if one.chance is None else round(one.chance, 3)
    stored = _StoredBodyValue(
        one.value, one.alloy, one.inherited, one.phases, one.start, one.end, one.place, chance
    )
    return one.of, json.dumps(to_plain(stored), ensure_ascii=False)


def _row(listed: CatalogEntry, name: str, value: str) -> PropertyRow:
    kept = from_plain(_StoredBodyValue, json.loads(value))
    return PropertyRow(
        listed,
        kept.start,
        kept.end,
        name,
        kept.value,
        kept.alloy,
        kept.inherited,
        kept.phases,
        kept.place,
        kept.chance,
    )
