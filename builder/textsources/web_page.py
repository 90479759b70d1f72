"""Find the parts of a paper in a web page: of LaTeXML, of a publisher, or made of Markdown."""

from collections.abc import Mapping

from builder.textsources.found_paper import FoundPaper
from builder.textsources.page_metadata import complete, is_announced, read_metadata
from builder.textsources.page_reader import PageReader
from builder.textsources.parsing import Node, within

#: Named sections that make a paper of a page that does not say that it is one.
_LEAST_SECTIONS = 2

#: Characters at the beginning in which a paper says its date and identifier.
_OPENING = 8_000


def read_web_page(
    root: Node, fulltext: bool, given: Mapping[str, str] | None = None
) -> FoundPaper | None:
    """Return the paper that a page holds; None where it holds none.

    Args:
        root: The page.
        fulltext: Whether its body is wanted.
        given: Fields that stand before Markdown, of which the page was made; None for a page of
            the web.
    """
    found = read_metadata(root, given or {})
    reader = PageReader(found.title, joins=given is not None)
    reader.read(_paper_of(root))
    reader.flush()
    found.title = found.title or reader.title
    found.journal = found.journal or reader.journal
    found.abstract = " ".join(reader.abstract) or found.abstract
    complete(found, root, " ".join((*reader.opening, found.abstract))[:_OPENING])
    if not (is_announced(root) or found.abstract or len(reader.named) >= _LEAST_SECTIONS):
        return None
    found.body = reader.writer.body() if fulltext else None
    return found


def _paper_of(root: Node) -> Node:
    """Return the part of a page that holds the paper: its one article, else its main part."""
    for name in ("article", "main"):
        parts = within(root, name)
        if len(parts) == 1 and len(within(parts[0], "p")) * 2 > len(within(root, "p")):
            return parts[0]
    return root
