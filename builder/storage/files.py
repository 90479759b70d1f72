"""Files and folders that are written whole or not at all; rows of those a kill may have torn."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.errors import UserError


def write_atomic(path: Path, data: str | bytes | Iterable[str]) -> None:
    """Put a file in the place of the old one once all of it is safely on the disk.

    Text is written as UTF-8 with its line ends as they are; of many texts one after the other.
    """
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as out:
        for some in [data] if isinstance(data, str | bytes) else data:
            out.write(some.encode() if isinstance(some, str) else some)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def replace_folder(finished: Path, folder: Path) -> None:
    """Let a finished folder take the place of the old one."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    finished.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def child_path(folder: Path, name: str) -> Path:
    """What has this name in a folder; UserError for a name that leads elsewhere."""
    if name in ("", ".", "..") or Path(name).name != name:
        raise UserError(f"“{name}” is no name of a folder.", f"Give one of those in {folder}.")
    return folder / name


def is_utf8(name: str) -> bool:
    """Whether a name, as the system gave it, can be written in UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def sha256_of(path: Path) -> str:
    """Hex digits of the sha256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, without a line that a killed run tore; none without a file."""
    for line in path.read_bytes().split(b"\n") if path.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
