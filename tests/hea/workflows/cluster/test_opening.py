import gc
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import dask_jobqueue.slurm  # noqa: F401 - its defaults, of which tests change some
import pytest
from small_library import Run

from builder.errors import UserError
from hea.events import SILENT
from hea.workflows.cluster import opening
from hea.workflows.cluster.opening import open_workers

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore"),  # what Dask leaves open as it closes
]


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """What Dask leaves open is swept up while its warnings are ignored."""
    yield
    gc.collect()


@pytest.mark.parametrize(
    "named",
    ["nonsense", "local", "local:0", "local:x", "slurm:0", "node1", "tcp://node1", "local:2 "],
)
def test_what_names_no_cluster_is_told_with_what_would(named: str, tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="There is no cluster") as raised,
        open_workers(named, tmp_path, SILENT),
    ):
        pass
    assert "local:N" in raised.value.hint


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "127.0.0.1:1", "ftp://127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_ANSWER", 1)
    with (
        pytest.raises(UserError, match="No Dask scheduler answers at"),
        open_workers(address, tmp_path, SILENT),
    ):
        pass


def test_the_command_tells_it_in_two_lines_and_builds_nothing(
    hea: Run, tmp_path: Path, corpus: Path
) -> None:
    code, out, err = hea("build", "--workspace", tmp_path, "--cluster", "nonsense")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) <= 3
    assert not (tmp_path / "data").exists()


@pytest.fixture
def sbatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """SLURM as its users see it, on this machine: a job is a script that runs beside."""
    folder = tmp_path / "bin"
    folder.mkdir()
    commands = {
        "sbatch": f'for last; do :; done\ncp "$last" {folder}/job.sh\n'
        f"setsid sh {folder}/job.sh >{folder}/job.log 2>&1 &\n"
        'echo "Submitted batch job $!"\n',
        "scancel": f'echo "$1" >>{folder}/cancelled\nkill -- "-$1"\n',
    }
    for name, lines in commands.items():
        (folder / name).write_text("#!/bin/sh\n" + lines)
        (folder / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    yield folder


def test_jobs_of_slurm_do_the_work_and_end_with_the_build(sbatch: Path, tmp_path: Path) -> None:
    described = {
        f"jobqueue.slurm.{name}": value
        for name, value in {
            "cores": 1,
            "processes": 1,
            "memory": "1 GiB",
            "interface": "lo",
            "python": sys.executable,
        }.items()
    }
    shared = tmp_path / "data"
    with dask.config.set(described), open_workers("slurm:1", shared, SILENT) as workers:
        script = (sbatch / "job.sh").read_text()
        [folder] = shared.iterdir()
        keys = list(folder.iterdir())
        assert folder.stat().st_mode & 0o077 == 0
        assert len(keys) == 3
        assert workers.submit(abs, -3).result(120) == 3
    assert "tls://" in script
    for _ in range(100):
        if (sbatch / "cancelled").exists():
            break
        time.sleep(0.1)
    assert (sbatch / "cancelled").exists()
    assert not list(shared.iterdir())


def test_slurm_without_a_description_of_its_jobs_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="SLURM cannot be used: You must specify") as raised,
        dask.config.set({"jobqueue.slurm.cores": None}),
        open_workers("slurm", tmp_path, SILENT),
    ):
        pass
    assert "docs/scaling.md" in raised.value.hint
