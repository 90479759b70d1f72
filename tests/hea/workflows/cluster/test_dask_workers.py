"""A cluster of two threads of this process: what it does with work is the same with others."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from builder.errors import UserError
from builder.parallel import parallel_map
from hea.workflows.cluster import dask_workers, opening, worker_side
from hea.workflows.cluster.dask_workers import DaskWorkers
from hea.workflows.cluster.installation import installation
from hea.workflows.cluster.work_process import WorkEndedError

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore"),  # what Dask leaves open as it closes
]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def workers(client: Client, notes: list[str]) -> Iterator[DaskWorkers]:
    opened = DaskWorkers(client, 60, notes.append)
    yield opened
    opened.close()


def test_work_is_done_in_order_by_processes_of_the_workers(
    workers: DaskWorkers, notes: list[str]
) -> None:
    assert workers.count == 2
    assert [done for _, done in parallel_map(abs, range(-9, 0), workers)] == [*range(9, 0, -1)]
    processes = {done for _, done in parallel_map(eval, ["__import__('os').getpid()"] * 9, workers)}
    assert len(processes) <= 2
    workers.close()
    assert not worker_side._PROCESSES
    assert not notes


def test_what_work_raises_is_raised_here(workers: DaskWorkers) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        workers.submit(eval, "1 / 0").result(60)
    assert "Traceback" in raised.value.__notes__[0]


def test_a_worker_with_other_software_is_refused_before_anything_is_done(
    client: Client, monkeypatch: pytest.MonkeyPatch, notes: list[str]
) -> None:
    expected = installation() | {"extraction rules": "99"}
    monkeypatch.setattr(dask_workers, "installation", lambda: expected)
    with pytest.raises(UserError, match=r"extraction rules .*, not 99") as raised:
        DaskWorkers(client, 60, notes.append)
    assert "Install the same hea-qa" in raised.value.hint


def test_a_worker_that_comes_later_with_other_software_is_refused(
    workers: DaskWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_side, "difference", lambda *_: "hea-qa 0.0.9, not 0.1.0")
    with pytest.raises(UserError, match=r"hea-qa 0\.0\.9, not 0\.1\.0"):
        workers.submit(abs, -3).result(60)


#: Ends its process until it has done so several times.
MORTAL = """
import os, pathlib
for turn in range({turns}):
    try:
        pathlib.Path({folder!r}, str(turn)).touch(exist_ok=False)
    except FileExistsError:
        continue
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize(("turns", "told"), [(2, 0), (3, 1)])
def test_work_whose_process_dies_is_done_elsewhere_and_at_last_here(
    workers: DaskWorkers, notes: list[str], tmp_path: Path, turns: int, told: int
) -> None:
    future = workers.submit(exec, MORTAL.format(turns=turns, folder=str(tmp_path)))
    assert future.result(120) is None
    assert len(list(tmp_path.iterdir())) == turns
    workers.close()
    assert len(notes) == told


def test_work_that_ends_every_process_ends_no_other(workers: DaskWorkers) -> None:
    with pytest.raises(WorkEndedError, match="-9"):
        workers.submit(exec, "import os; os.kill(os.getpid(), 9)").result(120)
    assert workers.submit(abs, -3).result(60) == 3


def test_another_processor_is_told_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, notes: list[str]
) -> None:
    monkeypatch.setattr(dask_workers, "processor", lambda: "Another Processor")
    workers = DaskWorkers(client, 60, notes.append)
    assert [done for _, done in parallel_map(abs, range(4), workers)] == [0, 1, 2, 3]
    workers.close()
    assert len(notes) == 1
    assert "last bits" in notes[0]


def test_without_a_worker_or_a_scheduler_what_waits_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, notes: list[str]
) -> None:
    monkeypatch.setattr(dask_workers, "_LOOK", 0.1)
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False, timeout=2) as client,
    ):
        workers = DaskWorkers(client, 0.5, notes.append)
        cluster.scale(0)
        client.sync(cluster._correct_state)
        with pytest.raises(UserError, match="No worker of the cluster is left") as raised:
            workers.submit(abs, -1).result(60)
        assert "`hea build` goes on" in raised.value.hint
        monkeypatch.setattr(workers, "_patience", 600)
        waiting = workers.submit(abs, -1)
        client.sync(cluster.scheduler.close)
        with pytest.raises(UserError, match="scheduler of the cluster cannot be reached"):
            waiting.result(60)
        workers.close()


def test_workers_that_were_not_started_again_are_replaced(
    monkeypatch: pytest.MonkeyPatch, notes: list[str]
) -> None:
    monkeypatch.setattr(dask_workers, "_LOOK", 0.1)
    monkeypatch.setattr(dask_workers, "_RENEWED", 0.2)
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        workers = DaskWorkers(client, 60, notes.append, partial(opening._renew, cluster, 1))
        cluster.scale(0)
        client.sync(cluster._correct_state)
        assert workers.submit(abs, -1).result(60) == 1
        workers.close()
