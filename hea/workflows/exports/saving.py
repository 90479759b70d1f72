"""Write a document to a file, over nothing that a person owns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hea.workflows.exports.formats import FORMATS, require_format, written
from hea.workflows.output_paths import file_for, require_own, write_own

if TYPE_CHECKING:
    from hea.workflows.exports.document import Document
    from hea.workspace import Workspace


def check_export(form: str, to: Path | None, place: Workspace) -> None:
    """Refuse, before anything is done, what could not be written at the end.

    Args:
        form: A name of `FORMATS`.
        to: The file; None for the screen.
        place: The workspace, whose `corpus/` is refused.

    Raises:
        UserError: The format is not known, or the file cannot be written or is a person's own.
    """
    require_format(form, to is not None)
    if to is not None:
        require_own(file_for(to, place), place)


def save_export(document: Document, form: str, to: Path, place: Workspace) -> None:
    """Write a document to the file that `check_export` let pass."""
    write_own(to, written(document, form), place)


def shown_export(document: Document, form: str) -> str:
    """Return a document as text for the screen; see `FORMATS`."""
    made = FORMATS[form](document)
    assert isinstance(made, str)
    return made
