"""Make a file under a name that nobody has, until it is finished.

A name such as `x.csv.new` may be a person's own file, or a link of theirs. A temporary name holds
16 random hex digits and is only ever made, never opened.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from builder.errors import UserError

_NAME = re.compile(r"\.hea-[0-9a-f]{16}\.new(?:\.\w+)?")


def unused_name(path: Path) -> Path:
    """Return a path beside ``path`` that nobody has, with the same suffix.

    It is short, since the name itself may already be as long as the system allows.
    """
    suffix = path.suffix if re.fullmatch(r"\.\w{1,8}", path.suffix) else ""
    return path.with_name(f".hea-{secrets.token_hex(8)}.new{suffix}")


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
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def nothing_can_be_made(path: Path) -> UserError:
    """Return what to tell where the system lets nobody make a file, as below /proc."""
    return UserError(
        f"{path} cannot be written: no file can be made in {path.parent}.", "Choose another place."
    )


def _keep_mode(old: Path, new: Path) -> None:
    """Give a new file the permissions of the one that it replaces."""
    if old.is_file() and not old.is_symlink():
        new.chmod(old.stat().st_mode & 0o777)
