"""Work done side by side: never more of it in hand than a few pieces, however much there is."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

#: Pieces handed out for each process: one that it works on, and the next.
_AHEAD = 2


def parallel_map(
    work: Callable[[Piece], Result], pieces: Iterable[Piece], processes: int
) -> Iterator[tuple[Piece, Result]]:
    """Each piece with what became of it, in order; ``pieces`` are taken as they are needed.

    One process is this one.
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
    """``size`` items at a time."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
