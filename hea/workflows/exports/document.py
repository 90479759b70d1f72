"""A document of headings, paragraphs, quotes, tables and the papers it cites, in no format yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of text of one line."""

    kind: str
    """`heading`, `paragraph`, `strong` for the value asked for, `quote`, `item` or `note`."""
    text: str


@dataclass(frozen=True, slots=True)
class GridBlock:
    """A table; each row has as many cells as the heading."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReferenceBlock:
    """A paper, with the marks by which it is cited: “[1][3]”; "" where it is only listed."""

    marks: str
    listed: CatalogEntry


Block = TextBlock | GridBlock | ReferenceBlock


@dataclass(frozen=True, slots=True)
class Document:
    """What is taken along."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def papers(self) -> tuple[CatalogEntry, ...]:
        """The papers that it cites, in order, each once."""
        found = {b.listed.id: b.listed for b in self.blocks if isinstance(b, ReferenceBlock)}
        return tuple(found.values())


def joined_parts(parts: Iterable[str]) -> str:
    """Return the parts of a reference that are known, with one full stop between two."""
    told = ""
    for part in filter(None, parts):
        told += f"{'' if told.endswith('.') else '.'} {part}" if told else part
    return told


def reference_parts(listed: CatalogEntry) -> tuple[str, str, str, str, str]:
    """Return authors, title, journal, year, and the address of a paper; "" where unknown."""
    paper = listed.paper
    by = "; ".join(paper.authors[:3]) + (" et al." if len(paper.authors) > 3 else "")
    doi = f"https://doi.org/{paper.doi}" if paper.doi else ""
    title = (paper.title or listed.place).removesuffix(".")
    return by, title, paper.journal or "", str(paper.year or ""), doi
