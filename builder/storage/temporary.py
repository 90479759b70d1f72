"""Make a file under a name that nobody has, until it is finished.

A name such as `x.csv.new` may be a person's own file, or a link of theirs. A temporary name holds
16 random hex digits and is only ever made, never opened.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from builder.errors import UserError

_NAME = re.compile(r"\.hea-[0-9a-f]{16}\.new(?:\.\w+)?")
#: Seconds between tries to replace a file. Windows refuses while a program has the old one open, as
#: a virus scanner or an indexer of the disk does for a moment; other systems never do.
_PAUSES = (0.02, 0.1, 0.5) if os.name == "nt" else ()


def unused_name(path: Path) -> Path:
    """Return a path beside ``path`` that nobody has, with the same suffix.

    It is short, since the name itself may already be as long as the system allows.
    """
    suffix = path.suffix if re.fullmatch(r"\.\w{1,8}", path.suffix) else ""
    return path.with_name(f".hea-{os.urandom(8).hex()}.new{suffix}")


def is_unused_name(name: str) -> bool:
    """Return whether `unused_name` made a name."""
    return _NAME.fullmatch(name) is not None


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to be filled, which takes the place of ``path`` once all is on the disk.

    If an error is raised, it is removed and ``path`` stays as it was. A link at ``path`` is
    replaced itself; what it leads to is not touched.

    Raises:
        UserError: No file can be made there at all.
    """
    beside = unused_name(path)
    try:
        out = beside.open("xb")
    except FileNotFoundError as error:
        raise nothing_can_be_made(path) from error
    try:
        with out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _keep_mode(path, beside)
        take_place(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def take_place(new: Path, path: Path) -> None:
    """Give a finished file the name of another one, which it replaces in one step.

    Raises:
        OSError: The system refuses, on Windows also while a program keeps the old file open.
    """
    for pause in _PAUSES:
        try:
            new.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    new.replace(path)


def sync_file(path: Path) -> None:
    """Wait until the disk holds every byte of a file that was written and closed.

    It is opened for writing: Windows syncs no file that is open for reading alone.
    """
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def nothing_can_be_made(path: Path) -> UserError:
    """Return what to tell where the system lets nobody make a file, as below /proc."""
    return UserError(
        f"{path} cannot be written: no file can be made in {path.parent}.", "Choose another place."
    )


def _keep_mode(old: Path, new: Path) -> None:
    """Give a new file the permissions of the one that it replaces."""
    if old.is_file() and not old.is_symlink():
        new.chmod(old.stat().st_mode & 0o777)
