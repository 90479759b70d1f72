"""Where the lines of an abstract stand is kept beside its paper, and leaves with it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from builder.library.catalog import forget_files, listing, put_file
from builder.library.stored_places import StoredFile, documents_of, find_places, pdfs_of
from builder.papers import Abstract, LinePlace, Paper
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

PLACES = (LinePlace(1, 0, 0, 9, 1000, 2000, 9000, 2100), LinePlace(2, 3, 10, 23, 1, 2, 3, 4))
PLACED = Abstract("One line. Another line.", 1, (0, 0, 1, 1), "r", 1.0, places=PLACES)


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return create_database(tmp_path / "hea.sqlite")


def put(db: sqlite3.Connection, file: str, abstract: Abstract | None) -> None:
    source = CorpusFile(file, Path(file), 10, 20, True)
    put_file(db, source, [(0, "p", Paper("ok", "", abstract=abstract))], "8")


def test_places_come_back_as_they_were_put(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", PLACED)
    assert find_places(db, "p") == (PLACED.text, list(PLACES))
    [entry] = listing(db)  # which holds a whole corpus does not hold them
    assert entry.paper.abstract == replace(PLACED, places=())


def test_a_paper_that_is_read_anew_keeps_no_old_places(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", PLACED)
    put(db, "a.pdf", replace(PLACED, text="Read anew.", places=()))
    assert find_places(db, "p") == ("Read anew.", [])


def test_what_is_not_there_has_no_place(db: sqlite3.Connection) -> None:
    assert find_places(db, "p") == ("", [])
    put(db, "a.pdf", None)
    assert find_places(db, "p") == ("", [])
    put(db, "a.pdf", replace(PLACED, places=()))
    assert find_places(db, "p") == (PLACED.text, [])
    put(db, "a.pdf", PLACED)
    forget_files(db, ["a.pdf"])
    assert db.execute("SELECT count(*) FROM places").fetchone()[0] == 0


def test_the_pdfs_of_a_paper_are_listed_and_its_exports_are_not(db: sqlite3.Connection) -> None:
    assert pdfs_of(db, "p") is None
    put(db, "r.bib", PLACED)
    assert pdfs_of(db, "p") == []
    put(db, "b.PDF", PLACED)
    put(db, "a.pdf", PLACED)
    pdfs = [StoredFile("a.pdf", 10, 20), StoredFile("b.PDF", 10, 20)]
    assert pdfs_of(db, "p") == pdfs
    put(db, "c.xml", PLACED)
    assert pdfs_of(db, "p") == pdfs
    assert documents_of(db, "p") == [*pdfs, StoredFile("c.xml", 10, 20)]
