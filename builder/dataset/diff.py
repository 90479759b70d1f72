"""Compare two versions of a dataset by the ids and hashes of their rows, kept on the disk."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DatasetDiff:
    """The ids of the rows that differ between two versions of a dataset."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    """Rows of one id with another question, answer or status."""
    moved: tuple[str, ...]
    """Rows that stand in another part."""


class DatasetComparison:
    """A comparison of an older and a newer version, each read while its files exist."""

    def __init__(self) -> None:
        """Open a scratch database; SQLite keeps it in a temporary file once it is large."""
        self._db = sqlite3.connect("", isolation_level=None)
        for version in ("older", "newer"):
            self._db.execute(f"CREATE TABLE {version} (id TEXT PRIMARY KEY, part TEXT, hash BLOB)")

    def older(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Read the (part, record) of the older version."""
        self._insert("older", rows)

    def newer(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Read the (part, record) of the newer version."""
        self._insert("newer", rows)

    def difference(self) -> DatasetDiff:
        """Return the ids of the rows that differ, in order."""
        both = "SELECT id FROM newer JOIN older USING (id) WHERE"
        return DatasetDiff(
            self._ids("SELECT id FROM newer EXCEPT SELECT id FROM older"),
            self._ids("SELECT id FROM older EXCEPT SELECT id FROM newer"),
            self._ids(f"{both} newer.hash <> older.hash"),
            self._ids(f"{both} newer.part <> older.part"),
        )

    def _insert(self, version: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self._db.executemany(
            f"INSERT OR REPLACE INTO {version} VALUES (?, ?, ?)",
            ((record["id"], part, _hash(record)) for part, record in rows),
        )

    def _ids(self, query: str) -> tuple[str, ...]:
        return tuple(name for (name,) in self._db.execute(f"{query} ORDER BY id"))


def _hash(record: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).digest()
