"""Check where results shall be written, so that nothing a person owns is lost by it."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.storage.files import sha256_of, write_atomic

if TYPE_CHECKING:
    from hea.workspace import Workspace

_MADE = "made.json"
#: What file managers leave in any folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def file_for(path: Path, place: Workspace | None, *kinds: str, read: Collection[Path] = ()) -> Path:
    """Return ``path`` if a file can be written there.

    Args:
        path: The file.
        place: The workspace, whose `corpus/` is refused; None where there is none.
        kinds: Endings of names, of which one is needed; any if none is given.
        read: Files that are read for it, and must not be overwritten.

    Raises:
        UserError: It cannot be written there.
    """
    if kinds and path.suffix.lower() not in kinds:
        raise UserError(f"{path.name} is of no known kind.", f"Call it {' or '.join(kinds)}.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}.", f"Make it: mkdir -p '{path.parent}'")
    if path.exists() and not path.is_file():
        raise UserError(f"{path} cannot be overwritten.", "Choose another file.")
    if any(path.exists() and path.samefile(one) for one in read):
        raise UserError(f"{path} is what is read; nothing was written.", "Choose another file.")
    if path.is_symlink():
        raise UserError(
            f"{path} is a link; nothing was written.", f"Give the file itself: {path.resolve()}."
        )
    if place:
        outside_corpus(path, place)
    return path


def place_of(file: Path, place: Workspace | None) -> str:
    """Return where a file lies in a workspace; of one outside of it its name alone.

    What is published of a measurement tells no folders of the machine that it was made on.
    """
    found, root = file.resolve(), place and place.root.resolve()
    if root and found.is_relative_to(root):
        return found.relative_to(root).as_posix()
    return file.name


def is_own(path: Path, place: Workspace) -> bool:
    """Return whether a file holds what `write_own` wrote, to the byte.

    A table is not known by its columns: a person may have written into it.
    """
    try:
        known = place.outputs.read_text("utf-8", "replace").split()
    except OSError:
        known = []
    return sha256_of(path) in known


def require_own(path: Path, place: Workspace) -> None:
    """Raise UserError if a file holds anything but what `write_own` wrote there."""
    if path.exists() and path.stat().st_size and not is_own(path, place):
        raise UserError(
            f"{path} is not as it was written here, or was not written here; it is left alone.",
            "Choose another file, or move that one away.",
        )


def write_own(path: Path, data: str | bytes, place: Workspace) -> None:
    """Write a file and note what it holds, so that it may be replaced while it does.

    Where `data/` takes nothing, it is not noted, and the file is not replaced the next time.
    """
    write_atomic(path, data)
    with suppress(OSError), place.outputs.open("a", encoding="utf-8") as noted:
        noted.write(f"{sha256_of(path)}\n")


def folder_for(path: Path, place: Workspace, named_by: str) -> Path:
    """Return ``path`` resolved, if a folder can be written there or replaced.

    Raises:
        UserError: It is below `corpus/`, or holds anything but `made.json` and the files that its
            field ``named_by`` names.
    """
    folder = path.resolve()
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{path} is a file; nothing was written.", "Give a folder.")
    outside_corpus(folder, place)
    there = {one.name for one in folder.iterdir()} if folder.exists() else set()
    if foreign := sorted(there - _LITTER - _made(folder, named_by)):
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise UserError(
            f"{path} contains what was not made here, {foreign[0]}{more}; nothing was written.",
            "Choose another folder, or move that away.",
        )
    return folder


def _made(folder: Path, named_by: str) -> set[str]:
    """Return the files of a folder that were written with its `made.json`."""
    try:
        return {_MADE, *json.loads((folder / _MADE).read_text("utf-8"))[named_by]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def outside_corpus(path: Path, place: Workspace) -> None:
    """Raise UserError if a path leads into the folder that is the user's own."""
    if path.resolve().is_relative_to(place.corpus.resolve()):
        raise UserError(
            f"{path} is in corpus/, which is for papers and what you write yourself.",
            "Choose another place.",
        )
