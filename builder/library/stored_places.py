"""Keep in the database where the lines of each abstract stand on their pages."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from builder.papers import LinePlace
from builder.storage.corpus_files import PDF, TEXT_SOURCES
from builder.storage.database import has_table


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that held a paper when it was read."""

    file: str
    size: int
    mtime_ns: int


def pdfs_of(db: sqlite3.Connection, paper: str) -> list[StoredFile] | None:
    """Return the PDFs that hold a paper, in path order; None where there is no such paper."""
    found = documents_of(db, paper)
    return found and [one for one in found if one.file.lower().endswith(PDF)]


def documents_of(db: sqlite3.Connection, paper: str) -> list[StoredFile] | None:
    """Return the PDFs and text sources of a paper as `pdfs_of` does."""
    if db.execute("SELECT 1 FROM papers WHERE paper = ?", (paper,)).fetchone() is None:
        return None
    rows = db.execute(
        "SELECT file, size, mtime_ns FROM entries JOIN files USING (file) WHERE paper = ?"
        " ORDER BY file",
        (paper,),
    )
    found = [StoredFile(*row) for row in rows]
    return [one for one in found if one.file.lower().endswith((PDF, *TEXT_SOURCES))]


def put_places(db: sqlite3.Connection, paper: str, places: Iterable[LinePlace]) -> None:
    """Store where the lines of a paper's abstract stand, within the transaction that is open."""
    lines = json.dumps(list(places), separators=(",", ":"))
    db.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", (paper, lines))


def find_places(db: sqlite3.Connection, paper: str) -> tuple[str, list[LinePlace]]:
    """Return a paper's abstract and where its lines stand; no line where nothing is known."""
    row = db.execute("SELECT abstract FROM papers WHERE paper = ?", (paper,)).fetchone()
    if row is None or row["abstract"] is None:
        return "", []
    if not has_table(db, "places"):  # built before places were kept
        return row["abstract"], []
    found = db.execute("SELECT lines FROM places WHERE paper = ?", (paper,)).fetchone()
    return row["abstract"], [
        LinePlace(*line) for line in json.loads(found["lines"])
    ] if found else []
