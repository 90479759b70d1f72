"""Stop work that takes too much CPU time: the last resort behind the limits of size."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: CPU time for reading one abstract in one way, in seconds: an ordinary one takes a hundredth.
MOST_SECONDS = 20


class OutOfTimeError(Exception):
    """Work took more CPU time than it may."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Stop what is done inside once this process has computed so long.

    CPU time and not the clock on the wall: a busy machine changes no result. Only the main thread
    can be stopped, and not on Windows; elsewhere the work goes on to its end.

    Args:
        seconds: CPU time of the process, above what any ordinary input takes by a hundred times.

    Raises:
        OutOfTimeError: The time is over.
    """
    if not hasattr(signal, "setitimer") or not _is_main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
