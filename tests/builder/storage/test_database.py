"""The database is opened whole and of this version, or the user is told what to do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builder.errors import UserError
from builder.library.catalog import listing
from builder.storage.database import (
    create_database,
    execute_script,
    open_database,
    transaction,
)


def count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM files").fetchone()[0])


def test_asking_before_building_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nothing has been built"):
        open_database(tmp_path / "hea.sqlite")


def test_a_damaged_database_is_the_users_to_delete(tmp_path: Path) -> None:
    path = tmp_path / "hea.sqlite"
    path.write_bytes(os.urandom(8192))
    with pytest.raises(UserError, match="damaged"):
        open_database(path)


class RefusingConnection(sqlite3.Connection):
    """A connection that says a code of SQLite at its first statement."""

    code = 0

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if "journal_mode" in statement:
            error = sqlite3.OperationalError("it says no")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(statement, *values)


@contextmanager
def refusing(code: int) -> Iterator[None]:
    connect = sqlite3.connect

    def refused(*values: Any, **more: Any) -> sqlite3.Connection:
        return connect(*values, **more, factory=RefusingConnection)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(RefusingConnection, "code", code)
        patched.setattr(sqlite3, "connect", refused)
        yield


@pytest.mark.fault("F40")
def test_a_lock_and_a_failing_disk_are_not_called_damage(tmp_path: Path) -> None:
    path = tmp_path / "hea.sqlite"
    create_database(path).close()
    for code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL):
        with refusing(code), pytest.raises(sqlite3.OperationalError, match="it says no"):
            create_database(path)
    with refusing(sqlite3.SQLITE_BUSY), pytest.raises(sqlite3.OperationalError):
        open_database(path)
    with refusing(sqlite3.SQLITE_CORRUPT), pytest.raises(UserError, match="damaged"):
        open_database(path)


@pytest.mark.fault("F40")
@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_CANTOPEN])
def test_where_nothing_can_be_made_beside_it_a_database_is_read_as_it_stands(
    tmp_path: Path, code: int
) -> None:
    path = tmp_path / "50 % ?#&" / "hea.sqlite"
    db = create_database(path)
    db.execute("INSERT INTO files VALUES ('a.pdf', 1, 2)")
    db.close()
    with refusing(code):
        db = open_database(path)
    assert count(db) == 1
    db.execute("CREATE TEMP TABLE x (y)")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM files")
    path.with_name("hea.sqlite-wal").write_bytes(b"left by a killed build")
    with refusing(code), pytest.raises(UserError, match="did not finish"):
        open_database(path)


@pytest.mark.fault("F45")
def test_a_pipe_in_its_place_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hea.sqlite")
    for opened in (open_database, create_database):
        with pytest.raises(UserError, match="not a normal file but a pipe"):
            opened(tmp_path / "hea.sqlite")


def test_a_database_of_another_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "hea.sqlite"
    old = create_database(path)
    old.execute("PRAGMA user_version = 999")
    old.close()
    with pytest.raises(UserError, match="another version"):
        open_database(path)
    assert listing(create_database(path)) == []


def test_what_was_created_is_opened_again_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "hea.sqlite"
    db = create_database(path)
    db.execute("INSERT INTO files VALUES ('a.pdf', 1, 2)")
    db.close()
    assert count(open_database(path)) == count(create_database(path)) == 1


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    db = create_database(tmp_path / "hea.sqlite")
    with pytest.raises(KeyboardInterrupt), transaction(db):
        db.execute("INSERT INTO files VALUES ('a.pdf', 1, 2)")
        raise KeyboardInterrupt
    assert count(db) == 0
    with transaction(db):
        db.execute("INSERT INTO files VALUES ('b.pdf', 1, 2)")
    assert count(db) == 1


def test_a_script_does_not_commit_the_transaction_it_runs_in(tmp_path: Path) -> None:
    db = create_database(tmp_path / "hea.sqlite")
    script = """
    -- a comment; with a semicolon
    CREATE TABLE one (a);
    CREATE TRIGGER two AFTER INSERT ON one
      BEGIN DELETE FROM one; END;
    """
    with pytest.raises(RuntimeError), transaction(db):
        execute_script(db, script)
        assert {"one", "two"} <= {row["name"] for row in db.execute("SELECT * FROM sqlite_master")}
        raise RuntimeError
    assert "one" not in {row["name"] for row in db.execute("SELECT * FROM sqlite_master")}


def test_a_paper_takes_its_triples_with_it(tmp_path: Path) -> None:
    db = create_database(tmp_path / "hea.sqlite")
    db.execute(
        "INSERT INTO papers (paper, extractor, state, reason, authors, notes, as_read)"
        " VALUES ('p', '1', 'ok', '', '[]', '[]', '{}')"
    )
    db.execute("INSERT INTO triples VALUES ('t', 'p', 'phase', 'q', 'a', 0, 1, 'rules', 'r', '')")
    db.execute("DELETE FROM papers")
    assert db.execute("SELECT count(*) FROM triples").fetchone()[0] == 0
