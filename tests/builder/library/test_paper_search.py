import sqlite3
from pathlib import Path

import pytest

from builder.library.catalog import listing, put_file
from builder.library.paper_search import PaperQuery, find_papers
from builder.papers import Abstract, Paper, State
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

ABSTRACT = Abstract("A text.", 1, (0.0, 0.0, 1.0, 1.0), "rule", 0.9)


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    """Five files: two good ones, a copy of the first, a scan, and a stray paper."""
    opened = create_database(tmp_path / "x.sqlite")
    made: list[tuple[str, str, State, str | None, int | None, float | None]] = [
        ("b/one.pdf", "1", "ok", "Creep of CoCrNi", 2015, 0.9),
        ("c/copy.pdf", "1", "ok", "Creep of CoCrNi", 2015, 0.9),
        ("A/two.pdf", "2", "ok", "aged 100% AlxCoCrFeNi", 2020, 0.8),
        ("d/scan_1.pdf", "3", "scanned", None, None, None),
        ("e/steel.pdf", "4", "ok", "Zinc coated steel", 2015, 0.1),
    ]
    for file, name, state, title, year, topic in made:
        paper = Paper(
            state, "", title, f"10.1/{name}", year, "Acta", ("Müller, A.",),
            ABSTRACT if topic else None,
        )  # fmt: skip
        put_file(opened, CorpusFile(file, Path(file), 1, 1, True), [(0, name, paper)], "1")
        opened.execute(
            "UPDATE papers SET relevance = ?, signs = '[]' WHERE paper = ?", (topic, name)
        )
    return opened


def files(db: sqlite3.Connection, query: PaperQuery, first: int = 0, count: int = 9) -> list[str]:
    return [row.file for row in find_papers(db, query, first, count).rows]


def test_without_a_query_all_entries_come_in_order_and_are_counted(db: sqlite3.Connection) -> None:
    found = find_papers(db, PaperQuery())
    assert [row.file for row in found.rows] == [
        "A/two.pdf", "b/one.pdf", "c/copy.pdf", "d/scan_1.pdf", "e/steel.pdf",
    ]  # fmt: skip
    assert found.total == 5
    assert found.states == {"ok": 3, "scanned": 1, "duplicate": 1}
    assert list(found.years.items()) == [(2020, 1), (2015, 3)]
    assert found.topics == {"yes": 3, "no": 1, "unknown": 1}
    assert sorted(found.rows, key=lambda row: row.file) == listing(db)


def test_pages_follow_one_another(db: sqlite3.Connection) -> None:
    whole = files(db, PaperQuery())
    assert files(db, PaperQuery(), 0, 2) + files(db, PaperQuery(), 2, 2) == whole[:4]
    assert files(db, PaperQuery(), 4, 2) == whole[4:]
    assert files(db, PaperQuery(), 90, 2) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("creep", 2), ("CREEP cocrni", 2), ("creep steel", 0), ("10.1/4", 1), ("müller", 5),
        ("Müller", 5), ("100%", 1), ("%", 1), ("scan_1", 1), ("s_a", 0), ("\\", 0), ("'", 0),
        ("\" OR 1=1 --", 0), ("acta", 5), ("", 5), ("  ", 5),
    ],
)  # fmt: skip
def test_each_word_must_stand_somewhere(db: sqlite3.Connection, words: str, count: int) -> None:
    assert find_papers(db, PaperQuery(words)).total == count


def test_a_record_is_found_by_its_file_and_line(db: sqlite3.Connection) -> None:
    for line in (1, 10):
        paper = Paper("ok", "", f"Record {line}", None, None, "", (), ABSTRACT)
        file = CorpusFile("mine/some.jsonl", Path("some.jsonl"), 1, 1, True)
        put_file(db, file, [(line, f"r{line}", paper)], "1")
    assert [row.line for row in find_papers(db, PaperQuery("some.jsonl:10")).rows] == [10]
    put_file(db, file, [(n, f"r{n}", paper) for n in (1, 10)], "1")
    assert [row.line for row in find_papers(db, PaperQuery("some.jsonl:1")).rows] == [1]


def test_a_facet_is_counted_whatever_is_chosen_of_it(db: sqlite3.Connection) -> None:
    found = find_papers(db, PaperQuery(state="ok", year=2015))
    assert [row.file for row in found.rows] == ["b/one.pdf", "e/steel.pdf"]
    assert found.states == {"ok": 2, "duplicate": 1}
    assert found.years == {2020: 1, 2015: 2}
    assert find_papers(db, PaperQuery(topic="unknown")).rows[0].paper.state == "scanned"


def test_rows_are_sorted_with_the_unknown_last(db: sqlite3.Connection) -> None:
    up, down = (files(db, PaperQuery(sort="title", descending=way)) for way in (False, True))
    assert up[:1] == ["A/two.pdf"]
    assert down[:1] == ["e/steel.pdf"]
    assert up[-1] == down[-1] == "d/scan_1.pdf"
    assert files(db, PaperQuery(sort="year", descending=True))[0] == "A/two.pdf"
