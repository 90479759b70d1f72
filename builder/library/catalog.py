"""Catalog of the papers in the database: written file by file, listed file by file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from builder.library.stored_bodies import put_body
from builder.library.stored_places import put_places
from builder.papers import ON_TOPIC, READABLE, STATES, Abstract, Paper, Relevance, State
from builder.storage.corpus_files import PDF, TEXT_SOURCES, CorpusFile
from builder.storage.database import has_table, transaction


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A file, or one line of a record file, and the paper it holds."""

    file: str
    line: int
    """Line in a record file, 0 for a PDF."""
    id: str
    """sha256 of the PDF's bytes, or of the record's line."""
    paper: Paper
    relevance: Relevance | None = None
    """How much it is about high-entropy alloys; None without an abstract."""

    @property
    def page(self) -> int | None:
        """1-based page on which its abstract begins; None where it has none, or no pages."""
        return self.paper.abstract.page or None if self.paper.abstract and not self.line else None

    @property
    def place(self) -> str:
        """File and line as a person reads them: `folder/x.pdf`, or `export.jsonl:12`."""
        return _place(self.file, self.line)


@dataclass(frozen=True, slots=True)
class Census:
    """Counts of the catalog entries."""

    states: Mapping[str, int]
    """Entries in each state, in the order of `STATES`; states without any are left out."""
    strays: int
    """Entries with an abstract that is not about high-entropy alloys."""
    troubled: tuple[CatalogEntry, ...]
    """The first entries that gave no sure abstract."""

    @property
    def readable(self) -> int:
        """Entries with an abstract that is indexed and answers questions."""
        return sum(self.states.get(state, 0) for state in READABLE)

    @property
    def in_trouble(self) -> int:
        """Entries that gave no sure abstract."""
        return sum(n for state, n in self.states.items() if state not in _SOUND)


#: States in which nothing is left to be done about a file.
_SOUND: tuple[State, ...] = ("ok", "duplicate")
#: Metadata that more than one source may know of a paper.
METADATA = ("title", "doi", "year", "journal", "authors")


def known_files(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return size in bytes and modification time in nanoseconds of each file already read."""
    return {
        row["file"]: (row["size"], row["mtime_ns"]) for row in db.execute("SELECT * FROM files")
    }


def stale_files(db: sqlite3.Connection, extractor: str, retry: bool) -> set[str]:
    """Return the files that other layout rules read, and with ``retry`` those without abstract."""
    others = "SELECT paper FROM papers WHERE extractor < ? OR extractor > ?"
    values = [extractor, extractor]
    if retry:
        others += f" OR state NOT IN ({', '.join('?' * len(READABLE))})"
        values += READABLE
    rows = db.execute(f"SELECT DISTINCT file FROM entries WHERE paper IN ({others})", values)
    return {row["file"] for row in rows}


def has_paper(db: sqlite3.Connection, paper: str, extractor: str, with_body: bool = False) -> bool:
    """Return whether a paper, the sha256 of its bytes, was read by layout rules of this version.

    With ``with_body`` what stands behind its abstract must have been read, too.
    """
    query = "SELECT 1 FROM papers WHERE paper = ? AND extractor = ?"
    if with_body:
        query += " AND paper IN (SELECT paper FROM bodies)"
    return db.execute(query, (paper, extractor)).fetchone() is not None


def bodiless_files(db: sqlite3.Connection) -> set[str]:
    """Return the files that are a paper each and were read without what is behind its abstract."""
    query = "SELECT file FROM entries WHERE line = 0"
    if has_table(db, "bodies"):
        query += " AND NOT EXISTS (SELECT 1 FROM bodies WHERE bodies.paper = entries.paper)"
    rows = db.execute(query)
    return {row["file"] for row in rows if row["file"].lower().endswith((PDF, *TEXT_SOURCES))}


def put_file(
    db: sqlite3.Connection,
    source: CorpusFile,
    entries: Iterable[tuple[int, str, Paper | None]],
    extractor: str,
) -> None:
    """Replace the entries of one file, in one transaction.

    Args:
        db: The database.
        source: The file.
        entries: (line, paper id, paper); None for a paper already known.
        extractor: Version of the layout rules that read it.
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


def add_note(db: sqlite3.Connection, paper: str, note: str) -> None:
    """Add what a reader should know of a paper to its notes, once."""
    row = db.execute("SELECT notes FROM papers WHERE paper = ?", (paper,)).fetchone()
    notes = json.loads(row["notes"]) if row else [note]
    if note not in notes:
        db.execute(
            "UPDATE papers SET notes = ? WHERE paper = ?", (json.dumps([*notes, note]), paper)
        )


#: Every entry with the first place of its bytes, and of the better source of the same paper.
_ENTRIES = """
SELECT *,
  (SELECT file FROM entries AS e WHERE e.paper = entries.paper ORDER BY file, line) AS first_file,
  (SELECT line FROM entries AS e WHERE e.paper = entries.paper ORDER BY file, line) AS first_line,
  (SELECT file FROM entries AS e WHERE e.paper = same_as ORDER BY file, line) AS same_file,
  (SELECT line FROM entries AS e WHERE e.paper = same_as ORDER BY file, line) AS same_line
FROM entries JOIN papers USING (paper)
"""


#: The state of an entry as `walk` tells it: further sources of a paper are duplicates.
ENTRY_STATE = """CASE WHEN same_as > '' OR EXISTS (
    SELECT 1 FROM entries AS e WHERE e.paper = entries.paper
    AND (e.file, e.line) < (entries.file, entries.line)
  ) THEN 'duplicate' ELSE state END"""


def walk(db: sqlite3.Connection) -> Iterator[CatalogEntry]:
    """Yield every entry in path order; further sources of a paper are in the state duplicate.

    No table of the catalog may be written until the walk is over.
    """
    for row in db.execute(f"{_ENTRIES} ORDER BY file, line"):
        yield _listed(row)


def entries_at(db: sqlite3.Connection, places: Iterable[tuple[str, int]]) -> list[CatalogEntry]:
    """Return the entries of these files and lines as `walk` yields them, in the order given."""
    query = f"{_ENTRIES} WHERE file = ? AND line = ?"
    return [_listed(row) for place in places for row in db.execute(query, place)]


def _listed(row: sqlite3.Row) -> CatalogEntry:
    """Return a row of `_ENTRIES` as an entry; a further source of a paper says of which."""
    found = CatalogEntry(row["file"], row["line"], row["paper"], _paper(row), _relevance(row))
    first = _place(row["first_file"], row["first_line"])
    if found.place != first:
        return replace(found, paper=Paper("duplicate", f"The same bytes as {first}."))
    if row["same_as"]:
        same = _place(row["same_file"], row["same_line"])
        reason = f"The same paper, by DOI or title, as {same}."
        return replace(found, paper=replace(found.paper, state="duplicate", reason=reason))
    return found


def listing(db: sqlite3.Connection) -> list[CatalogEntry]:
    """Return every entry in path order; each takes some 3 kB of memory."""
    return list(walk(db))


def census_of(db: sqlite3.Connection, most: int) -> Census:
    """Count the entries; keep the first ``most`` of those that gave no sure abstract."""
    entries = "FROM entries JOIN papers USING (paper)"
    counted = db.execute(
        f"SELECT {ENTRY_STATE}, COUNT(*), SUM(COALESCE(relevance < ?, 0)) {entries} GROUP BY 1",
        (ON_TOPIC,),
    ).fetchall()
    states = {state: count for state, count, _ in counted}
    unsound = (
        f"SELECT file, line {entries} WHERE {ENTRY_STATE} NOT IN ({', '.join('?' * len(_SOUND))})"
    )
    places = db.execute(f"{unsound} ORDER BY file, line LIMIT ?", (*_SOUND, most)).fetchall()
    return Census(
        {state: states[state] for state in STATES if state in states},
        sum(strays for _, _, strays in counted),
        tuple(entries_at(db, places)),
    )


def by_id(db: sqlite3.Connection, papers: Iterable[str]) -> dict[str, CatalogEntry]:
    """Return the papers of these ids, each at the first place that holds it."""
    found = {}
    query = (
        "SELECT * FROM papers JOIN entries USING (paper) WHERE paper = ?"
        " ORDER BY file, line LIMIT 1"
    )
    for paper in papers:
        row = db.execute(query, (paper,)).fetchone()
        if row is not None:
            place = row["file"], row["line"]
            found[paper] = CatalogEntry(*place, paper, _paper(row), _relevance(row))
    return found


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


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
    if abstract is not None and abstract.places:
        put_places(db, identity, abstract.places)
    if paper.body is not None:
        put_body(db, identity, paper.body)


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
