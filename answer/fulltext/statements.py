"""Cut the body of a paper into statements: sentences and rows of tables, each in its context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.answers import BodyPlace, Part
from answer.fulltext.tables.table_rows import TableRow, table_rows
from builder.library.stored_bodies import StoredParagraph, StoredTable
from builder.nlp.cited import is_cited
from builder.nlp.sentences import sentences
from builder.papers import Section
from builder.text.machine_orders import is_order

#: Letters of a table's caption and of a sentence that are read as context.
_MOST_CONTEXT = 400


@dataclass(frozen=True, slots=True)
class BodyStatement:
    """One sentence of a paragraph or caption, or one row of a table: ``piece[start:end] == text``.

    The piece of a row is the row itself as text, `TableRow.text`.
    """

    source: str
    """Id of the source that the body was read from."""
    part: Part
    number: int
    """Number of the paragraph or table in the body, from 1."""
    text: str
    start: int
    end: int
    page: int
    """1-based page on which it begins; 0 in a file without pages."""
    section: Section
    heading: str
    label: str
    """Of a caption or table, what it is called: "Table 2"."""
    before: str
    """The sentence before it; of a row, the caption of its table."""
    behind: str
    """The sentence behind it in its paragraph; of a row, the notes of its table."""
    piece: str
    """The whole paragraph or caption; of a row, its caption."""
    row: TableRow | None = None

    def place(self, column: str | None = None) -> BodyPlace:
        """Return where it stands; of a row with the headings of the cell that answers."""
        row = self.row.number if self.row else None
        return BodyPlace(
            self.part,
            self.source,
            self.number,
            self.page,
            self.section,
            self.heading,
            self.label,
            row,
            column,
            self.before if self.row else "",
        )


def statements_of(
    paragraphs: Sequence[StoredParagraph], tables: Sequence[StoredTable]
) -> list[BodyStatement]:
    """Return the statements of a body in reading order, tables last.

    `is_own` tells those apart that are no findings of the paper.
    """
    found = [one for stored in paragraphs for one in _of_paragraph(stored)]
    return found + [one for stored in tables for one in _of_table(stored)]


def is_own(one: BodyStatement) -> bool:
    """Return False for a sentence that orders a machine about, or reports what others found."""
    if one.row is not None:
        return True
    return not (is_cited(one.text, one.section) or is_order(one.text))


def _of_paragraph(stored: StoredParagraph) -> Iterator[BodyStatement]:
    piece = stored.paragraph
    if piece.section == "references":
        return
    spans = sentences(piece.text)
    texts = [piece.text[start:end] for start, end in spans]
    for place, (start, end) in enumerate(spans):
        yield BodyStatement(
            stored.paper,
            "caption" if piece.kind == "caption" else "body",
            stored.number,
            texts[place],
            start,
            end,
            piece.page_at(start),
            piece.section,
            piece.heading,
            piece.label,
            texts[place - 1][-_MOST_CONTEXT:] if place else "",
            texts[place + 1][:_MOST_CONTEXT] if place + 1 < len(texts) else "",
            piece.text,
        )


def _of_table(stored: StoredTable) -> Iterator[BodyStatement]:
    table = stored.table
    if not table.is_sure:
        return
    for row in table_rows(table):
        yield BodyStatement(
            stored.paper,
            "table",
            stored.number,
            row.text,
            0,
            len(row.text),
            table.page,
            table.section,
            "",
            table.label,
            table.caption[:_MOST_CONTEXT],
            " ".join(table.notes)[:_MOST_CONTEXT],
            table.caption,
            row,
        )
