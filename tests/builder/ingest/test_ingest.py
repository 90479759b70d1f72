import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_factory import encrypted_pdf, good_pdf
from small_library import CANTOR, SENKOV, write_records

from builder.ingest import ingest as intake
from builder.library.catalog import listing
from builder.library.stored_bodies import find_body
from builder.papers import Body, Paper, Paragraph
from builder.storage.database import create_database


def quiet(done: int, total: int) -> None:
    pass


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return create_database(tmp_path / "data" / "hea.sqlite")


def states(db: sqlite3.Connection) -> dict[str, str]:
    return {row.place: row.paper.state for row in listing(db)}


def test_five_files_end_in_five_named_states(corpus: Path, db: sqlite3.Connection) -> None:
    good = good_pdf(corpus / "good.pdf")
    (corpus / "empty.pdf").write_bytes(b"")
    (corpus / "page.pdf").write_bytes(b"<html><body>404 not found</body></html>")
    encrypted_pdf(corpus / "locked.pdf")
    (corpus / "half.pdf").write_bytes(good.read_bytes()[:600])
    intake.ingest(db, corpus, quiet)
    assert states(db) == {
        "empty.pdf": "corrupt",
        "good.pdf": "ok",
        "half.pdf": "corrupt",
        "locked.pdf": "encrypted",
        "page.pdf": "not_pdf",
    }
    assert all(row.paper.reason for row in listing(db) if row.paper.state != "ok")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_a_row_and_is_not_waited_for(corpus: Path, db: sqlite3.Connection) -> None:
    os.mkfifo(corpus / "pipe.pdf")
    os.mkfifo(corpus / "pipe.csv")
    (corpus / "folder.pdf").symlink_to(corpus)
    intake.ingest(db, corpus, quiet)
    assert set(states(db).values()) == {"not_pdf"}
    assert {row.paper.reason for row in listing(db)} == {"It is no file; take it away."}


def test_an_unchanged_corpus_is_not_opened_again(
    corpus: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_pdf(corpus / "a.pdf")
    write_records(corpus / "r.jsonl", CANTOR)
    assert intake.ingest(db, corpus, quiet) == intake.IngestReport(new=2, unchanged=0, gone=0)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(intake, "extract_all", lambda paths, *_: opened() if paths else [])
    assert intake.ingest(db, corpus, quiet) == intake.IngestReport(new=0, unchanged=2, gone=0)


def test_a_renamed_file_keeps_its_paper_unread(
    corpus: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_pdf(corpus / "a.pdf")
    intake.ingest(db, corpus, quiet)
    [before] = listing(db)
    (corpus / "a.pdf").rename(corpus / "b.pdf")
    monkeypatch.setattr(intake, "extract_all", lambda paths, *_: [] if not paths else 1 / 0)
    intake.ingest(db, corpus, quiet)
    [after] = listing(db)
    assert (after.file, after.id, after.paper) == ("b.pdf", before.id, before.paper)


def test_a_copy_is_a_duplicate_and_takes_over_when_the_first_goes(
    corpus: Path, db: sqlite3.Connection
) -> None:
    good_pdf(corpus / "a.pdf")
    shutil.copy(corpus / "a.pdf", corpus / "b.pdf")
    intake.ingest(db, corpus, quiet)
    assert states(db) == {"a.pdf": "ok", "b.pdf": "duplicate"}
    assert listing(db)[1].paper.reason == "The same bytes as a.pdf."
    (corpus / "a.pdf").unlink()
    intake.ingest(db, corpus, quiet)
    assert states(db) == {"b.pdf": "ok"}


def test_a_deleted_file_is_forgotten_with_its_paper(corpus: Path, db: sqlite3.Connection) -> None:
    good_pdf(corpus / "a.pdf")
    intake.ingest(db, corpus, quiet)
    (corpus / "a.pdf").unlink()
    assert intake.ingest(db, corpus, quiet).gone == 1
    assert listing(db) == []
    assert db.execute("SELECT count(*) FROM papers").fetchone()[0] == 0


def test_records_that_stay_keep_their_row_when_one_is_added(
    corpus: Path, db: sqlite3.Connection
) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    intake.ingest(db, corpus, quiet)
    db.execute("UPDATE papers SET reason = 'kept'")
    write_records(corpus / "r.jsonl", SENKOV, CANTOR)
    intake.ingest(db, corpus, quiet)
    assert [row.paper.reason for row in listing(db)] == ["", "kept"]


def test_failed_files_are_read_again_only_on_request(corpus: Path, db: sqlite3.Connection) -> None:
    (corpus / "bad.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    intake.ingest(db, corpus, quiet)
    assert intake.ingest(db, corpus, quiet).new == 0
    assert intake.ingest(db, corpus, quiet, retry=True).new == 1


def test_a_file_that_may_not_be_read_is_a_row(corpus: Path, db: sqlite3.Connection) -> None:
    (corpus / "loop.pdf").symlink_to(corpus / "loop.pdf")
    (corpus / "fine.pdf").mkdir()
    good_pdf(corpus / "fine.pdf" / "inside.pdf")
    intake.ingest(db, corpus, quiet)
    assert states(db) == {"fine.pdf/inside.pdf": "ok", "loop.pdf": "corrupt"}


def test_an_export_is_taken_in_and_an_empty_one_is_a_row(
    corpus: Path, db: sqlite3.Connection
) -> None:
    (corpus / "a.bib").write_text("@article{k, title={T}, abstract={It is FCC.}}\n")
    (corpus / "b.ris").write_text("nothing of use")
    intake.ingest(db, corpus, quiet)
    assert states(db) == {"a.bib:1": "ok", "b.ris": "corrupt"}


def test_new_layout_rules_read_every_file_again(
    corpus: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_pdf(corpus / "a.pdf")
    intake.ingest(db, corpus, quiet)
    for module in ("changes", "ingest"):
        monkeypatch.setattr(f"builder.ingest.{module}.EXTRACTOR_VERSION", "another")
    assert intake.ingest(db, corpus, quiet).new == 1


def test_entries_on_one_line_are_all_read(corpus: Path, db: sqlite3.Connection) -> None:
    entries = [f"@article{{k{n}, title={{T{n}}}, abstract={{A hard alloy {n}.}}}}" for n in "abc"]
    (corpus / "x.bib").write_text("\n" + " ".join(entries) + "\n@article(" * 3)
    intake.ingest(db, corpus, quiet)
    found = states(db)
    assert [place for place, state in found.items() if state == "ok"] == [
        "x.bib:2", "x.bib:3", "x.bib:4",
    ]  # fmt: skip


def test_bodies_are_read_when_wanted_and_forgotten_when_not(
    corpus: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_pdf(corpus / "a.pdf")
    shutil.copy(corpus / "a.pdf", corpus / "copy.pdf")
    (corpus / "page.pdf").write_bytes(b"<html><body>404 not found</body></html>")
    write_records(corpus / "r.jsonl", CANTOR)
    body = Body((Paragraph("Its hardness is 160 HV.", 2),))
    asked = []

    def read(paths: dict[Path, object], *arguments: object) -> Iterator[tuple[Path, Paper]]:
        for path in paths:
            asked.append(path.name)
            yield (
                path,
                Paper("scanned", "", body=body if arguments[-1] and "a." in path.name else None),
            )

    monkeypatch.setattr(intake, "extract_all", read)
    intake.ingest(db, corpus, quiet, fulltext=False)
    [first] = {row.id for row in listing(db) if row.file == "a.pdf"}
    assert (sorted(asked), find_body(db, first)) == (["a.pdf", "page.pdf"], Body())
    # Wanted now: every PDF is read again, once, also those that turn out to have none.
    assert intake.ingest(db, corpus, quiet).new == 3
    assert find_body(db, first) == body
    assert intake.ingest(db, corpus, quiet).new == 0
    # Not wanted any more: it is forgotten without reading anything.
    assert intake.ingest(db, corpus, quiet, fulltext=False).new == 0
    assert find_body(db, first) == Body()
    assert len(asked) == 4


def test_a_hostile_body_is_cut(
    corpus: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_pdf(corpus / "a.pdf")
    endless = Paper("scanned", "", body=Body((Paragraph("x" * 90_000, 1),)))
    monkeypatch.setattr(intake, "extract_all", lambda paths, *_: [(p, endless) for p in paths])
    intake.ingest(db, corpus, quiet)
    [row] = listing(db)
    assert len(find_body(db, row.id).paragraphs[0].text) == 20_000
    assert "left out" in row.paper.notes[0]
