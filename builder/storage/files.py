"""Write files whole or not at all; read small ones, and JSONL files that a kill may have torn."""

import hashlib
import json
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.temporary import new_file


def write_atomic(path: Path, data: str | bytes | Iterable[str]) -> None:
    """Replace a file once all of the new one is safely on the disk.

    Args:
        path: The file; it is made if there is none.
        data: Bytes, a text, or texts to be written one after the other; text is written as UTF-8
            with its line ends as they are.
    """
    with new_file(path) as out:
        for part in [data] if isinstance(data, str | bytes) else data:
            # Half of a surrogate pair has no UTF-8; written as \ud800, it is right in JSON.
            out.write(part.encode(errors="backslashreplace") if isinstance(part, str) else part)


def child_path(folder: Path, name: str) -> Path:
    """Return the path of a name in a folder.

    Raises:
        UserError: The name leads out of the folder.
    """
    if name in ("", ".", "..") or Path(name).name != name:
        raise UserError(f"“{name}” is not a name of a folder.", f"Give one of those in {folder}.")
    return folder / name


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a file that people write, of at most ``most`` bytes.

    A pipe or a device would be waited for or read without end.

    Raises:
        UserError: It is no regular file, or longer.
        OSError: It is not there, or a folder, or may not be read.
    """
    require_regular(path)
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UserError(
            f"{path} is longer than {most >> 20} MiB, the most that is read.", "Make it shorter."
        )
    return data


def require_regular(path: Path) -> None:
    """Raise UserError where a pipe, a socket or a device stands in the place of a file."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a folder is told when it is opened
        raise UserError(
            f"{path} is not a normal file but a pipe, a socket or a device; it is not read.",
            "Move it away, or put a file in its place.",
        )


def is_utf8(name: str) -> bool:
    """Return whether a file name, as the system gave it, can be written in UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hex digits, without reading it into memory at once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, but no torn line; none if there is no file."""
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
