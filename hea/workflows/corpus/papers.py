"""List the corpus as the last build read it, and complete it from Crossref."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from builder.ingest.changes import CorpusDiff, corpus_diff
from builder.library.catalog import CatalogEntry, Census, census_of
from builder.library.paper_search import PaperPage, PaperQuery, find_papers
from builder.library.stored_bodies import BodySize, body_sizes
from builder.papers import READABLE
from builder.storage.corpus_files import MANIFEST, corpus_files
from builder.storage.database import open_database
from builder.storage.integrity import database_digest
from hea.events import SILENT, Events
from hea.workspace import Workspace, load_settings
from retrieval.index_manifest import read_manifest

if TYPE_CHECKING:
    from builder.library.crossref import CrossrefRecord

#: No limit on the papers of a list, as SQLite writes it.
_ALL = -1


def corpus_status(place: Workspace) -> tuple[Census, CorpusDiff]:
    """Count the files by state, and list those that changed since the last build."""
    with closing(open_database(place.database)) as db:
        return census_of(db, 0), _stale(db, place)


def list_papers(place: Workspace, wanted: PaperQuery) -> list[CatalogEntry]:
    """Return the entry of each file or record that fits a query, in its order."""
    return list(find_listed(place, wanted, 0, _ALL).rows)


def bodies_of(place: Workspace, rows: Iterable[CatalogEntry]) -> dict[str, BodySize]:
    """Return the ids of papers with how much was read of each beside its abstract."""
    with closing(open_database(place.database)) as db:
        return body_sizes(db, [row.id for row in rows])


def is_built(place: Workspace) -> bool:
    """Return whether a build has begun to make a database."""
    return place.database.exists()


def find_listed(place: Workspace, wanted: PaperQuery, first: int = 0, count: int = 50) -> PaperPage:
    """Return ``count`` of the papers that fit a query, from number ``first`` on.

    Raises:
        UserError: Nothing was built yet.
    """
    with closing(open_database(place.database)) as db:
        return find_papers(db, wanted, first, count)


def is_finished(place: Workspace) -> bool:
    """Return whether the last build came to its end, by the files that it writes last."""
    return database_digest(place.database).exists() and read_manifest(place.index) is not None


def waiting_files(place: Workspace) -> int:
    """Return how many files of the corpus the next build will read or forget."""
    if not is_built(place):
        return len(corpus_files(place.corpus))
    with closing(open_database(place.database)) as db:
        stale = _stale(db, place)
    return len(stale.new) + len(stale.gone)


def _stale(db: sqlite3.Connection, place: Workspace) -> CorpusDiff:
    """Return the files that the next build will read or forget, by the settings in force."""
    return corpus_diff(db, place.corpus, with_bodies=load_settings(place, {}).fulltext)


def complete_from_crossref(
    place: Workspace, rows: Sequence[CatalogEntry], events: Events = SILENT
) -> tuple[dict[str, CrossrefRecord], int]:
    """Ask Crossref for what the PDFs among ``rows`` do not say, and write it to the manifest.

    Returns:
        What Crossref says of each file, and how many cells of the manifest it filled.
    """
    from builder.library.crossref import crossref, incomplete, look_up, write_found

    papers = {
        row.file: row.paper
        for row in rows
        if not row.line and row.paper.state in READABLE and incomplete(row.paper)
    }
    service, found = crossref(), {}
    with events.progress("Asking Crossref") as progress:
        for number, (file, paper) in enumerate(papers.items(), start=1):
            found[file] = look_up(paper, service)
            progress(number, len(papers))
    return found, write_found(place.corpus / MANIFEST, papers, found)
