"""Reach a Dask cluster, or start one: on this machine, or as jobs of SLURM."""

import logging
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dask
from distributed import Client, LocalCluster, Security

from builder.errors import UserError
from hea.events import Events
from hea.workflows.cluster.dask_workers import DaskWorkers

if TYPE_CHECKING:
    from distributed.deploy.cluster import Cluster

_NAMED = re.compile(r"(local|slurm)(?::([1-9]\d{0,3}))?")
_ADDRESS = re.compile(
    r"(?:\w+://)?(?!local:|slurm:)[^\s/:]+:\d{1,5}|\w+://\[[0-9a-fA-F:]+\]:\d{1,5}"
)
#: Seconds in which a scheduler answers; in which its first worker is there; and that work waits
#: once all workers are gone, of which SLURM may start others.
_ANSWER, _FIRST, _PATIENCE, _PATIENCE_OF_SLURM = 10, 60.0, 600.0, 86_400.0
_CONFIGURATION: dict[str, Any] = {
    # PDFs that are sent are larger than what Dask warns of.
    "distributed.admin.large-graph-warning-threshold": "1 GiB",
    # A worker that was killed takes long to start again on a machine that is busy.
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    # Nothing is shown to browsers.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


@contextmanager
def open_workers(named: str, shared: Path, events: Events) -> Iterator[DaskWorkers]:
    """Reach or start the cluster of a name, and close what was started at the end.

    Args:
        named: `local:N` (processes of this machine), `slurm:JOBS`, or a scheduler's address.
        shared: A folder that jobs of SLURM see, too; keys are written there for them.
        events: Receives notes, and what is waited for.

    Raises:
        UserError: It names no cluster, none answers there, or a worker has other software.
    """
    _silence()
    with ExitStack() as opened, dask.config.set(_CONFIGURATION):
        kind = _NAMED.fullmatch(named)
        patience, renew = _PATIENCE, None
        if kind and kind[1] == "local" and kind[2]:
            cluster: Cluster | str = opened.enter_context(_local(int(kind[2])))
            renew = partial(_renew, cluster, int(kind[2]))
        elif kind and kind[1] == "slurm":
            keys = opened.enter_context(_folder_of_keys(shared))
            cluster = opened.enter_context(_slurm(int(kind[2] or 1), keys))
            patience = _PATIENCE_OF_SLURM
        elif _ADDRESS.fullmatch(named):
            cluster = named
        else:
            raise UserError(
                f"There is no cluster “{named}”.",
                "Give local:N for N processes of this machine, slurm:JOBS, or the address of a"
                " Dask scheduler such as tls://node1:8786.",
            )
        client = opened.enter_context(_client(cluster, named))
        with events.status("Waiting for the first worker"):
            _wait(client, patience if kind else _FIRST)
        yield opened.enter_context(closing(DaskWorkers(client, patience, events.note, renew)))


def _silence() -> None:
    """Keep Dask's log off the screen: what a user must know of lost workers is told by us."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _local(count: int) -> "Cluster":
    """Start processes of this machine that only this process can reach: others lack the key."""
    return LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        preload=["hea.workflows.cluster.worker_setup"],
        memory_limit=None,
        security=Security.temporary(),
        silence_logs=logging.CRITICAL,
    )


def _renew(cluster: Any, count: int) -> None:
    """Start workers in the place of those that Dask did not start again: first end what is left."""
    cluster.scale(0 if cluster.workers else count)


def _folder_of_keys(shared: Path) -> "tempfile.TemporaryDirectory[str]":
    """Make a folder of this user alone that jobs see, too; it goes with the cluster."""
    named = dask.config.get("jobqueue.slurm.shared-temp-directory", None)
    folder = Path(named).expanduser() if named else shared
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix=".keys-", dir=folder, ignore_cleanup_errors=True)


def _slurm(jobs: int, keys: str) -> "Cluster":
    """Have SLURM start jobs as dask-jobqueue's configuration file describes them."""
    from dask_jobqueue.slurm import SLURMCluster

    options = dask.config.get("jobqueue.slurm.scheduler-options", {})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cluster = SLURMCluster(
                security=True,
                shared_temp_directory=keys,
                scheduler_options={"dashboard": False, "dashboard_address": ":0", **options},
                silence_logs="critical",
            )
            cluster.adapt(minimum_jobs=jobs, maximum_jobs=jobs)  # a job at its end is replaced
    except (ValueError, OSError, RuntimeError) as error:
        raise UserError(
            f"SLURM cannot be used: {str(error).split(', for example')[0].splitlines()[0]}.",
            "Describe your jobs in ~/.config/dask/jobqueue.yaml; docs/scaling.md has an example.",
        ) from error
    return cluster


def _client(cluster: "Cluster | str", named: str) -> Client:
    try:
        return Client(cluster, timeout=_ANSWER, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError(
            f"No Dask scheduler answers at {named}.",
            "Start one there, give its address as it prints it, and where it is tls:// the keys in"
            " your Dask configuration; docs/scaling.md says how.",
        ) from error


def _wait(client: Client, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise UserError(
            "The cluster has no worker.", "Start workers beside its scheduler; docs/scaling.md."
        ) from error
