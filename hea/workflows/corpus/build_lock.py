"""One builder of a workspace at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from builder.errors import UserError
from hea.workspace import Workspace


@contextmanager
def build_lock(place: Workspace) -> Iterator[None]:
    """Hold the lock of a workspace, since two builders would undo each other's work.

    Raises:
        UserError: Another builder holds it.
    """
    place.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place.lock, timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            "Another `hea build` is at work in this workspace.", "Wait until it ends."
        ) from error
