"""A disk that says no is told in one sentence; the good data stay."""

import errno
import sqlite3
import sys
from pathlib import Path

import pytest
from filelock import Timeout
from small_library import CANTOR, SENKOV, write_records

from hea.cli.app import main
from hea.os_errors import trouble_with_disk


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["hea", *words])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_file_where_the_folder_should_be_is_said(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    (tmp_path / "data").write_text("")
    assert run(monkeypatch, "build", "--workspace", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert "data" in said
    assert "--workspace" in said


@pytest.mark.parametrize("folder", ["corpus/ledger.jsonl", "hea.toml"])
def test_a_folder_where_a_file_should_be_is_said(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    (tmp_path / folder).mkdir()
    codes = [run(monkeypatch, verb, "--workspace", str(tmp_path)) for verb in ("build", "dataset")]
    assert 1 in codes
    said = capsys.readouterr().err
    assert "A folder lies where a file belongs" in said
    assert folder.rpartition("/")[2] in said


def test_a_full_disk_is_said_and_costs_nothing_that_was_built(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    assert run(monkeypatch, "build", "--workspace", str(tmp_path)) == 0
    write_records(corpus / "more.jsonl", SENKOV)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "vectors.faiss.part")

    with monkeypatch.context() as full:
        full.setattr("retrieval.vector_index._write_index", refuse)
        assert run(full, "build", "--workspace", str(tmp_path)) == 1
    assert "disk is full" in capsys.readouterr().err
    assert run(monkeypatch, "build", "--workspace", str(tmp_path)) == 0


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("PRAGMA max_page_count = 3; CREATE TABLE t (x); ", "disk is full"),
        ("PRAGMA query_only = 1; CREATE TABLE t (x);", "cannot be written"),
    ],
)
def test_what_the_database_cannot_do_is_said(tmp_path: Path, script: str, told: str) -> None:
    db = sqlite3.connect(tmp_path / "x.sqlite")
    with pytest.raises(sqlite3.OperationalError) as error:
        db.executescript(script)
        for _ in range(99):
            db.execute("INSERT INTO t VALUES (?)", ("x" * 9000,))
    db.close()
    trouble = trouble_with_disk(error.value)
    assert trouble is not None
    assert told in trouble.message


@pytest.mark.fault("F40")
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.EIO, "Input/output error", "x"), "disk or the network behind it failed"),
        (OSError(errno.ESTALE, "Stale file handle", "x"), "disk or the network behind it failed"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "x"), "no such name"),
        (OSError(errno.ELOOP, "Too many levels of symbolic links", "x"), "no such name"),
        (OSError(errno.EFBIG, "File too large", "x"), "may not grow larger (x)"),
        (OSError(errno.EACCES, "Permission denied", "x"), "cannot be read or written"),
        (Timeout("ledger.jsonl.lock"), "keeps ledger.jsonl.lock locked"),
    ],
)
def test_what_the_disk_or_a_lock_refuses_is_said_as_such(error: OSError, told: str) -> None:
    trouble = trouble_with_disk(error)
    assert trouble is not None
    assert told in trouble.message
    assert "Delete" not in trouble.hint


@pytest.mark.fault("F40")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, "keeps the database in data/ locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "keeps the database in data/ locked"),
        (sqlite3.SQLITE_LOCKED, "keeps the database in data/ locked"),
        (sqlite3.SQLITE_IOERR_READ, "disk did not read"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "disk is full"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk did not read"),
        (sqlite3.SQLITE_PROTOCOL, "disk did not read"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "cannot be written"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
    ],
)
def test_only_a_damaged_database_is_to_be_deleted(code: int, told: str) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    trouble = trouble_with_disk(error)
    assert trouble is not None
    assert told in trouble.message
    assert ("Delete" in trouble.hint) == (told == "damaged")


def test_a_bug_keeps_its_traceback() -> None:
    assert trouble_with_disk(FileNotFoundError(errno.ENOENT, "No such file", "x")) is None
    assert trouble_with_disk(sqlite3.OperationalError("near syntax")) is None
