"""The seal of the database: its hash as a build left it, so that one changed bit is known.

SQLite's own check sees broken pages, not a broken word on a whole page. The database is derived: it
is mended by deleting it and building again, and no human work is in it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import UserError
from builder.storage.files import sha256_of, write_atomic


def database_digest(path: Path) -> Path:
    """Where the hash of a database stands."""
    return path.with_name(f"{path.name}.sha256")


def check_integrity(path: Path) -> bool:
    """Whether the database is there as its build left it; False where no build finished it.

    Raises UserError where a bit of it has changed.
    """
    try:
        sealed = database_digest(path).read_text("utf-8", "replace")
    except FileNotFoundError:
        return False
    if path.exists() and sealed.strip() != sha256_of(path):
        raise damaged(path)
    return path.exists()


@contextmanager
def writable_database(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Change a whole database; it is sealed again at the end, unless something goes wrong."""
    check_integrity(path)
    database_digest(path).unlink(missing_ok=True)
    yield
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write_atomic(database_digest(path), f"{sha256_of(path)}\n")


def damaged(path: Path) -> UserError:
    """What is said of a database that cannot be trusted."""
    return UserError(
        f"{path.name} is damaged or cannot be opened.",
        f"Delete {path}* and run `hea build`: it is made anew from the corpus.",
    )
