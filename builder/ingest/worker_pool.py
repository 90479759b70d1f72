"""Read PDFs in other processes, under limits of time and memory, so that none harms the others."""

import contextlib
import json
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.ingest.isolation import Limits, start_reader
from builder.papers import Abstract, Paper


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
    readers = [_Reader(limits) for _ in range(min(count, processes or os.cpu_count() or 1))]
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
            reader.errors.close()


def _serve(
    reader: "_Reader",
    waiting: "queue.SimpleQueue[Path]",
    done: "queue.SimpleQueue[tuple[Path, Paper] | BaseException]",
) -> None:
    """Read the waiting PDFs one after the other, until there is none or the reader is stopped."""
    try:
        while not reader.stopped:
            path = waiting.get_nowait()
            done.put((path, reader.read(path)))
    except queue.Empty:
        pass
    except BaseException as error:  # a bug: it must reach the caller, not die in a thread
        done.put(error)
    finally:
        reader.end()


class _Reader:
    """A reading process, started when first needed and replaced when it ends."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.process: subprocess.Popen[str] | None = None
        self.served = 0
        self.stopped = False
        # Closed by whoever made the reader, once its thread has ended.
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def read(self, path: Path) -> Paper:
        """Have the process read one PDF; kill it when the time is up."""
        process = self._process()
        out_of_time = threading.Event()

        def end() -> None:
            out_of_time.set()
            process.kill()

        timer = threading.Timer(self.limits.seconds, end)
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            timer.cancel()
        if answer.endswith("\n"):
            self.served += 1
            return paper_of(json.loads(answer))
        if not out_of_time.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)  # it is ending by itself, and its own exit status tells why
        code = self.end()
        if out_of_time.is_set():
            return Paper("timeout", f"Reading took over {self.limits.seconds:g} s and was stopped.")
        if code == 1 and not self.stopped:  # Python's own exit: a bug of ours
            self.errors.seek(0)
            raise RuntimeError(f"The reading process failed.\n{self.errors.read()}")
        return Paper("corrupt", f"The PDF ended the process that read it ({ending(code)}).")

    def stop(self) -> None:
        """Kill the process, so that the thread that waits for it comes to its end."""
        self.stopped = True
        process = self.process
        if process is not None:
            process.kill()

    def _process(self) -> "subprocess.Popen[str]":
        if self.served >= self.limits.files_per_process:
            self.end()
        if self.process is None:
            self.served = 0
            given = (self.limits.seconds, self.limits.memory)
            self.process = start_reader("builder.ingest.worker", given, self.errors)
        return self.process

    def end(self) -> int:
        """End the process, if there is one, and close its pipes; return its exit status."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.kill()
        process.communicate()
        return process.returncode


def ending(code: int) -> str:
    """Return in words how a process ended."""
    return f"signal {-code}" if code < 0 else f"exit status {code}"


def paper_of(fields: dict[str, Any]) -> Paper:
    """Make a paper of the JSON object that the worker wrote."""
    abstract = fields.pop("abstract")
    if abstract is not None:
        abstract = Abstract(**{**abstract, "box": tuple(abstract["box"])})
    return Paper(
        **{
            **fields,
            "abstract": abstract,
            "authors": tuple(fields["authors"]),
            "notes": tuple(fields["notes"]),
        }
    )
