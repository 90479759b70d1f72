"""Read the visible lines of PDF pages, each with its place, size and style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from builder.pdf.blanks import close_up, without_script_blanks
from builder.pdf.display_list import Painting, text_flags
from builder.pdf.interleaving import interleave
from builder.pdf.lines import Line, join_pieces, without_line_numbers
from builder.pdf.text_repair import join_lines, repair, words_of
from builder.pdf.visibility.doubts import PlacedLine
from builder.pdf.visibility.hidden_text import HiddenText
from builder.pdf.visible_text import MOST_CHARACTERS, TextLayer, join_spans

__all__ = ["Line", "Page", "PageTooLongError", "Pages", "left_out", "read_page", "running_text"]


#: The longer side of a sheet of paper, in points: from A6 to A3.
_SHEET = (400, 1_300)


class PageTooLongError(Exception):
    """A page holds more characters than any printed page could."""


@dataclass(slots=True, eq=False)
class Page:
    """The visible, upright text of one page."""

    number: int
    """1-based."""
    width: float
    height: float
    lines: list[Line]
    """Top to bottom, then left to right."""
    characters: int
    """How many characters the text layer holds, hidden ones included."""
    unreadable: int = 0
    """How many of them have no meaning: glyphs without a character."""
    margin: str = ""
    """Turned text, such as the stamp arXiv prints along the left edge."""
    hidden: tuple[str, ...] = ()
    """Kinds of hidden text that were left out."""
    blanked: tuple[PlacedLine, ...] = ()
    """Where lines of hidden text left a blank."""
    turn: int = 0
    """Quarter turns, clockwise, by which it is shown; all places are those before it is turned."""
    _words: frozenset[str] | None = field(default=None, repr=False)

    @property
    def words(self) -> frozenset[str]:
        """Words printed whole on this page, in lower case."""
        if self._words is None:
            self._words = words_of(line.text for line in self.lines)
        return self._words

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


class Pages(Sequence[Page]):
    """The pages of an open PDF, each read when it is first asked for."""

    def __init__(self, document: Any) -> None:
        """Read nothing yet of an open PyMuPDF document."""
        self.document = document
        self._count = int(document.page_count)
        self._read: dict[int, Page] = {}

    def __len__(self) -> int:
        """Return the number of pages of the PDF."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        """Return a page by its 0-based index; read it if that was not done before."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        page = self._read.get(index)
        if page is None:
            if index not in range(len(self)):
                raise IndexError(index)
            page = self._read[index] = read_page(_sheet(self.document, index))
        return page

    def sheet(self, index: int) -> Any:
        """Load the PyMuPDF page that a page was read from."""
        return _sheet(self.document, index)

    @property
    def read(self) -> list[Page]:
        """The pages read so far, in order."""
        return [self._read[index] for index in sorted(self._read)]


def _sheet(document: Any, index: int) -> Any:
    """Load a page; a unit that enlarges a sheet of paper to a poster, or to a stamp, is undone.

    The layout rules know the sizes of print. The document is changed in memory alone.
    """
    page = document[index]
    rect = page.rect
    least, most = _SHEET
    longer = max(rect.width, rect.height)
    if least <= longer <= most:
        return page
    kind, unit = document.xref_get_key(page.xref, "UserUnit")
    if kind not in ("int", "float") or float(unit) <= 0:
        return page
    if not least <= longer / float(unit) <= most:
        return page
    document.xref_set_key(page.xref, "UserUnit", "null")
    return document[index]


def _refuse_too_long(page: Any, characters: int) -> None:
    if characters > MOST_CHARACTERS:
        raise PageTooLongError(f"page {page.number + 1} holds {characters:,} characters")


def left_out(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return lines that stand among others of one column and are not among them.

    Args:
        page: The page on which both stand.
        lines: Lines of one text, in reading order; those of other pages do not count.
    """
    taken = set(lines)
    ours = [line for line in page.lines if line in taken]
    if not ours:
        return []
    left, right = min(line.x0 for line in ours), max(line.x1 for line in ours)
    return [
        line
        for line in page.lines
        if line not in taken
        and left <= line.x0 < right
        and line.x1 <= right + 2 * line.size
        and any(abs(line.baseline - one.baseline) < 0.3 * one.size for one in ours)
    ]


def running_text(lines: Sequence[Line], words: frozenset[str] = frozenset()) -> str:
    """Join lines into one paragraph, with broken words and damaged characters mended.

    ``words`` are those printed whole nearby, in lower case.
    """
    return repair(join_lines((line.text for line in lines), words), words)


def read_page(page: Any) -> Page:
    """Read one PyMuPDF page.

    Raises:
        PageTooLongError: It holds more characters than any printed page.
    """
    flags = text_flags()
    painting = Painting(page)
    raw = painting.text(flags)

    def characters() -> dict[str, Any]:
        return painting.characters(flags)

    held = join_spans(raw)
    _refuse_too_long(page, held)
    hidden = HiddenText(painting, raw)
    hidden.take_out()
    close_up(raw, characters)
    interleave(raw, characters)
    layer = TextLayer(painting, raw)
    pieces = without_script_blanks(layer.pieces())
    lines = join_pieces(pieces)
    lines.sort(key=lambda line: (line.baseline, line.x0))
    width, height, turn = painting.sheet
    return Page(
        number=page.number + 1,
        width=width,
        height=height,
        lines=without_line_numbers(lines),
        characters=held,
        unreadable=layer.unreadable,
        margin=" ".join(layer.turned),
        hidden=tuple(sorted(hidden.kinds)),
        blanked=tuple(hidden.blanked),
        turn=turn,
    )
