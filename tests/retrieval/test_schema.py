"""Retrieval's tables follow the papers: in new databases, and in those of earlier releases."""

import sqlite3
from pathlib import Path

import pytest
from fakes import WordEmbedder
from pdf_factory import good_pdf
from small_library import ALUMINIUM, CANTOR, SENKOV, built, quiet, write_records

from builder.ingest.ingest import ingest
from builder.storage.database import create_database
from retrieval.index_manifest import IndexManifest
from retrieval.schema import create_index_tables, has_index_tables
from retrieval.vector_index import holds

#: The tables as `create_database` itself made them before retrieval owned them, at version 6.
EARLIER = """
CREATE TABLE passages (
  passage INTEGER PRIMARY KEY,
  paper TEXT NOT NULL REFERENCES papers(paper) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  splitter TEXT NOT NULL
);
CREATE INDEX passages_by_paper ON passages(paper, start);
CREATE TABLE indexed (content TEXT NOT NULL);
CREATE TRIGGER passage_new AFTER INSERT ON passages BEGIN DELETE FROM indexed; END;
CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN DELETE FROM indexed; END;
CREATE VIRTUAL TABLE words USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER forget_words AFTER DELETE ON passages
  BEGIN DELETE FROM words WHERE rowid = old.passage; END;
CREATE TABLE vectors (
  passage INTEGER PRIMARY KEY,
  embedder TEXT NOT NULL,
  vector BLOB NOT NULL
);
"""


@pytest.fixture(params=["new", "earlier"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, corpus: Path
) -> tuple[sqlite3.Connection, IndexManifest]:
    """Three papers, indexed; the database was begun by this release or by an earlier one."""
    if request.param == "earlier":
        db = create_database(tmp_path / "hea.sqlite")
        db.executescript(EARLIER)
        db.close()
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    return built(tmp_path, corpus, WordEmbedder())


def papers(db: sqlite3.Connection) -> set[str]:
    """Keys of the papers that have passages, each passage with its words."""
    rows = db.execute(
        "SELECT key FROM words JOIN passages ON words.rowid = passage JOIN papers USING (paper)"
    )
    return {row["key"] for row in rows}


def retitled(db: sqlite3.Connection, corpus: Path, row: str) -> None:
    """Index a PDF beside the records, then let a person's manifest say more of it."""
    good_pdf(corpus / "tough.pdf")
    built(corpus.parent, corpus, WordEmbedder())
    assert len(papers(db)) == 4
    (corpus / "manifest.csv").write_text(row)
    ingest(db, corpus, quiet)


def test_a_new_title_drops_the_passages_of_that_paper_alone(
    library: tuple[sqlite3.Connection, IndexManifest], corpus: Path
) -> None:
    db, _ = library
    retitled(db, corpus, "file,title\ntough.pdf,What it is called in print\n")
    assert papers(db) == {"cantor", "senkov", "aluminium"}
    assert db.execute("SELECT count(*) FROM indexed").fetchone()[0] == 0


def test_other_metadata_leave_the_index_as_it_is(
    library: tuple[sqlite3.Connection, IndexManifest], corpus: Path
) -> None:
    db, _ = library
    retitled(db, corpus, "file,year,journal\ntough.pdf,1999,Acta Materialia\n")
    assert len(papers(db)) == 4
    assert db.execute("SELECT count(*) FROM indexed").fetchone()[0] == 1


def test_a_source_merged_into_a_better_one_gives_up_its_passages(
    library: tuple[sqlite3.Connection, IndexManifest], corpus: Path
) -> None:
    db, _ = library
    write_records(corpus / "a.jsonl", {**CANTOR, "id": "first by name"})
    ingest(db, corpus, quiet)
    assert papers(db) == {"senkov", "aluminium"}


def test_a_paper_that_leaves_takes_passages_and_words_with_it_and_its_vector_stays(
    library: tuple[sqlite3.Connection, IndexManifest], corpus: Path
) -> None:
    db, manifest = library
    write_records(corpus / "r.jsonl", CANTOR)
    ingest(db, corpus, quiet)
    assert papers(db) == {"cantor"}
    assert db.execute("SELECT count(*) FROM words").fetchone()[0] == 1
    assert db.execute("SELECT count(*) FROM vectors").fetchone()[0] == 3
    assert not holds(db, manifest)


def test_an_earlier_database_keeps_its_rows_and_gains_the_trigger(
    tmp_path: Path, corpus: Path
) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    db, manifest = built(tmp_path, corpus, WordEmbedder())
    db.execute("DROP TRIGGER passages_outdated")
    before = [tuple(row) for row in db.execute("SELECT * FROM passages")]
    assert holds(db, manifest)
    create_index_tables(db)
    assert [tuple(row) for row in db.execute("SELECT * FROM passages")] == before
    assert holds(db, manifest)
    db.execute("UPDATE papers SET title = 'Another'")
    assert papers(db) == set()


def test_a_second_call_changes_nothing(tmp_path: Path) -> None:
    db = create_database(tmp_path / "hea.sqlite")
    assert not has_index_tables(db)
    create_index_tables(db)
    assert has_index_tables(db)
    version = db.execute("PRAGMA schema_version").fetchone()[0]
    create_index_tables(db)
    assert db.execute("PRAGMA schema_version").fetchone()[0] == version


def test_a_database_without_them_holds_no_index(tmp_path: Path, corpus: Path) -> None:
    """A build was killed before it came to indexing, and an older index lies beside it."""
    write_records(corpus / "r.jsonl", CANTOR)
    _, manifest = built(tmp_path, corpus, WordEmbedder())
    assert not holds(create_database(tmp_path / "other.sqlite"), manifest)
