"""What a job reports: lines of JSON that another process reads while they are written."""

from __future__ import annotations

import contextlib
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from hea.events import Events, Progress

EVENTS, PROGRESS = "events.jsonl", "progress.json"
#: Seconds between two writings of a bar.
_PACE = 0.5
#: Bytes of events that are read at a time.
_MOST = 1 << 20


class JobEvents(Events):
    """Write into the folder of a job what a workflow reports."""

    def __init__(self, folder: Path) -> None:
        """Write into an existing folder."""
        self._folder = folder

    def write(self, kind: str, **values: Any) -> None:
        """Append one event; what a killed process left torn is ended first."""
        line = json.dumps({"kind": kind, "time": round(time.time(), 3), **values})
        with (self._folder / EVENTS).open("a+b") as out:
            if out.tell() and not _ends_whole(out):
                line = f"\n{line}"
            out.write(f"{line}\n".encode("utf-8", "backslashreplace"))

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """Keep how far a bar is in a file of its own."""
        self.write("step", words=label)
        last = 0.0

        def update(done: int, total: int, words: str = "", /) -> None:
            nonlocal last
            if done < total and time.monotonic() - last < _PACE:
                return
            last = time.monotonic()
            self._keep({"label": label, "done": done, "total": total, "words": words})

        self._keep({"label": label, "done": 0, "total": 0, "words": ""})
        yield update

    def status(self, label: str) -> AbstractContextManager[object]:
        """Write a step of unknown length."""
        self.write("step", words=label)
        return super().status(label)

    def note(self, words: str) -> None:
        """Write a note."""
        self.write("note", words=words)

    def draft(self) -> AbstractContextManager[Callable[[str], None]]:
        """Drop drafts: a job shows what was checked."""
        return super().draft()

    def _keep(self, bar: dict[str, Any]) -> None:
        """Replace the file of the bar as a whole; it need not outlive the machine."""
        beside = self._folder / f".{PROGRESS}"
        beside.write_text(json.dumps(bar), "utf-8")
        with contextlib.suppress(PermissionError):  # Windows, while the page reads it
            os.replace(beside, self._folder / PROGRESS)  # noqa: PTH105 - as one step there, too


def _ends_whole(out: Any) -> bool:
    out.seek(-1, os.SEEK_END)
    return bool(out.read(1) == b"\n")


def read_events(folder: Path, start: int = 0) -> tuple[int, list[dict[str, Any]]]:
    """Return the events from a byte on, and the byte behind the last whole one.

    Args:
        folder: Of the job.
        start: A byte that an earlier call returned; 0 for the beginning.
    """
    try:
        with (folder / EVENTS).open("rb") as file:
            file.seek(start)
            data = file.read(_MOST)
    except FileNotFoundError:
        return start, []
    whole = data.rfind(b"\n") + 1
    return start + whole, list(_parsed(data[:whole]))


def last_events(folder: Path) -> list[dict[str, Any]]:
    """Return the last events, as many as are read at a time."""
    try:
        size = (folder / EVENTS).stat().st_size
    except FileNotFoundError:
        return []
    return read_events(folder, max(0, size - _MOST))[1]


def read_progress(folder: Path) -> dict[str, Any] | None:
    """Return how far the bar of a job is: label, done, total and words; None before the first."""
    try:
        found = json.loads((folder / PROGRESS).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return finite(found) if isinstance(found, dict) else None


def finite(value: Any) -> Any:
    """Return JSON without numbers that are none, which no other program reads: they become null."""
    if isinstance(value, dict):
        return {name: finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _parsed(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and "kind" in row:
            yield finite(row)
