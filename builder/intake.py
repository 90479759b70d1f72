"""Brings the library up to date with the corpus folder: reads what is new, forgets what is gone."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.bibliography import read_bibliography
from builder.changes import difference
from builder.isolation import Limits, extract_all
from builder.library import forget_files, has_paper, put_file
from builder.manifest import read_manifest
from builder.merging import settle
from builder.papers import EXTRACTOR_VERSION, Paper
from builder.records import read_records
from builder.sources import MANIFEST, Source

#: Called with (files done, files to do) as reading goes on.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """What one run of the intake found."""

    new: int
    """Files read, because they are new or changed."""
    unchanged: int
    gone: int
    troubles: tuple[str, ...] = ()
    """Rows of the manifest that were left out, and why."""


def take_in(
    db: sqlite3.Connection,
    corpus: Path,
    progress: Progress,
    limits: Limits = Limits(),
    processes: int | None = None,
    retry: bool = False,
) -> Intake:
    """Read every new or changed file; each one's rows are written as soon as it is read."""
    found = difference(db, corpus, retry)
    total, done = len(found.new), 0
    pdfs: dict[Path, list[tuple[Source, str]]] = {}
    reading: dict[str, Path] = {}
    for source in found.new:
        identity, paper = _look(source)
        if not source.is_pdf and paper is None:
            put_file(db, source, _new_records(db, source), EXTRACTOR_VERSION)
        elif paper is not None:
            put_file(db, source, [(0, identity, paper)], EXTRACTOR_VERSION)
        elif not retry and has_paper(db, identity, EXTRACTOR_VERSION):
            put_file(db, source, [(0, identity, None)], EXTRACTOR_VERSION)
        else:  # copies of the same bytes are read once
            path = reading.setdefault(identity, source.path)
            pdfs.setdefault(path, []).append((source, identity))
            continue
        done += 1
        progress(done, total)
    for path, paper in extract_all(pdfs, limits, processes):
        for source, identity in pdfs[path]:
            put_file(db, source, [(0, identity, paper)], EXTRACTOR_VERSION)
            done += 1
            progress(done, total)
    forget_files(db, found.gone)
    manifest = read_manifest(corpus / MANIFEST)
    settle(db, manifest.by_file, manifest.fingerprint)
    return Intake(total, found.unchanged, len(found.gone), manifest.troubles)


def _new_records(db: sqlite3.Connection, source: Source) -> Iterator[tuple[int, str, Paper | None]]:
    read = read_records if source.path.suffix.lower() == ".jsonl" else read_bibliography
    empty = True
    for line, identity, paper in read(source.path):
        empty = False
        known = has_paper(db, identity, EXTRACTOR_VERSION)
        yield line, identity, None if known else paper
    if empty:
        yield 0, _named(source), Paper("corrupt", "No record was found in this file.")


def _look(source: Source) -> tuple[str, Paper | None]:
    """The id of a file's bytes, and its paper if it is not one to be opened at all."""
    if not source.inside:
        reason = "A link that leads out of the corpus folder is not followed; copy the file in."
        return _named(source), Paper("not_pdf", reason)
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe would be waited for
            return _named(source), Paper("not_pdf", "It is no file; take it away.")
        with source.path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest(), None
    except OSError as error:
        return _named(source), Paper("corrupt", f"The file cannot be read ({error.strerror}).")


def _named(source: Source) -> str:
    """An id for a file whose bytes cannot be had."""
    return hashlib.sha256(source.file.encode()).hexdigest()
