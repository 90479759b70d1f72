"""Bring the catalog up to date with the corpus folder: read new files, drop those that left."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from builder.ingest.bounds import bounded
from builder.ingest.changes import corpus_diff
from builder.ingest.isolated_rows import MOST_BYTES, UnreadRestError, isolated_rows
from builder.ingest.isolation import Limits
from builder.ingest.other_files import other_file
from builder.ingest.worker_pool import extract_all
from builder.library.abstract_corrections import correct_abstracts, release_abstracts
from builder.library.catalog import forget_files, has_paper, put_file
from builder.library.manifest import read_manifest
from builder.library.source_merging import merge_sources
from builder.library.stored_bodies import forget_bodies
from builder.papers import EXTRACTOR_VERSION, Body, Paper
from builder.parallel import Processes, Progress
from builder.storage.corpus_files import MANIFEST, CorpusFile
from builder.storage.record_json import from_plain

_NO_RECORD = (
    "No record was found in this file; export it again, or take it away if it is no export."
)
_NO_PAPER = (
    "It is neither a paper nor an export of references: take it away. If it is an export, export it"
    " again as RIS, BibTeX, CSV or JSON."
)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of one run of `ingest`."""

    new: int
    """Files read, because they are new or changed, or again."""
    unchanged: int
    gone: int
    troubles: tuple[str, ...] = ()
    """Rows of the manifest that were left out, and why."""
    again: int = 0
    """How many of `new` are as they were: hea-qa or a setting was changed, or all are read anew."""


def ingest(
    db: sqlite3.Connection,
    corpus: Path,
    progress: Progress,
    limits: Limits = Limits(),
    processes: Processes | None = None,
    retry: bool = False,
    reread: bool = False,
    fulltext: bool = True,
) -> IngestReport:
    """Read every new or changed file, drop those that left, and merge the sources of each paper.

    The entries of a file are written as soon as it is read, so that a killed run loses little.

    Args:
        db: The database.
        corpus: The corpus folder.
        progress: Called after each file.
        limits: What one PDF may cost.
        processes: How many read, or those that do; by default one a CPU.
        retry: Read again the files that gave no abstract last time.
        reread: Read every file anew.
        fulltext: Whether papers are read behind their abstract, too; without it what is known of
            that is forgotten.
    """
    manifest = read_manifest(corpus / MANIFEST)
    release_abstracts(db, manifest.by_file)
    if not fulltext:
        forget_bodies(db)
    found = corpus_diff(db, corpus, retry, reread, fulltext)
    total, done = len(found.new), 0
    documents: dict[Path, list[tuple[CorpusFile, str]]] = {}
    reading: dict[str, Path] = {}
    for source in found.new:
        identity, paper = _identify(source)
        if not source.is_document and paper is None:
            put_file(db, source, _new_records(db, source, limits), EXTRACTOR_VERSION)
        elif paper is not None:
            kept = _whole(paper, fulltext and source.is_document)
            put_file(db, source, [(0, identity, kept)], EXTRACTOR_VERSION)
        elif not (retry or reread) and has_paper(db, identity, EXTRACTOR_VERSION, fulltext):
            put_file(db, source, [(0, identity, None)], EXTRACTOR_VERSION)
        else:  # copies of the same bytes are read once
            path = reading.setdefault(identity, source.path)
            documents.setdefault(path, []).append((source, identity))
            continue
        done += 1
        progress(done, total)
    for path, paper in extract_all(documents, limits, processes, fulltext):
        kept = _whole(bounded(paper), fulltext)
        for source, identity in documents[path]:
            put_file(db, source, [(0, identity, kept)], EXTRACTOR_VERSION)
            done += 1
            progress(done, total)
    forget_files(db, found.gone)
    correct_abstracts(db, manifest.by_file)
    merge_sources(db, manifest.by_file, manifest.fingerprint)
    return IngestReport(total, found.unchanged, len(found.gone), manifest.troubles, found.again)


def _whole(paper: Paper, fulltext: bool) -> Paper:
    """Return a paper whose body is told as read where it was asked for, though there be none."""
    return replace(paper, body=Body()) if fulltext and paper.body is None else paper


def _new_records(
    db: sqlite3.Connection, source: CorpusFile, limits: Limits
) -> Iterator[tuple[int, str, Paper | None]]:
    """Yield the entries of a record file as `put_file` takes them.

    What could not be read of it is one more entry, with the reason; those before it are kept. Of
    entries that begin on one line the second counts as on the next one.
    """
    count = last = 0
    try:
        for line, identity, fields in isolated_rows("export", source.path, limits):
            count += 1
            known = has_paper(db, identity, EXTRACTOR_VERSION)
            if line:  # 0 is the file itself
                line = last = max(line, last + 1)
            yield line, identity, None if known else bounded(from_plain(Paper, fields))
    except UnreadRestError as rest:
        read = f" The {count:,} entries before were kept." if count else ""
        reason = f"The file cannot be read to its end: {rest.why}.{read} Export it in parts."
        yield 0, _id_of_name(source), Paper(rest.state, reason)
        return
    if not count:
        plain = source.path.suffix.lower() == ".txt"
        paper = Paper("not_pdf", _NO_PAPER) if plain else Paper("corrupt", _NO_RECORD)
        yield 0, _id_of_name(source), paper


def _identify(source: CorpusFile) -> tuple[str, Paper | None]:
    """Return the sha256 of a file, and its paper if it is none to be opened at all.

    A file that is not opened is known by its name.
    """
    if not source.inside:
        reason = "A link that leads out of the corpus folder is not followed; copy the file in."
        return _id_of_name(source), Paper("not_pdf", reason)
    if (unread := other_file(source)) is not None:
        return _id_of_name(source), unread
    if source.is_export and source.size > MOST_BYTES:
        told = f"The file is {source.size / 2**20:,.0f} MB, more than {MOST_BYTES // 2**20} MB."
        return _id_of_name(source), Paper("too_big", f"{told} Export it in parts.")
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe would be waited for
            return _id_of_name(source), Paper("not_pdf", "It is no file; take it away.")
        with source.path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest(), None
    except OSError as error:
        return _id_of_name(source), Paper("corrupt", f"The file cannot be read ({error.strerror}).")


def _id_of_name(source: CorpusFile) -> str:
    """Return an id for a file whose bytes cannot be had: the sha256 of its name."""
    return hashlib.sha256(source.file.encode()).hexdigest()
