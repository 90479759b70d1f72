"""Retrieval's own tables in the database: passages, their words, their vectors, what is indexed."""

import sqlite3

from builder.storage.database import execute_script, transaction

_TABLES = """
-- What is searched: spans of abstracts, in characters, that fit the embedder's window.
CREATE TABLE IF NOT EXISTS passages (
  passage INTEGER PRIMARY KEY,
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  splitter TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_by_paper ON passages(paper, start);
-- The passages that the index file holds; no row once they have changed since it was written.
CREATE TABLE IF NOT EXISTS indexed (content TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS passage_new AFTER INSERT ON passages
  BEGIN DELETE FROM indexed; END;
CREATE TRIGGER IF NOT EXISTS passage_gone AFTER DELETE ON passages
  BEGIN DELETE FROM indexed; END;
CREATE VIRTUAL TABLE IF NOT EXISTS words
  USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER IF NOT EXISTS forget_words AFTER DELETE ON passages
  BEGIN DELETE FROM words WHERE rowid = old.passage; END;
-- Vectors are kept as they are made, so that a killed build goes on where it was. They outlive
-- their passage until the next index: reading a PDF again to the same text costs no embedding.
CREATE TABLE IF NOT EXISTS vectors (
  passage INTEGER PRIMARY KEY,
  embedder TEXT NOT NULL,
  vector BLOB NOT NULL -- float32, little-endian
);
-- Passages are embedded under their paper's title, and of a merged source only the best one's are
-- searched. A paper that is deleted takes its passages with it by the foreign key.
CREATE TRIGGER IF NOT EXISTS passages_outdated AFTER UPDATE OF title, same_as ON papers
  WHEN old.title IS NOT new.title OR new.same_as IS NOT NULL
  BEGIN DELETE FROM passages WHERE paper = new.paper; END;
"""


def create_index_tables(db: sqlite3.Connection) -> None:
    """Create the tables and triggers that the database lacks; rows that are there stay.

    A build calls this before it reads papers: databases made before retrieval owned its tables lack
    the trigger that drops the passages of a paper whose title changes.
    """
    if not _exists(db, "passages_outdated"):  # the last one, and all are created together
        with transaction(db):
            execute_script(db, _TABLES)


def has_index_tables(db: sqlite3.Connection) -> bool:
    """Return whether an index was ever begun for this database."""
    return _exists(db, "indexed")


def _exists(db: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = ?"
    return db.execute(query, (name,)).fetchone() is not None
