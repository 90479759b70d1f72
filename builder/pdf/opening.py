"""Open a file as a PDF of a paper; what cannot be one is refused with its state and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from builder.papers import State
from builder.storage.files import is_utf8

MOST_BYTES = 200 * 1024 * 1024
MOST_PAGES = 2_000
#: A page that asks for another reader, or names attachments, holds fewer characters than this.
_PLACEHOLDER = 1_500
#: So many bytes from the beginning hold the version, and the entry of a file for the web.
_HEAD = 2_048
_ARRANGED = re.compile(rb"/Linearized\b[^>]{0,400}?/L\s{1,4}(\d{1,12})\b")


class NoPaperError(Exception):
    """A file that holds no readable paper; the state of its paper, and the reason for it."""

    def __init__(self, state: State, reason: str) -> None:
        """Say the state and, in a sentence with the next step, the reason."""
        super().__init__(reason)
        self.state: State = state
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """An open PDF that may hold a paper."""

    document: Any
    """The PyMuPDF document."""
    notes: tuple[str, ...] = ()
    """What a reader should know of how it was found: inside which portfolio."""
    ends_early: bool = False
    """Whether the end of the file is missing, as after a broken download."""


@contextmanager
def open_pdf(path: Path) -> Iterator[OpenPdf]:
    """Open the PDF at ``path``, or the paper inside a portfolio.

    Raises:
        NoPaperError: The file cannot hold a paper that can be read.
    """
    size = path.stat().st_size
    if size == 0:
        raise NoPaperError("corrupt", "The file is empty (0 bytes); download it again.")
    if size > MOST_BYTES:
        raise NoPaperError(
            "too_big", f"The file is {size / 2**20:,.0f} MB, more than {MOST_BYTES // 2**20} MB."
        )
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise NoPaperError(
                "not_pdf", "It is not a PDF, whatever its name says; download the PDF."
            )
    with _opened(path) as document:
        early = document.is_repaired and _ends_early(path)
        _refuse(document, early)
        if _is_form(document):
            raise NoPaperError(
                "form",
                "It is a form (XFA) whose text stands on no page; print it to a PDF in Adobe"
                " Reader and add that.",
            )
        inner = _paper_within(document)
        if inner is None:
            yield OpenPdf(document, ends_early=early)
            return
        name, within = inner
        with within:
            _refuse(within)
            yield OpenPdf(within, (f"The paper is {name}, attached inside a PDF portfolio.",))


def _opened(path: Path) -> Any:
    import pymupdf

    # MuPDF complains while it mends a file; the paper's state tells the reader what matters.
    pymupdf.TOOLS.mupdf_display_errors(False)  # type: ignore[no-untyped-call]
    pymupdf.TOOLS.mupdf_display_warnings(False)  # type: ignore[no-untyped-call]
    if is_utf8(str(path)):
        return pymupdf.open(path)  # type: ignore[no-untyped-call]
    return pymupdf.open(stream=path.read_bytes(), filetype="pdf")  # type: ignore[no-untyped-call]


def _ends_early(path: Path) -> bool:
    """Return whether a damaged file lacks its end.

    A file begins with its length where it is arranged for the web; others have a mark at the end.
    """
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        arranged = _ARRANGED.search(content[:_HEAD])
        if arranged:
            return int(arranged[1]) > len(content)
        return content.rfind(b"%%EOF") < 0


def _refuse(document: Any, ends_early: bool = False) -> None:
    """Raise `NoPaperError` for a document that is locked, empty, endless or no PDF."""
    if not document.is_pdf:
        raise NoPaperError("not_pdf", "It is not a PDF, whatever its name says; download the PDF.")
    if document.needs_pass:
        raise NoPaperError("encrypted", "It asks for a password; save a copy without one.")
    if document.page_count > MOST_PAGES:
        raise NoPaperError(
            "too_big", f"It has {document.page_count:,} pages, more than {MOST_PAGES:,}."
        )
    if document.page_count == 0:
        told = "The file ends early and holds no page" if ends_early else "It has no pages"
        raise NoPaperError("corrupt", f"{told}; download it again.")


def _catalog(document: Any, key: str) -> str:
    """Return an entry of the document's catalog as PDF source; "null" where there is none."""
    return str(document.xref_get_key(document.pdf_catalog(), key)[1])


def _is_placeholder(document: Any) -> bool:
    """Return whether the pages hold no paper but, at most, a notice."""
    return document.page_count <= 2 and (
        sum(len(page.get_text()) for page in document) < _PLACEHOLDER
    )


def _is_form(document: Any) -> bool:
    """Return whether the file is an XFA form: its one page says that it needs another reader."""
    return _catalog(document, "AcroForm/XFA") != "null" and _is_placeholder(document)


def _paper_within(document: Any) -> tuple[str, Any] | None:
    """Return name and document of the one PDF attached in a portfolio; None for other files.

    Raises:
        NoPaperError: It is a portfolio without any PDF, or with several.
    """
    names = document.embfile_names()
    collection = _catalog(document, "Collection") != "null"
    if not names and not collection:
        return None
    inner = [name for name in names if _file_name(document, name).lower().endswith(".pdf")]
    if not _is_placeholder(document) or not (inner or collection):
        return None
    if len(inner) != 1:
        raise NoPaperError(
            "portfolio",
            f"It is a PDF portfolio with {len(inner)} PDFs attached inside; save each of them as"
            " a file of its own and add those.",
        )
    import pymupdf

    content = document.embfile_get(inner[0])
    if len(content) > MOST_BYTES:
        raise NoPaperError(
            "too_big", f"The PDF attached inside it is larger than {MOST_BYTES // 2**20} MB."
        )
    try:
        return _file_name(document, inner[0]), pymupdf.open(stream=content, filetype="pdf")  # type: ignore[no-untyped-call]
    except Exception as error:  # damaged in as many ways as any PDF
        raise NoPaperError(
            "portfolio",
            "It is a PDF portfolio, and the PDF attached inside cannot be opened"
            f" ({type(error).__name__}); save it as a file of its own in Adobe Reader.",
        ) from error


def _file_name(document: Any, name: str) -> str:
    return str(document.embfile_info(name).get("filename") or name)
