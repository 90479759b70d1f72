"""Read one PDF into a Paper; a file that cannot be read becomes a Paper that says why."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.frontmatter.abstract_candidates import AbstractCandidate
from builder.frontmatter.abstract_rules import find_abstract
from builder.frontmatter.authors import find_authors
from builder.frontmatter.cover_pages import (
    CoverRecord,
    as_labelled,
    is_cover,
    read_cover,
    title_page,
)
from builder.frontmatter.line_patterns import is_english
from builder.frontmatter.metadata import clean_doi, doi_to_cite, find_doi, find_journal, find_year
from builder.frontmatter.text_flow import Manuscript
from builder.frontmatter.title import Title, find_title, is_told_on, plausible_title
from builder.papers import Abstract, Paper, State
from builder.pdf.opening import NoPaperError, OpenPdf, open_pdf
from builder.pdf.pages import Page, Pages, PageTooLongError, left_out
from builder.pdf.places import place_text
from builder.pdf.readability import require_text
from builder.pdf.scripts import displayed, find_scripts
from builder.text.known_words import reads_as_language

#: Below this confidence the paper's state is `low_confidence`.
SURE = 0.65
#: Confidence of an abstract of which something is missing or damaged, however sure its place is.
_DOUBTED = 0.6

#: What is told of a file that ends early.
_CUT = "The file ends early, so that parts of the paper may be missing"

#: Programs that read text from pictures, as files name their makers.
_RECOGNISED = re.compile(
    r"\bcapture\b|ocr|abbyy|finereader|tesseract|omnipage|readiris|scansoft|clearscan", re.I
)
#: A symbol or a bracket with an amount.
_FORMULA = re.compile(r"[A-Z][a-z]?\d|\)\s?\d")
#: Characters of a metadata field and of an XMP packet that are read: titles are far shorter.
_MOST_RECORDED = 2_000
_MOST_XMP = 500_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What was found at the beginning of an open PDF, for whoever reads on in it."""

    pages: Pages
    start: int
    """Index of the page on which the paper begins."""
    title: Title | None
    abstract: AbstractCandidate | None


ReadOn = Callable[[Paper, FrontMatter], Paper]
"""Completes a paper by what stands behind its front matter, while its PDF is open."""


def extract(path: Path, read_on: ReadOn | None = None) -> Paper:
    """Read the PDF at ``path``; whatever is wrong with the file becomes its state, no error.

    Args:
        path: The file.
        read_on: Reads on in the open PDF; without it, nothing but the front matter is read.
    """
    try:
        return _extract(path, read_on)
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


def _extract(path: Path, read_on: ReadOn | None) -> Paper:
    try:
        with open_pdf(path) as pdf:
            paper, found = _read(path, pdf)
            return read_on(paper, found) if read_on else paper
    except NoPaperError as error:
        return Paper(error.state, error.reason)
    except PageTooLongError as error:
        return Paper("too_big", f"It is no paper: {error}.")


def _read(path: Path, pdf: OpenPdf) -> tuple[Paper, FrontMatter]:
    document = pdf.document
    pages = Pages(document)
    start = title_page(pages)
    require_text(path, pages, start)
    cover = _cover(pages, start)
    recorded, xmp = _metadata(pages, start, document)
    journal = cover.journal or find_journal([pages[start]], recorded, xmp)
    title = find_title(pages[start], cover.title or recorded.get("title"), journal)
    manuscript = Manuscript(pages, start, title)
    candidate = find_abstract(manuscript)
    if pdf.ends_early and title and not _stands_alone(title, pages[start]):
        title = None
    elif candidate and candidate.page > start and not (title and title.lines):
        title = find_title(pages[candidate.page], recorded.get("title"), journal) or title
    known = [page for page in pages.read if page.number <= start + 2]
    known.sort(key=lambda page: page.number != start + 1)
    doi = (
        clean_doi(cover.doi or "")
        or find_doi(known, recorded, xmp)
        or doi_to_cite(document[-1].get_text())
        or find_doi((), {}, links=_links(document, start))
    )
    state, reason, abstract = _verdict(path, pdf, pages, title, candidate)
    paper = Paper(
        state,
        reason,
        title=_title_text(title, cover) or _covered_title(pages, start),
        doi=doi,
        year=find_year(known, recorded, xmp, cover.date),
        journal=journal,
        authors=find_authors(pages[start], title, recorded),
        abstract=abstract,
        notes=pdf.notes + _notes(pages, start),
    )
    return paper, FrontMatter(pages, start, title, candidate)


def _cover(pages: Pages, start: int) -> CoverRecord:
    """Return what the cover pages say behind labels; of two that say it the first."""
    covers = [read_cover(pages[index]) for index in range(start) if is_cover(pages[index])]
    return CoverRecord(
        **{
            name: next((said for cover in covers if (said := getattr(cover, name))), None)
            for name in ("title", "doi", "date", "journal")
        }
    )


def _metadata(pages: Pages, start: int, document: Any) -> tuple[dict[str, str], str]:
    """Return the file's metadata and XMP packet; of another paper's only the date of the file.

    It is another paper's where its title is told neither on the first page nor on a cover.
    """
    metadata = document.metadata or {}
    recorded = {key: (value or "")[:_MOST_RECORDED] for key, value in metadata.items()}
    title = plausible_title(recorded.get("title"))
    if title and not is_told_on(title, pages[: start + 1]):
        return {"creationDate": recorded.get("creationDate", "")}, ""
    return recorded, (document.get_xml_metadata() or "")[:_MOST_XMP]


def _title_text(title: Title | None, cover: CoverRecord) -> str | None:
    """Return the title as printed; as the cover spells it where a scan's text was misread."""
    if title is None or not cover.title:
        return title.text if title else cover.title
    return as_labelled(cover.title, title.text)


def _stands_alone(title: Title, page: Page) -> bool:
    """Return whether nothing else on a page is set in the size of a title.

    Otherwise it may be a heading or a part of the title, where others are missing.
    """
    sizes = {round(line.size) for line in title.lines}
    return not any(round(line.size) in sizes for line in page.lines if line not in title.lines)


def _covered_title(pages: Pages, start: int) -> str | None:
    """Return the title a cover page prints, where the paper's own page prints none."""
    for index in range(start):
        title = find_title(pages[index])
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
    path: Path,
    pdf: OpenPdf,
    pages: Pages,
    title: Title | None,
    candidate: AbstractCandidate | None,
) -> tuple[State, str, Abstract | None]:
    """Return the state of a paper, the reason for it, and the abstract."""
    if candidate is None:
        looked = len(pages.read)
        where = "page 1" if looked == 1 else f"the first {looked} pages"
        maybe = "it may be a letter or an editorial"
        if pages.document.is_repaired:
            damage = "ends early" if pdf.ends_early else "is damaged"
            maybe = f"the file {damage}: download it again"
        return "no_abstract", f"No abstract was found on {where}; {maybe}.", None
    if not (is_english(candidate.text) or reads_as_language(candidate.text)):
        command = shlex.join(("ocrmypdf", "--force-ocr", path.name, f"{path.stem}-ocr.pdf"))
        return "undecodable", f"The text of its abstract cannot be decoded; run `{command}`.", None
    scripts = find_scripts(candidate.all_lines, candidate.text)
    doubt = _CUT if pdf.ends_early else _doubt(pages, title, candidate)
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
        confidence=_DOUBTED if doubt and candidate.confidence >= SURE else candidate.confidence,
        display=displayed(candidate.text, scripts) if scripts else None,
        places=place_text(
            candidate.text,
            [(pages[index], lines) for index, lines in candidate.parts],
            pages[candidate.page].words,
        ),
    )
    if doubt:
        then = "download it again" if pdf.ends_early else f"compare it with page {abstract.page}"
        return "low_confidence", f"{doubt}; {then}.", abstract
    return "ok", "", abstract


def _doubt(pages: Pages, title: Title | None, candidate: AbstractCandidate) -> str:
    """Return what is doubtful in an abstract, as the beginning of a sentence; "" for nothing."""
    damaged = next((line.damage for line in candidate.all_lines if line.damage), "")
    if damaged:
        return f"The abstract is damaged: {damaged}"
    if not candidate.is_whole:
        return "The abstract stops within a sentence"
    lost = next(
        (
            lost
            for index, lines in candidate.parts
            for lost in left_out(pages[index], lines)
            if lost.text != "c"  # the letter within a © that is drawn
        ),
        None,
    )
    if lost:
        return f"The abstract lacks a piece of a line (“{lost.text[:40]}”)"
    if candidate.confidence < SURE:
        return f"The abstract is a guess ({candidate.confidence:.2f})"
    made = pages.document.metadata or {}
    maker = f"{made.get('creator')} {made.get('producer')}"
    if _RECOGNISED.search(maker) and _FORMULA.search(candidate.text):
        return "A program read the text from a picture (OCR), which often misreads formulas"
    damaged = next((line.damage for line in title.lines if line.damage), "") if title else ""
    return f"The title is damaged: {damaged}" if damaged else ""
