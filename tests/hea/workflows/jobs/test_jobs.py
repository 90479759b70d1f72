"""Jobs: started, watched, stopped, gone on with; what is known of them outlives the server."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from small_library import CANTOR, write_records

from builder.errors import UserError
from hea.workflows.jobs import control
from hea.workflows.jobs.control import end_job, resume_job, start_job, stop_job
from hea.workflows.jobs.event_log import JobEvents, read_events, read_progress
from hea.workflows.jobs.job_folder import JobRecord, find_job, list_jobs, running_job
from hea.workflows.jobs.job_options import KINDS, command_of, read_options
from hea.workspace import Workspace

#: Stands for the worker: it does what the test needs, in its folder and under its locks.
SCRIPT = """
import os, sys, time
from pathlib import Path
from hea.workflows.jobs import work, worker

def slow(kind, place, options, events):
    with events.progress("Waiting") as progress:
        for step in range(int(os.environ.get("STEPS", "600"))):
            progress(step, 600, f"step {step}")
            (place.root / "steps").write_text(str(step))
            time.sleep(0.05)
    return {"steps": step, "options": dict(options)}

work.do_work = slow
worker.main()
"""


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "corpus").mkdir()
    return Workspace(tmp_path)


@pytest.fixture
def slow(tmp_path: Path, place: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each job wait half a minute; what still runs is ended behind the test."""
    module = tmp_path / "modules" / "slow_worker.py"
    module.parent.mkdir()
    module.write_text(SCRIPT, "utf-8")
    root = Path(__file__).resolve().parents[4]
    monkeypatch.setenv("PYTHONPATH", f"{module.parent}{os.pathsep}{root}")
    monkeypatch.setattr(control, "_WORKER", "slow_worker")
    yield
    if running := running_job(place):
        end_job(place, running.name)
        ended(place, running.name)


def ended(place: Workspace, name: str, seconds: float = 20.0) -> JobRecord:
    """A job once it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job = find_job(place, name)
        if job.state != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_job_runs_in_a_process_of_its_own_and_tells_its_result(
    place: Workspace, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPS", "3")
    begun = start_job(place, "dataset", {"form": "alpaca"})
    assert begun.name == "dataset-1"
    assert begun.pid not in (0, os.getpid())
    job = ended(place, "dataset-1")
    assert job.state == "done"
    assert job.result["steps"] == 2
    assert job.result["options"] == {"status": "kept", "split": "topic", "form": "alpaca"}
    assert job.command == "hea dataset --format alpaca"
    assert [event["kind"] for event in job.events] == ["begin", "step", "result", "end"]


def test_one_job_runs_at_a_time_and_is_stopped_and_gone_on_with(
    place: Workspace, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_job(place, "build", {})
    with pytest.raises(UserError, match="build-1 is at work"):
        start_job(place, "dataset", {})
    running = running_job(place)
    assert running is not None
    assert running.name == "build-1"
    while (bar := find_job(place, "build-1").progress) is None or not bar["done"]:
        time.sleep(0.05)
    assert bar["label"] == "Waiting"
    stop_job(place, "build-1")
    assert ended(place, "build-1").state == "stopped"
    assert find_job(place, "build-1").trouble is None
    monkeypatch.setenv("STEPS", "1")
    resume_job(place, "build-1")
    job = ended(place, "build-1")
    assert job.state == "done"
    assert [event["kind"] for event in job.events].count("begin") == 2


def test_a_job_that_has_ended_meanwhile_is_stopped_without_a_word(
    place: Workspace, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_job(place, "build", {})

    def kill(pid: int, number: int) -> None:
        raise OSError(22, "The parameter is incorrect")  # what Windows says

    with monkeypatch.context() as windows:
        windows.setattr("os.kill", kill)
        stop_job(place, "build-1")
    end_job(place, "build-1")
    assert ended(place, "build-1").state == "lost"


def test_a_killed_job_is_known_as_lost_and_a_foreign_process_is_left_alone(
    place: Workspace, slow: None
) -> None:
    job = start_job(place, "build", {})
    end_job(place, "build-1")
    lost = ended(place, "build-1")
    assert lost.state == "lost"
    assert lost.trouble is not None
    # Its number now belongs to another process, which must not be stopped in its place.
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        JobEvents(job.folder).write("begin", pid=other.pid)
        assert find_job(place, "build-1").state == "lost"
        stop_job(place, "build-1")
        end_job(place, "build-1")
        time.sleep(0.2)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_what_is_known_of_jobs_is_on_the_disk_alone(place: Workspace, slow: None) -> None:
    """Another process, such as the server that was started anew, sees and stops the same jobs."""
    start_job(place, "build", {})
    script = (
        "import sys; from pathlib import Path; from hea.workspace import Workspace;"
        "from hea.workflows.jobs.control import stop_job;"
        "print(stop_job(Workspace(Path(sys.argv[1])), 'build-1').state)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(place.root)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "running"
    assert ended(place, "build-1").state == "stopped"


def test_two_servers_start_one_job(place: Workspace, slow: None) -> None:
    told: list[str] = []

    def start() -> None:
        try:
            told.append(start_job(place, "build", {}).name)
        except UserError as error:
            told.append(error.message)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["build-1", *["build-1 is at work: one job at a time."] * 3]


def test_ctrl_c_in_the_terminal_of_the_server_leaves_jobs_alone(
    place: Workspace, slow: None
) -> None:
    job = start_job(place, "build", {})
    assert os.getsid(job.pid) == job.pid != os.getsid(0)


def test_a_real_job_tells_a_mistake_in_two_sentences(place: Workspace) -> None:
    start_job(place, "dataset", {})
    job = ended(place, "dataset-1", 60)
    assert job.state == "failed"
    assert job.trouble == (
        "Nothing has been built yet.", "Put PDFs of papers into corpus/ and run `hea build`.",
    )  # fmt: skip


def test_a_real_build_respects_one_in_a_terminal(place: Workspace) -> None:
    write_records(place.corpus / "r.jsonl", CANTOR)
    place.data.mkdir()
    with FileLock(place.lock):
        start_job(place, "build", {})
        job = ended(place, "build-1", 60)
    assert job.trouble is not None
    assert job.trouble[0] == "Another `hea build` is at work in this workspace."


def test_a_bug_keeps_its_trace_beside_the_job(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.py").write_text(
        "from hea.workflows.jobs import work, worker\n"
        "def broken(*_): raise ZeroDivisionError('of a bug')\n"
        "work.do_work = broken\nworker.main()\n"
    )
    root = Path(__file__).resolve().parents[4]
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{root}")
    monkeypatch.setattr(control, "_WORKER", "broken")
    start_job(place, "build", {})
    job = ended(place, "build-1")
    assert job.trouble is not None
    assert job.trouble[0] == "Something in hea-qa failed."
    assert "ZeroDivisionError: of a bug" in (job.folder / "output.txt").read_text("utf-8")


def test_a_process_that_cannot_begin_is_told(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "_WORKER", "no_such_module")
    with pytest.raises(UserError, match="did not start"):
        start_job(place, "build", {})
    assert find_job(place, "build-1").state == "lost"


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("rm", {}), ("build", {"--workspace": "/"}), ("build", {"retry": "yes; rm -r"}),
        ("dataset", {"form": "../x"}), ("dataset", {"status": "none"}), ("train", {"recipe": "x"}),
        ("train", {"recipe": "/etc/passwd"}), ("train", {"name": "../up"}),
        ("train", {"name": "a/b"}), ("train", {"name": "-rf"}), ("train", {"name": "x" * 65}),
        ("train", {"name": ".."}), ("train", {"steps": "-1"}), ("train", {"steps": "9" * 5000}),
        ("train", {"base": "evil/model"}), ("report", {}), ("report", {"adapter": "none"}),
        ("eval", {"base": "endpoint:http://evil"}), ("eval", {"tuned": "x"}),
        ("eval", {"limit": "1e9"}), ("eval", {"name": "a b"}), ("eval", {"name": "\u0665"}),
    ],
)  # fmt: skip
def test_an_option_is_one_of_few(place: Workspace, kind: str, given: dict[str, str]) -> None:
    with pytest.raises(UserError):
        start_job(place, kind, given)
    assert list_jobs(place) == []


@pytest.mark.parametrize("name", ["", "..", "build-0", "build-1/..", "x-1", "build-1\n", "build-1"])
def test_a_job_is_found_by_its_name_alone(place: Workspace, name: str) -> None:
    (place.data / "jobs" / "build-1").mkdir(parents=True)  # without a job in it
    with pytest.raises(UserError, match="no such job"):
        find_job(place, name)


def test_the_options_of_a_form_become_a_command(place: Workspace) -> None:
    (place.adapters / "mine").mkdir(parents=True)
    (place.adapters / "mine" / "made.json").write_text("{}")
    (place.adapters / "begun").mkdir()
    for kind, given, command in (
        ("build", {"retry": "on"}, "hea build --retry"),
        ("train", {"name": "a", "steps": "5"}, "hea train --name a --set max_steps=5"),
        ("report", {"adapter": "mine"}, "hea train report --no-four-bits mine"),
        ("eval", {"tuned": "mine", "limit": "9"}, "hea eval --tuned adapter:mine --limit 9"),
    ):
        assert command_of(KINDS[kind], read_options(place, KINDS[kind], given)) == command
    with pytest.raises(UserError, match="is “begun”"):
        read_options(place, KINDS["report"], {"adapter": "begun"})


def test_a_torn_event_costs_itself_alone(place: Workspace, tmp_path: Path) -> None:
    events = JobEvents(tmp_path)
    events.write("note", words="é\udcff")
    with (tmp_path / "events.jsonl").open("ab") as log:
        log.write(b'{"kind": "no')
    assert read_events(tmp_path)[1][0]["words"] == "é\udcff"
    end, _ = read_events(tmp_path)
    events.write("note", words="on")
    assert [row["words"] for row in read_events(tmp_path, end)[1]] == ["on"]
    with events.progress("Bar") as progress:
        progress(1, 2, "x")
        progress(2, 2, "done")
    assert read_progress(tmp_path) == {"label": "Bar", "done": 2, "total": 2, "words": "done"}
    (tmp_path / "progress.json").write_text("{")
    assert read_progress(tmp_path) is None


def test_old_jobs_are_forgotten(
    place: Workspace, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "_MOST_JOBS", 1)
    monkeypatch.setenv("STEPS", "1")
    before = signal.getsignal(signal.SIGINT)
    for _ in range(4):
        ended(place, start_job(place, "build", {}).name)
    assert [job.name for job in list_jobs(place)] == ["build-4", "build-3"]
    assert signal.getsignal(signal.SIGINT) is before
    assert json.loads((place.data / "jobs" / "build-4" / "job.json").read_text())["kind"] == "build"
