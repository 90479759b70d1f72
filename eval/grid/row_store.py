"""Keep the rows of a run on disk: a killed run loses none, and the next one goes on from them."""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from builder.storage.files import read_jsonl


class RowStore:
    """A JSONL file that rows are only ever added to; of two rows with one key the later counts."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is made if it is missing, and read the rows it holds."""
        self.rows: dict[str, dict[str, Any]] = {
            row["key"]: row for row in read_jsonl(path) if isinstance(row.get("key"), str)
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
        self._file = path.open("ab")
        if torn:
            self._file.write(b"\n")  # ends the torn last line of a killed run

    def __enter__(self) -> "RowStore":
        """Return the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def add(self, row: dict[str, Any]) -> None:
        """Write a row to disk, and keep it under its ``key``."""
        self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.rows[row["key"]] = row
