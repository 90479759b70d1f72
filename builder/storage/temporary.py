"""Make files and folders under names that nobody has, until they are finished.

A name such as `x.csv.new` may be a person's own file, or a link of theirs. A temporary name holds
16 random hex digits and is only ever made, never opened; a folder is locked while it is filled, so
that the next run removes what a killed one left, and nothing else.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from builder.errors import UserError

_NAME = re.compile(r"\.hea-[0-9a-f]{16}\.new(?:\.\w+)?")
_LOCK = ".lock"


def unused_name(path: Path) -> Path:
    """Return a path beside ``path`` that nobody has, with the same suffix.

    It is short, since the name itself may already be as long as the system allows.
    """
    suffix = path.suffix if re.fullmatch(r"\.\w{1,8}", path.suffix) else ""
    return path.with_name(f".hea-{secrets.token_hex(8)}.new{suffix}")


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
        raise UserError(
            f"{path} cannot be written: no file can be made in {path.parent}.",
            "Name another place.",
        ) from error
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


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to be filled, which takes the place of ``folder`` at the end.

    If an error is raised, it is removed and ``folder`` stays as it was. What killed processes left
    in the same place is removed first.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    remove_unfinished(folder.parent)
    work = unused_name(folder.parent / "folder")
    work.mkdir()
    try:
        with FileLock(work / _LOCK):
            (work / "new").mkdir()
            yield work / "new"
            if folder.exists():
                (work / "old").mkdir()
                folder.rename(work / "old" / folder.name)
            (work / "new").rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def remove_unfinished(folder: Path, files: bool = False) -> None:
    """Remove what killed processes left unfinished in a folder.

    One killed between taking the old folder away and putting the new one in its place gets the old
    one back.

    Args:
        folder: Where to look; not below it.
        files: Remove files as well, of which nothing shows whether they are in use: only for a
            folder in which nobody else writes.
    """
    for left in folder.glob(".hea-*.new*"):
        if not _NAME.fullmatch(left.name) or left.is_symlink():
            continue
        if files and left.is_file():
            left.unlink(missing_ok=True)
        elif (left / _LOCK).is_file() and _is_free(left / _LOCK):
            for old in left.glob("old/*"):
                if not (folder / old.name).exists():
                    old.rename(folder / old.name)
            shutil.rmtree(left, ignore_errors=True)


def _is_free(lock: Path) -> bool:
    """Return whether nobody holds a lock."""
    try:
        with FileLock(lock, timeout=0):
            return True
    except Timeout:
        return False


def _keep_mode(old: Path, new: Path) -> None:
    """Give a new file the permissions of the one that it replaces."""
    if old.is_file() and not old.is_symlink():
        new.chmod(old.stat().st_mode & 0o777)
