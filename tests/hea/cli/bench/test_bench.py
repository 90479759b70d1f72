"""The benchmarks of the whole work: stages that run, costs that are measured, figures kept."""

import json
import time
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from small_library import Run

from eval.bench.stage_costs import (
    Cost,
    Growth,
    Rehearsal,
    per_tenfold,
    rehearse,
    stage_growth,
    write_corpus,
)
from hea.cli.bench import everything as figures
from hea.workflows.evaluate import rehearsal as rehearsing


def waits(root: Path) -> None:
    time.sleep(0.3)


def fills(root: Path) -> None:
    (root / "made").write_bytes((b"x" * 500_000_000)[:1000])


def test_each_stage_is_measured_by_itself(tmp_path: Path) -> None:
    told: list[str] = []
    found = rehearse(
        tmp_path, 7, {"fill": fills, "wait": waits}, lambda done, total, name: told.append(name)
    )
    assert told == list(found.costs) == ["fill", "wait"]
    assert (found.n, found.size) == (7, 1000)
    assert 0.3 <= found.costs["wait"].seconds < 3
    assert found.costs["fill"].memory > found.costs["wait"].memory + 200_000_000


def test_growth_is_told_for_a_tenfold_whatever_the_sizes() -> None:
    assert per_tenfold(100, 1, 1000, 10) == pytest.approx(10)
    assert per_tenfold(100, 1, 10_000, 9) == pytest.approx(3)
    sizes = [Rehearsal(n, {"read": Cost(n / 100, 50)}, 0) for n in (10, 1000, 100)]
    assert stage_growth(sizes) == {"read": Growth(pytest.approx(10), pytest.approx(1))}
    assert stage_growth(sizes[:1]) == {}


def test_every_stage_runs_on_a_workspace(place: Path) -> None:
    for name, stage in rehearsing.STAGES.items():
        stage(place)
        if name == "dataset":
            assert (place / "data" / "dataset" / "made.json").exists()


def test_a_rehearsed_corpus_holds_each_abstract_once(tmp_path: Path) -> None:
    write_corpus(tmp_path / "made.jsonl", 40)
    rows = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text().splitlines()]
    assert len({row["abstract"] for row in rows}) == len({row["title"] for row in rows}) == 40


@pytest.mark.slow
def test_all_benchmarks_are_kept_in_one_json_and_one_table(
    hea: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_ALL", ())
    (tmp_path / "papers").mkdir()
    good_pdf(tmp_path / "papers" / "a.pdf")
    at = ("--papers", tmp_path / "papers", "--workspace", place)
    code, out, _ = hea("bench", "all", *at, "--json")
    assert code == 0
    kept = place / "data" / "bench"
    found = json.loads((kept / "bench.json").read_text("utf-8"))
    assert json.loads(out) == found
    assert {"date", "machine", "extract"} == found.keys()
    assert found["extract"]["files"] == 1
    table = (kept / "bench.md").read_text("utf-8")
    assert "## hea bench extract" in table
    assert "| pymupdf |" in table
    # One that fails says so, and what was measured before is there.
    monkeypatch.setattr(figures, "_ALL", (("drafting", "--n", "1"),))
    code, _, err = hea("bench", "all", *at)
    assert code == 1
    assert "hea bench drafting` failed" in err
    assert json.loads((kept / "bench.json").read_text("utf-8"))["extract"]["files"] == 1
