"""Read exports and sheets in a process of their own, so that none harms what is being built."""

import contextlib
import json
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.ingest.isolation import Limits, ending, start_reader
from builder.ingest.row_worker import MEMORY, WHOLE
from builder.papers import State

#: Largest export or sheet: one of a hundred thousand papers has 200 MB.
MOST_BYTES = 512 * 2**20
#: Bytes for which the limit of time holds; a larger file has as many times more.
_TIMED_BYTES = 4 * 2**20


class UnreadRestError(Exception):
    """A file was not read to its end; the rows yielded before are good."""

    def __init__(self, state: State, why: str) -> None:
        """Give the named ``state`` of the rest, and ``why``: it has no column “id”."""
        super().__init__(why)
        self.state = state
        self.why = why


def isolated_rows(reader: str, path: Path, limits: Limits = Limits()) -> Iterator[Any]:
    """Yield the rows of a file as they are read, one after the other.

    Args:
        reader: A name of `builder.ingest.row_worker.READERS`.
        path: The file.
        limits: What reading it may cost.

    Raises:
        UnreadRestError: It is too large, or reading it took too long or too much memory, or it is
            broken; rows may have been yielded before.
        OSError: The file cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        told = f"it has {size / 2**20:,.0f} MB, more than {MOST_BYTES // 2**20}"
        raise UnreadRestError("too_big", told)
    seconds = limits.seconds * (1 + size // _TIMED_BYTES)
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        start_reader(
            "builder.ingest.row_worker", (reader, seconds, limits.memory), errors
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        end = None
        try:
            with contextlib.suppress(BrokenPipeError):  # how it ended tells why
                process.stdin.write(json.dumps(str(path)) + "\n")
                process.stdin.close()
            for line in process.stdout:
                if not line.endswith("\n"):  # it was ended while it wrote
                    break
                row = json.loads(line)
                if isinstance(row, str):
                    end = row
                    break
                yield row
            code = process.wait()
        finally:
            process.kill()
        if end is None and code == 1:  # Python's own exit: a bug of ours
            errors.seek(0)
            raise RuntimeError(f"The reading process failed.\n{errors.read()}")
    if end != WHOLE:
        raise _unread(end, code, seconds)


def _unread(end: str | None, code: int, seconds: float) -> UnreadRestError:
    """Return why a file was not read to its end, by its last answer or else by the exit status."""
    if end == MEMORY:
        return UnreadRestError("memory", "it takes more memory than allowed")
    if end is not None:
        return UnreadRestError("corrupt", end)
    if code < 0 and -code == getattr(signal, "SIGXCPU", 0):
        return UnreadRestError("timeout", f"reading it took over {seconds:g} s and was stopped")
    return UnreadRestError("corrupt", f"it ended the process that read it ({ending(code)})")
