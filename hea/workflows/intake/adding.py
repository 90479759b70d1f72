"""Add files, folders, archives and DOIs to the inbox of a workspace, as `hea add` does."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.text.identifiers import find_doi
from hea.events import SILENT, Events
from hea.workflows.intake.inbox import Inbox
from hea.workflows.intake.rows import AddedFile, left_out, shown_name

if TYPE_CHECKING:
    from builder.library.crossref import Works
    from hea.workspace import Workspace


def add_papers(
    place: Workspace,
    sources: Sequence[str],
    *,
    link: bool = False,
    crossref: Works | None = None,
    events: Events = SILENT,
) -> list[AddedFile]:
    """Take each source into `corpus/inbox/`; what cannot be taken is a row with the reason.

    Args:
        place: The workspace.
        sources: Files, folders, zip archives and DOIs.
        link: Put a hard link into the inbox rather than a copy, where the disk is the same.
        crossref: Asked for the record of a DOI; None where nobody allowed it.
        events: Receives progress.

    Raises:
        UserError: `corpus/inbox` is no folder of ours.
        OSError: The disk takes no more.
    """
    inbox = Inbox(place)
    rows: list[AddedFile] = []
    with events.progress("Adding") as progress:
        waiting = [found for source in sources for found in _found(source, place)]
        for done, (name, path) in enumerate(waiting, start=1):
            if isinstance(path, AddedFile):
                rows.append(path)
            elif path is None:
                rows.extend(_by_doi(name, inbox, crossref))
            else:
                rows.extend(_taken(name, path, inbox, link))
            progress(done, len(waiting), shown_name(Path(name).name)[:40])
    return rows


def _found(source: str, place: Workspace) -> Iterator[tuple[str, Path | AddedFile | None]]:
    """Yield each file of a source with its name; a row in place of one that is none to be read.

    None stands for a DOI.
    """
    path = Path(source)
    try:
        there = os.path.lexists(path)
    except ValueError:  # a NUL in it
        there = False
    if not there:
        doi = find_doi(source)
        yield (doi, None) if doi else (source, left_out(source, "There is no such file."))
        return
    real = path.resolve()
    if real == place.corpus.resolve() or real.is_relative_to(place.corpus.resolve()):
        yield (
            source,
            AddedFile(
                shown_name(source), "same", "It lies in corpus/ already; `hea build` reads it."
            ),
        )
    elif path.is_dir():
        yield from _walk(path, place.corpus.resolve())
    elif path.is_file():
        yield source, path
    else:
        yield source, left_out(source, "It is neither a file nor a folder.")


def _walk(folder: Path, corpus: Path) -> Iterator[tuple[str, Path | AddedFile | None]]:
    """Yield the files of a folder at any depth but hidden ones; links are not followed.

    The corpus itself is passed over, where it lies in the folder.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder.name, left_out(str(folder), f"It cannot be listed ({error.strerror}).")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield entry.name, left_out(entry.name, "A link in a folder is not followed.")
        elif entry.is_dir():
            if Path(entry.path).resolve() != corpus:
                yield from _walk(Path(entry.path), corpus)
        elif entry.is_file():
            yield entry.name, Path(entry.path)


def _taken(name: str, path: Path, inbox: Inbox, link: bool) -> Iterator[AddedFile]:
    try:
        source = path.open("rb")
    except OSError as error:
        yield left_out(name, f"It cannot be read ({error.strerror}).")
        return
    with source:
        size = os.fstat(source.fileno()).st_size
        yield from inbox.take(name, source, size, path if link else None)


def _by_doi(doi: str, inbox: Inbox, crossref: Works | None) -> Iterator[AddedFile]:
    """Put the record that Crossref has of a DOI into the inbox."""
    from builder.library.doi_record import ris_of_doi

    if crossref is None:
        yield left_out(doi, "A DOI is looked up at Crossref; allow it with --online.")
        return
    try:
        record = ris_of_doi(doi, crossref).encode()
    except UserError as error:
        yield left_out(doi, f"{error.message} {error.hint}")
        return
    for row in inbox.take(f"{doi.replace('/', '_')}.ris", io.BytesIO(record), len(record)):
        yield replace(row, name=doi)
