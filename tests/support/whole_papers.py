"""Draws whole papers: columns over pages, headings, floats between the text, what stands around."""

from dataclasses import dataclass, field
from pathlib import Path

from paper_layouts import ABSTRACT, AUTHORS, HEIGHT, TITLE, WIDTH, Paper, Sheet

_TOP, _BOTTOM = 70, HEIGHT - 80


def sentences(about: str, count: int) -> str:
    """Return running text of as many sentences, which no other text shares."""
    return " ".join(
        f"The {about} of ingot number {number} was followed for several hours in a quiet furnace,"
        f" and what came of it is told in the notes of the {about} that were kept at the time."
        for number in range(1, count + 1)
    )


@dataclass
class Frame:
    """A part of a column that text may fill."""

    sheet: Sheet
    x0: float
    x1: float
    y: float
    bottom: float = _BOTTOM


@dataclass
class WholePaper:
    """A paper that is set piece by piece into the columns of its pages."""

    columns: int = 2
    size: float = 9.5
    indent: float = 12.0
    paper: Paper = field(default_factory=lambda: Paper(TITLE, ABSTRACT))
    frames: list[Frame] = field(default_factory=list)
    pages: int = 0

    def begin(self) -> None:
        """Set title, authors and abstract on the first page."""
        sheet = self._page(top=330)
        sheet.paragraph(50, 90, WIDTH - 50, TITLE, 16, "tibo")
        sheet.write(50, 150, AUTHORS, 11)
        sheet.write(50, 180, "Abstract", 11, "tibo")
        sheet.paragraph(50, 196, WIDTH - 50, ABSTRACT, 9)

    def _page(self, top: float = _TOP) -> Sheet:
        self.pages += 1
        sheet = self.paper.sheet()
        sheet.write(50, 40, "Journal of Quiet Furnaces 12 (2031) 100–120", 8)
        sheet.write(WIDTH / 2, HEIGHT - 30, str(99 + self.pages), 8)
        gap = 20
        width = (WIDTH - 100 - gap * (self.columns - 1)) / self.columns
        for number in range(self.columns):
            x0 = 50 + number * (width + gap)
            self.frames.append(Frame(sheet, x0, x0 + width, top))
        return sheet

    def _frame(self, room: float = 0.0) -> Frame:
        """Return the frame that is filled, with so much room left in it."""
        while not self.frames or self.frames[0].y + room > self.frames[0].bottom:
            if self.frames:
                self.frames.pop(0)
            if not self.frames:
                self._page()
        return self.frames[0]

    def heading(self, text: str, size: float = 11, font: str = "tibo") -> None:
        """Set a heading with some white space above it, and room for text below."""
        frame = self._frame(60)
        frame.y += 10
        frame.sheet.write(frame.x0, frame.y, text, size, font)
        frame.y += 1.5 * size

    def text(self, text: str, indent: float | None = None) -> None:
        """Set a paragraph, over as many columns and pages as it takes."""
        rest, indent = text, self.indent if indent is None else indent
        while rest:
            frame = self._frame(self.size)
            frame.y, rest = frame.sheet.paragraph(
                frame.x0, frame.y, frame.x1, rest, self.size, indent=indent, bottom=frame.bottom
            )
            indent = 0

    def run_in(self, head: str, text: str) -> None:
        """Set a paragraph that a few words in bold open."""
        frame = self._frame(30)
        end = frame.sheet.write(frame.x0 + self.indent, frame.y, head, self.size, "tibo")
        words = text.split(" ")
        frame.sheet.write(end + 4, frame.y, " ".join(words[:4]), self.size)
        frame.y += 1.2 * self.size
        self.text(" ".join(words[4:]), indent=0)

    def figure(self, caption: str, height: float = 120.0) -> None:
        """Set a picture with words in it and a caption in small type below, at this place."""
        frame = self._frame(height + 60)
        sheet, x0, x1 = frame.sheet, frame.x0, frame.x1
        sheet.page.draw_rect((x0, frame.y, x1, frame.y + height))
        for number, label in enumerate(("Temperature (K)", "as cast", "800 K", "(a)")):
            sheet.write(x0 + 20 + 30 * number, frame.y + 20 + 22 * number, label, 7, "helv")
        frame.y += height + 14
        frame.y, _ = sheet.paragraph(x0, frame.y, x1, caption, 7.5, "helv")
        frame.y += 12

    def wide_figure(self, caption: str, y: float) -> None:
        """Set a caption over all columns of the page that is filled, with text above and below."""
        frame = self._frame()
        frame.sheet.paragraph(50, y, WIDTH - 50, caption, 7.5, "helv")
        here = [one for one in self.frames if one.sheet is frame.sheet]
        below = [Frame(one.sheet, one.x0, one.x1, y + 40) for one in here]
        for one in here:
            one.bottom = y - 150
        self.frames[: len(here)] = [*here, *below]

    def references(self, count: int = 30) -> None:
        """Set a heading and a list of references in small type."""
        self.heading("References")
        for number in range(1, count + 1):
            frame = self._frame(20)
            entry = (
                f"[{number}] K. Miller, A. B. Jones, On furnaces, J. Quiet Furn. {number} (2019)"
                f" {number}00–{number}12."
            )
            frame.y, _ = frame.sheet.paragraph(frame.x0, frame.y, frame.x1, entry, 7.5)

    def saved(self, folder: Path, name: str = "whole.pdf") -> Path:
        """Write the paper to a folder."""
        return self.paper.saved(folder, name)
