import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from small_library import CANTOR, SENKOV, quiet, write_records

from builder.ingest.ingest import ingest
from builder.library.catalog import CatalogEntry, listing, put_file
from builder.library.source_merging import merge_sources
from builder.papers import Abstract, Paper
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

TITLE = "Toughness of a five-component alloy on cooling"


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return create_database(tmp_path / "hea.sqlite")


def rows(db: sqlite3.Connection) -> dict[str, CatalogEntry]:
    return {row.place: row for row in listing(db)}


def test_a_record_of_the_same_title_joins_its_pdf_and_fills_what_it_lacks(
    corpus: Path, db: sqlite3.Connection
) -> None:
    good_pdf(corpus / "a.pdf", TITLE)
    record = {"title": TITLE.upper() + ".", "abstract": "x", "doi": "10.1000/a", "year": 2014}
    write_records(corpus / "export.jsonl", {**record, "journal": "Science"})
    ingest(db, corpus, quiet)
    found = rows(db)
    assert found["export.jsonl:1"].paper.state == "duplicate"
    assert "a.pdf" in found["export.jsonl:1"].paper.reason
    paper = found["a.pdf"].paper
    assert (paper.state, paper.title) == ("ok", TITLE)
    assert (paper.doi, paper.year, paper.journal) == ("10.1000/a", 2014, "Science")


def test_a_merged_record_leaves_when_its_pdf_leaves(corpus: Path, db: sqlite3.Connection) -> None:
    good_pdf(corpus / "a.pdf", TITLE)
    write_records(corpus / "export.jsonl", {"title": TITLE, "abstract": "It is tough."})
    ingest(db, corpus, quiet)
    (corpus / "a.pdf").unlink()
    ingest(db, corpus, quiet)
    assert [(row.place, row.paper.state) for row in listing(db)] == [("export.jsonl:1", "ok")]


def test_the_same_doi_is_the_same_paper_whatever_the_title(
    corpus: Path, db: sqlite3.Connection
) -> None:
    write_records(corpus / "a.jsonl", CANTOR)
    write_records(corpus / "b.jsonl", {**CANTOR, "title": "Another title", "id": "b"})
    ingest(db, corpus, quiet)
    assert [row.paper.state for row in listing(db)] == ["ok", "duplicate"]


def test_two_dois_are_two_papers_although_their_titles_agree(
    corpus: Path, db: sqlite3.Connection
) -> None:
    write_records(corpus / "a.jsonl", CANTOR, {**CANTOR, "doi": "10.2000/other"})
    ingest(db, corpus, quiet)
    assert [row.paper.state for row in listing(db)] == ["ok", "ok"]


def test_a_preprint_is_the_paper_it_became(corpus: Path, db: sqlite3.Connection) -> None:
    write_records(corpus / "a.jsonl", CANTOR, {**CANTOR, "doi": "10.48550/arxiv.1401.00001"})
    ingest(db, corpus, quiet)
    assert [row.paper.state for row in listing(db)] == ["ok", "duplicate"]


def test_short_titles_tell_nothing(corpus: Path, db: sqlite3.Connection) -> None:
    reply = {"title": "Reply", "abstract": "We answer."}
    write_records(corpus / "a.jsonl", reply, {**reply, "abstract": "We answer another."})
    ingest(db, corpus, quiet)
    assert [row.paper.state for row in listing(db)] == ["ok", "ok"]


def test_a_scan_stays_a_scan_although_its_record_is_readable(
    corpus: Path, db: sqlite3.Connection
) -> None:
    import pymupdf

    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 9, 9)))
    document.set_metadata({"title": TITLE})
    document.save(corpus / "scan.pdf")
    write_records(corpus / "export.jsonl", {"title": TITLE, "abstract": "It is tough."})
    ingest(db, corpus, quiet)
    assert {place: row.paper.state for place, row in rows(db).items()} == {
        "export.jsonl:1": "ok",
        "scan.pdf": "scanned",
    }


def test_a_manifest_beats_what_was_read_and_its_change_is_noticed(
    corpus: Path, db: sqlite3.Connection
) -> None:
    good_pdf(corpus / "a.pdf", TITLE)
    ingest(db, corpus, quiet)
    merge_sources(db, {"a.pdf": {"title": "As printed", "year": 1999}}, "one")
    assert (rows(db)["a.pdf"].paper.title, rows(db)["a.pdf"].paper.year) == ("As printed", 1999)
    merge_sources(db, {"a.pdf": {"title": "Unseen"}}, "one")
    assert rows(db)["a.pdf"].paper.title == "As printed"
    merge_sources(db, {}, "two")
    assert rows(db)["a.pdf"].paper.title == TITLE


def test_every_readable_paper_has_a_relevance_with_its_signs(
    corpus: Path, db: sqlite3.Connection
) -> None:
    bread = {"title": "Baking sourdough bread at home", "abstract": "Flour is mixed with water."}
    write_records(corpus / "a.jsonl", SENKOV, bread, {"title": "No abstract"})
    ingest(db, corpus, quiet)
    refractory, baking, empty = (row.relevance for row in listing(db))
    assert refractory is not None
    assert baking is not None
    assert refractory.on_topic
    assert refractory.signs[0] == "“Refractory high-entropy alloys”"
    assert (baking.on_topic, baking.score, baking.signs) == (False, 0.0, ())
    assert empty is None


def test_titles_agree_whatever_characters_draw_their_digits(
    corpus: Path, db: sqlite3.Connection
) -> None:
    title = "Strength of the Al₀.₃CoCrFeNi alloy with 5 µm grains"
    write_records(
        corpus / "a.jsonl",
        {"title": title, "abstract": "x"},
        {"title": "Strength of the Al0.3Co\u200bCrFeNi alloy with 5 μm grains", "abstract": "y"},
    )
    ingest(db, corpus, quiet)
    assert [row.paper.state for row in rows(db).values()] == ["ok", "duplicate"]


def put(db: sqlite3.Connection, file: str, paper: Paper) -> None:
    put_file(db, CorpusFile(file, Path(file), 1, 1, True), [(0, file, paper)], "9")


def test_of_a_pdf_and_a_text_of_it_the_one_with_pages_stands_unless_it_is_doubtful(
    db: sqlite3.Connection,
) -> None:
    abstract = Abstract("It is tough.", 1, (0, 0, 1, 1), "heading", 0.9)
    printed = Paper("ok", "", TITLE, "10.48550/arXiv.2401.1", 2013, abstract=abstract)
    text = Paper("ok", "", "A title", "10.48550/arxiv.2401.1", 2014, "Science", ("Ada Moss",),
                 Abstract("It is tough.", 0, (0, 0, 0, 0), "jats", 1.0))  # fmt: skip
    put(db, "b.xml", text)
    put(db, "a.pdf", printed)
    merge_sources(db, {}, "one")
    found = rows(db)
    assert found["b.xml"].paper.reason == "The same paper, by DOI or title, as a.pdf."
    paper = found["a.pdf"].paper
    assert (paper.state, paper.title, paper.year) == ("ok", TITLE, 2014)
    assert (paper.journal, paper.authors) == ("Science", ("Ada Moss",))
    put(db, "a.pdf", replace(printed, state="low_confidence", reason="A guess."))
    merge_sources(db, {}, "two")
    found = rows(db)
    assert (found["b.xml"].paper.state, found["a.pdf"].paper.state) == ("ok", "duplicate")
    assert (found["b.xml"].page, found["a.pdf"].page) == (None, 1)
