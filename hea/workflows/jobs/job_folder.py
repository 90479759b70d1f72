"""What is known of a job, all from its folder `data/jobs/NAME`: it outlives the server.

A job runs as long as its process holds the lock of the folder. The system lets go of a lock when a
process ends, however it ends, so that a number of a process that another one got is never mistaken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from builder.errors import UserError
from hea.workflows.jobs.event_log import last_events, read_progress
from hea.workflows.jobs.job_options import KINDS, Options, command_of
from hea.workspace import Workspace

JOB, LOCK, OUTPUT = "job.json", ".lock", "output.txt"
#: Exit status of a job that was stopped, as of a command that Ctrl-C ended.
STOPPED = 130
#: Seconds for which a lock is looked at.
_LOOK = 0.06
_NAME = re.compile(rf"(?:{'|'.join(KINDS)})-[1-9][0-9]{{0,8}}", re.ASCII)

State = Literal["running", "done", "failed", "stopped", "lost"]


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it is now."""

    name: str
    """Kind and number: `build-3`."""
    kind: str
    options: Options
    folder: Path
    state: State
    """`lost`: its process was killed, or the machine went off."""
    events: tuple[dict[str, Any], ...]
    """The last of what it reported."""

    @property
    def began(self) -> float:
        """When it began, or went on last, in seconds since 1970; 0 where it never did."""
        return float(self._last("begin").get("time", 0.0))

    @property
    def ended(self) -> float | None:
        """When it ended; None while it runs, and where nobody knows."""
        ended = self._last("end").get("time") if self.state != "running" else None
        return None if ended is None else float(ended)

    @property
    def result(self) -> dict[str, Any]:
        """What it gave, as `--json` of its verb; empty before."""
        return dict(self._last("result").get("found", {})) if self.state == "done" else {}

    @property
    def trouble(self) -> tuple[str, str] | None:
        """What went wrong and what to do; None where nothing did."""
        if self.state == "lost":
            return "It was killed, or the machine went off.", "Resume it: nothing done is lost."
        last = self._last("error")
        if self.state != "failed" or not last:
            return None
        return str(last.get("message", "")), str(last.get("hint", ""))

    @property
    def progress(self) -> dict[str, Any] | None:
        """How far its bar is, while it runs."""
        return read_progress(self.folder) if self.state == "running" else None

    @property
    def command(self) -> str:
        """The command that does the same in a terminal."""
        return command_of(KINDS[self.kind], self.options)

    @property
    def pid(self) -> int:
        """The number of its process; only to be used while it runs."""
        return int(self._last("begin").get("pid", 0))

    def _last(self, kind: str) -> dict[str, Any]:
        """Return the last event of a kind since the job began or went on."""
        event: dict[str, Any]
        for event in reversed(self.events):
            if event["kind"] == kind:
                return event
            if event["kind"] == "begin":
                break
        return {}


def jobs_folder(place: Workspace) -> Path:
    """Return where the folders of jobs lie."""
    return place.data / "jobs"


def find_job(place: Workspace, name: str) -> JobRecord:
    """Return a job.

    Raises:
        UserError: There is none of this name.
    """
    folder = jobs_folder(place) / name
    found = _read(folder) if _NAME.fullmatch(name) else None
    if found is None:
        raise UserError("There is no such job.", "See the list of jobs.")
    return found


def list_jobs(place: Workspace) -> list[JobRecord]:
    """Return all jobs, the latest first."""
    return sorted(_jobs(place), key=lambda job: job.began, reverse=True)


def running_job(place: Workspace) -> JobRecord | None:
    """Return the job that is at work, if one is."""
    return next((job for job in _jobs(place) if job.state == "running"), None)


def _jobs(place: Workspace) -> Iterator[JobRecord]:
    for folder in jobs_folder(place).glob("*-*"):
        if _NAME.fullmatch(folder.name) and (job := _read(folder)):
            yield job


def _read(folder: Path) -> JobRecord | None:
    """Return the job of a folder; None where none was begun in it."""
    try:
        told = json.loads((folder / JOB).read_text("utf-8"))
        kind, options = KINDS[told["kind"]], dict(told["options"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    options = {field.name: options.get(field.name, field.default) for field in kind.fields}
    events = tuple(last_events(folder))
    if not _has_ended(events):
        if is_locked(folder / LOCK):
            return JobRecord(folder.name, kind.name, options, folder, "running", events)
        events = tuple(last_events(folder))  # it may have ended just now
    return JobRecord(folder.name, kind.name, options, folder, _end_of(events), events)


def _has_ended(events: tuple[dict[str, Any], ...]) -> bool:
    return bool(events) and events[-1]["kind"] == "end"


def _end_of(events: tuple[dict[str, Any], ...]) -> State:
    if not _has_ended(events):
        return "lost"
    code = events[-1].get("code")
    return "done" if code == 0 else "stopped" if code == STOPPED else "failed"


def is_locked(path: Path) -> bool:
    """Return whether a process holds a lock; one that only looks, as this does, has it for less."""
    if not path.exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(path, timeout=_LOOK, poll_interval=_LOOK / 3):
            return False
    except Timeout:
        return True
    except OSError:  # a disk that takes nothing: no job runs there
        return False
