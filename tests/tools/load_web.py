"""Measure `hea serve`: its start, its answers one by one, many clients at once, its memory.

    python tests/tools/load_web.py WORKSPACE QUESTIONS.jsonl [--seconds 60] [--count 5000]

QUESTIONS.jsonl has a `question` a line that WORKSPACE answers. CPU time is told beside the time on
the clock, which counts only on a machine that does nothing else.
"""

import argparse
import http.client
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

PORT = 8931


def cpu_of(process: int) -> float:
    """Return seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(process: int) -> float:
    """Return the MiB of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@contextmanager
def server(workspace: Path) -> Iterator[int]:
    """Yield the process id of a server that listens."""
    command = [sys.executable, "-m", "hea", "serve", "--no-browser", "--port", str(PORT)]
    running = subprocess.Popen(
        [*command, "--workspace", str(workspace)], stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    assert "http://" in running.stderr.readline()
    try:
        yield running.pid
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


def get(line: http.client.HTTPConnection, path: str, **parameters: object) -> bytes:
    """Return what a path gives; an AssertionError for another status than 200."""
    line.request("GET", f"{path}?{urlencode(parameters)}")
    response = line.getresponse()
    data = response.read()
    assert response.status == 200, (response.status, path, parameters)
    return data


def connect() -> http.client.HTTPConnection:
    """Return a connection to the server."""
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)


def measure_start(workspace: Path, question: str, times: int = 5) -> None:
    """Print the time to the first answer of `hea ask` and of `hea serve`, in turns."""
    asked, served = [], []
    for _ in range(times):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "hea", "ask", question, "--workspace", str(workspace)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        asked.append((time.perf_counter() - started, cpu))
        started = time.perf_counter()
        with server(workspace) as process:
            get(connect(), "/api/ask", q=question)
            served.append((time.perf_counter() - started, cpu_of(process)))
    for name, found in (("hea ask", asked), ("hea serve", served)):
        clock, cpu = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"first answer, {name}: {clock:.2f} s, CPU {cpu:.2f} s")


def measure_answers(process: int, questions: list[str]) -> None:
    """Print the time of one answer after the other, as JSON and as a page."""
    line = connect()
    for path in ("/api/ask", "/"):
        get(line, path, q=questions[0])
        taken, before = [], cpu_of(process)
        for question in questions:
            started = time.perf_counter()
            get(line, path, q=question)
            taken.append(time.perf_counter() - started)
        cpu = (cpu_of(process) - before) / len(questions)
        taken.sort()
        print(
            f"{len(questions)} answers of {path}: median {1000 * statistics.median(taken):.0f} ms,"
            f" 95 % within {1000 * taken[int(0.95 * len(taken))]:.0f} ms, CPU {1000 * cpu:.0f} ms"
        )


def measure_pictures(process: int, questions: list[str]) -> None:
    """Print the time of the pictures of pages that answers cite; none where there is no PDF."""
    line, papers = connect(), {}
    for question in questions:
        for cited in json.loads(get(line, "/api/ask", q=question))["citations"]:
            if cited["file"].endswith(".pdf"):
                papers[cited["paper"]] = cited["page"]
    for name in ("first", "again"):
        taken = []
        for paper, page in papers.items():
            started = time.perf_counter()
            get(line, f"/paper/{paper}/page/{page}.png")
            taken.append(time.perf_counter() - started)
        if taken:
            print(
                f"{len(taken)} pictures, {name}: median {1000 * statistics.median(taken):.0f} ms,"
                f" longest {1000 * max(taken):.0f} ms"
            )


def measure_crowd(questions: list[str], clients: int, seconds: float) -> None:
    """Print how many answers many clients get that ask all the time, and how many errors."""
    until = time.monotonic() + seconds
    taken: list[float] = []
    errors: list[str] = []

    def ask(first: int) -> None:
        line, number = connect(), first
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                get(line, "/api/ask", q=questions[number % len(questions)])
                taken.append(time.perf_counter() - started)
            except (AssertionError, OSError, http.client.HTTPException) as error:
                errors.append(repr(error))
                line = connect()
            number += clients

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    median = statistics.median(taken)
    print(
        f"{clients} clients for {seconds:.0f} s: {len(taken)} answers, {len(errors)} errors,"
        f" median {1000 * median:.0f} ms, longest {max(taken):.1f} s {errors[:3]}"
    )


def measure_memory(process: int, questions: list[str], most: int) -> None:
    """Print the memory after every thousand questions."""
    line = connect()
    for number in range(most + 1):
        if number % 1000 == 0:
            print(f"after {number} questions: {memory_of(process):.0f} MiB", flush=True)
        get(line, "/api/ask", q=questions[number % len(questions)])


def main() -> None:
    """Measure what is asked for, and print it."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("workspace", type=Path)
    reader.add_argument("questions", type=Path)
    reader.add_argument("--seconds", type=float, default=60)
    reader.add_argument("--clients", type=int, default=20)
    reader.add_argument("--count", type=int, default=5000)
    given = reader.parse_args()
    lines = given.questions.read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    measure_start(given.workspace, questions[0])
    with server(given.workspace) as process:
        measure_answers(process, questions)
        measure_pictures(process, questions)
        measure_crowd(questions, given.clients, given.seconds)
        measure_memory(process, questions, given.count)


if __name__ == "__main__":
    main()
