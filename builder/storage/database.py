"""The SQLite database of everything derived from the corpus, opened safely and versioned.

Tables of papers and triples are declared here; retrieval declares its own (retrieval/schema.py).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import UserError
from builder.storage.files import require_regular
from builder.storage.integrity import damaged, database_digest, is_damage

#: Changes with the tables. Everything in the database can be made again from the corpus.
SCHEMA = 6

#: Seconds to wait for another program that writes.
_WAIT_SECONDS = 30
#: What SQLite says where it can make no file beside a database.
_NOTHING_BESIDE = (
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
)  # fmt: skip

_TABLES = """
-- One row for each file of the corpus, so that an unchanged file is never opened again.
CREATE TABLE files (
  file TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
);
-- Which paper each file, or each line of a record file, holds. A PDF has one entry, at line 0.
CREATE TABLE entries (
  file TEXT NOT NULL REFERENCES files(file) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  paper TEXT NOT NULL,
  PRIMARY KEY (file, line)
);
CREATE INDEX entries_by_paper ON entries(paper, file, line);
-- A paper is the sha256 of its bytes; lists are JSON. `as_read` keeps the metadata its file gave;
-- title, doi, year, journal and authors are settled from all sources of the paper.
CREATE TABLE papers (
  paper TEXT PRIMARY KEY,
  extractor TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  title TEXT, doi TEXT, year INTEGER, journal TEXT, authors TEXT NOT NULL, notes TEXT NOT NULL,
  key TEXT, as_read TEXT NOT NULL, same_as TEXT, relevance REAL, signs TEXT,
  abstract TEXT, display TEXT, page INTEGER, box TEXT, rule TEXT, confidence REAL
);
-- Asked at each start: were any read by other rules? It must not cost a look at every abstract.
CREATE INDEX papers_by_extractor ON papers(extractor);
-- The manifest that the papers were settled with; no row while they are not.
CREATE TABLE settled (manifest TEXT NOT NULL);
-- Questions drafted from abstracts; `checks` is JSON, empty until they are checked.
CREATE TABLE triples (
  triple TEXT PRIMARY KEY,
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  kind TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  made_by TEXT NOT NULL, rule TEXT NOT NULL, checks TEXT NOT NULL
);
CREATE INDEX triples_by_paper ON triples(paper);
-- The version of the rules that each abstract was drafted with.
CREATE TABLE drafted (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE, rules INTEGER NOT NULL
);
-- The papers that the triples were last checked against; another corpus checks them anew.
CREATE TABLE checked (papers TEXT NOT NULL);
-- What models wrote of abstracts, named by the hash of their text: it outlives the paper, because
-- to ask again takes seconds and may cost money. `items` and `dropped` are JSON.
CREATE TABLE asked (
  abstract TEXT NOT NULL, made_by TEXT NOT NULL, prompt TEXT NOT NULL,
  items TEXT NOT NULL, dropped TEXT NOT NULL,
  calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, new_tokens INTEGER NOT NULL,
  seconds REAL NOT NULL,
  PRIMARY KEY (abstract, made_by)
);
"""

#: Tables that a database of the same version may lack; no build is lost for them.
_LATER_TABLES = """
-- What a triple rests on beside its first sentence: JSON of further spans and papers; `context` is
-- empty for a triple whose context is its abstract.
CREATE TABLE IF NOT EXISTS triple_sources (
  triple TEXT PRIMARY KEY REFERENCES triples(triple) ON DELETE CASCADE,
  context TEXT NOT NULL, spans TEXT NOT NULL, papers TEXT NOT NULL
);
-- What models hold of triples; it outlives the triples, as `asked` does. `marks` is JSON: criterion
-- to true or false, or null for a triple that got none.
CREATE TABLE IF NOT EXISTS judgements (
  triple TEXT NOT NULL, judge TEXT NOT NULL, prompt TEXT NOT NULL, marks TEXT NOT NULL,
  PRIMARY KEY (triple, judge)
);
-- Where the lines of an abstract stand on their pages: JSON, a `LinePlace` each.
CREATE TABLE IF NOT EXISTS places (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE, lines TEXT NOT NULL
);
-- The papers that were read with what stands beside their abstract, and how much that is.
CREATE TABLE IF NOT EXISTS bodies (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE,
  paragraphs INTEGER NOT NULL, tables INTEGER NOT NULL
);
-- Its pieces, numbered from 1: JSON of a `Paragraph` or `Table`, and of its places.
CREATE TABLE IF NOT EXISTS paragraphs (
  paper TEXT NOT NULL REFERENCES bodies(paper) ON DELETE CASCADE, number INTEGER NOT NULL,
  record TEXT NOT NULL, places TEXT NOT NULL, PRIMARY KEY (paper, number)
);
CREATE TABLE IF NOT EXISTS paper_tables (
  paper TEXT NOT NULL REFERENCES bodies(paper) ON DELETE CASCADE, number INTEGER NOT NULL,
  record TEXT NOT NULL, places TEXT NOT NULL, PRIMARY KEY (paper, number)
);
"""
#: The names of the tables that may be lacking.
_LATER = ("triple_sources", "judgements", "places", "bodies", "paragraphs", "paper_tables")


def create_database(path: Path) -> sqlite3.Connection:
    """Open the database for building; create it if there is none or if it is of another version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path)
    if _version(db, path) not in (0, SCHEMA):
        db.close()
        for part in (path, *_companions(path)):
            part.unlink(missing_ok=True)
        db = _connect(path)
    if _version(db, path) == 0:
        with transaction(db):
            execute_script(db, _TABLES)
            db.execute(f"PRAGMA user_version = {SCHEMA}")
    if not all(has_table(db, name) for name in _LATER):
        with transaction(db):
            execute_script(db, _LATER_TABLES)
    return db


def has_table(db: sqlite3.Connection, name: str) -> bool:
    """Return whether the database has a table of this name."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(query, (name,)).fetchone() is not None


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database for asking.

    Raises:
        UserError: It is missing, damaged or of another version.
        sqlite3.DatabaseError: The disk or another program keeps it from being read.
    """
    if not path.exists():
        raise UserError(
            "Nothing has been built yet.", "Put PDFs of papers into corpus/ and run `hea build`."
        )
    db = _connect_to_read(path)
    if _version(db, path) != SCHEMA:
        db.close()
        raise UserError(
            "The database was made by another version of hea-qa, or never finished.",
            "Run `hea build`.",
        )
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Commit the statements inside together, or roll all of them back."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def execute_script(db: sqlite3.Connection, script: str) -> None:
    """Execute each statement of a script within the transaction that is open.

    `sqlite3.Connection.executescript` would commit it first.
    """
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def _connect(path: Path) -> sqlite3.Connection:
    """Open a database for writing, or for reading where it is written to.

    Raises:
        UserError: It is damaged, or no file.
    """
    if path.exists():
        require_regular(path)
    db = _opened(path)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # names may be damaged too
        db.close()
        raise _named(error, path) from error
    return db


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database for asking, also where no file can be written beside it.

    SQLite reads through two files beside the database. Where neither is there and none can be made
    – on a read-only or full disk – nobody is writing, and it is read as it stands.

    Raises:
        UserError: It is damaged, no file, or its last build did not finish and nothing can be made
            beside it.
    """
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NOTHING_BESIDE:
            raise
        wal, _, _ = _companions(path)
        if wal.exists() and wal.stat().st_size:
            raise UserError(
                f"{path} was left by a build that did not finish, and nothing can be written"
                " beside it.",
                "Allow it, or make some space, and run `hea build`; nothing is lost.",
            ) from error
    db = _opened(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        db.close()
        raise _named(error, path) from error
    return db


def _opened(database: Path | str, uri: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(database, isolation_level=None, timeout=_WAIT_SECONDS, uri=uri)
    db.row_factory = sqlite3.Row
    return db


def _named(error: Exception, path: Path) -> Exception:
    """Return the error that tells of a damaged database; another error as it is."""
    return damaged(path) if is_damage(error) else error


def _version(db: sqlite3.Connection, path: Path) -> int:
    try:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _named(error, path) from error


def _companions(path: Path) -> tuple[Path, ...]:
    return (
        path.with_name(f"{path.name}-wal"),
        path.with_name(f"{path.name}-shm"),
        database_digest(path),
    )
