"""Start, stop, end and go on with jobs, one at a time in a workspace."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock

from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.workflows.jobs.event_log import EVENTS, read_events
from hea.workflows.jobs.job_folder import (
    JOB,
    OUTPUT,
    JobRecord,
    find_job,
    jobs_folder,
    list_jobs,
    running_job,
)
from hea.workflows.jobs.job_options import Options, kind_of, read_options
from hea.workspace import Workspace

_WORKER = "hea.workflows.jobs.worker"
#: Seconds that a process may take to begin.
_BEGIN = 60.0
#: Jobs that are kept; older ones that ended are forgotten.
_MOST_JOBS = 100


def start_job(place: Workspace, kind: str, given: Mapping[str, str]) -> JobRecord:
    """Start a job; return it once its process is at work.

    Args:
        place: The workspace.
        kind: A name of `KINDS`.
        given: Its options as a form gives them.

    Raises:
        UserError: An option is none that may be chosen, or another job is at work.
    """
    chosen = kind_of(kind)
    options = read_options(place, chosen, given)
    with _starting(place):
        before = list_jobs(place)
        folder = _new_folder(place, kind)
        write_atomic(folder / JOB, json.dumps({"kind": kind, "options": dict(options)}) + "\n")
        _spawn(place, folder)
        for old in [job for job in before if job.state != "running"][_MOST_JOBS:]:
            shutil.rmtree(old.folder, ignore_errors=True)
    return find_job(place, folder.name)


def resume_job(place: Workspace, name: str) -> JobRecord:
    """Run a job again with its options; what it finished is not done again.

    Raises:
        UserError: There is no such job, it runs, or another one does.
    """
    job = find_job(place, name)
    if job.options.get("fresh"):  # it shall go on, and not begin anew
        options: Options = {**job.options, "fresh": False}
        write_atomic(job.folder / JOB, json.dumps({"kind": job.kind, "options": options}) + "\n")
    with _starting(place):
        _spawn(place, job.folder)
    return find_job(place, name)


def stop_job(place: Workspace, name: str) -> JobRecord:
    """Ask a job to stop as Ctrl-C does; it ends at its next safe place, and can be resumed.

    Raises:
        UserError: There is no such job.
    """
    job = find_job(place, name)
    if job.state == "running" and job.pid > 1:
        with contextlib.suppress(OSError):  # it has ended; Windows says so in other ways
            # Windows has no such signal to send: there it ends at once.
            os.kill(job.pid, signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    return job


def end_job(place: Workspace, name: str) -> JobRecord:
    """End a job at once, with all processes that it started; for one that does not stop.

    Raises:
        UserError: There is no such job.
    """
    job = find_job(place, name)
    if job.state == "running" and job.pid > 1:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                os.kill(job.pid, signal.SIGTERM)
            else:
                os.killpg(job.pid, signal.SIGKILL)
    return job


@contextlib.contextmanager
def _starting(place: Workspace) -> Iterator[None]:
    """Let one at a time start a job, and only where none is at work.

    Raises:
        UserError: One is.
    """
    jobs_folder(place).mkdir(parents=True, exist_ok=True)
    with FileLock(jobs_folder(place) / ".start.lock", timeout=_BEGIN):
        if running := running_job(place):
            raise UserError(
                f"{running.name} is at work: one job at a time.", "Wait until it ends, or stop it."
            )
        yield


def _new_folder(place: Workspace, kind: str) -> Path:
    taken = [path.name for path in jobs_folder(place).glob(f"{kind}-*")]
    numbers = [int(name.rpartition("-")[2]) for name in taken if name[-1].isdecimal()]
    folder = jobs_folder(place) / f"{kind}-{max(numbers, default=0) + 1}"
    folder.mkdir()
    return folder


def _spawn(place: Workspace, folder: Path) -> None:
    """Start the process of a job, and wait until it has begun.

    Raises:
        UserError: It ended before, or does not begin.
    """
    log = folder / EVENTS
    size = log.stat().st_size if log.exists() else 0
    with (folder / OUTPUT).open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", _WORKER, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=place.root,
            # A session of its own: it outlives the server, and Ctrl-C there does not reach it.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # that of Windows
        )
    # Whoever started a process hears of its end, or it stays behind as a zombie.
    threading.Thread(target=process.wait, daemon=True).start()
    deadline = time.monotonic() + _BEGIN
    while time.monotonic() < deadline:
        if any(event["kind"] == "begin" for event in read_events(folder, size)[1]):
            return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise UserError(
        "The job did not start.", f"data/jobs/{folder.name}/{OUTPUT} in the workspace says why."
    )
