"""Compare the corpus folder with the catalog by names, sizes and times alone."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from builder.library.catalog import bodiless_files, known_files, stale_files
from builder.papers import EXTRACTOR_VERSION
from builder.storage.corpus_files import CorpusFile, corpus_files


@dataclass(frozen=True, slots=True)
class CorpusDiff:
    """Files of the corpus folder that differ from the catalog."""

    new: tuple[CorpusFile, ...]
    """Files to be read: new, changed, or read by other layout rules or not to their end."""
    unchanged: int
    gone: tuple[str, ...]
    """Files of the catalog that have left the folder, in path order."""
    again: int = 0
    """How many of `new` are as they were: other layout rules read them, or without their body."""

    @property
    def in_words(self) -> str:
        """Return how many files a build would take in, by reason; "" if there is nothing to do."""
        counts = {
            "new or changed": len(self.new) - self.again,
            "to read again, as hea-qa or a setting was changed": self.again,
            "gone": len(self.gone),
        }
        return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


def corpus_diff(
    db: sqlite3.Connection,
    corpus: Path,
    retry: bool = False,
    reread: bool = False,
    with_bodies: bool = False,
) -> CorpusDiff:
    """Compare folder and catalog, without opening a file.

    Args:
        db: The database.
        corpus: The corpus folder.
        retry: Take files that gave no abstract as new.
        reread: Take every file as new. One that was changed without a new size or time of change
            cannot be told from an unchanged one.
        with_bodies: Take papers as new of which only the abstract was read.
    """
    present = corpus_files(corpus)
    known, stale = known_files(db), stale_files(db, EXTRACTOR_VERSION, retry)
    if with_bodies:
        stale |= bodiless_files(db)
    changed = {one.file for one in present if known.get(one.file) != (one.size, one.mtime_ns)}
    new = tuple(one for one in present if reread or one.file in stale | changed)
    again = sum(one.file not in changed for one in new)
    gone = known.keys() - {one.file for one in present}
    return CorpusDiff(new, len(present) - len(new), tuple(sorted(gone)), again)
