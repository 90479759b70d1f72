"""Rows that a killed run does not lose: each is on disk whole before the next is made."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any


class Kept:
    """A JSONL file that rows are only ever added to; of two rows with one key the later counts."""

    def __init__(self, path: Path) -> None:
        self.rows: dict[str, dict[str, Any]] = {row["key"]: row for row in _rows(path)}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        size = os.fstat(self._file).st_size
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            self._write(b"\n")  # ends the torn last line of a killed run

    def __enter__(self) -> "Kept":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def add(self, row: dict[str, Any]) -> None:
        """Keep a row under its ``key``."""
        self._write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        os.fsync(self._file)
        self.rows[row["key"]] = row

    def _write(self, line: bytes) -> None:
        while line:
            line = line[os.write(self._file, line) :]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for line in path.read_bytes().split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue  # the torn last line of a killed run
        if isinstance(row, dict) and isinstance(row.get("key"), str):
            yield row
