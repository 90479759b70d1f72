"""The body of a paper is kept beside it, comes back as it was, and leaves with it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from builder.library.abstract_corrections import correct_abstracts
from builder.library.catalog import bodiless_files, forget_files, listing, put_file
from builder.library.manifest import read_manifest
from builder.library.source_merging import merge_sources
from builder.library.stored_bodies import (
    BodySize,
    StoredParagraph,
    StoredTable,
    body_sizes,
    body_source,
    find_body,
    forget_bodies,
    papers_with_body,
    paragraph,
    paragraphs_of,
    table,
    tables_of,
)
from builder.papers import Abstract, Body, LinePlace, Paper, Paragraph, Table
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database

PLACE = LinePlace(6, 0, 0, 9, 1000, 2000, 9000, 2100)
RESULTS = Paragraph("The rods were hard.", 6, "paragraph", "results", "3.1 Rods", places=(PLACE,))
CAPTION = Paragraph("Rods of Al0.3CoCrFeNi.", 6, "caption", "results", "3.1 Rods", "Figure 2")
HARDNESS = Table(
    (("Alloy", "HV"), ("CoCrFeNi", "160 ± 3")),
    1,
    4,
    "Table 2",
    "Hardness.",
    ("a Vickers",),
    "results",
    ((1, 1, PLACE),),
    False,
)
BODY = Body((RESULTS, CAPTION), (HARDNESS,))
ABSTRACT = Abstract("Rods of CoCrFeNi are hard.", 1, (0, 0, 1, 1), "heading", 0.9)
TITLE = "Hardness of rods drawn from an equiatomic alloy"
PAPER = Paper("ok", "", TITLE, abstract=ABSTRACT, body=BODY)


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return create_database(tmp_path / "hea.sqlite")


def put(db: sqlite3.Connection, file: str, identity: str, paper: Paper) -> None:
    put_file(db, CorpusFile(file, Path(file), 10, 20, True), [(0, identity, paper)], "8")


def test_a_body_comes_back_as_it_was_put(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", PAPER)
    assert find_body(db, "p") == BODY
    assert paragraphs_of(db, "p") == [
        StoredParagraph("p", 1, RESULTS),
        StoredParagraph("p", 2, CAPTION),
    ]
    assert paragraphs_of(db, "p", with_places=False)[0].paragraph == replace(RESULTS, places=())
    assert tables_of(db, "p") == [StoredTable("p", 1, HARDNESS)]
    assert paragraph(db, "p", 2) == StoredParagraph("p", 2, CAPTION)
    assert table(db, "p", 1) == StoredTable("p", 1, HARDNESS)
    assert body_sizes(db, ["p", "q"]) == {"p": BodySize(2, 1)}
    [entry] = listing(db)  # which holds a whole corpus does not hold them
    assert entry.paper == replace(PAPER, body=None)


def test_a_body_leaves_with_its_paper_and_is_replaced_with_it(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", PAPER)
    put(db, "a.pdf", "p", replace(PAPER, body=Body((CAPTION,))))
    assert find_body(db, "p") == Body((CAPTION,))
    forget_files(db, ["a.pdf"])
    for name in ("bodies", "paragraphs", "paper_tables"):
        assert db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == 0
    put(db, "a.pdf", "p", PAPER)
    forget_bodies(db)
    assert find_body(db, "p") == Body()
    assert listing(db)[0].paper.abstract == ABSTRACT


def test_what_is_not_there_is_an_empty_body(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", replace(PAPER, body=Body()))
    for one in ("p", "none"):
        assert find_body(db, one) == Body()
        assert (body_source(db, one), paragraph(db, one, 1), table(db, one, 1)) == (None,) * 3
    assert papers_with_body(db) == {}


def test_a_database_of_before_bodies_were_kept_has_none(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", replace(PAPER, body=None))
    for name in ("paragraphs", "paper_tables", "bodies"):
        db.execute(f"DROP TABLE {name}")
    assert (find_body(db, "p"), papers_with_body(db), body_sizes(db, ["p"])) == (Body(), {}, {})
    assert bodiless_files(db) == {"a.pdf"}  # the next build reads it


def test_merged_sources_share_the_body_of_one_of_them(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", replace(PAPER, body=None))
    record = replace(PAPER, body=None, abstract=replace(ABSTRACT, confidence=0.7))
    put(db, "b.pdf", "q", replace(record, body=BODY))
    merge_sources(db, {}, read_manifest(Path("none")).fingerprint)
    assert papers_with_body(db) == {"p": "q"}
    assert find_body(db, "p") == find_body(db, "q") == BODY
    assert paragraph(db, "p", 1) == StoredParagraph("q", 1, RESULTS)
    # Tables of a text source are exact, so it speaks for the paper, whichever abstract does.
    exact = Body((CAPTION,), (replace(HARDNESS, is_sure=True),))
    put(db, "c.xml", "r", replace(record, body=exact))
    merge_sources(db, {}, read_manifest(Path("none")).fingerprint)
    assert papers_with_body(db) == {"p": "r"}
    assert body_sizes(db, "pqr") == dict.fromkeys("pqr", BodySize(1, 1))
    assert find_body(db, "q") == exact


def test_a_corrected_abstract_leaves_the_body_as_it_is(db: sqlite3.Connection) -> None:
    put(db, "a.pdf", "p", PAPER)
    correct_abstracts(db, {"a.pdf": {"abstract": "Rods are harder than they were."}})
    assert listing(db)[0].paper.abstract.text == "Rods are harder than they were."
    assert find_body(db, "p") == BODY
