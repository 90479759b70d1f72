import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pdf_factory import GOOD_ABSTRACT, endless_pdf, good_pdf
from threads import threads

from builder.fulltext.paper_file import read_paper_file
from builder.ingest import worker_pool
from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import HandedFile, extract_all, read_handed
from builder.papers import Paper


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


def test_workers_read_the_same_papers_by_their_names(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n} ü.pdf", f"Toughness of alloy {n} on cooling") for n in "ab"]
    with threads(1) as workers:
        assert dict(extract_all(paths, processes=workers)) == dict(extract_all(paths))
    assert [file.content for file in workers.pieces] == [None, None]  # type: ignore[attr-defined]


def test_a_file_that_a_worker_does_not_see_is_sent_and_those_behind_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf", f"Toughness of alloy {n} on cooling") for n in "abcd"]
    expected = dict(extract_all(paths))

    def elsewhere(limits: Limits, fulltext: bool, file: HandedFile) -> Paper | None:
        there = HandedFile(f"/nowhere{file.path}", file.state, file.content)
        return read_handed(limits, fulltext, there)

    monkeypatch.setattr(worker_pool, "read_handed", elsewhere)
    with threads(1) as workers:
        assert dict(extract_all(paths, processes=workers)) == expected
    sent = [file for file in workers.pieces if file.content]  # type: ignore[attr-defined]
    assert len(sent) == 4
    assert sent[0].content == paths[-1].read_bytes() or sent[0].path != str(paths[0])


def test_a_file_of_the_same_name_and_another_content_is_not_taken_for_it(tmp_path: Path) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    assert read_handed(Limits(), False, HandedFile(str(path), (1, 2), None)) is None


@pytest.mark.parametrize(
    "told",
    [
        Paper("timeout", "Reading took over 60 s and was stopped."),
        Paper("memory", "Reading it took more memory than allowed; split the PDF."),
        Paper("corrupt", "The file ended the process that read it (signal 9)."),
        Paper("ok", "", notes=("Its body was left out: it ended the process (signal 9).",)),
        None,
    ],
)
def test_what_the_machine_of_a_worker_may_be_the_cause_of_is_read_again_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Paper | None
) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    monkeypatch.setattr(worker_pool, "read_handed", lambda *_: told)
    with threads(1) as workers:
        [(_, paper)] = extract_all([path], processes=workers)
    assert paper.state == "ok"
    assert paper.abstract is not None
    assert not paper.notes
