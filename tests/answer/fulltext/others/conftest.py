"""Questions about the made-up paper with more paragraphs."""

from dataclasses import replace

import pytest

from answer.answer_question import answer_question
from builder.library.stored_bodies import StoredParagraph, StoredTable
from builder.papers import Paragraph, Table


@pytest.fixture
def ask(papers):
    """Ask about the made-up paper with more paragraphs, and a table where there is one."""

    def asked(question: str, text: str, *rows: tuple[str, ...]):
        body = papers.body
        more = list(body.paragraphs)
        for place, line in enumerate(text.splitlines(), start=9):
            kind = "caption" if line.startswith("Figure") else "paragraph"
            piece = Paragraph(line, 6, kind, section="results", heading="3. Results")
            more.append(StoredParagraph(papers.entry.id, place, piece))
        tables = list(body.tables)
        if rows:
            table = Table(rows, 1, 6, label="Table 5", caption="Of the alloys.", section="results")
            tables.append(StoredTable(papers.entry.id, 5, table))
        papers.body = replace(body, paragraphs=more, tables=tables)
        given = answer_question(question, papers, 5)
        papers.body = body
        return given

    return asked
