"""Write files and folders whole or not at all; read JSONL files that a kill may have torn."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.errors import UserError


def write_atomic(path: Path, data: str | bytes | Iterable[str]) -> None:
    """Replace a file once all of the new one is safely on the disk.

    Args:
        path: The file; it is made if there is none.
        data: Bytes, a text, or texts to be written one after the other; text is written as UTF-8
            with its line ends as they are.
    """
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as out:
        for part in [data] if isinstance(data, str | bytes) else data:
            out.write(part.encode() if isinstance(part, str) else part)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def replace_folder(finished: Path, folder: Path) -> None:
    """Put a finished folder in the place of the old one, if there is one."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    finished.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def child_path(folder: Path, name: str) -> Path:
    """Return the path of a name in a folder.

    Raises:
        UserError: The name leads out of the folder.
    """
    if name in ("", ".", "..") or Path(name).name != name:
        raise UserError(f"“{name}” is no name of a folder.", f"Give one of those in {folder}.")
    return folder / name


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
    for line in path.read_bytes().split(b"\n") if path.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
