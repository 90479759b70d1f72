"""Ordered parallel map over an iterable, with a bounded number of tasks in flight."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")
#: Called with how many of how many are done.
Progress = Callable[[int, int], None]

#: Tasks in flight for each process: the one it works on, and the next.
_AHEAD = 2


def parallel_map(
    work: Callable[[Piece], Result], pieces: Iterable[Piece], processes: int
) -> Iterator[tuple[Piece, Result]]:
    """Apply a function to pieces in other processes.

    Args:
        work: A function of a module; with several processes it and the pieces are pickled.
        pieces: Taken as they are needed, at most two a process ahead.
        processes: How many; with 1 the work is done in this process.

    Yields:
        Each piece with its result, in the order of the pieces.
    """
    if processes < 2:
        for piece in pieces:
            yield piece, work(piece)
        return
    waiting: deque[tuple[Piece, Future[Result]]] = deque()
    with ProcessPoolExecutor(processes) as pool:
        for piece in pieces:
            waiting.append((piece, pool.submit(work, piece)))
            if len(waiting) > _AHEAD * processes:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def batched(items: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """Yield lists of ``size`` items; the last may be shorter."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
