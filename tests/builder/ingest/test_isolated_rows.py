import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builder.ingest.isolated_rows import UnreadRestError, isolated_rows
from builder.ingest.isolation import Limits, start_reader
from builder.papers import Paper
from builder.references.jsonl import read_records
from builder.storage.record_json import from_plain


def test_entries_read_in_another_process_are_the_same_entries(tmp_path: Path) -> None:
    path = tmp_path / "a b\nü.jsonl"
    path.write_text('{"title": "T\\ud800", "abstract": "α-phase", "authors": ["Yeh"]}\n[]\n')
    read = [
        (line, identity, from_plain(Paper, fields))
        for line, identity, fields in isolated_rows("export", path)
    ]
    assert read == list(read_records(path))
    assert [paper.state for *_, paper in read] == ["ok", "corrupt"]


def test_rows_that_nobody_wants_are_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"title": "T", "abstract": "A."}\n' * 50_000)
    started = []

    def start(*given: Any) -> Any:
        started.append(start_reader(*given))
        return started[-1]

    monkeypatch.setattr("builder.ingest.isolated_rows.start_reader", start)
    rows = isolated_rows("export", path)
    next(rows)
    rows.close()  # type: ignore[attr-defined]
    assert started[0].poll() is not None


def test_a_fault_of_a_whole_file_comes_behind_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,verdict\n1,accept\n2,"' + "x" * 17_000_000 + '"\n')
    rows = isolated_rows("sheet", path)
    assert next(rows)[1]["id"] == "1"
    with pytest.raises(UnreadRestError, match="field larger") as told:
        next(rows)
    assert told.value.state == "corrupt"


def test_a_process_that_cannot_begin_is_a_fault_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"title": "T"}))
    with pytest.raises(RuntimeError, match="reading process failed"):
        list(isolated_rows("no such reader", path))


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        list(isolated_rows("export", tmp_path / "x.bib"))


def test_a_small_memory_is_told_and_no_fault_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("title,abstract\n" + "x,y\n" * 3_000_000)
    with pytest.raises(UnreadRestError) as told:
        list(isolated_rows("export", path, Limits(memory=120 * 2**20)))
    assert told.value.state == "memory"


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
@pytest.mark.parametrize("kind", ["RLIMIT_CPU", "RLIMIT_AS"])
def test_a_lower_limit_that_holds_already_stays(tmp_path: Path, kind: str) -> None:
    """As in a batch job, or where a shell has set `ulimit -t` or `ulimit -v`."""
    path = tmp_path / "x.csv"
    path.write_text("title,abstract\nx,y\n")
    held = {"RLIMIT_CPU": 50, "RLIMIT_AS": 1900 * 2**20}[kind]
    program = (
        "import resource, sys; from pathlib import Path;"
        "from builder.ingest.isolated_rows import isolated_rows;"
        f"resource.setrlimit(resource.{kind}, ({held}, {held}));"
        "print(len(list(isolated_rows('export', Path(sys.argv[1])))))"
    )
    ran = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True)
    assert ran.stdout == "1\n", ran.stderr
