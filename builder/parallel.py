"""Parallel maps over an iterable, with a bounded number of tasks in flight."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures  # its pools of processes are loaded when they are first named
from concurrent.futures import Future
from itertools import islice
from typing import Protocol, TypeAlias, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")
#: Called with how many of how many are done.
Progress = Callable[[int, int], None]

#: Tasks in flight for each process: the one it works on, and the next.
_AHEAD = 2


class Workers(Protocol):
    """Processes that work is handed to, on this machine or on others.

    Whoever hands them in opens and closes them. A task whose process is lost is done again
    elsewhere, so that a result depends on the work and its piece alone.
    """

    @property
    def count(self) -> int:
        """How many tasks are worked on at once, at the moment."""

    def submit(self, work: Callable[[Piece], Result], piece: Piece, /) -> Future[Result]:
        """Have a function of a module applied to a piece; both and the result are pickled."""


#: Processes of this machine by their number, or those that are handed in.
Processes: TypeAlias = int | Workers


def parallel_map(
    work: Callable[[Piece], Result], pieces: Iterable[Piece], processes: Processes
) -> Iterator[tuple[Piece, Result]]:
    """Apply a function to pieces in other processes.

    Args:
        work: A function of a module; with several processes it and the pieces are pickled.
        pieces: Taken as they are needed, at most two a process ahead.
        processes: How many, or those to use; with 1 the work is done in this process.

    Yields:
        Each piece with its result, in the order of the pieces.
    """
    if not isinstance(processes, int):
        yield from _in_order(processes.submit, lambda: processes.count, work, pieces)
    elif processes < 2:
        for piece in pieces:
            yield piece, work(piece)
    else:
        with futures.ProcessPoolExecutor(processes) as pool:
            yield from _in_order(pool.submit, lambda: processes, work, pieces)


def _in_order(
    submit: Callable[[Callable[[Piece], Result], Piece], Future[Result]],
    count: Callable[[], int],
    work: Callable[[Piece], Result],
    pieces: Iterable[Piece],
) -> Iterator[tuple[Piece, Result]]:
    waiting: deque[tuple[Piece, Future[Result]]] = deque()
    try:
        for piece in pieces:
            waiting.append((piece, submit(work, piece)))
            if len(waiting) > _AHEAD * count():
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        for _, future in waiting:
            future.cancel()


def map_as_done(
    work: Callable[[Piece], Result], pieces: Iterable[Piece], workers: Workers
) -> Iterator[tuple[Piece, Result]]:
    """Apply a function to pieces by workers; yield each with its result as soon as it is there.

    Pieces that take long keep no others waiting. They are taken as in `parallel_map`.
    """
    running: dict[Future[Result], Piece] = {}
    rest = iter(pieces)
    try:
        while True:
            room = _AHEAD * workers.count + 1 - len(running)
            for piece in islice(rest, max(room, 0)):
                running[workers.submit(work, piece)] = piece
            if not running:
                return
            for future in futures.wait(running, return_when=futures.FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


def batched(items: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """Yield lists of ``size`` items; the last may be shorter."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
