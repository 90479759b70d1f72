"""Read PDFs in other processes, under limits of time and memory, so that none harms the others."""

import os
import queue
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.ingest.isolation import EndedError, IsolatedProcess, Limits
from builder.papers import Abstract, LinePlace, Paper


def extract_all(
    paths: Iterable[Path], limits: Limits = Limits(), processes: int | None = None
) -> Iterator[tuple[Path, Paper]]:
    """Yield each path with its paper, in the order they are done; a killed reader gives a state."""
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
        threading.Thread(target=_serve, args=(reader, waiting, done), daemon=True)
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
) -> None:
    """Read the waiting PDFs one after the other, until there is none or the process is stopped."""
    try:
        while not process.stopped:
            path = waiting.get_nowait()
            done.put((path, _read(process, path)))
    except queue.Empty:
        pass
    except BaseException as error:  # a bug: it must reach the caller, not die in a thread
        done.put(error)
    finally:
        process.end()


def _read(process: IsolatedProcess, path: Path) -> Paper:
    """Have a process read one PDF."""
    try:
        return paper_of(process.ask(str(path)))
    except TimeoutError:
        seconds = process.limits.seconds
        return Paper("timeout", f"Reading took over {seconds:g} s and was stopped.")
    except EndedError as end:
        return Paper("corrupt", f"The PDF ended the process that read it ({end}).")


def paper_of(fields: dict[str, Any]) -> Paper:
    """Make a paper of the JSON object that the worker wrote."""
    abstract = fields.pop("abstract")
    if abstract is not None:
        places = tuple(LinePlace(*place) for place in abstract["places"])
        abstract = Abstract(**{**abstract, "box": tuple(abstract["box"]), "places": places})
    return Paper(
        **{
            **fields,
            "abstract": abstract,
            "authors": tuple(fields["authors"]),
            "notes": tuple(fields["notes"]),
        }
    )
