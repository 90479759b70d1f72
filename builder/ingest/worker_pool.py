"""Read PDFs in other processes, under limits of time and memory, so that none harms the others."""

import os
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from builder.ingest.isolation import EndedError, IsolatedProcess, Limits
from builder.papers import Paper
from builder.storage.record_json import from_plain


def extract_all(
    paths: Iterable[Path],
    limits: Limits = Limits(),
    processes: int | None = None,
    fulltext: bool = True,
) -> Iterator[tuple[Path, Paper]]:
    """Yield each path with its paper, in the order they are done; a killed reader gives a state.

    Args:
        paths: The PDFs.
        limits: What one of them may cost; its body may cost as much again.
        processes: Reading processes; by default one a CPU.
        fulltext: Whether to read the bodies of the papers, too.
    """
    waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
    count = 0
    for path in paths:
        waiting.put(path)
        count += 1
    done: queue.SimpleQueue[tuple[Path, Paper] | BaseException] = queue.SimpleQueue()
    readers = [
        IsolatedProcess("builder.ingest.worker", limits)
        for _ in range(min(count, processes or os.cpu_count() or 1))
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
        return Paper("corrupt", f"The PDF ended the process that read it ({end}).")
    if not comes_again:
        return from_plain(Paper, fields)
    try:
        whole, _ = process.next_answer()
        return from_plain(Paper, whole)
    except TimeoutError:
        note = f"Its body was left out: reading it took over {seconds:g} s and was stopped."
    except EndedError as end:
        note = f"Its body was left out: it ended the process that read it ({end})."
    paper = from_plain(Paper, fields)
    return replace(paper, notes=(*paper.notes, note))
