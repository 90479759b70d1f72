"""Jobs in the browser: forms of few choices, their pages, and what they left behind."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from hea.workflows.jobs.event_log import JobEvents
from hea.workflows.jobs.line_chart import line_chart


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace in which nothing was built."""
    (tmp_path / "ws" / "corpus").mkdir(parents=True)
    return tmp_path / "ws"


def ended(client: TestClient, name: str, seconds: float = 60.0) -> dict[str, Any]:
    """A job as the JSON interface tells it, once it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(f"/api/jobs/{name}").json()
        if job["state"] != "running":
            return job
        time.sleep(0.1)
    raise AssertionError(job)


@pytest.fixture
def lost(place: Path) -> Path:
    """The folder of a job that was killed in the midst of it."""
    folder = place / "data" / "jobs" / "train-1"
    folder.mkdir(parents=True)
    job = {"kind": "train", "options": {"recipe": "hea", "name": "<b>mine</b>"}}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    events = JobEvents(folder)
    events.write("begin", pid=1)
    events.write("note", words=f"<script>alert(1)</script> in {place}/data")
    return folder


def test_a_job_is_started_by_its_form_and_its_end_is_shown(client: TestClient) -> None:
    shown = client.post("/jobs/dataset/start", data={"form": "alpaca", "status": "kept"})
    assert shown.url.path == "/jobs/dataset-1"
    assert "hea dataset --format alpaca" in shown.text
    job = ended(client, "dataset-1")
    assert (job["state"], job["error"]) == ("failed", "Nothing has been built yet.")
    assert "Nothing has been built yet." in client.get("/jobs/dataset-1").text
    assert "dataset-1" in client.get("/jobs").text
    told = client.get("/api/jobs/dataset-1/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert told.text.startswith("id: ")
    assert "event: line\n" in told.text
    assert told.text.endswith("event: end\ndata: null\n\n")
    assert '"pid"' not in told.text


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("shell", {}), ("dataset", {"form": "; rm -r /"}), ("dataset", {"out": "/etc"}),
        ("train", {"recipe": "../../x.toml"}), ("train", {"name": "../x"}),
        ("build", {"retry": "$(id)"}), ("eval", {"base": "path:/etc"}),
    ],
)  # fmt: skip
def test_nothing_but_the_choices_of_a_form_is_run(
    client: TestClient, kind: str, given: dict[str, str]
) -> None:
    assert client.post(f"/api/jobs/{kind}", data=given).status_code == 400
    assert client.post(f"/jobs/{kind}/start", data=given).status_code == 400
    assert client.get("/api/jobs").json() == []


def test_a_lost_job_is_told_with_its_words_as_text(
    client: TestClient, lost: Path, place: Path
) -> None:
    shown = client.get("/jobs/train-1").text
    assert "It was killed, or the machine went off." in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; in data" in shown
    assert "<script>alert" not in shown
    assert str(place) not in shown
    assert ">Resume</button>" in shown
    assert "<b>mine" not in client.get("/jobs").text
    told = client.get("/api/jobs/train-1/events").text
    assert str(place) not in told
    # What no longer runs is not stopped: process 1 is not ours.
    assert client.delete("/api/jobs/train-1").json()["state"] == "lost"
    assert client.post("/api/jobs/train-1/end").json()["state"] == "lost"
    assert client.post("/api/jobs/train-1/shoot").status_code == 400


@pytest.mark.parametrize("name", ["build-9", "..%2f..", "x", "build-1%00", "build-" + "9" * 400])
def test_a_job_that_is_not_there_is_told(client: TestClient, name: str) -> None:
    for path in ("/jobs/{}", "/jobs/{}/now", "/api/jobs/{}", "/api/jobs/{}/events"):
        assert client.get(path.format(name)).status_code in (400, 404, 405)
    assert client.post(f"/jobs/{name}/stop").status_code in (400, 404, 405)


def test_who_only_looks_starts_and_stops_nothing(
    client_of: Callable[..., TestClient], place: Path, lost: Path
) -> None:
    client = client_of(place, read_only=True)
    assert client.post("/jobs/build/start").status_code == 403
    assert client.post("/jobs/train-1/resume").status_code == 403
    assert client.delete("/api/jobs/train-1").status_code == 403
    assert "<button" not in client.get("/jobs").text
    assert "<button" not in client.get("/jobs/train-1").text


def write_lines(path: Path, *rows: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def trained(place: Path) -> Path:
    """The folder of a training at work, with hostile words in it and a loss that is no number."""
    folder = place / "data" / "adapters" / "mine"
    folder.mkdir(parents=True)
    (folder / "begun.json").write_text("{}")
    write_lines(
        folder / "log.jsonl",
        {"step": 1, "epoch": 0.1, "loss": 3.5, "tokens_per_second": 12.0, "peak_memory_mb": 900},
        {"step": 2, "epoch": 0.2, "loss": float("nan")},
        {"step": 3, "epoch": 0.3, "loss": 2.5, "tokens_per_second": 1234.5},
        {"step": 3, "epoch": 0.3, "val_loss": 2.75},
    )
    write_lines(
        folder / "previews.jsonl",
        {"step": 1, "id": "a", "question": "<img src=x>?", "reference": "R", "answer": "<b>no</b>",
         "verdict": "contradicted", "why": "as it is"},
    )  # fmt: skip
    return folder


def test_losses_and_previews_of_a_training_are_shown_while_it_runs(
    client: TestClient, trained: Path
) -> None:
    shown = client.get("/train/mine").text
    assert shown.count("<polyline") == 2
    assert 'role="img" aria-label="Loss in nats a token, by step"' in shown
    assert "&lt;img src=x&gt;?" in shown
    assert "<b>no" not in shown
    assert "Not ended" in shown
    told = client.get("/api/train/mine").json()
    assert told["loss"] == [[1, 3.5], [3, 2.5]]
    assert told["val_loss"] == [[3, 2.75]]
    assert "/train/mine" in client.get("/jobs").text
    job = {"kind": "train", "options": {"recipe": "hea", "name": "mine"}}
    folder = trained.parents[1] / "jobs" / "train-1"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(json.dumps(job))
    assert client.get("/jobs/train-1/now").text.count("<polyline") == 2


def test_the_report_of_a_training_is_shown(client: TestClient, trained: Path) -> None:
    score = {"value": 4.0, "low": 3.0, "high": 5.0, "n": 9, "unscored": 0}
    report = {
        "rows": 9, "part": "test", "precision": "bf16",
        "perplexity": {"base": score, "tuned": score, "ratio": score},
        "answers": {"f1": {"base": score, "tuned": {"value": None}, "difference": score}},
        "examples": [{"question": "<q>", "reference": "r", "base": "b", "tuned": "<i>t</i>"}],
    }  # fmt: skip
    (trained / "report.json").write_text(json.dumps(report))
    (trained / "made.json").write_text(json.dumps({"base": "/home/me/phi"}))
    shown = client.get("/train/mine").text
    assert "4.000 (3.000–5.000), n = 9" in shown
    assert "&lt;i&gt;t" in shown
    assert "/home/me" not in shown


@pytest.fixture
def evaluated(place: Path) -> Path:
    """The folder of an evaluation with a small report."""
    folder = place / "data" / "eval" / "grid"
    folder.mkdir(parents=True)
    page = b"<!doctype html><style>p{color:red}</style><p>Report</p>"
    (folder / "report.html").write_bytes(page)
    hashes = {"report.html": hashlib.sha256(page).hexdigest()}
    (folder / "made.json").write_text(json.dumps({"questions": 3, "sha256": hashes}))
    score = {"value": 0.5, "low": 0.25, "high": 0.75, "n": 3, "unscored": 0}
    (folder / "scores.json").write_text(json.dumps({"name": "grid", "scores": {"f1": score}}))
    return folder


def test_a_report_is_shown_without_an_origin_and_without_scripts(
    client: TestClient, evaluated: Path
) -> None:
    shown = client.get("/eval/grid").text
    assert '<iframe class="report" src="/eval/grid/report"' in shown
    assert "sandbox></iframe>" in shown
    assert "0.500 (0.250–0.750), n = 3" in shown
    report = client.get("/eval/grid/report")
    assert b"<p>Report</p>" in report.content
    policy = report.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "allow-scripts" not in policy
    assert client.get("/api/eval/grid").json()["scores"]["f1"]["value"] == 0.5


def test_a_page_that_was_not_written_here_is_never_handed_on(
    client: TestClient, evaluated: Path
) -> None:
    (evaluated / "report.html").write_text("<script>alert(1)</script>")
    assert client.get("/eval/grid/report").status_code == 404
    shown = client.get("/eval/grid").text
    assert "iframe" not in shown
    assert "not as it was written" in shown
    (evaluated / "made.json").write_text('{"sha256": []}')
    assert client.get("/eval/grid/report").status_code == 404


@pytest.mark.parametrize("name", ["none", "..%2f..%2fetc", "%2e%2e", "a%00b", ".hidden", "x" * 300])
def test_what_was_not_trained_or_measured_is_told(client: TestClient, name: str) -> None:
    for path in ("/train/{}", "/eval/{}", "/eval/{}/report", "/api/train/{}", "/api/eval/{}"):
        assert client.get(path.format(name)).status_code in (400, 404, 405)


def test_a_chart_has_round_numbers_beside_its_axes_and_its_points_in_the_picture() -> None:
    chart = line_chart([("a", [(0, 3.5), (10, 2.5), (20, float("inf"))]), ("b", [])])
    assert chart is not None
    assert [tick.words for tick in chart.y_ticks] == ["2.4", "2.6", "2.8", "3", "3.2", "3.4", "3.6"]
    assert chart.curves[1].points == ""
    long = line_chart([("a", [(n, 1.0) for n in range(5000)])])
    assert long is not None
    points = [tuple(map(float, pair.split(","))) for pair in long.curves[0].points.split()]
    assert len(points) <= 601
    assert all(0 <= x <= long.width and 0 <= y <= long.height for x, y in points)
    assert line_chart([("a", [(1, float("nan"))])]) is None
