"""Read one PDF into a Paper; a file that cannot be read becomes a Paper that says why."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from builder.frontmatter.abstract_candidates import AbstractCandidate
from builder.frontmatter.abstract_rules import find_abstract
from builder.frontmatter.authors import find_authors
from builder.frontmatter.metadata import doi_to_cite, find_doi, find_journal, find_year
from builder.frontmatter.text_flow import Manuscript
from builder.frontmatter.title import Title, find_title, title_page
from builder.papers import Abstract, Paper, State
from builder.pdf.pages import Pages, PageTooLongError
from builder.pdf.scripts import displayed, find_scripts
from builder.storage.files import is_utf8

#: Below this confidence the paper's state is `low_confidence`.
SURE = 0.65

MOST_BYTES = 200 * 1024 * 1024
MOST_PAGES = 2_000
#: A page of print holds thousands of characters; a scan's stamp holds fewer than this.
_LEAST_CHARACTERS = 200
_FIRST_PAGES = 3
#: Characters of a metadata field and of an XMP packet that are read: titles are far shorter.
_MOST_RECORDED = 2_000
_MOST_XMP = 500_000


def extract(path: Path) -> Paper:
    """Read the PDF at ``path``; whatever is wrong with the file becomes its state, no error."""
    try:
        return _extract(path)
    except MemoryError:
        return Paper("memory", "Reading it took more memory than allowed; split the PDF.")
    except Exception as error:
        if "alloc" in str(error):  # MuPDF's own way of running out of memory
            return Paper("memory", "Reading it took more memory than allowed; split the PDF.")
        # Broken PDFs end in errors of many kinds, some of them raised by the layout rules.
        return Paper("corrupt", f"It cannot be read ({_brief(error, path)}); download it again.")


def _brief(error: Exception, path: Path) -> str:
    """Return the kind of an error and up to 120 characters of its message, without the folder."""
    message = " ".join(str(error).replace(str(path), path.name).split())
    kind = type(error).__name__
    return f"{kind}: {message[:120]}" if message else kind


def _extract(path: Path) -> Paper:
    size = path.stat().st_size
    if size == 0:
        return Paper("corrupt", "The file is empty (0 bytes); download it again.")
    if size > MOST_BYTES:
        return Paper(
            "too_big", f"The file is {size / 2**20:,.0f} MB, more than {MOST_BYTES // 2**20} MB."
        )
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            return Paper("not_pdf", "It is not a PDF, whatever its name says; download the PDF.")

    with _opened(path) as document:
        if not document.is_pdf:
            return Paper("not_pdf", "It is not a PDF, whatever its name says; download the PDF.")
        if document.needs_pass:
            return Paper("encrypted", "It asks for a password; save a copy without one.")
        if document.page_count > MOST_PAGES:
            return Paper(
                "too_big", f"It has {document.page_count:,} pages, more than {MOST_PAGES:,}."
            )
        if document.page_count == 0:
            return Paper("corrupt", "It has no pages; download it again.")
        try:
            return _read(path, document)
        except PageTooLongError as error:
            return Paper("too_big", f"It is no paper: {error}.")


def _opened(path: Path) -> Any:
    import pymupdf

    # MuPDF complains while it mends a file; the paper's state tells the reader what matters.
    pymupdf.TOOLS.mupdf_display_errors(False)  # type: ignore[no-untyped-call]
    pymupdf.TOOLS.mupdf_display_warnings(False)  # type: ignore[no-untyped-call]
    if is_utf8(str(path)):
        return pymupdf.open(path)  # type: ignore[no-untyped-call]
    return pymupdf.open(stream=path.read_bytes(), filetype="pdf")  # type: ignore[no-untyped-call]


def _read(path: Path, document: Any) -> Paper:
    pages = Pages(document)
    start = title_page(pages)
    unread = _unread(path, document, pages, start)
    if unread:
        return unread
    metadata = document.metadata or {}
    recorded = {key: (value or "")[:_MOST_RECORDED] for key, value in metadata.items()}
    xmp = (document.get_xml_metadata() or "")[:_MOST_XMP]
    title = find_title(pages[start], recorded.get("title"))
    manuscript = Manuscript(pages, start, title)
    candidate = find_abstract(manuscript)
    known = [page for page in pages.read if page.number <= start + 2]
    known.sort(key=lambda page: page.number != start + 1)
    doi = (
        find_doi(known, recorded, xmp)
        or doi_to_cite(document[-1].get_text())
        or find_doi((), {}, links=_links(document, start))
    )
    state, reason, abstract = _verdict(pages, candidate)
    return Paper(
        state,
        reason,
        title=title.text if title else _covered_title(pages, start),
        doi=doi,
        year=find_year(known, recorded, xmp),
        journal=find_journal(known, recorded, xmp),
        authors=find_authors(pages[start], title, recorded),
        abstract=abstract,
        notes=_notes(pages, start),
    )


def _unread(path: Path, document: Any, pages: Pages, start: int) -> Paper | None:
    """Return a scanned or corrupt paper where the first pages hold no text; None where they do."""
    characters = unreadable = 0
    first = range(start, min(start + _FIRST_PAGES, len(pages)))
    for index in first:
        characters += pages[index].characters
        unreadable += pages[index].unreadable
        if characters >= _LEAST_CHARACTERS:
            break
    command = shlex.join(("ocrmypdf", path.name, f"{path.stem}-ocr.pdf"))
    if characters < _LEAST_CHARACTERS:
        has_images = any(document[index].get_images() for index in first)
        has_drawings = any(document[index].get_bboxlog() for index in first)
        if not has_images and (document.is_repaired or not has_drawings):
            return Paper("corrupt", "Its pages are empty, as in a broken download; get it again.")
        return Paper("scanned", f"Its pages are pictures without text; run `{command}`.")
    if unreadable > 0.4 * characters:
        return Paper(
            "scanned", f"Its fonts do not say what their glyphs mean; run `{command} --force-ocr`."
        )
    return None


def _covered_title(pages: Pages, start: int) -> str | None:
    """Return the title a cover page prints, where the paper's own page prints none."""
    for index in range(start):
        title: Title | None = find_title(pages[index])
        if title:
            return title.text
    return None


def _links(document: Any, start: int) -> list[str]:
    """Return the web addresses that the first pages link to."""
    return [
        link["uri"]
        for index in range(min(start + 1, document.page_count))
        for link in document[index].get_links()
        if "uri" in link
    ]


def _notes(pages: Pages, start: int) -> tuple[str, ...]:
    """Return what a reader should know of the file: cover pages, hidden text."""
    notes = []
    if start:
        covers = "a cover page" if start == 1 else f"{start} cover pages"
        notes.append(f"The paper begins on page {start + 1}, after {covers}.")
    for page in pages.read:
        if page.hidden:
            kinds = " and ".join(page.hidden)
            notes.append(f"Hidden text ({kinds}) on page {page.number} was left out.")
    return tuple(notes)


def _verdict(
    pages: Pages, candidate: AbstractCandidate | None
) -> tuple[State, str, Abstract | None]:
    """Return the state of a paper, the reason for it, and the abstract."""
    if candidate is None:
        looked = len(pages.read)
        where = "page 1" if looked == 1 else f"the first {looked} pages"
        maybe = (
            "the file is damaged: download it again"
            if pages.document.is_repaired
            else "it may be a letter or an editorial"
        )
        return (
            "no_abstract",
            f"No abstract was found on {where}; {maybe}.",
            None,
        )
    scripts = find_scripts(candidate.lines, candidate.text)
    abstract = Abstract(
        text=candidate.text,
        page=candidate.page + 1,
        box=(
            round(min(line.x0 for line in candidate.lines), 1),
            round(min(line.y0 for line in candidate.lines), 1),
            round(max(line.x1 for line in candidate.lines), 1),
            round(max(line.y1 for line in candidate.lines), 1),
        ),
        rule=candidate.rule,
        confidence=candidate.confidence,
        display=displayed(candidate.text, scripts) if scripts else None,
    )
    if candidate.confidence < SURE:
        return (
            "low_confidence",
            f"The abstract is a guess ({candidate.confidence:.2f}); compare it with page "
            f"{abstract.page}.",
            abstract,
        )
    return "ok", "", abstract
