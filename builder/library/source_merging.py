"""Merge the sources of one paper: its PDF, its record in an export, a person's manifest.

This runs after the files are read one by one, because it looks at all papers together.
"""

import hashlib
import json
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.library.catalog import METADATA
from builder.library.relevance import relevance
from builder.papers import READABLE
from builder.storage.corpus_files import TEXT_SOURCES
from builder.storage.database import transaction

#: A title of fewer letters than this (`Reply`, `Erratum`) does not tell one paper from another.
_LEAST_TITLE = 25
_PREPRINT = "10.48550/"
_EXPORTED = {"year", "journal", "authors"}


@dataclass(slots=True)
class _Source:
    """What tells one paper from another, as one file or record gives it. All are in memory."""

    id: str
    file: str
    line: int
    state: str
    confidence: float
    doi: str | None
    title: bytes | None
    """16 bytes of the sha256 of the letters of its title."""

    @property
    def readable(self) -> bool:
        """Whether it has an abstract."""
        return self.state in READABLE

    @property
    def is_text(self) -> bool:
        """Whether it is a paper that came as text, without pages."""
        return not self.line and self.file.lower().endswith(TEXT_SOURCES)

    @property
    def order(self) -> tuple[bool, bool, int, float, str, int]:
        """Sort key, best first: with an abstract, a whole paper, the surest, the first by name.

        A PDF that was read for certain comes before a text source, because it has pages to show; a
        doubtful one comes after it.
        """
        rank = 1 if self.is_text else 2 * (self.state != "ok")
        return not self.readable, self.line > 0, rank, -self.confidence, self.file, self.line


def merge_sources(
    db: sqlite3.Connection, manifest: Mapping[str, Mapping[str, Any]], fingerprint: str
) -> None:
    """Merge the sources of each paper, let the manifest correct them, and score their relevance.

    Args:
        db: The database.
        manifest: Metadata by file, as a person wrote them.
        fingerprint: Hash of the manifest; with the same one and no file read anew nothing is done.
    """
    row = db.execute("SELECT manifest FROM settled").fetchone()
    if row is not None and row["manifest"] == fingerprint:
        return
    sources = _sources(db)
    with transaction(db):
        for group in _groups(sources):
            known = _known(db, group, manifest)
            for source in group:
                _write(db, source, known, group[0])
        marks = ", ".join("?" * len(READABLE))
        rows = db.execute(
            f"SELECT paper FROM papers WHERE state IN ({marks}) AND relevance IS NULL", READABLE
        )
        for paper in [row["paper"] for row in rows]:
            _score(db, paper)
        db.execute("DELETE FROM settled")
        db.execute("INSERT INTO settled VALUES (?)", (fingerprint,))


def _score(db: sqlite3.Connection, paper: str) -> None:
    """Store the relevance of a paper and its signs."""
    query = "SELECT title, abstract FROM papers WHERE paper = ?"
    found = relevance(*db.execute(query, (paper,)).fetchone())
    db.execute(
        "UPDATE papers SET relevance = ?, signs = ? WHERE paper = ?",
        (found.score, json.dumps(found.signs), paper),
    )


def _sources(db: sqlite3.Connection) -> list[_Source]:
    """Return each paper at the first place that holds it."""
    rows = db.execute(
        "SELECT paper, file, line, state, confidence, as_read FROM entries JOIN papers"
        " USING (paper) ORDER BY file, line"
    )
    first: dict[str, _Source] = {}
    for row in rows:
        if row["paper"] in first:
            continue
        known = json.loads(row["as_read"])
        title = title_key(known["title"])
        first[row["paper"]] = _Source(
            row["paper"],
            sys.intern(row["file"]),
            row["line"],
            row["state"],
            row["confidence"] or 0.0,
            (known["doi"] or "").lower() or None,
            hashlib.sha256(title.encode()).digest()[:16] if title else None,
        )
    return list(first.values())


def _groups(sources: Iterable[_Source]) -> list[list[_Source]]:
    """Group the sources of one paper by DOI, else by title; the best source first."""
    groups: list[list[_Source]] = []
    by_doi: dict[str, list[_Source]] = {}
    by_title: dict[bytes, list[_Source]] = {}
    for source in sorted(sources, key=lambda source: source.order):
        doi, title = source.doi, source.title
        group = by_doi.get(doi) if doi else None
        if group is None and title:
            group = by_title.get(title)
            if group is not None and not _may_share(doi, group):
                group = None
        if group is None:
            group = []
            groups.append(group)
        group.append(source)
        if doi:
            by_doi.setdefault(doi, group)
        if title:
            by_title.setdefault(title, group)
    return groups


def title_key(title: str | None) -> str | None:
    """Return the letters of a title, by which two writings of it agree; None for a short one."""
    letters = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title or "")).casefold()
    return letters if len(letters) >= _LEAST_TITLE else None


def _may_share(doi: str | None, group: Iterable[_Source]) -> bool:
    """Return whether a source of this DOI may join a group of its title: not if DOIs differ."""
    others = {source.doi for source in group} - {None, doi}
    published = {other for other in others if other and not other.startswith(_PREPRINT)}
    return not (doi and not doi.startswith(_PREPRINT) and published)


def _known(
    db: sqlite3.Connection, group: Sequence[_Source], manifest: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the metadata of a paper by the manifest, else by the best source that has them."""
    corrected = [manifest.get(source.file, {}) for source in group if not source.line]
    by_trust = [_as_read(db, source.id) for source in group]
    # An export knows when and where a paper appeared better than the look of its first page.
    exports = [
        read for source, read in zip(group, by_trust, strict=True) if source.line or source.is_text
    ]
    return {
        name: next(
            (
                given[name]
                for given in (*corrected, *(exports if name in _EXPORTED else ()), *by_trust)
                if given.get(name)
            ),
            None,
        )
        for name in METADATA
    }


def _as_read(db: sqlite3.Connection, paper: str) -> dict[str, Any]:
    """Return the metadata that the file itself gave."""
    row = db.execute("SELECT as_read FROM papers WHERE paper = ?", (paper,)).fetchone()
    known: dict[str, Any] = json.loads(row["as_read"])
    return known


def _write(
    db: sqlite3.Connection, source: _Source, known: Mapping[str, Any], best: _Source
) -> None:
    """Store the merged metadata of one source, and which source of the paper is the best."""
    # A scan stays a scan: its state tells what to do about it.
    merged = source is not best and best.readable and (source.readable or source.line > 0)
    old = db.execute("SELECT title, same_as FROM papers WHERE paper = ?", (source.id,)).fetchone()
    if merged or old["title"] != known["title"]:
        db.execute("UPDATE papers SET relevance = NULL WHERE paper = ?", (source.id,))
    db.execute(
        "UPDATE papers SET title = ?, doi = ?, year = ?, journal = ?, authors = ?, same_as = ?"
        " WHERE paper = ?",
        (
            *(known[name] for name in METADATA[:-1]),
            json.dumps(known["authors"] or []),
            best.id if merged else None,
            source.id,
        ),
    )
