"""Find the parts of a paper in a web page: of LaTeXML, of a publisher, or made of Markdown."""

from collections.abc import Mapping

from builder.papers import Paragraph
from builder.textsources.found_paper import TextPaper
from builder.textsources.page_metadata import (
    choose_title,
    complete,
    is_announced,
    is_keywords,
    read_metadata,
)
from builder.textsources.page_reader import PageReader
from builder.textsources.parsing import Node, drop_hidden, within
from builder.textsources.table_cells import mark_tables

#: Named sections that make a paper of a page that does not say that it is one.
_LEAST_SECTIONS = 2

#: Characters of a paragraph without a heading that is taken as the abstract.
_LEAST_BARE = 400
#: Characters at the beginning in which a paper says its date and identifier.
_OPENING = 8_000


def read_web_page(
    root: Node, fulltext: bool, given: Mapping[str, str] | None = None
) -> TextPaper | None:
    """Return the paper that a page holds; None where it holds none.

    Args:
        root: The page.
        fulltext: Whether its body is wanted.
        given: Fields that stand before Markdown, of which the page was made; None for a page of
            the web.
    """
    has_hidden = drop_hidden(root)
    mark_tables(root)
    found = read_metadata(root, given or {})
    found.notes = ("Hidden text was left out.",) if has_hidden else ()
    reader = PageReader(found.title, joins=given is not None)
    reader.read(_paper_of(root))
    reader.flush()
    title, journal = choose_title(reader.headings, reader.opening)
    found.title, found.journal = found.title or title, found.journal or journal
    found.abstract = " ".join(reader.abstract) or found.abstract
    if given is not None and reader.named and not found.abstract:
        found.abstract = _bare_abstract(reader.writer.paragraphs)
        found.doubt = "The abstract has no heading and is a guess"
    complete(found, root, " ".join((*reader.opening, found.abstract))[:_OPENING])
    if not (is_announced(root) or found.abstract or len(reader.named) >= _LEAST_SECTIONS):
        return None
    found.body = reader.writer.body() if fulltext else None
    return found


def _bare_abstract(pieces: list[Paragraph]) -> str:
    """Take the first long paragraph above the first heading out of the text: the abstract."""
    for number, piece in enumerate(pieces):
        if piece.heading or is_keywords(piece.text):  # those set beside it are mixed with it
            break
        if piece.kind == "paragraph" and len(piece.text) >= _LEAST_BARE:
            return pieces.pop(number).text
    return ""


def _paper_of(root: Node) -> Node:
    """Return the part of a page that holds the paper: its one article, else its main part."""
    for name in ("article", "main"):
        parts = within(root, name)
        if len(parts) == 1 and len(within(parts[0], "p")) * 2 > len(within(root, "p")):
            return parts[0]
    return root
