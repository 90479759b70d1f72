"""Open the paper that a quote is from: its PDF at the page of the quote, or else its DOI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.library.catalog import by_id
from builder.storage.database import open_database
from hea.workflows.conversation.evidence import find_body_quote
from hea.workflows.pages import LineBox, boxes_of, page_of, page_picture, pdf_of

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry
    from hea.workspace import Workspace

#: How viewers are told the page, by a part of the name under which Linux knows them.
_VIEWERS = {
    "evince": ("evince", "--page-index={page}", "{path}"),
    "atril": ("atril", "--page-index={page}", "{path}"),
    "xreader": ("xreader", "--page-index={page}", "{path}"),
    "okular": ("okular", "--page", "{page}", "{path}"),
    "zathura": ("zathura", "--page={page}", "{path}"),
    "qpdfview": ("qpdfview", "{path}#{page}"),
    "firefox": ("firefox", "{address}#page={page}"),
    "google-chrome": ("google-chrome", "{address}#page={page}"),
    "chromium": ("chromium", "{address}#page={page}"),
}
_WAIT_SECONDS = 3


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """What there is to open of a paper that was quoted."""

    listed: CatalogEntry
    quote: str
    path: Path | None
    """Its PDF, as an absolute path; None without one."""
    page: int
    """1-based page of the quote."""
    boxes: tuple[LineBox, ...]
    """Where the quote stands; empty where that is not known."""
    trouble: str = ""
    """Why there is no PDF."""

    @property
    def address(self) -> str | None:
        """The address of the paper's DOI; None without one."""
        doi = self.listed.paper.doi
        return f"https://doi.org/{doi}" if doi else None


def find_source(
    place: Workspace, paper: str, quote: str, start: int, number: int = 0, row: int | None = None
) -> QuoteSource:
    """Return what there is to open of the paper that a quote is from.

    Args:
        place: A workspace that has been built.
        paper: Id of the paper.
        quote: The quote.
        start: Its first character in the abstract, or in its paragraph.
        number: Number of its paragraph or table in the body; 0 for the abstract.
        row: Its row, of a table.

    Raises:
        UserError: The paper is no longer in the workspace, or was read to another text.
    """
    if number:
        return _in_body(place, paper, quote, start, number, row)
    with closing(open_database(place.database)) as db:
        listed = by_id(db, [paper]).get(paper)
    if listed is None:
        raise UserError("That paper is no longer in the corpus.", "Ask again.")
    abstract = listed.paper.abstract
    end = start + len(quote)
    if abstract is None or abstract.text[start:end] != quote:
        raise UserError("The abstract was read again since that answer.", "Ask again.")
    try:
        path = pdf_of(place, paper).path.resolve()
    except UserError as error:
        return QuoteSource(listed, quote, None, abstract.page, (), error.message)
    boxes = tuple(boxes_of(place, paper, start, end))
    page = page_of(place, paper, start) or abstract.page
    return QuoteSource(listed, quote, path, page, boxes)


def _in_body(
    place: Workspace, paper: str, quote: str, start: int, number: int, row: int | None
) -> QuoteSource:
    """Return what there is to open of a paper whose body was quoted."""
    found = find_body_quote(place, paper, number, row, start, start + len(quote))
    if found.parts[1] != quote:
        raise UserError("The body was read again since that answer.", "Ask again.")
    page = found.pages[0].number if found.pages else 1
    boxes = tuple(box for one in found.pages for box in one.boxes)
    try:
        path = pdf_of(place, paper).path.resolve()
    except UserError as error:
        return QuoteSource(found.listed, quote, None, page, (), error.message)
    return QuoteSource(found.listed, quote, path, page, boxes)


def open_source(source: QuoteSource) -> str:
    """Open a PDF at its page where the viewer can be told it, else its DOI; return what is opened.

    Raises:
        UserError: There is neither PDF nor DOI, or no program that opens it.
    """
    if source.path is not None:
        command = viewer_command(source.path, source.page)
        if command:
            subprocess.Popen(  # noqa: S603 - a viewer of our list, and an absolute path
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        elif not launch(str(source.path)):
            raise UserError(
                f"No program here opens {source.path}, page {source.page}.",
                "Open the file yourself, or save the page as a picture: hea open --png page.png",
            )
        return f"{source.path}, page {source.page}"
    if source.address is None:
        raise UserError(f"There is no PDF and no DOI of it. {source.trouble}", "Add its PDF.")
    if not launch(source.address):
        raise UserError(f"No browser could be started for {source.address}.", "Open it yourself.")
    return source.address


def launch(target: str) -> bool:
    """Open a file or an address with the system's own program; return whether there is one."""
    if sys.platform == "win32":
        try:
            os.startfile(target)  # noqa: S606 - a file of the corpus, or the address of a DOI
        except OSError:
            return False
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    try:
        started = subprocess.Popen(  # noqa: S603 - the system's own program
            [program, target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return started.wait(_WAIT_SECONDS) == 0
    except subprocess.TimeoutExpired:  # what it has opened is still open
        return True
    except OSError:
        return False


def viewer_command(path: Path, page: int) -> list[str]:
    """Return the command that shows a page in the viewer of PDFs; [] where none is known."""
    asking = shutil.which("xdg-mime")
    if not sys.platform.startswith("linux") or asking is None:
        return []
    try:
        answer = subprocess.run(  # noqa: S603 - the system's own program
            [asking, "query", "default", "application/pdf"],
            capture_output=True,
            text=True,
            timeout=_WAIT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    known = answer.stdout.lower()
    for name, (program, *arguments) in _VIEWERS.items():
        if name in known and (found := shutil.which(program)):
            filled = {"path": str(path), "address": path.as_uri(), "page": page}
            return [found, *(argument.format(**filled) for argument in arguments)]
    return []


def lit_page(place: Workspace, source: QuoteSource) -> bytes:
    """Return the page of a quote as a PNG, the quote lit where its place is known.

    Raises:
        UserError: There is no PDF of the paper, or it cannot be drawn.
    """
    return page_picture(place, source.listed.id, source.page, dpi=150, lit=source.boxes)
