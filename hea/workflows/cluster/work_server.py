"""The process that does handed work: it reads a function with its argument, and writes a result.

What it reads and writes are pickles of its own kind of process on a cluster that belongs to the
user; what hostile files can reach is read in yet another process, which answers JSON.
"""

import contextlib
import os
import pickle
import signal
import sys
import traceback

from hea.workflows.cluster.work_process import receive, send


def main() -> None:
    """Serve one parent until it closes the input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes the input
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    with contextlib.suppress(BrokenPipeError):  # the parent was killed, and somebody else does it
        while (request := receive(sys.stdin.buffer)) is not None:
            send(answers, _answer(request))


def _answer(request: bytes) -> bytes:
    """Return the pickle of (True, result) or of (False, what was raised)."""
    try:
        work, piece = pickle.loads(request)  # noqa: S301 - written by `DaskWorkers` or `worker_side`
        return pickle.dumps((True, work(piece)))
    except Exception as error:
        error.add_note(f"In a process of a cluster:\n{traceback.format_exc()}")
        return _raised(error)


def _raised(error: Exception) -> bytes:
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)  # noqa: S301 - just written
    except Exception:  # not every error can be made again from its arguments
        return pickle.dumps((False, RuntimeError("".join(traceback.format_exception(error)))))
    return answer


if __name__ == "__main__":
    main()
