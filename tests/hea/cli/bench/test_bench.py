"""The benchmarks of the whole work: stages that run, costs that are measured, figures kept."""

import json
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from small_library import Run
from typer.testing import CliRunner

from builder.errors import UserError
from hea.cli.app import front_door
from hea.cli.bench import everything as figures


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


@pytest.mark.parametrize("sizes", ["", "x", "0", "10,-1", "1e3"])
def test_sizes_are_whole_numbers(sizes: str) -> None:
    done = CliRunner().invoke(front_door(), ["bench", "retrieval", "--n", sizes])
    assert done.exit_code == 2


def test_a_folder_without_pdfs_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(front_door(), ["bench", "extract", str(tmp_path)])
    assert isinstance(done.exception, UserError)
