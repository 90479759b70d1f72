"""Workers of a cluster that are killed: what is built is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_library import Many

KILLS = Path(__file__).with_name("kill_workers.py")


@pytest.mark.slow
@pytest.mark.fault("F74")
def test_workers_killed_in_each_stage_change_nothing(how_many: Many) -> None:
    root = str(KILLS.parents[2])
    given = [f"--kills={how_many(1, 20)}", f"--papers={how_many(6, 24)}"]
    told = subprocess.run(
        [sys.executable, "-P", KILLS, *given],
        env=os.environ | {"PYTHONPATH": root, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    rows = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    assert [row["stage"] for row in rows] == [
        "reading",
        "embedding",
        "values",
        "drafting",
        "checks",
    ]
    assert all(row["same"] and row["kills"] for row in rows)
