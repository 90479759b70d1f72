"""Where a person wants results: a place is used only if nothing of theirs is lost by it."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError

if TYPE_CHECKING:
    from hea.workspace import Workspace

_MADE = "made.json"
#: What file managers leave in any folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def file_for(path: Path, place: Workspace | None, *kinds: str, read: Collection[Path] = ()) -> Path:
    """``path``, if a file can be written there; its name ends in one of ``kinds``, if any are told.

    UserError: for another kind, below corpus/, in a folder that is not there, where something
    stands that is no file, or a file that is ``read`` for it.
    """
    if kinds and path.suffix.lower() not in kinds:
        raise UserError(f"{path.name} is of no known kind.", f"Name it {' or '.join(kinds)}.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}.", f"Make it: mkdir -p '{path.parent}'")
    if path.exists() and not path.is_file():
        raise UserError(f"{path} is no file that could be written anew.", "Name another file.")
    if any(path.exists() and path.samefile(one) for one in read):
        raise UserError(f"{path} is what is read; nothing was written.", "Name another file.")
    if place:
        outside_corpus(path, place)
    return path


def folder_for(path: Path, place: Workspace, named_by: str) -> Path:
    """``path`` in full, if a folder can take its place.

    UserError: below corpus/, or where anything stands but `made.json` and the files that its field
    ``named_by`` names.
    """
    folder = path.resolve()
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{path} is a file; nothing was written.", "Name a folder.")
    outside_corpus(folder, place)
    there = {one.name for one in folder.iterdir()} if folder.exists() else set()
    if foreign := sorted(there - _LITTER - _made(folder, named_by)):
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise UserError(
            f"{path} holds what was not made here, {foreign[0]}{more}; nothing was written.",
            "Name another folder, or move that away.",
        )
    return folder


def _made(folder: Path, named_by: str) -> set[str]:
    """The files of a folder that were written with its `made.json`."""
    try:
        return {_MADE, *json.loads((folder / _MADE).read_text("utf-8"))[named_by]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def outside_corpus(path: Path, place: Workspace) -> None:
    """UserError where a path leads into the folder that is for people."""
    if path.resolve().is_relative_to(place.corpus.resolve()):
        raise UserError(
            f"{path} is in corpus/, which is for papers and what you write yourself.",
            "Name another place.",
        )
