"""Translate errors of the disk and of SQLite into messages that a user can act on."""

import errno
import sqlite3

from builder.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR)
_NOTHING_LOST = "Nothing that was finished is lost: free some space and run the command again."


def trouble_with_disk(error: OSError | sqlite3.DatabaseError) -> UserError | None:
    """Return what to tell the user of an error; None if it may be a bug, which keeps its trace."""
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        if error.errno in _FULL:
            return UserError(f"The disk is full{where}.", _NOTHING_LOST)
        if error.errno in _CLOSED:
            return UserError(
                f"It cannot be written{where}: {error.strerror}.",
                "Allow it, or name another folder with --workspace.",
            )
        if error.errno == errno.EISDIR:
            return UserError(
                f"A folder lies where a file belongs{where}.", "Move it away, or name another file."
            )
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # only SQLite sets it
    if code == sqlite3.SQLITE_FULL:
        return UserError("The disk is full: the database cannot grow.", _NOTHING_LOST)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return UserError(
            f"The database in data/ cannot be written: {error}.",
            "Allow it, or name another folder with --workspace.",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return UserError(
            "The database in data/ is damaged.",
            "Delete data/hea.sqlite* and run `hea build`: it is made anew from the corpus.",
        )
    return None
