"""Replace a folder as a whole, and remove what killed processes left unfinished.

A folder is locked while it is filled, so that the next run removes what a killed one left, and
nothing else.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from builder.storage.temporary import is_unused_name, nothing_can_be_made, unused_name

_LOCK = ".lock"


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to be filled, which takes the place of ``folder`` at the end.

    If an error is raised, it is removed and ``folder`` stays as it was. What killed processes left
    in the same place is removed first.

    Raises:
        UserError: No folder can be made there at all.
    """
    work = unused_name(folder.parent / "folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        remove_unfinished(folder.parent)
        work.mkdir()
    except FileNotFoundError as error:
        raise nothing_can_be_made(folder) from error
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
        if not is_unused_name(left.name) or left.is_symlink():
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
