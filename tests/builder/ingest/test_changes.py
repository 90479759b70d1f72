"""The corpus folder is compared with the catalog by names, sizes and times."""

import os
import sqlite3
from pathlib import Path

import pytest
from small_library import CANTOR, SENKOV, quiet, write_records

from builder.ingest import changes
from builder.ingest.changes import CorpusDiff, corpus_diff
from builder.ingest.ingest import ingest
from builder.storage.database import create_database


@pytest.fixture
def db(tmp_path: Path, corpus: Path) -> sqlite3.Connection:
    """Two record files, taken in."""
    write_records(corpus / "a.jsonl", CANTOR)
    write_records(corpus / "b.jsonl", SENKOV)
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    return db


def names(diff: CorpusDiff) -> list[str]:
    return [file.file for file in diff.new]


def test_an_untouched_corpus_has_no_changes(db: sqlite3.Connection, corpus: Path) -> None:
    assert corpus_diff(db, corpus) == CorpusDiff(new=(), unchanged=2, gone=())


def test_new_files_and_those_that_left_are_told(db: sqlite3.Connection, corpus: Path) -> None:
    (corpus / "b.jsonl").rename(corpus / "c.jsonl")
    diff = corpus_diff(db, corpus)
    assert (names(diff), diff.unchanged, diff.gone) == (["c.jsonl"], 1, ("b.jsonl",))


def test_a_file_is_changed_by_its_size_or_its_time(db: sqlite3.Connection, corpus: Path) -> None:
    write_records(corpus / "a.jsonl", CANTOR, SENKOV)
    stat = (corpus / "b.jsonl").stat()
    os.utime(corpus / "b.jsonl", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert names(corpus_diff(db, corpus)) == ["a.jsonl", "b.jsonl"]


def test_other_layout_rules_make_every_file_new(
    db: sqlite3.Connection, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "EXTRACTOR_VERSION", "another")
    (corpus / "c.jsonl").write_bytes(b"x")
    diff = corpus_diff(db, corpus)
    assert names(diff) == ["a.jsonl", "b.jsonl", "c.jsonl"]
    told = "1 new or changed, 2 to read again, as hea-qa or a setting was changed"
    assert (diff.again, diff.in_words) == (2, told)


def test_files_without_an_abstract_are_new_on_request(db: sqlite3.Connection, corpus: Path) -> None:
    write_records(corpus / "c.jsonl", {"title": "Only a title"})
    ingest(db, corpus, quiet)
    assert names(corpus_diff(db, corpus)) == []
    assert names(corpus_diff(db, corpus, retry=True)) == ["c.jsonl"]


def test_no_file_is_opened(
    db: sqlite3.Connection, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "d.pdf").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", lambda *_, **__: 1 / 0)
    assert names(corpus_diff(db, corpus)) == ["d.pdf"]
