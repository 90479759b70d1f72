"""The process of one job: `python -m hea.workflows.jobs.worker FOLDER`, started by `control`.

It holds the lock of its folder as long as it runs, and writes how it ended before it lets go.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import traceback
from pathlib import Path

from filelock import FileLock, Timeout

from builder.errors import UserError
from hea.extras import lacking
from hea.os_errors import trouble_with_disk
from hea.workflows.jobs.event_log import JobEvents
from hea.workflows.jobs.job_folder import JOB, LOCK, OUTPUT, STOPPED
from hea.workflows.jobs.job_options import KINDS
from hea.workspace import Workspace

#: Seconds to wait for the locks, which others hold for a moment only to look.
_WAIT = 10.0
#: Answers to people come before: a job takes what they leave of the processor.
_NICENESS = 5


def main() -> None:
    """Do the job of a folder. Argument: the folder `data/jobs/NAME` of a workspace."""
    folder = Path(sys.argv[1])
    # One that was started by a program that ignores Ctrl-C would ignore it, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    events = JobEvents(folder)
    try:
        with (
            FileLock(folder / LOCK, timeout=_WAIT),
            FileLock(folder.parent / LOCK, timeout=_WAIT),
        ):
            events.write("begin", pid=os.getpid())
            code = _run(folder, events)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # how it ended is to be written
            events.write("end", code=code)
    except Timeout:
        events.write("begin", pid=0)
        events.write("error", message="Another job is at work.", hint="Wait for its end.")
        events.write("end", code=1)
        code = 1
    sys.exit(code)


def _run(folder: Path, events: JobEvents) -> int:
    """Do the work; return the exit status. What goes wrong is told as the command line tells it."""
    from hea.workflows.jobs.work import do_work

    try:
        job = json.loads((folder / JOB).read_text("utf-8"))
        kind = KINDS[job["kind"]]
        options = {field.name: job["options"][field.name] for field in kind.fields}
        found = do_work(kind.name, Workspace(folder.parents[2]), options, events)
        events.write("result", found=json.loads(json.dumps(found, default=str)))
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        trouble = _trouble_of(error)
        if trouble is None:
            traceback.print_exception(error)  # into the output beside the events
            trouble = UserError(
                "Something in hea-qa failed.", f"data/jobs/{folder.name}/{OUTPUT} says what."
            )
        events.write("error", message=trouble.message, hint=trouble.hint)
        return 1
    return 0


def _trouble_of(error: Exception) -> UserError | None:
    """Return what the user can do about an error; None for a bug."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return lacking(error)
    if isinstance(error, OSError | sqlite3.DatabaseError):
        return trouble_with_disk(error)
    return None


if __name__ == "__main__":
    main()
