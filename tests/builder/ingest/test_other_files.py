"""A file that is neither PDF nor export is a row that says what to do; it is not opened."""

import os
from pathlib import Path

import pytest
from small_library import quiet

from builder.ingest.ingest import ingest
from builder.library.catalog import listing
from builder.storage.database import create_database


@pytest.mark.parametrize(
    ("name", "what_to_do"),
    [
        ("papers.zip", "unpack"),
        ("paper.DOCX", "save it as PDF"),
        ("book.epub", "make a PDF"),
        ("page.html", "download the paper"),
        ("savedrecs.xls", "save its sheet as CSV"),
        ("export.xml", "RIS"),
        ("scan.jpg", "ocrmypdf"),
        ("paper.pdf.crdownload", "load the file again"),
        ("notes.md", "README.md"),
        ("paper", ".pdf"),
        ("data.weird", "as PDF"),
    ],
)
def test_it_is_a_row_with_what_to_do(
    corpus: Path, tmp_path: Path, name: str, what_to_do: str
) -> None:
    (corpus / name).write_bytes(b"x")
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    [row] = listing(db)
    assert (row.place, row.paper.state) == (name, "not_pdf")
    assert what_to_do in row.paper.reason
    assert row.paper.reason.endswith(".")
    assert ingest(db, corpus, quiet).unchanged == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_it_is_not_opened(corpus: Path, tmp_path: Path) -> None:
    os.mkfifo(corpus / "pipe.zip")
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    [row] = listing(db)
    assert "unpack" in row.paper.reason


def test_a_text_that_is_no_export_is_a_row_with_what_to_do(corpus: Path, tmp_path: Path) -> None:
    (corpus / "shopping.txt").write_text("Buy more argon.\n")
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    [row] = listing(db)
    assert (row.place, row.paper.state) == ("shopping.txt", "not_pdf")
    assert "neither a paper nor an export of references: take it away" in row.paper.reason
