"""Keep the bodies of papers in the database: their paragraphs, captions and tables.

A body is written in the transaction of its paper and goes with it. A paragraph or table is named by
the paper that it was read from and its number, from 1 in reading order; both stay the same until
the file changes or is read by other rules. Where several sources of a paper were merged, the body
of one of them stands for all: a text source's before a PDF's, because its tables are exact. Every
function here takes the id of any source and answers with that body. A database made before bodies
were kept, or with ``fulltext = false``, has none: nothing is found, and nothing is an error.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from builder.papers import Body, Paragraph, Table
from builder.storage.corpus_files import PDF
from builder.storage.database import has_table, transaction
from builder.storage.record_json import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A paragraph or caption of a body, with what it is named by."""

    paper: str
    """Id of the source it was read from: the sha256 of the bytes of its file."""
    number: int
    """Its place in reading order, from 1."""
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of a body, with what it is named by."""

    paper: str
    """Id of the source it was read from: the sha256 of the bytes of its file."""
    number: int
    """Its place among the tables, from 1; tables and paragraphs are counted apart."""
    table: Table


@dataclass(frozen=True, slots=True)
class BodySize:
    """How much of a paper was read beside its abstract."""

    paragraphs: int
    """Running text and captions."""
    tables: int


def put_body(db: sqlite3.Connection, paper: str, body: Body) -> None:
    """Store the body of a paper, within the transaction that is open; an empty one is told, too."""
    db.execute("DELETE FROM bodies WHERE paper = ?", (paper,))
    sizes = len(body.paragraphs), len(body.tables)
    db.execute("INSERT INTO bodies VALUES (?, ?, ?)", (paper, *sizes))
    _put(db, "paragraphs", paper, body.paragraphs)
    _put(db, "paper_tables", paper, body.tables)


def forget_bodies(db: sqlite3.Connection) -> None:
    """Drop every body; without any nothing is written."""
    if db.execute("SELECT 1 FROM bodies").fetchone() is not None:
        with transaction(db):
            db.execute("DELETE FROM bodies")


def papers_with_body(db: sqlite3.Connection) -> dict[str, str]:
    """Return paper → source that its body was read from, for each paper that has a body.

    Papers are named as the catalog lists them once their sources are merged, in the order of their
    ids; a source merged into another paper is no key.
    """
    if not has_table(db, "bodies"):
        return {}
    rows = db.execute(
        "SELECT COALESCE(same_as, paper) AS best, paper,"
        " (SELECT file FROM entries WHERE entries.paper = bodies.paper ORDER BY file) AS file"
        " FROM bodies JOIN papers USING (paper) WHERE paragraphs > 0 OR tables > 0"
    )
    sources: dict[str, list[tuple[bool, bool, str, str]]] = {}
    for row in rows:
        sources.setdefault(row["best"], []).append(_order(row))
    return {best: min(found)[-1] for best, found in sorted(sources.items())}


def body_source(db: sqlite3.Connection, paper: str) -> str | None:
    """Return the id of the source whose body stands for a paper; None where it has none."""
    if not has_table(db, "bodies"):
        return None
    row = db.execute("SELECT same_as FROM papers WHERE paper = ?", (paper,)).fetchone()
    if row is None:
        return None
    best = row["same_as"] or paper
    rows = db.execute(
        "SELECT ? AS best, paper,"
        " (SELECT file FROM entries WHERE entries.paper = bodies.paper ORDER BY file) AS file"
        " FROM bodies JOIN papers USING (paper)"
        " WHERE (paper = ? OR same_as = ?) AND (paragraphs > 0 OR tables > 0)",
        (best, best, best),
    )
    return min(map(_order, rows), default=(None,))[-1]


def find_body(db: sqlite3.Connection, paper: str) -> Body:
    """Return the body of a paper; an empty one where none is known."""
    return Body(
        tuple(one.paragraph for one in paragraphs_of(db, paper)),
        tuple(one.table for one in tables_of(db, paper)),
    )


def own_body(db: sqlite3.Connection, paper: str) -> Body | None:
    """Return what was read of this very source; None where its body was not read."""
    if db.execute("SELECT 1 FROM bodies WHERE paper = ?", (paper,)).fetchone() is None:
        return None
    return Body(
        tuple(_paragraph(row).paragraph for row in _rows(db, "paragraphs", paper, True)),
        tuple(_table(row).table for row in _rows(db, "paper_tables", paper, True)),
    )


def paragraphs_of(
    db: sqlite3.Connection, paper: str, with_places: bool = True
) -> list[StoredParagraph]:
    """Return the paragraphs and captions of a paper in reading order.

    Args:
        db: The database.
        paper: The id of any source of the paper.
        with_places: Whether to read where their lines stand, which takes most of the time.
    """
    source = body_source(db, paper)
    rows = _rows(db, "paragraphs", source, with_places) if source else ()
    return [_paragraph(row) for row in rows]


def tables_of(db: sqlite3.Connection, paper: str, with_places: bool = True) -> list[StoredTable]:
    """Return the tables of a paper in reading order; arguments as of `paragraphs_of`."""
    source = body_source(db, paper)
    rows = _rows(db, "paper_tables", source, with_places) if source else ()
    return [_table(row) for row in rows]


def paragraph(db: sqlite3.Connection, paper: str, number: int) -> StoredParagraph | None:
    """Return one paragraph of a paper; None where there is none of this number."""
    row = _row(db, "paragraphs", paper, number)
    return _paragraph(row) if row else None


def table(db: sqlite3.Connection, paper: str, number: int) -> StoredTable | None:
    """Return one table of a paper; None where there is none of this number."""
    row = _row(db, "paper_tables", paper, number)
    return _table(row) if row else None


def body_sizes(db: sqlite3.Connection, papers: Iterable[str]) -> dict[str, BodySize]:
    """Return paper → size of its body, for those of these papers that were read with it.

    A paper that has none is told with zeros.
    """
    if not has_table(db, "bodies"):
        return {}
    found = {}
    for paper in papers:
        row = db.execute(
            "SELECT paragraphs, tables FROM bodies WHERE paper = ?",
            (body_source(db, paper) or paper,),
        ).fetchone()
        if row is not None:
            found[paper] = BodySize(*row)
    return found


def _order(row: sqlite3.Row) -> tuple[bool, bool, str, str]:
    """Return the sort key of a source of a body, best first: a text source, then the best PDF."""
    is_pdf = (row["file"] or "").lower().endswith(PDF)
    return is_pdf, row["paper"] != row["best"], row["file"] or "", row["paper"]


def _put(
    db: sqlite3.Connection, name: str, paper: str, records: Iterable[Paragraph | Table]
) -> None:
    """Store records numbered from 1, each as JSON without its places and these apart."""
    db.executemany(
        f"INSERT INTO {name} VALUES (?, ?, ?, ?)",
        [
            (paper, number, _json({**to_plain(one), "places": []}), _json(to_plain(one.places)))
            for number, one in enumerate(records, start=1)
        ],
    )


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _rows(
    db: sqlite3.Connection, name: str, source: str, with_places: bool
) -> Iterable[sqlite3.Row]:
    places = "places" if with_places else "'[]' AS places"
    return db.execute(
        f"SELECT paper, number, record, {places} FROM {name} WHERE paper = ? ORDER BY number",
        (source,),
    )


def _row(db: sqlite3.Connection, name: str, paper: str, number: int) -> sqlite3.Row | None:
    source = body_source(db, paper)
    found: sqlite3.Row | None = (
        db.execute(
            f"SELECT * FROM {name} WHERE paper = ? AND number = ?", (source, number)
        ).fetchone()
        if source
        else None
    )
    return found


def _paragraph(row: sqlite3.Row) -> StoredParagraph:
    return StoredParagraph(row["paper"], row["number"], from_plain(Paragraph, _plain(row)))


def _table(row: sqlite3.Row) -> StoredTable:
    return StoredTable(row["paper"], row["number"], from_plain(Table, _plain(row)))


def _plain(row: sqlite3.Row) -> dict[str, object]:
    plain: dict[str, object] = json.loads(row["record"])
    return {**plain, "places": json.loads(row["places"])}
