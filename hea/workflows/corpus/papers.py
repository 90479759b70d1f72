"""List the corpus as the last build read it, and complete it from Crossref."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from builder.ingest.changes import CorpusDiff, corpus_diff
from builder.library.catalog import CatalogEntry, Census, census_of, listing
from builder.papers import READABLE
from builder.storage.corpus_files import MANIFEST
from builder.storage.database import open_database
from hea.events import SILENT, Events

if TYPE_CHECKING:
    from builder.library.crossref import CrossrefRecord
    from hea.workspace import Workspace


def corpus_status(place: Workspace) -> tuple[Census, CorpusDiff]:
    """Count the files by state, and list those that changed since the last build."""
    with closing(open_database(place.database)) as db:
        stale = corpus_diff(db, place.corpus)
        return census_of(db, 0), stale


def list_papers(place: Workspace, state: str | None = None) -> list[CatalogEntry]:
    """Return one entry for each file or record, only those in ``state`` if one is named."""
    with closing(open_database(place.database)) as db:
        return [row for row in listing(db) if state in (None, row.paper.state)]


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
