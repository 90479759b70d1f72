import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pdf_factory import GOOD_ABSTRACT, endless_pdf, good_pdf

from builder.fulltext.paper_file import read_paper_file
from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all


def test_a_paper_read_in_another_process_is_the_same_paper(tmp_path: Path) -> None:
    path = good_pdf(tmp_path / "a b\nü.pdf")
    [(_, paper)] = extract_all([path])
    assert paper == read_paper_file(path)
    assert paper.abstract is not None
    assert paper.abstract.text == GOOD_ABSTRACT


def test_a_file_that_never_ends_is_stopped_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(3)]
    endless = endless_pdf(tmp_path / "endless.pdf")
    found = dict(extract_all([endless, *paths], Limits(seconds=2), processes=1))
    assert found[endless].state == "timeout"
    assert "2 s" in found[endless].reason
    assert {found[path].state for path in paths} == {"ok"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_reader_that_dies_costs_only_its_file(tmp_path: Path, number: signal.Signals) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(4)]
    states = []
    for path, paper in extract_all(
        [paths[0], endless_pdf(tmp_path / "e.pdf"), *paths[1:]], processes=1
    ):
        states.append(paper.state)
        if path == paths[0]:
            _end_reader(number)
    assert sorted(states) == ["corrupt", "ok", "ok", "ok", "ok"]


def _end_reader(number: int) -> None:
    """Kill the process that reads for us; by now it is busy with the endless file."""
    time.sleep(0.3)
    listed = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "builder.ingest.worker"],
        capture_output=True,
        text=True,
    )
    for pid in listed.stdout.split():
        os.kill(int(pid), number)


def test_memory_is_limited(tmp_path: Path) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    with pytest.raises(RuntimeError, match="reading process failed"):
        list(extract_all([path], Limits(memory=64 * 1024**2)))


def test_a_fresh_process_is_started_after_so_many_files(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(5)]
    found = dict(extract_all(paths, Limits(files_per_process=2), processes=1))
    assert {paper.state for paper in found.values()} == {"ok"}


def test_no_reader_outlives_a_batch_left_early(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(3)]
    batch = extract_all(paths, processes=2)
    next(batch)
    batch.close()
    time.sleep(0.2)
    listed = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "builder.ingest.worker"],
        capture_output=True,
        text=True,
    )
    assert listed.stdout == ""


def test_a_reader_whose_parent_died_ends_by_itself(tmp_path: Path) -> None:
    endless = endless_pdf(tmp_path / "endless.pdf")
    worker = subprocess.Popen(
        [sys.executable, "-P", "-m", "builder.ingest.worker", "0.5", str(2 * 1024**3)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdin is not None
    worker.stdin.write(f'["{endless}", true]\n')
    worker.stdin.flush()
    assert worker.wait(timeout=30) == -signal.SIGALRM
    worker.stdin.close()
    assert worker.stdout is not None
    worker.stdout.close()
