"""Write what a person knows better of a paper into `corpus/manifest.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from filelock import FileLock

from builder.errors import UserError
from builder.library.catalog import by_id
from builder.library.manifest import correct_row
from builder.library.stored_places import documents_of
from builder.storage.corpus_files import MANIFEST
from builder.storage.database import open_database

if TYPE_CHECKING:
    from hea.workspace import Workspace

#: Seconds to wait for another correction.
_WAIT_SECONDS = 10


def correct_paper(place: Workspace, paper: str, given: Mapping[str, str]) -> str:
    """Correct a paper by a row of the manifest, which the next build takes in.

    Args:
        place: A workspace that has been built.
        paper: Id of the paper.
        given: title, doi, year, journal, authors (with semicolons between them), abstract, as a
            person writes them; what is the same as now is not written, and an empty one takes
            back a correction.

    Returns:
        The file whose row was written.

    Raises:
        UserError: There is no such paper, it is of an export, a value is no year or no DOI, or the
            manifest cannot be read; it is left alone.
    """
    with closing(open_database(place.database)) as db:
        listed, files = by_id(db, [paper]).get(paper), documents_of(db, paper)
    if listed is None:
        raise UserError("There is no such paper.", "It may have left the corpus since.")
    if not files:
        raise UserError(
            "The paper was read from an export, which the manifest does not correct.",
            f"Correct it in corpus/{listed.place}.",
        )
    known = listed.paper
    now = {
        "title": known.title or "",
        "doi": known.doi or "",
        "year": str(known.year or ""),
        "journal": known.journal or "",
        "authors": "; ".join(known.authors),
        "abstract": known.abstract.text if known.abstract else "",
    }
    changed = {name: text for name, text in given.items() if text.split() != now[name].split()}
    if not changed:
        raise UserError("Nothing was changed.", "Write what the paper says.")
    place.data.mkdir(parents=True, exist_ok=True)
    with FileLock(place.data / "manifest.lock", timeout=_WAIT_SECONDS):
        correct_row(place.corpus / MANIFEST, files[0].file, changed)
    return files[0].file
