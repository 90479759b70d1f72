"""Hand work to the workers of a Dask cluster; work whose worker is lost is done elsewhere."""

import pickle
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from builder.errors import UserError
from hea.workflows.cluster.installation import installation, processor
from hea.workflows.cluster.work_process import WorkProcess
from hea.workflows.cluster.worker_side import Ending, WorkOutcome, compare, do_work, end_processes

if TYPE_CHECKING:
    from distributed import Client

Piece = TypeVar("Piece")
Result = TypeVar("Result")

#: Processes that a task may lose, one after the other, before it is done on this machine. A worker
#: that is lost is counted by Dask in the same way (`distributed.scheduler.allowed-failures`).
_MOST_LOST = 3
#: Seconds between two looks at the cluster, and without a worker before others are started.
_LOOK, _RENEWED = 1.0, 45.0
_GOES_ON = "What is done is kept. {} `hea build` goes on where it stopped."


class DaskWorkers:
    """The workers of a Dask cluster, as `builder.parallel.Workers`.

    Pieces of work go out as bytes that the scheduler does not read. This process keeps none of
    them longer than until their result is there.
    """

    def __init__(
        self,
        client: "Client",
        patience: float,
        note: Callable[[str], None],
        renew: Callable[[], None] | None = None,
    ) -> None:
        """Hand work to the cluster of a client.

        Args:
            client: Connected.
            patience: Seconds that work waits while there is no worker.
            note: Told of what is worth knowing.
            renew: Called again and again while there has been no worker for a while.

        Raises:
            UserError: A worker has something else installed than this machine.
        """
        self._client = client
        self._patience = patience
        self._note = note
        self._renew = renew
        self._build = uuid.uuid4().hex
        self._installed = installation()
        self._processors = {processor()}
        self._waiting: set[Future[Any]] = set()
        self._lock = threading.Lock()
        self._here = ThreadPoolExecutor(1, "done here")
        self._process = WorkProcess()
        self._done_here = 0
        self._closed = threading.Event()
        self._count: int = sum(client.nthreads().values())
        self._compare()
        self._watch = threading.Thread(target=self._look_after, daemon=True)
        self._watch.start()

    @property
    def count(self) -> int:
        """How many tasks the workers of the moment do at once."""
        return self._count

    def submit(self, work: Callable[[Piece], Result], piece: Piece, /) -> "Future[Result]":
        """Have a function of a module applied to a piece by some worker."""
        future: Future[Result] = Future()
        with self._lock:
            self._waiting.add(future)
        self._hand_out(pickle.dumps((work, piece)), future, lost=0)
        return future

    def close(self) -> None:
        """End the processes on the workers, and say what was done again here."""
        self._closed.set()
        self._watch.join()
        self._here.shutdown(wait=False, cancel_futures=True)
        self._process.end()
        if self._client.status == "running":
            self._client.run(end_processes, self._build, on_error="ignore")
        if self._done_here:
            self._note(
                f"{self._done_here} pieces of work were done on this machine: they were at work on"
                " one worker after the other that was lost."
            )

    def _compare(self) -> None:
        told = self._client.run(compare, self._build, self._installed, on_error="return")
        for worker, why in told.items():
            if isinstance(why, ModuleNotFoundError):
                raise _refused(worker, f"no {why.name}")
            if isinstance(why, Exception):
                raise why
            if why:
                raise _refused(worker, why)

    def _hand_out(self, request: bytes, future: "Future[Any]", lost: int) -> None:
        try:
            task = self._client.submit(
                do_work, self._build, self._installed, request, key=f"hea-{uuid.uuid4().hex}"
            )
        except Exception as error:
            running = self._client.status == "running"
            self._settle(future, error=error if running else self._gone(error))
            return
        future.add_done_callback(partial(_cancelled, task))
        task.add_done_callback(partial(self._ended, request, future, lost))

    def _ended(self, request: bytes, future: "Future[Any]", lost: int, task: Any) -> None:
        """Take what became of a task; called in a thread of the client."""
        try:
            if future.done():
                return
            if task.status == "finished":
                self._take(request, future, lost, task.result())
            elif task.status != "error":  # its worker went away with the result, or the scheduler
                self._again(request, future, lost)
            elif type(error := task.exception()).__name__ == "KilledWorker":
                self._do_here(request, future)
            elif isinstance(error, ModuleNotFoundError):
                self._settle(future, error=_refused("A worker", f"no {error.name}"))
            else:
                self._settle(future, error=error)
        except Exception as error:
            self._again(request, future, lost, error)

    def _take(self, request: bytes, future: "Future[Any]", lost: int, outcome: WorkOutcome) -> None:
        if outcome.ending is Ending.REFUSED:
            self._settle(future, error=_refused("A worker", outcome.why))
        elif outcome.ending is Ending.LOST:
            self._again(request, future, lost)
        else:
            self._tell_processor(outcome.processor)
            self._settle_answer(future, outcome.answer)

    def _again(
        self,
        request: bytes,
        future: "Future[Any]",
        lost: int,
        cause: BaseException | None = None,
    ) -> None:
        """Have work done elsewhere whose process or whose result was lost."""
        if self._client.status != "running":
            self._settle(future, error=self._gone(cause))
        elif lost + 1 < _MOST_LOST:
            self._hand_out(request, future, lost + 1)
        else:
            self._do_here(request, future)

    def _do_here(self, request: bytes, future: "Future[Any]") -> None:
        """Do work on this machine that several workers were lost with, as without a cluster."""

        def do() -> None:
            try:
                self._settle_answer(future, self._process.do(request))
            except Exception as error:
                self._settle(future, error=error)

        self._done_here += 1
        self._here.submit(do)

    def _settle_answer(self, future: "Future[Any]", answer: bytes) -> None:
        done, value = pickle.loads(answer)  # noqa: S301 - written by `work_server`
        if done:
            self._settle(future, value)
        else:
            self._settle(future, error=value)

    def _settle(
        self, future: "Future[Any]", value: object = None, error: BaseException | None = None
    ) -> None:
        with self._lock:
            self._waiting.discard(future)
        try:
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)
        except InvalidStateError:
            pass  # cancelled, or failed by the watch, meanwhile

    def _tell_processor(self, kind: str) -> None:
        if kind not in self._processors:
            self._processors.add(kind)
            self._note(
                f"A worker has another processor than this machine: {kind}. Vectors that it embeds"
                " may differ in their last bits."
            )

    def _look_after(self) -> None:
        """Count the workers, and fail what waits once there is no scheduler or no worker left."""
        last = time.monotonic()
        while not self._closed.wait(_LOOK):
            try:
                self._count = sum(self._client.nthreads().values())
            except Exception as error:
                if not self._closed.is_set():
                    self._fail_all(self._gone(error))
                return
            if self._count:
                last = time.monotonic()
            elif time.monotonic() - last > self._patience:
                hint = _GOES_ON.format("Start workers again;")
                self._fail_all(UserError("No worker of the cluster is left.", hint))
            elif self._renew and time.monotonic() - last > _RENEWED:
                self._renew()

    def _fail_all(self, error: UserError) -> None:
        with self._lock:
            waiting = list(self._waiting)
        for future in waiting:
            self._settle(future, error=error)

    def _gone(self, cause: BaseException | None) -> UserError:
        hint = _GOES_ON.format("Start it again;")
        error = UserError("The scheduler of the cluster cannot be reached any more.", hint)
        error.__cause__ = cause
        return error


def _cancelled(task: Any, future: "Future[Any]") -> None:
    if future.cancelled():
        task.cancel()


def _refused(worker: str, why: str) -> UserError:
    return UserError(
        f"{worker} has other software: {why}.",
        "Install the same hea-qa there, with the same requirements.lock, and start it again.",
    )
