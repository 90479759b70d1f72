"""The papers in the database: written file by file as they are read, listed file by file."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from builder.papers import READABLE, STATES, Abstract, Paper
from builder.relevance import Relevance
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
    relevance: Relevance | None = None
    """How much it is about high-entropy alloys; None without an abstract."""

    @property
    def place(self) -> str:
        """How a person finds it: `folder/x.pdf`, or `export.jsonl:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file


#: What more than one source may know of a paper.
METADATA = ("title", "doi", "year", "journal", "authors")


def known_files(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Size in bytes and modification time in nanoseconds of each file already read."""
    return {
        row["file"]: (row["size"], row["mtime_ns"]) for row in db.execute("SELECT * FROM files")
    }


def stale_files(db: sqlite3.Connection, extractor: str, retry: bool) -> set[str]:
    """Files whose papers other layout rules read, or which failed and shall be tried again."""
    others = "SELECT paper FROM papers WHERE extractor < ? OR extractor > ?"
    values = [extractor, extractor]
    if retry:
        others += f" OR state NOT IN ({', '.join('?' * len(READABLE))})"
        values += READABLE
    rows = db.execute(f"SELECT DISTINCT file FROM entries WHERE paper IN ({others})", values)
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
        db.execute("DELETE FROM settled")
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
        for file in files:
            db.execute("DELETE FROM settled")
            db.execute("DELETE FROM files WHERE file = ?", (file,))
        db.execute(
            "DELETE FROM papers WHERE NOT EXISTS"
            " (SELECT 1 FROM entries WHERE entries.paper = papers.paper)"
        )


def listing(db: sqlite3.Connection) -> list[Listed]:
    """Every file and record in path order; further sources of one paper are duplicates."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    rows = []
    for row in db.execute("SELECT * FROM entries JOIN papers USING (paper) ORDER BY file, line"):
        rows.append(Listed(row["file"], row["line"], row["paper"], _paper(row), _relevance(row)))
        first.setdefault(row["paper"], rows[-1].place)
        if row["same_as"]:
            same[row["paper"]] = row["same_as"]
    return [_as_duplicate(row, first, same) for row in rows]


def _as_duplicate(row: Listed, first: dict[str, str], same: dict[str, str]) -> Listed:
    if first[row.id] != row.place:
        return replace(row, paper=Paper("duplicate", f"The same bytes as {first[row.id]}."))
    if row.id in same:
        reason = f"The same paper, by DOI or title, as {first[same[row.id]]}."
        return replace(row, paper=replace(row.paper, state="duplicate", reason=reason))
    return row


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
            place = row["file"], row["line"]
            found[paper] = Listed(*place, paper, _paper(row), _relevance(row))
    return found


def _put_paper(db: sqlite3.Connection, identity: str, paper: Paper, extractor: str) -> None:
    assert paper.state in STATES
    db.execute("DELETE FROM papers WHERE paper = ?", (identity,))
    abstract = paper.abstract
    as_read = {name: getattr(paper, name) for name in METADATA}
    values = {
        "paper": identity,
        "extractor": extractor,
        "state": paper.state,
        "reason": paper.reason,
        **as_read,
        "authors": json.dumps(paper.authors),
        "notes": json.dumps(paper.notes),
        "key": paper.key,
        "as_read": json.dumps(as_read),
        "abstract": abstract and abstract.text,
        "display": abstract and abstract.display,
        "page": abstract and abstract.page,
        "box": abstract and json.dumps(abstract.box),
        "rule": abstract and abstract.rule,
        "confidence": abstract and abstract.confidence,
    }
    marks = ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT INTO papers ({', '.join(values)}) VALUES ({marks})", values)


def _relevance(row: sqlite3.Row) -> Relevance | None:
    if row["relevance"] is None:
        return None
    return Relevance(row["relevance"], tuple(json.loads(row["signs"])))


def _paper(row: sqlite3.Row) -> Paper:
    abstract = None
    if row["abstract"] is not None:
        abstract = Abstract(
            row["abstract"],
            row["page"],
            tuple(json.loads(row["box"])),
            row["rule"],
            row["confidence"],
            row["display"],
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
