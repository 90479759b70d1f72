"""Values of properties in the database: read once a paper by a build, found again in no time."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.library.catalog import CatalogEntry, add_note, by_id, walk
from builder.library.property_table import PropertyRow, values_of
from builder.materials.alloys import Alloy, compatible
from builder.materials.measurements.measurement import Measurement
from builder.papers import READABLE
from builder.parallel import Processes, Progress, batched, parallel_map
from builder.storage.database import execute_script, transaction
from builder.storage.record_json import from_plain, to_plain

#: Version of the reading of values: raise it when any value is read or stored otherwise, so that
#: the next build reads every abstract again.
READING = 13
_GIVEN_UP = f"No values were read in it: its abstract took over {MOST_SECONDS} s to read."
#: Property, place and JSON of a value.
_Stored = tuple[str, int, int, str]
#: Abstracts read in one transaction.
_TOGETHER = 50
#: From this number of new abstracts on, values are read in several processes.
_MANY = 400

_TABLES = """
-- One row for each value that an abstract states; `value` is JSON, see `_StoredValue`.
CREATE TABLE IF NOT EXISTS property_values (
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  property TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS values_by_property ON property_values(property, paper, start);
CREATE INDEX IF NOT EXISTS values_by_paper ON property_values(paper);
-- The version of the reading of each abstract; also of those that state no value.
CREATE TABLE IF NOT EXISTS values_read (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE, reading INTEGER NOT NULL
);
-- A title may name the alloy of a value: with another title the abstract is read again.
CREATE TRIGGER IF NOT EXISTS values_outdated AFTER UPDATE OF title ON papers
  WHEN old.title IS NOT new.title
  BEGIN DELETE FROM values_read WHERE paper = new.paper; END;
"""


@dataclass(frozen=True, slots=True)
class _StoredValue:
    """What a property row holds beside its paper, property and place."""

    value: Measurement
    alloy: Alloy | None
    inherited: bool
    phases: tuple[str, ...]
    chance: float | None = None


def create_value_tables(db: sqlite3.Connection) -> None:
    """Create the tables that a database made before values were stored lacks."""
    if not _has_tables(db):
        with transaction(db):
            execute_script(db, _TABLES)


def update_values(db: sqlite3.Connection, progress: Progress, readers: Processes = 1) -> int:
    """Read the values of abstracts that are new, or were read by other rules.

    Returns:
        The number of abstracts read.
    """
    known = {
        row["paper"]
        for row in db.execute("SELECT paper FROM values_read WHERE reading = ?", (READING,))
    }
    wanted = dict.fromkeys(row.id for row in walk(db) if row.paper.state in READABLE)
    new = [paper for paper in wanted if paper not in known]
    pieces = (list(by_id(db, some).values()) for some in batched(new, _TOGETHER))
    done = 0
    for rows, read in parallel_map(_read_some, pieces, readers if len(new) >= _MANY else 1):
        with transaction(db):
            for row, values in zip(rows, read, strict=True):
                if values is None:
                    add_note(db, row.id, _GIVEN_UP)
                    values = []
                db.execute("DELETE FROM property_values WHERE paper = ?", (row.id,))
                db.executemany(
                    "INSERT INTO property_values VALUES (?, ?, ?, ?, ?)",
                    [(row.id, *value) for value in values],
                )
                db.execute("INSERT OR REPLACE INTO values_read VALUES (?, ?)", (row.id, READING))
        done += len(rows)
        progress(done, len(new))
    return len(new)


def find_rows(db: sqlite3.Connection, name: str) -> list[PropertyRow]:
    """Return every value of a property, differences included, in the order of the papers' files.

    Of a database whose values were not stored, or read by other rules, the abstracts are read now.
    """
    if _is_complete(db):
        return list(_stored(db, name))
    return [one for row in walk(db) for one in values_of(row) if one.of == name]


def count_by_property(db: sqlite3.Connection) -> dict[str, int]:
    """Return property → number of its values, differences left out, the commonest first."""
    if _is_complete(db):
        found = db.execute(
            "SELECT property, COUNT(*) AS n FROM property_values JOIN papers USING (paper)"
            " WHERE same_as IS NULL AND json_extract(value, '$.value.relative') IS NOT 1"
            " GROUP BY property"
        )
        counts = {row["property"]: int(row["n"]) for row in found}
    else:
        read = (one for row in walk(db) for one in values_of(row) if not one.value.relative)
        counts = dict(Counter(one.of for one in read))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def properties_of(db: sqlite3.Connection, alloy: Alloy, papers: Sequence[str]) -> list[str]:
    """Return the properties of which the abstracts of papers give values of an alloy.

    Args:
        db: A database that values were stored in; without them there are none.
        alloy: The alloy, in any notation.
        papers: Ids of the papers that are looked at.

    Returns:
        The properties, the one with most values first.
    """
    counts: Counter[str] = Counter()
    for some in batched(papers, _TOGETHER) if _has_tables(db) else ():
        query = "SELECT property, value FROM property_values WHERE paper IN"
        for row in db.execute(f"{query} ({', '.join('?' * len(some))})", some):
            stored = from_plain(_StoredValue, json.loads(row["value"]))
            if stored.alloy and compatible(stored.alloy, alloy) and not stored.value.relative:
                counts[row["property"]] += 1
    return [name for name, _ in counts.most_common()]


def _stored(db: sqlite3.Connection, name: str) -> Iterator[PropertyRow]:
    """Yield the stored values of a property in the order of the papers' files."""
    found = db.execute(
        "SELECT v.* FROM property_values AS v JOIN papers USING (paper)"
        " WHERE property = ? AND same_as IS NULL ORDER BY v.rowid",
        (name,),
    ).fetchall()
    listed = by_id(db, dict.fromkeys(row["paper"] for row in found))
    places = {paper: (entry.file, entry.line) for paper, entry in listed.items()}
    for row in sorted(found, key=lambda row: places[row["paper"]]):
        stored = from_plain(_StoredValue, json.loads(row["value"]))
        yield PropertyRow(
            listed[row["paper"]],
            row["start"],
            row["end"],
            name,
            stored.value,
            stored.alloy,
            stored.inherited,
            stored.phases,
            chance=stored.chance,
        )


def _is_complete(db: sqlite3.Connection) -> bool:
    """Return whether this version of the rules has read the values of every paper."""
    if not _has_tables(db):
        return False
    marks = ", ".join("?" * len(READABLE))
    query = (
        f"SELECT 1 FROM papers WHERE state IN ({marks}) AND same_as IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM values_read WHERE values_read.paper = papers.paper AND reading = ?)"
    )
    return db.execute(query, (*READABLE, READING)).fetchone() is None


def _has_tables(db: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'values_outdated'"
    return db.execute(query).fetchone() is not None


def _read_some(rows: Sequence[CatalogEntry]) -> list[list[_Stored] | None]:
    """Return the values of each of these papers as they are stored: property, place, JSON.

    None stands for a paper of which reading took too long.
    """
    return [_read_one(row) for row in rows]


def _read_one(row: CatalogEntry) -> list[_Stored] | None:
    try:
        with cpu_limit(MOST_SECONDS):
            return [_as_stored(one) for one in values_of(row)]
    except OutOfTimeError:
        return None


def _as_stored(one: PropertyRow) -> _Stored:
    chance = None if one.chance is None else round(one.chance, 3)
    stored = _StoredValue(one.value, one.alloy, one.inherited, one.phases, chance)
    return one.of, one.start, one.end, json.dumps(to_plain(stored), ensure_ascii=False)
