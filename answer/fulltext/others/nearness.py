"""Gather what is told near a statement of a body."""

from collections.abc import Iterator

from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statements import BodyStatement
from answer.fulltext.tables.headings import meaning_of


def told_around(body: PaperBody, said: BodyStatement) -> str:
    """Return what is told near a statement, and itself, the title of its paper first.

    Args:
        body: The paper of the statement.
        said: The statement.
    """
    own = [body.title, said.heading, said.before, said.text, said.piece, said.behind]
    return "\n".join([*own, *_near(body, said)])


def _near(body: PaperBody, said: BodyStatement) -> Iterator[str]:
    """Yield the paragraph before a sentence; the cells of a row, and what speaks of its table."""
    paragraphs = body.found.paragraphs
    if said.row is None:
        yield from (one.paragraph.text for one in paragraphs if one.number == said.number - 1)
        return
    for cell in (*said.row.names, *said.row.cells):
        unit = meaning_of(cell.heading).unit
        yield f"{cell.heading}: {cell.text} {unit.name if unit else ''}"
    if said.label:
        yield from (one.paragraph.text for one in paragraphs if said.label in one.paragraph.text)
