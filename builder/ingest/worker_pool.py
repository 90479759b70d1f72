"""Read PDFs in other processes, under limits of time and memory, so that none harms the others."""

import contextlib
import os
import queue
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from builder.ingest.isolation import EndedError, IsolatedProcess, Limits
from builder.papers import Paper
from builder.parallel import Processes, Workers, map_as_done
from builder.pdf.opening import MOST_BYTES
from builder.storage.record_json import from_plain

#: How it is told that the process that read a file, or the body of one, was ended.
_ENDED, _LEFT_OUT = "The file ended the process that read it", "Its body was left out"


def extract_all(
    paths: Iterable[Path],
    limits: Limits = Limits(),
    processes: Processes | None = None,
    fulltext: bool = True,
) -> Iterator[tuple[Path, Paper]]:
    """Yield each path with its paper, in the order they are done; a killed reader gives a state.

    Args:
        paths: The PDFs.
        limits: What one of them may cost; its body may cost as much again.
        processes: Reading processes; by default one a CPU. Each of those that are handed in keeps
            a reading process of its own.
        fulltext: Whether to read the bodies of the papers, too.
    """
    if processes is None or isinstance(processes, int):
        yield from _extract_here(paths, limits, processes or os.cpu_count() or 1, fulltext)
        return
    doubtful = []
    for path, paper in _extract_elsewhere(paths, limits, processes, fulltext):
        if paper is None or _is_doubtful(paper):
            doubtful.append(path)
        else:
            yield path, paper
    # Another machine may be slower, have less memory or not see the file: this one decides.
    yield from _extract_here(doubtful, limits, os.cpu_count() or 1, fulltext)


def _extract_here(
    paths: Iterable[Path], limits: Limits, processes: int, fulltext: bool
) -> Iterator[tuple[Path, Paper]]:
    waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
    count = 0
    for path in paths:
        waiting.put(path)
        count += 1
    done: queue.SimpleQueue[tuple[Path, Paper] | BaseException] = queue.SimpleQueue()
    readers = [
        IsolatedProcess("builder.ingest.worker", limits) for _ in range(min(count, processes))
    ]
    threads = [
        threading.Thread(target=_serve, args=(reader, waiting, done, fulltext), daemon=True)
        for reader in readers
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in range(count):
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        while not waiting.empty():
            waiting.get()
        for reader, thread in zip(readers, threads, strict=True):
            reader.stop()
            thread.join()
            reader.close()


def _serve(
    process: IsolatedProcess,
    waiting: "queue.SimpleQueue[Path]",
    done: "queue.SimpleQueue[tuple[Path, Paper] | BaseException]",
    fulltext: bool,
) -> None:
    """Read the waiting PDFs one after the other, until there is none or the process is stopped."""
    try:
        while not process.stopped:
            path = waiting.get_nowait()
            done.put((path, _read(process, path, fulltext)))
    except queue.Empty:
        pass
    except BaseException as error:  # a bug: it must reach the caller, not die in a thread
        done.put(error)
    finally:
        process.end()


def _read(process: IsolatedProcess, path: Path, fulltext: bool) -> Paper:
    """Have a process read one PDF."""
    seconds = process.limits.seconds
    try:
        fields, comes_again = process.ask((str(path), fulltext))
    except TimeoutError:
        return Paper("timeout", f"Reading took over {seconds:g} s and was stopped.")
    except EndedError as end:
        return Paper("corrupt", f"{_ENDED} ({end}).")
    if not comes_again:
        return from_plain(Paper, fields)
    try:
        whole, _ = process.next_answer()
        return from_plain(Paper, whole)
    except TimeoutError:
        note = f"{_LEFT_OUT}: reading it took over {seconds:g} s and was stopped."
    except EndedError as end:
        note = f"{_LEFT_OUT}: it ended the process that read it ({end})."
    paper = from_plain(Paper, fields)
    return replace(paper, notes=(*paper.notes, note))


def _is_doubtful(paper: Paper) -> bool:
    """Return whether the machine that read a paper, and not the file, may be why it is so."""
    return (
        paper.state in ("timeout", "memory")
        or paper.reason.startswith(_ENDED)
        or any(note.startswith(_LEFT_OUT) for note in paper.notes)
    )


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as another machine is told of it."""

    path: str
    state: tuple[int, int]
    """Its size, and its time of change in nanoseconds."""
    content: bytes | None
    """None where the other machine can be expected to see the file, too."""


def _extract_elsewhere(
    paths: Iterable[Path], limits: Limits, workers: Workers, fulltext: bool
) -> Iterator[tuple[Path, Paper | None]]:
    """Yield each path with its paper as workers read it; None where none of them could.

    Files are named to the workers until one of them does not see the same file under its name; from
    then on their bytes are sent.
    """
    read = partial(read_handed, limits, fulltext)
    unseen: list[Path] = []
    named = (_handed(path, with_content=bool(unseen)) for path in paths)
    for file, paper in map_as_done(read, named, workers):
        if paper is None and file.content is None:
            unseen.append(Path(file.path))
        else:
            yield Path(file.path), paper
    sent = (_handed(path, with_content=True) for path in unseen)
    for file, paper in map_as_done(read, sent, workers):
        yield Path(file.path), paper


def read_handed(limits: Limits, fulltext: bool, file: HandedFile) -> Paper | None:
    """Read a PDF in a process that works for another one; None if it is not to be had there."""
    path = Path(file.path)
    if file.content is None:
        return _read(_reader(limits), path, fulltext) if _state(path) == file.state else None
    with tempfile.TemporaryDirectory(prefix="hea-") as folder:
        copy = Path(folder) / path.name  # what is told of a file may hold its name
        try:
            copy.write_bytes(file.content)
        except OSError:
            return None
        return _read(_reader(limits), copy, fulltext)


@lru_cache(maxsize=1)
def _reader(limits: Limits) -> IsolatedProcess:
    """Return the reading process of this process; it ends with it, as its input does."""
    return IsolatedProcess("builder.ingest.worker", limits)


def _handed(path: Path, with_content: bool) -> HandedFile:
    state = _state(path)
    content = None
    if with_content and state[0] <= MOST_BYTES:
        with contextlib.suppress(OSError):
            content = path.read_bytes()
    return HandedFile(str(path), state, content)


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns
