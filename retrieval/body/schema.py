"""The tables of the search in bodies: passages, their words, their vectors, and what was cut."""

import sqlite3

from builder.storage.database import execute_script, has_table, transaction

_TABLES = """
-- What is searched: spans of paragraphs and captions, in characters, and rows of tables. `paper` is
-- the source that the body was read from; `number` that of the paragraph or table; `row` is NULL
-- for a paragraph.
CREATE TABLE IF NOT EXISTS body_passages (
  passage INTEGER PRIMARY KEY,
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  number INTEGER NOT NULL, "row" INTEGER,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL, section TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS body_passages_by_paper ON body_passages(paper, "row", number, start);
-- The stems of a passage, its sentences parted by full stops, which the index passes over.
CREATE VIRTUAL TABLE IF NOT EXISTS body_words
  USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER IF NOT EXISTS body_forget_words AFTER DELETE ON body_passages
  BEGIN DELETE FROM body_words WHERE rowid = old.passage; END;
-- Vectors are kept as they are made, so that a killed build goes on where it was. They outlive
-- their passage until the next index: reading a file again to the same text costs no embedding.
CREATE TABLE IF NOT EXISTS body_vectors (
  passage INTEGER PRIMARY KEY,
  embedder TEXT NOT NULL,
  vector BLOB NOT NULL -- one signed byte a dimension
);
-- The bodies that were cut, by their source, and how; one that is read again is cut again.
CREATE TABLE IF NOT EXISTS body_cuts (
  paper TEXT PRIMARY KEY REFERENCES papers(paper) ON DELETE CASCADE,
  splitter INTEGER NOT NULL
);
CREATE TRIGGER IF NOT EXISTS body_gone AFTER DELETE ON bodies
  BEGIN
    DELETE FROM body_passages WHERE paper = old.paper;
    DELETE FROM body_cuts WHERE paper = old.paper;
  END;
"""


def create_body_index(db: sqlite3.Connection) -> None:
    """Create the tables and triggers that the database lacks; rows that are there stay."""
    if not has_body_index(db):
        with transaction(db):
            execute_script(db, _TABLES)


def has_body_index(db: sqlite3.Connection) -> bool:
    """Return whether bodies were ever cut in this database."""
    return has_table(db, "body_cuts")
