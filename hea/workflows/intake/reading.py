"""Read what was added in processes of their own, so that each file has its state at once.

Nothing is written: the next build reads the file again and takes it into the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all
from builder.papers import Paper
from builder.storage.corpus_files import PDF
from hea.workflows.intake.rows import AddedFile
from hea.workspace import Settings, Workspace


def is_unread(row: AddedFile) -> bool:
    """Return whether a row is of a PDF that was taken in and not read yet."""
    return row.is_taken and row.state in ("added", "reading") and str(row.file).endswith(PDF)


def read_added(
    place: Workspace, settings: Settings, rows: Sequence[AddedFile]
) -> Iterator[tuple[AddedFile, AddedFile]]:
    """Yield each of ``rows`` with what it is once its PDF is read, in the order they are done.

    Args:
        place: The workspace.
        settings: Limits of the readers.
        rows: Rows of PDFs in the inbox.
    """
    by_path = {place.corpus / str(row.file): row for row in rows}
    limits = Limits(settings.seconds_per_file, settings.memory_per_reader * 2**20)
    for path, paper in extract_all(by_path, limits, settings.readers, fulltext=False):
        yield by_path[path], with_paper(by_path[path], paper)


def with_paper(row: AddedFile, paper: Paper) -> AddedFile:
    """Return the row of a file that was read as this paper."""
    return replace(row, state=paper.state, reason=paper.reason, title=paper.title, year=paper.year)
