"""Collect the paragraphs, captions and tables of a paper below the headings they stand under."""

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from builder.papers import Body, Paragraph, PieceKind, Section, Table
from builder.text.section_kinds import named_section, section_kind
from builder.textsources.parsing import Node, children, tag_of
from builder.textsources.table_cells import Grid

_LABEL = re.compile(
    r"(?P<word>supplementary\s+|extended data\s+)?(?P<kind>fig(?:ure|\.)?s?|tab(?:le|\.)?s?|scheme"
    r"|chart|box|plate)\s*\.?\s*(?P<number>s?\d{1,3}[a-z]?(?:\.\d{1,2})?|[ivx]{1,5}|[a-z]\.?\d{1,3})"
    r"(?=[\s.:|,;)–—-]|$)\s*[.:|–—-]*\s*",
    re.IGNORECASE,
)
_KINDS = {"fig": "Figure", "tab": "Table"}


class _Open(NamedTuple):
    """A section that is open: its level, its heading as printed and what it is for."""

    level: int
    heading: str
    kind: Section


@dataclass(slots=True)
class BodyWriter:
    """The body of a paper while it is read, piece by piece, in reading order."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    @property
    def section(self) -> Section:
        """What the section that is open is for."""
        return self._open[-1].kind if self._open else "other"

    @property
    def level(self) -> int:
        """The level of the section that is open; 0 above the first."""
        return self._open[-1].level if self._open else 0

    def begin(self, level: int, heading: str, hint: Section | None = None) -> None:
        """Begin a section; those of its level and below end.

        Args:
            level: 1 for a section of the paper, 2 for one of its parts, and so on.
            heading: As printed, with its number.
            hint: What the file says that it is for; the words of its heading come first.
        """
        self.end(level)
        # What a section of the paper is about tells what it is for, but not what its parts are.
        kind = section_kind(heading) if not self._open else named_section(heading) or self.section
        if kind in ("other", self.section) and hint is not None:
            kind = hint
        self._open.append(_Open(level, heading, kind))

    def end(self, level: int) -> None:
        """End the sections of this level and below."""
        while self._open and self._open[-1].level >= level:
            self._open.pop()

    def add(self, text: str, kind: PieceKind = "paragraph", label: str = "") -> None:
        """Add a piece of text; lists of references and empty pieces are left out."""
        if text and self.section != "references":
            heading = next((one.heading for one in reversed(self._open) if one.heading), "")
            self.paragraphs.append(Paragraph(text, 0, kind, self.section, heading, label))

    def add_table(self, grid: Grid, caption: str, label: str, notes: tuple[str, ...]) -> None:
        """Add a table with its caption and notes."""
        if self.section != "references":
            about = 0, label, caption, notes, self.section
            self.tables.append(Table(grid.rows, grid.header_rows, *about, is_sure=grid.is_sure))

    def body(self) -> Body:
        """Return all that was added.

        What stands above the first heading introduces a paper whose results have a heading.
        """
        pieces = list(self.paragraphs)
        if any(one.section == "results" for one in pieces):
            above = list(takewhile(lambda one: not one.heading, pieces))
            pieces[: len(above)] = [replace(one, section="introduction") for one in above]
        return Body(tuple(pieces), tuple(self.tables))


def label_of(text: str) -> tuple[str, str]:
    """Return the label that a caption begins with, as "Figure 2", and the words behind it."""
    found = _LABEL.match(text)
    if found is None:
        return "", text
    kind = _KINDS.get(found["kind"][:3].lower(), found["kind"].capitalize())
    number = found["number"].upper() if not found["number"][0].isdigit() else found["number"]
    if found["word"] and number[0].isdigit():
        number = f"S{number}"
    return f"{kind} {number}", text[found.end() :]


def is_caption(node: Node, words: str, rest: str) -> bool:
    """Return whether a paragraph that begins with a label is a caption, and no sentence."""
    before = words[: len(words) - len(rest)].rstrip()
    if not rest or before[-1:] in ".:|–—":
        return True
    first = children(node)[:1]
    is_set_apart = bool(first) and not (node.text or "").strip()
    return is_set_apart and tag_of(first[0]) in ("b", "strong", "em", "i") and rest[:1].isupper()
