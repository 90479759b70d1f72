"""A database that changed since its build is known by its hash."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from builder.errors import UserError
from builder.storage.database import create_database
from builder.storage.integrity import check_integrity, database_digest, writable_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database as a build leaves it."""
    path = tmp_path / "hea.sqlite"
    db = create_database(path)
    with writable_database(db, path):
        db.execute("INSERT INTO files VALUES ('a.pdf', 1, 2)")
    db.close()
    return path


def test_a_finished_build_leaves_a_whole_database(path: Path) -> None:
    assert check_integrity(path)
    assert len(database_digest(path).read_text().strip()) == 64


def test_one_changed_bit_is_noticed_and_the_way_out_is_told(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(UserError, match="damaged") as error:
        check_integrity(path)
    assert "hea build" in error.value.hint
    assert database_digest(path).exists()


def test_a_damaged_database_is_not_written(path: Path) -> None:
    db = create_database(path)
    database_digest(path).write_text("0" * 64)
    with pytest.raises(UserError, match="damaged"), writable_database(db, path):
        raise AssertionError("it was opened for writing")


def test_a_build_that_fails_leaves_no_hash(path: Path) -> None:
    db = create_database(path)
    with pytest.raises(ValueError, match="killed"), writable_database(db, path):
        assert not database_digest(path).exists()
        raise ValueError("killed")
    assert not check_integrity(path)


def test_a_hash_without_a_database_is_no_finished_build(path: Path) -> None:
    path.unlink()
    assert not check_integrity(path)


def test_a_reader_that_never_ends_leaves_no_hash_of_a_half_written_file(path: Path) -> None:
    reader = sqlite3.connect(path)
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM papers").fetchall()
    with closing(create_database(path)) as db:
        db.execute("PRAGMA busy_timeout=50")
        with pytest.raises(UserError, match="keeps reading"), writable_database(db, path):
            db.execute("CREATE TABLE later (x)")
            db.commit()
    assert not database_digest(path).exists()
    reader.close()
    with closing(create_database(path)) as db, writable_database(db, path):
        pass
    assert check_integrity(path)
