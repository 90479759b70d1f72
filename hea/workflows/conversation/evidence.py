"""Find where a quote stands: its paper, its lines on the pages, or its place in the abstract."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.library.catalog import by_id
from builder.storage.database import open_database

if TYPE_CHECKING:
    from answer.answers import Answer, BodyPlace, Citation
    from builder.library.catalog import CatalogEntry
    from hea.workflows.pages import LineBox
    from hea.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LitPage:
    """A page of a PDF with the boxes that are lit on it."""

    number: int
    """1-based."""
    boxes: tuple[LineBox, ...]


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where characters of a paper's abstract or body stand."""

    listed: CatalogEntry
    start: int
    end: int
    pages: tuple[LitPage, ...]
    """Pages to show; without boxes where the place on the page is not known."""
    no_picture: str
    """Why there is no page to show; "" where there is one."""
    text: str | None = None
    """The paragraph, caption or row that the characters are of; None for the abstract."""
    place: BodyPlace | None = None
    """Where in the body they stand; None for the abstract."""

    @property
    def is_lit(self) -> bool:
        """Whether the place on the page is known."""
        return any(page.boxes for page in self.pages)

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before the quote, the quote, and the text behind it."""
        abstract = self.listed.paper.abstract
        text = self.text if self.text is not None else abstract.text if abstract else ""
        return text[: self.start], text[self.start : self.end], text[self.end :]


def find_paper(place: Workspace, paper: str) -> CatalogEntry:
    """Return a paper by its id.

    Raises:
        UserError: There is no such paper, or nothing was built yet.
    """
    with closing(open_database(place.database)) as db:
        found = by_id(db, [paper])
    if paper not in found:
        raise UserError("There is no such paper.", "It may have left the corpus since.")
    return found[paper]


def find_quote(place: Workspace, paper: str, start: int, end: int) -> QuotePlace:
    """Return where characters of a paper's abstract stand.

    Args:
        place: A workspace that has been built.
        paper: Id of the paper.
        start: The first character.
        end: Behind the last one.

    Raises:
        UserError: There is no such paper, or its abstract has no such characters.
    """
    from hea.workflows.pages import boxes_of, pdf_of  # loads what draws pages

    listed = find_paper(place, paper)
    abstract = listed.paper.abstract
    if abstract is None or not 0 <= start < end <= len(abstract.text):
        raise UserError("The abstract has no such characters.", "It may have been read again.")
    try:
        pdf_of(place, paper)
    except UserError as error:
        return QuotePlace(listed, start, end, (), error.message)
    boxes = boxes_of(place, paper, start, end)
    pages = tuple(
        LitPage(number, tuple(lines)) for number, lines in groupby(boxes, lambda box: box.page)
    )
    return QuotePlace(listed, start, end, pages or (LitPage(abstract.page, ()),), "")


def find_cited(place: Workspace, cited: Citation) -> QuotePlace:
    """Return where a citation stands: in the abstract, or in the body.

    Raises:
        UserError: Its paper is gone, or was read anew since.
    """
    if cited.place is None:
        return find_quote(place, cited.listed.id, cited.start, cited.end)
    at = cited.place
    row = at.row if at.part == "table" else None
    return find_body_quote(place, cited.listed.id, at.number, row, cited.start, cited.end)


def find_body_quote(
    place: Workspace, paper: str, number: int, row: int | None, start: int, end: int
) -> QuotePlace:
    """Return where characters of a paragraph, or a row of a table, stand.

    Args:
        place: A workspace that has been built.
        paper: Id of the paper.
        number: Number of the paragraph in the body; of the table, where a row is given.
        row: The row of the table, from 1, without rows of headings; None for a paragraph.
        start: The first character of the paragraph.
        end: Behind the last one.

    Raises:
        UserError: There is no such paper, paragraph or row.
    """
    from answer.fulltext.statements import statements_of
    from builder.library.stored_bodies import paragraphs_of, tables_of
    from hea.workflows.pages import boxes_at, pdf_of, whole_lines

    listed = find_paper(place, paper)
    with closing(open_database(place.database)) as db:
        texts = paragraphs_of(db, paper) if row is None else []
        tables = tables_of(db, paper) if row is not None else []
    paragraph = next((one.paragraph for one in texts if one.number == number), None)
    table = next((one for one in tables if one.number == number), None)
    if paragraph and 0 <= start < end <= len(paragraph.text):
        told = [s for s in statements_of(texts, ()) if s.number == number]
        said = next((s for s in told if s.start <= start < s.end), None) or next(iter(told), None)
        text, page, at = paragraph.text, paragraph.page_at(start), said.place() if said else None
        boxes = boxes_at(place, paper, text, paragraph.places, start, end)
    elif table:
        rows = [one for one in statements_of((), [table]) if one.row and one.row.number == row]
        if not rows:
            raise UserError("The table has no such row.", "It may have been read again.")
        text, page, at = rows[0].text, table.table.page, rows[0].place()
        start, end = 0, len(text)
        below = table.table.header_rows + (row or 0) - 1
        boxes = whole_lines(line for line_row, _, line in table.table.places if line_row == below)
    else:
        raise UserError("The body has no such characters.", "It may have been read again.")
    try:
        pdf_of(place, paper)
    except UserError as error:
        return QuotePlace(listed, start, end, (), error.message, text, at)
    pages = tuple(LitPage(n, tuple(lines)) for n, lines in groupby(boxes, lambda box: box.page))
    return QuotePlace(listed, start, end, pages or (LitPage(page, ()),), "", text, at)


def papers_read(place: Workspace, answer: Answer) -> list[CatalogEntry]:
    """Return the papers that were read for an answer, best first."""
    with closing(open_database(place.database)) as db:
        return list(by_id(db, answer.retrieved).values())


def nearest_paper(
    place: Workspace, answer: Answer, read: Sequence[CatalogEntry]
) -> CatalogEntry | None:
    """Return the paper that a refusal names as the nearest; None where it names none.

    Args:
        place: A workspace that has been built.
        answer: The refusal.
        read: The papers that were read for it.
    """
    if answer.answered or not answer.nearest:
        return None
    told = answer.nearest
    by_quote = (
        one for one in read if one.paper.abstract and _quoted(told) in one.paper.abstract.text
    )
    by_title = (one for one in read if one.paper.title and one.paper.title in told)
    found = next(by_title, None) or (next(by_quote, None) if _quoted(told) else None)
    return found or _titled_in(place, told)


def _titled_in(place: Workspace, told: str) -> CatalogEntry | None:
    """Return the paper whose whole title stands between quotation marks in some words."""
    with closing(open_database(place.database)) as db:
        quoted = "SELECT paper FROM papers WHERE title != '' AND instr(?, '“' || title || '”')"
        return next(iter(by_id(db, [row[0] for row in db.execute(quoted, [told])]).values()), None)


def _quoted(words: str) -> str:
    """Return what stands between the first quotation marks; "" where there are none."""
    return words.partition("“")[2].partition("”")[0]
