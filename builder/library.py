"""The papers in the database: written file by file as they are read, listed file by file."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from builder.papers import READABLE, STATES, Abstract, Paper
from builder.sources import Source
from builder.store import transaction


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the library: a file, or one line of a record file, and the paper it holds."""

    file: str
    line: int
    """Line in a record file, 0 for a PDF."""
    id: str
    """sha256 of the PDF's bytes, or of the record's line."""
    paper: Paper

    @property
    def place(self) -> str:
        """How a person finds it: `folder/x.pdf`, or `export.jsonl:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file


def known_files(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Size in bytes and modification time in nanoseconds of each file already read."""
    return {
        row["file"]: (row["size"], row["mtime_ns"]) for row in db.execute("SELECT * FROM files")
    }


def stale_files(db: sqlite3.Connection, extractor: str, retry: bool) -> set[str]:
    """Files whose papers other layout rules read, or which failed and shall be tried again."""
    readable = ", ".join("?" * len(READABLE))
    rows = db.execute(
        "SELECT DISTINCT file FROM entries JOIN papers USING (paper)"
        f" WHERE extractor <> ? OR (? AND state NOT IN ({readable}))",
        (extractor, retry, *READABLE),
    )
    return {row["file"] for row in rows}


def has_paper(db: sqlite3.Connection, paper: str, extractor: str) -> bool:
    """Whether these very bytes were read before, by the same rules, whatever their file's name."""
    query = "SELECT 1 FROM papers WHERE paper = ? AND extractor = ?"
    return db.execute(query, (paper, extractor)).fetchone() is not None


def put_file(
    db: sqlite3.Connection,
    source: Source,
    entries: Iterable[tuple[int, str, Paper | None]],
    extractor: str,
) -> None:
    """Replace what the library says of one file, in one transaction.

    ``entries`` are (line, paper id, paper); None for a paper already known.
    """
    with transaction(db):
        db.execute("DELETE FROM files WHERE file = ?", (source.file,))
        db.execute(
            "INSERT INTO files VALUES (?, ?, ?)", (source.file, source.size, source.mtime_ns)
        )
        for line, identity, paper in entries:
            if paper is not None:
                _put_paper(db, identity, paper, extractor)
            db.execute("INSERT INTO entries VALUES (?, ?, ?)", (source.file, line, identity))


def forget_files(db: sqlite3.Connection, files: Iterable[str]) -> None:
    """Drop files that left the corpus, and the papers that no file holds any more."""
    with transaction(db):
        db.executemany("DELETE FROM files WHERE file = ?", ((file,) for file in files))
        db.execute(
            "DELETE FROM papers WHERE NOT EXISTS"
            " (SELECT 1 FROM entries WHERE entries.paper = papers.paper)"
        )


def listing(db: sqlite3.Connection) -> list[Listed]:
    """Every file and record in path order; further copies of the same bytes are duplicates."""
    first: dict[str, str] = {}
    rows = []
    for row in db.execute("SELECT * FROM entries JOIN papers USING (paper) ORDER BY file, line"):
        listed = Listed(row["file"], row["line"], row["paper"], _paper(row))
        original = first.setdefault(listed.id, listed.place)
        if original != listed.place:
            reason = f"The same bytes as {original}."
            listed = Listed(listed.file, listed.line, listed.id, Paper("duplicate", reason))
        rows.append(listed)
    return rows


def by_id(db: sqlite3.Connection, papers: Iterable[str]) -> dict[str, Listed]:
    """The named papers, each at the first place that holds it."""
    found = {}
    query = (
        "SELECT * FROM papers JOIN entries USING (paper) WHERE paper = ?"
        " ORDER BY file, line LIMIT 1"
    )
    for paper in papers:
        row = db.execute(query, (paper,)).fetchone()
        if row is not None:
            found[paper] = Listed(row["file"], row["line"], paper, _paper(row))
    return found


def _put_paper(db: sqlite3.Connection, identity: str, paper: Paper, extractor: str) -> None:
    assert paper.state in STATES
    db.execute("DELETE FROM papers WHERE paper = ?", (identity,))
    abstract = paper.abstract
    db.execute(
        f"INSERT INTO papers VALUES ({', '.join('?' * 16)})",
        (
            identity,
            extractor,
            paper.state,
            paper.reason,
            paper.title,
            paper.doi,
            paper.year,
            paper.journal,
            json.dumps(paper.authors),
            json.dumps(paper.notes),
            paper.key,
            abstract and abstract.text,
            abstract and abstract.page,
            abstract and json.dumps(abstract.box),
            abstract and abstract.rule,
            abstract and abstract.confidence,
        ),
    )


def _paper(row: sqlite3.Row) -> Paper:
    abstract = None
    if row["abstract"] is not None:
        abstract = Abstract(
            row["abstract"],
            row["page"],
            tuple(json.loads(row["box"])),
            row["rule"],
            row["confidence"],
        )
    return Paper(
        row["state"],
        row["reason"],
        row["title"],
        row["doi"],
        row["year"],
        row["journal"],
        tuple(json.loads(row["authors"])),
        abstract,
        tuple(json.loads(row["notes"])),
        row["key"],
    )
