"""What runs inside a Dask worker: each of its threads passes work on to a process of its own."""

import pickle
import threading
from dataclasses import dataclass
from enum import Enum

from hea.workflows.cluster.installation import (
    Installation,
    difference,
    installation,
    processor,
)
from hea.workflows.cluster.work_process import WorkEndedError, WorkProcess


class Ending(Enum):
    """How work on a worker ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """The worker has something else installed."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class WorkOutcome:
    """What became of a piece of work on a worker."""

    ending: Ending
    answer: bytes = b""
    """What `work_server` wrote."""
    why: str = ""
    processor: str = ""


#: (build, thread) → its process. Each build has its own, started from what is installed then.
_PROCESSES: dict[tuple[str, int], WorkProcess] = {}
_LOCK = threading.Lock()


def do_work(build: str, expected: Installation, request: bytes) -> WorkOutcome:
    """Have a request answered by the process of this thread.

    Args:
        build: Names the build that the work is of.
        expected: What is installed where the work comes from.
        request: As `work_server` reads it.
    """
    try:
        process, why = _process(build, expected)
        if why:
            return WorkOutcome(Ending.REFUSED, why=why)
        return WorkOutcome(Ending.ANSWERED, process.do(request), processor=processor())
    except WorkEndedError as error:
        return WorkOutcome(Ending.LOST, why=str(error))


def compare(build: str, expected: Installation) -> str:
    """Return in words what is installed otherwise here; "" where nothing is."""
    try:
        return _process(build, expected)[1]
    finally:
        end_processes(build)


def end_processes(build: str) -> None:
    """End the processes of a build."""
    with _LOCK:
        own = [key for key in _PROCESSES if key[0] == build]
        ended = [_PROCESSES.pop(key) for key in own]
    for process in ended:
        process.end()


def _process(build: str, expected: Installation) -> tuple[WorkProcess, str]:
    """Return the process of this thread, and what is installed otherwise there."""
    key = (build, threading.get_ident())
    with _LOCK:
        known = _PROCESSES.get(key)
    if known is not None:
        return known, ""
    process = WorkProcess()
    _, there = pickle.loads(process.do(pickle.dumps((_installed, None))))  # noqa: S301 - our own
    if why := difference(there, expected):
        process.end()
        return process, why
    with _LOCK:
        _PROCESSES[key] = process
    return process, ""


def _installed(_: None) -> Installation:
    return installation()
