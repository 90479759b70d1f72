"""Workers that are threads of this process, as what hands work to others sees them."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Threads:
    """Keep what was handed to them."""

    def __init__(self, pool: ThreadPoolExecutor, count: int) -> None:
        self.count = count
        self.pieces: list[object] = []
        self.futures: list[Future[object]] = []
        self._pool = pool

    def submit(self, work: Callable[[Piece], Result], piece: Piece) -> Future[Result]:
        future = self._pool.submit(work, piece)
        self.pieces.append(piece)
        self.futures.append(future)  # type: ignore[arg-type]
        return future


@contextmanager
def threads(count: int = 2) -> Iterator[Threads]:
    with ThreadPoolExecutor(count) as pool:
        yield Threads(pool, count)
