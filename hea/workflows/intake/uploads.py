"""The files that were given to a server, each with what became of it; PDFs are read meanwhile."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from builder.errors import UserError
from builder.papers import READABLE
from hea.workflows.intake.inbox import Inbox
from hea.workflows.intake.reading import is_unread, read_added
from hea.workflows.intake.rows import AddedFile, as_plain, left_out
from hea.workspace import Settings, Workspace

_LOGGER = logging.getLogger("hea.uploads")
#: Rows that are kept; the oldest that are done are forgotten, the files stay in the inbox.
_MOST_ROWS = 10_000
#: PDFs that are read in one go, so that those given later need not wait for all.
_BATCH = 32


@dataclass(slots=True)
class Upload:
    """One file that was given."""

    number: int
    """From 1, in the order they came."""
    row: AddedFile
    change: int
    """Counts all changes of all uploads: when this one changed last."""

    @property
    def may_be_retried(self) -> bool:
        """Whether reading it again may give something else."""
        settled = ("reading", "same", "left_out", *READABLE)
        return self.row.state not in settled and self.row.records is None

    def as_plain(self) -> dict[str, Any]:
        """Return a row of the JSON interface."""
        return {"number": self.number, **as_plain(self.row)}


@dataclass
class Uploads:
    """Takes files in and has them read, one batch after the other. Any thread may use it."""

    place: Workspace
    settings: Settings
    _rows: dict[int, Upload] = field(default_factory=dict)
    _last: int = 0
    _change: int = 0
    _reader: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Open the inbox."""
        self._inbox = Inbox(self.place)

    def take(self, name: str, source: IO[bytes], size: int) -> list[Upload]:
        """Take one file or archive in, and begin to read its PDFs; return its rows.

        Args:
            name: As it was given.
            source: The file, open at its beginning; seekable.
            size: Its bytes.

        Raises:
            UserError: `corpus/inbox` is no folder of ours.
            OSError: The disk takes no more; what was taken before is kept.
        """
        try:
            return [
                self._add(replace(row, state="reading") if is_unread(row) else row)
                for row in self._inbox.take(name, source, size)
            ]
        finally:
            self._start()

    def refuse(self, name: str, reason: str) -> Upload:
        """Add the row of a file that was not even read."""
        return self._add(left_out(name, reason))

    def retry(self, number: int) -> Upload:
        """Read a file again that gave no paper.

        Raises:
            UserError: There is no such upload, or nothing to be read again.
        """
        with self._lock:
            found = self._rows.get(number)
            if found is None or not found.may_be_retried:
                raise UserError("There is nothing to read again.", "Add the file again.")
            self._set(found, replace(found.row, state="reading", reason=""))
            now = replace(found)
        self._start()
        return now

    def changed_since(self, change: int, most: int = _MOST_ROWS) -> tuple[int, list[Upload]]:
        """Return the count of changes, and copies of the latest uploads that changed after one."""
        with self._lock:
            rows = [replace(one) for one in self._rows.values() if one.change > change]
            return self._change, rows[-most:]

    def counts(self) -> Mapping[str, int]:
        """Return how many uploads are in each state."""
        with self._lock:
            return Counter(one.row.state for one in self._rows.values())

    def _add(self, row: AddedFile) -> Upload:
        with self._lock:
            self._last += 1
            made = self._rows[self._last] = Upload(self._last, row, 0)
            self._set(made, row)
            if len(self._rows) > _MOST_ROWS:
                done = (n for n, one in self._rows.items() if one.row.state != "reading")
                self._rows.pop(next(done, self._last), None)
            return replace(made)

    def _set(self, upload: Upload, row: AddedFile) -> None:
        """Change a row; the lock is held."""
        self._change += 1
        upload.row, upload.change = row, self._change

    def _start(self) -> None:
        """Begin to read what waits, unless a thread is at it."""
        with self._lock:
            if self._reader is None and self._waiting():
                self._reader = threading.Thread(target=self._read, name="uploads", daemon=True)
                self._reader.start()

    def _waiting(self) -> list[Upload]:
        return [one for one in self._rows.values() if one.row.state == "reading"][:_BATCH]

    def _read(self) -> None:
        """Read until nothing waits."""
        while True:
            with self._lock:
                waiting = self._waiting()
                if not waiting:
                    self._reader = None
                    return
            self._read_batch(waiting)

    def _read_batch(self, waiting: list[Upload]) -> None:
        unread = {one.row.file: one for one in waiting}
        try:
            rows = [one.row for one in unread.values()]
            for before, after in read_added(self.place, self.settings, rows):
                with self._lock:
                    self._set(unread.pop(before.file), after)
        except Exception:
            _LOGGER.exception("Uploads were not read.")
        with self._lock:
            for one in unread.values():  # what a fault left
                reason = "It could not be read now; a build reads it again."
                self._set(one, replace(one.row, state="added", reason=reason))
