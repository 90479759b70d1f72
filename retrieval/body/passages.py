"""Cut bodies into passages: paragraphs whole or by sentences, tables by rows."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.library.stored_bodies import papers_with_body, paragraphs_of, tables_of
from builder.nlp.sentences import sentences
from builder.papers import PieceKind, Section
from builder.storage.database import transaction
from retrieval.body.schema import create_body_index
from retrieval.body.table_text import row_text
from retrieval.lexical import index_terms

#: Raise it when the way of cutting or of indexing words changes.
_SPLITTER = 2
#: Most letters of a passage that holds several sentences: some 200 tokens, which is what the
#: window of the built-in embedder holds of text full of formulas.
_LONGEST = 800
#: A piece of fewer letters tells nothing: a lone symbol or number that reading left over.
_SHORTEST = 12
#: Most passages of one body, above the 300 of a review of 40 pages.
_MOST = 2_000
#: Bodies cut in one transaction.
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class BodyPassage:
    """A span of a paragraph or caption, or a row of a table, as it is to be searched."""

    id: int
    paper: str
    """Id of the source that the body was read from."""
    number: int
    """That of the paragraph or of the table, from 1."""
    row: int | None
    """The row in `Table.rows`; None for a paragraph or caption."""
    start: int
    end: int
    kind: PieceKind
    section: Section
    heading: str
    text: str


def uncut_bodies(db: sqlite3.Connection) -> list[str]:
    """Return the sources of bodies that are not cut yet, or cut in another way."""
    create_body_index(db)
    cut = {
        row["paper"]
        for row in db.execute("SELECT paper FROM body_cuts WHERE splitter = ?", (_SPLITTER,))
    }
    return [source for source in papers_with_body(db).values() if source not in cut]


def cut_bodies(db: sqlite3.Connection) -> int:
    """Cut every body not cut yet, forget the passages of others, and return how many were cut."""
    waiting = uncut_bodies(db)
    wanted = set(papers_with_body(db).values())
    gone = [
        row["paper"]
        for row in db.execute("SELECT paper FROM body_cuts")
        if row["paper"] not in wanted
    ]
    if gone:
        with transaction(db):
            _forget(db, gone)
    for start in range(0, len(waiting), _AT_ONCE):
        with transaction(db):
            some = waiting[start : start + _AT_ONCE]
            _forget(db, some)
            for source in some:
                _store(db, source, passages_of(db, source))
    return len(waiting)


def passages_of(db: sqlite3.Connection, source: str) -> list[BodyPassage]:
    """Return the passages of a body: paragraphs and captions in reading order, then tables."""
    found: list[BodyPassage] = []
    for stored in paragraphs_of(db, source, with_places=False):
        one = stored.paragraph
        for start, end in _spans(one.text):
            text = one.text[start:end]
            name = _identity(source, stored.number, None, start, one.heading, text)
            found.append(
                BodyPassage(
                    name,
                    source,
                    stored.number,
                    None,
                    start,
                    end,
                    one.kind,
                    one.section,
                    one.heading,
                    text,
                )
            )
    for table in tables_of(db, source, with_places=False):
        if len(set(map(len, table.table.rows))) != 1:
            continue  # no table: a broken file gave rows of several lengths
        rows = range(table.table.header_rows, len(table.table.rows))
        for row, text in ((row, row_text(table.table, row)) for row in rows):
            name = _identity(source, table.number, row, 0, "", text)
            found.append(
                BodyPassage(
                    name,
                    source,
                    table.number,
                    row,
                    0,
                    len(text),
                    "table",
                    table.table.section,
                    "",
                    text,
                )
            )
    return found[:_MOST]


def _identity(
    source: str, number: int, row: int | None, start: int, heading: str, text: str
) -> int:
    """Return a passage's id: 63 bits of the sha256 of its paper, place and text."""
    named = f"{source}:{number}:{row}:{start}:{heading}:{text}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big") >> 1


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of a paragraph: whole sentences, as many as are short enough together."""
    if len(text) < _SHORTEST:
        return
    if len(text) <= _LONGEST:
        yield 0, len(text)
        return
    begun: tuple[int, int] | None = None
    for start, end in sentences(text):
        if begun and end - begun[0] > _LONGEST:
            yield begun
            begun = None
        begun = (begun[0] if begun else start, end)
    if begun:
        yield begun


def _store(db: sqlite3.Connection, source: str, found: Iterable[BodyPassage]) -> None:
    for one in found:
        db.execute(
            "INSERT INTO body_passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (one.id, source, one.number, one.row, one.start, one.end, one.kind, one.section),
        )
        terms = " . ".join(index_terms(sentence) for sentence in _sentences(one))
        db.execute("INSERT INTO body_words (rowid, terms) VALUES (?, ?)", (one.id, terms))
    db.execute("INSERT INTO body_cuts VALUES (?, ?)", (source, _SPLITTER))


def _sentences(passage: BodyPassage) -> list[str]:
    if passage.row is not None:
        return [passage.text]
    return [passage.text[start:end] for start, end in sentences(passage.text)]


def _forget(db: sqlite3.Connection, sources: Iterable[str]) -> None:
    for source in sources:
        db.execute("DELETE FROM body_passages WHERE paper = ?", (source,))
        db.execute("DELETE FROM body_cuts WHERE paper = ?", (source,))
