"""How the corpus folder differs from the library, told by names, sizes and times alone."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from builder.library.catalog import known_files, stale_files
from builder.papers import EXTRACTOR_VERSION
from builder.storage.corpus_files import CorpusFile, corpus_files


@dataclass(frozen=True, slots=True)
class CorpusDiff:
    """How the corpus folder differs from the library; told by names, sizes and times alone."""

    new: tuple[CorpusFile, ...]
    unchanged: int
    gone: tuple[str, ...]


def corpus_diff(db: sqlite3.Connection, corpus: Path, retry: bool = False) -> CorpusDiff:
    """Compare folder and library without opening a file."""
    present = corpus_files(corpus)
    known, stale = known_files(db), stale_files(db, EXTRACTOR_VERSION, retry)
    new = tuple(s for s in present if s.file in stale or known.get(s.file) != (s.size, s.mtime_ns))
    gone = known.keys() - {s.file for s in present}
    return CorpusDiff(new, len(present) - len(new), tuple(sorted(gone)))
