"""Do work in a process of its own: in its main thread, which can be stopped, by one thread alone.

What limits the CPU time of an abstract works in a main thread only, and the tasks of a Dask worker
run in other threads. A process of our own also has the number of threads by which vectors come out
the same to the bit, and may end without taking the Dask worker with it.
"""

import os
import subprocess
import sys
import threading
from typing import IO

#: Seconds that one piece of work may take: fifty abstracts that each use up their CPU time.
MOST_SECONDS = 1800.0
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
#: Bytes that tell the length of a message.
_HEADER = 8


class WorkEndedError(Exception):
    """The process ended, or was ended, before its work was done; the message says how."""


class WorkProcess:
    """A process that does one piece of work after the other, started when first needed."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        """Start nothing yet; work that takes longer by the clock is ended."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def do(self, request: bytes) -> bytes:
        """Return what `work_server` answers to a request.

        Raises:
            WorkEndedError: It did not come to its end; the next request starts another process.
        """
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            send(process.stdin, request)
            answer = receive(process.stdout)
        except OSError:
            answer = None
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if answer is None:
            code = self.end()
            raise WorkEndedError(
                f"ended with {code}" if in_time else f"took over {self._seconds:g} s"
            )
        return answer

    def end(self) -> int:
        """End the process, if there is one; return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        process.communicate()
        return process.returncode

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "hea.workflows.cluster.work_server"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | _ONE_THREAD,
            )
        return self._process


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message and its length to a stream."""
    stream.write(len(message).to_bytes(_HEADER))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read the next message of a stream; None where it ends before."""
    header = stream.read(_HEADER)
    length = int.from_bytes(header)
    message = stream.read(length) if len(header) == _HEADER else b""
    return message if len(header) == _HEADER and len(message) == length else None
