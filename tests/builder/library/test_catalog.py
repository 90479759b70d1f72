"""The catalog lists every file with its paper, and forgets what left the corpus."""

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from builder.library import catalog
from builder.library.catalog import (
    by_id,
    census_of,
    forget_files,
    has_paper,
    known_files,
    listing,
    put_file,
    stale_files,
    walk,
)
from builder.papers import Abstract, Paper
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

SENKOV = Paper(
    "ok",
    "",
    title="Refractory high-entropy alloys",
    doi="10.1016/j.intermet.2010.05.014",
    year=2010,
    journal="Intermetallics",
    authors=("Senkov, O. N.", "Wilks, G. B."),
    abstract=Abstract(
        "Nb25Mo25Ta25W25 is BCC.", 1, (50.0, 100.0, 300.0, 180.0), "under_heading", 0.97,
        "Nb₂₅Mo₂₅Ta₂₅W₂₅ is BCC.",
    ),
    notes=("The paper begins on page 2, after a cover page.",),
    key="senkov2010",
)  # fmt: skip
SCAN = Paper("scanned", "Its pages are pictures without text.")
GUESS = Paper("low_confidence", "A guess.", abstract=Abstract("x", 1, (0, 0, 1, 1), "r", 0.5))


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return create_database(tmp_path / "hea.sqlite")


def put(db: sqlite3.Connection, file: str, *entries: tuple[int, str, Paper | None]) -> None:
    put_file(db, CorpusFile(file, Path(file), 10, 20, True), entries, "5")


def test_a_paper_comes_back_as_it_was_put(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", (0, "s", SENKOV))
    [entry] = listing(db)
    assert (entry.file, entry.line, entry.id, entry.place) == ("a.pdf", 0, "s", "a.pdf")
    assert entry.paper == SENKOV
    assert entry.relevance is None
    assert known_files(db) == {"a.pdf": (10, 20)}


def test_entries_stand_in_the_order_of_files_and_lines(db: sqlite3.Connection) -> None:
    put(db, "b.jsonl", (2, "two", SENKOV), (1, "one", SCAN), (11, "eleven", SCAN))
    put(db, "a.pdf", (0, "s", SCAN))
    places = [entry.place for entry in walk(db)]
    assert places == ["a.pdf", "b.jsonl:1", "b.jsonl:2", "b.jsonl:11"]


def test_the_same_bytes_a_second_time_are_a_duplicate(db: sqlite3.Connection) -> None:
    put(db, "b.pdf", (0, "s", SENKOV))
    put(db, "a.pdf", (0, "s", None))
    first, second = listing(db)
    assert first.paper == SENKOV
    assert (second.paper.state, second.paper.reason) == ("duplicate", "The same bytes as a.pdf.")


def test_another_source_of_the_same_paper_is_a_duplicate(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", (0, "best", SENKOV))
    put(db, "x.ris", (7, "worse", GUESS))
    db.execute("UPDATE papers SET same_as = 'best' WHERE paper = 'worse'")
    paper = listing(db)[1].paper
    assert paper.state == "duplicate"
    assert paper.reason == "The same paper, by DOI or title, as a.pdf."
    assert paper.abstract == GUESS.abstract


def test_a_file_put_again_replaces_its_entries(db: sqlite3.Connection) -> None:
    put(db, "r.jsonl", (1, "one", SENKOV), (2, "two", SCAN))
    put(db, "r.jsonl", (1, "two", None))
    assert [(entry.place, entry.id) for entry in listing(db)] == [("r.jsonl:1", "two")]


def test_papers_leave_with_the_last_file_that_holds_them(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", (0, "s", SENKOV))
    put(db, "b.pdf", (0, "s", None))
    forget_files(db, ["a.pdf"])
    assert [entry.place for entry in listing(db)] == ["b.pdf"]
    forget_files(db, ["b.pdf"])
    assert not has_paper(db, "s", "5")


def test_files_read_by_other_rules_are_stale_and_failures_on_request(
    db: sqlite3.Connection,
) -> None:
    put(db, "good.pdf", (0, "s", SENKOV))
    put(db, "scan.pdf", (0, "t", SCAN))
    assert stale_files(db, "5", retry=False) == set()
    assert stale_files(db, "5", retry=True) == {"scan.pdf"}
    assert stale_files(db, "6", retry=False) == {"good.pdf", "scan.pdf"}
    assert has_paper(db, "s", "5")
    assert not has_paper(db, "s", "6")


def test_a_census_counts_states_and_names_the_first_in_trouble(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", (0, "s", SENKOV))
    put(db, "b.pdf", (0, "g", GUESS))
    put(db, "c.pdf", (0, "t", SCAN))
    put(db, "d.pdf", (0, "s", None))
    db.execute("UPDATE papers SET relevance = 0.0, signs = '[]' WHERE paper = 'g'")
    db.execute("UPDATE papers SET relevance = 0.7, signs = '[\"HEA\"]' WHERE paper = 's'")
    census = census_of(db, most=1)
    assert census.states == {"ok": 1, "low_confidence": 1, "scanned": 1, "duplicate": 1}
    assert list(census.states) == ["ok", "low_confidence", "scanned", "duplicate"]
    assert (census.readable, census.in_trouble, census.strays) == (2, 2, 1)
    assert [entry.place for entry in census.troubled] == ["b.pdf"]


def test_a_census_reads_no_paper_and_counts_what_the_walk_tells(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(db, "b.pdf", (0, "s", SENKOV))
    put(db, "a.jsonl", (1, "g", GUESS), (2, "s", None), (3, "t", SCAN))
    db.execute("UPDATE papers SET same_as = 's' WHERE paper = 'g'")
    told = Counter(row.paper.state for row in walk(db))
    monkeypatch.setattr(catalog, "_paper", None)
    assert census_of(db, most=0).states == told == {"ok": 1, "scanned": 1, "duplicate": 2}


def test_papers_are_found_by_id_at_their_first_place(db: sqlite3.Connection) -> None:
    put(db, "b.pdf", (0, "s", SENKOV))
    put(db, "a.pdf", (0, "s", None))
    found = by_id(db, ["s", "unknown"])
    assert set(found) == {"s"}
    assert found["s"].place == "a.pdf"
