"""Keep the SHA-256 of the database after a build, to detect corruption.

SQLite's own check finds broken pages, but no changed word on a whole page. The database is derived
from the corpus and holds no human work: a damaged one is deleted and built again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import UserError
from builder.storage.files import read_regular, require_regular, sha256_of, write_atomic


def database_digest(path: Path) -> Path:
    """Return the path of the file that holds the hash of a database."""
    return path.with_name(f"{path.name}.sha256")


def check_integrity(path: Path) -> bool:
    """Return whether the database is as its build left it; False where no build finished it.

    Raises:
        UserError: It has changed since.
    """
    try:
        sealed = read_regular(database_digest(path), 1 << 10).decode("utf-8", "replace")
    except FileNotFoundError:
        return False
    if path.exists():
        require_regular(path)
    if path.exists() and sealed.strip() != sha256_of(path):
        raise damaged(path)
    return path.exists()


@contextmanager
def writable_database(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Allow changes to a database; write its hash again at the end, unless an error is raised.

    Raises:
        UserError: It has changed since its last build, or another program reads in it without end,
            so that what was written cannot be brought into the file.
    """
    check_integrity(path)
    database_digest(path).unlink(missing_ok=True)
    yield
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise UserError(
            "Another program keeps reading in data/hea.sqlite, so that the build cannot end.",
            "Close it, then run hea build again: what was done is kept.",
        )
    write_atomic(database_digest(path), f"{sha256_of(path)}\n")


def is_damage(error: BaseException) -> bool:
    """Return whether an error of SQLite tells of a damaged file, rather than of the disk or a lock.

    A text that is no UTF-8 is damage, too: nothing else is ever written.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # only SQLite sets it
    broken = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, UnicodeDecodeError) or code in broken


def damaged(path: Path) -> UserError:
    """Return the error that tells a user to make a damaged database anew."""
    return UserError(
        f"{path.name} is damaged.",
        f"Delete {path}* and run `hea build`: it is made again from the corpus.",
    )
