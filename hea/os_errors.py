"""Translate errors of the disk and of SQLite into messages that a user can act on."""

import errno
import sqlite3

from builder.errors import UserError
from builder.storage.integrity import is_damage

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR)
#: The disk, or the machine it is on, does not answer.
_FAILING = (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.EBUSY)
_TOO_LONG = (errno.ENAMETOOLONG, errno.ELOOP)
_NOTHING_LOST = "Nothing that was finished is lost"
_FREE_SPACE = f"{_NOTHING_LOST}: free some space and run the command again."


def trouble_with_disk(error: OSError | sqlite3.DatabaseError) -> UserError | None:
    """Return what to tell the user of an error; None if it may be a bug, which keeps its trace."""
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        if error.errno in _FULL:
            return UserError(f"The disk is full{where}.", _FREE_SPACE)
        if error.errno == errno.EFBIG:
            return UserError(
                f"The file may not grow larger{where}: a limit of the shell or of the disk.",
                f"{_NOTHING_LOST}: raise the limit (ulimit -f) and run the command again.",
            )
        if locked := getattr(error, "lock_file", ""):  # filelock's; its import would cost 10 ms
            return UserError(
                f"Another program keeps {locked} locked.",
                "Wait until it ends, and run the command again.",
            )
        if error.errno in _FAILING:
            return UserError(
                f"The disk or the network behind it failed{where}: {error.strerror}.",
                "Nothing needs to be deleted; see to the disk, and run the command again.",
            )
        if error.errno in _TOO_LONG:
            return UserError(
                f"The system has no such name{where}: {error.strerror}.", "Choose another place."
            )
        if error.errno in _CLOSED:
            deed = "read or written" if error.errno in (errno.EACCES, errno.EPERM) else "written"
            return UserError(
                f"It cannot be {deed}{where}: {error.strerror}.",
                "Allow it, or choose another folder with --workspace.",
            )
        if error.errno == errno.EISDIR:
            return UserError(
                f"A folder lies where a file belongs{where}.",
                "Move it away, or choose another file.",
            )
        return None
    return _of_database(error)


def _of_database(error: sqlite3.DatabaseError) -> UserError | None:
    exact = getattr(error, "sqlite_errorcode", 0)  # only SQLite sets it
    code = exact & 0xFF
    if code == sqlite3.SQLITE_FULL or exact == sqlite3.SQLITE_IOERR_SHMSIZE:
        return UserError("The disk is full: the database cannot grow.", _FREE_SPACE)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return UserError(
            f"The database in data/ cannot be written: {error}.",
            "Allow it, or choose another folder with --workspace.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError(
            "Another program keeps the database in data/ locked.",
            "Wait until it ends, and run the command again.",
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS):
        return UserError(
            f"The disk did not read or write the database in data/: {error}.",
            "Check if the disk is full or failing; nothing needs to be deleted.",
        )
    if is_damage(error):
        return UserError(
            "The database in data/ is damaged.",
            "Delete data/hea.sqlite* and run `hea build`: it is made again from the corpus.",
        )
    return None
