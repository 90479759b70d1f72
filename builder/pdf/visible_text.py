"""Sort the text of a PDF page, from which hidden text was taken, into runs and turned text."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from builder.pdf.display_list import Painting
from builder.pdf.glyphs import Run
from builder.pdf.signs.pi_fonts import SignReader

#: Beyond this many characters a page is not a page of a paper.
MOST_CHARACTERS = 200_000

#: A gap of this many parts of an em is one between words.
_LEAST_BLANK = 0.2
#: MuPDF's flags of a span's style, and of glyphs without a Unicode character.
_ITALIC, _BOLD, _NO_UNICODE = 2, 16, 0x80


class TextLayer:
    """The text layer of one page, whose spans are visible pieces or turned text.

    Its counts and lists are filled as `pieces` goes through the page.
    """

    def __init__(self, painting: Painting, raw: dict[str, Any]) -> None:
        """Start with nothing read of the page that ``painting`` shows.

        ``raw`` holds its blocks, lines and spans as PyMuPDF's `dict` does.
        """
        self._raw = raw
        self._signs = SignReader(painting, raw)
        self.unreadable = 0
        self.turned: list[str] = []

    def pieces(self) -> Iterator[tuple[int, list[Run]]]:
        """Yield the runs of each visible line with the number of its block."""
        for block_number, block in enumerate(self._raw["blocks"]):
            for line in block.get("lines", ()):
                spans = line["spans"]
                if line["dir"][0] < 0.98:
                    self.turned.append("".join(span["text"] for span in spans))
                    continue
                runs = self._visible_runs(spans)
                if any(run.text.strip() for run in runs):
                    yield block_number, runs

    def _visible_runs(self, spans: list[dict[str, Any]]) -> list[Run]:
        """Join the visible spans of a line into runs of one style."""
        runs: list[Run] = []
        for span, text in zip(spans, self._signs.texts(spans), strict=True):
            if span["char_flags"] & _NO_UNICODE:
                self.unreadable += len(text)
            if not text:
                continue
            run = _make_run(span, text)
            if runs:
                last = runs[-1]
                if run.x0 - last.x1 > _LEAST_BLANK * run.size:
                    last = runs[-1] = _parted(last, run)
                if _continues(last, run):
                    runs[-1] = _joined(last, run)
                    continue
            runs.append(run)
        return runs


def count_characters(raw: dict[str, Any]) -> int:
    """Count the characters of a page, whose lines and spans are as PyMuPDF's `dict` has them."""
    return sum(
        len(span["text"])
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    )


def _make_run(span: dict[str, Any], text: str) -> Run:
    x0, _, x1, _ = span["bbox"]
    bold, italic = _style(span["flags"], span["font"])
    return Run(text, span["size"], span["origin"][1], x0, x1, bold, italic)


def _joined(last: Run, run: Run) -> Run:
    """Return two runs as one in the style of the first."""
    text, size, baseline, x0, x1, bold, italic = last
    # As `_replace` does, which takes longer than all the rest here.
    return Run(text + run.text, size, baseline, x0, run.x1 if run.x1 > x1 else x1, bold, italic)


def _parted(last: Run, run: Run) -> Run:
    """Return ``last`` with a blank behind it, where neither run has one at the gap between them."""
    if last.text[-1].isspace() or run.text[0].isspace():
        return last
    return last._replace(text=last.text + " ")


def _continues(last: Run, run: Run) -> bool:
    """Return whether a run goes on in the size, baseline and style of the one before it."""
    _, size, baseline, _, x1, bold, italic = last
    return (
        -0.1 < run.size - size < 0.1
        and abs(run.baseline - baseline) < 0.1 * size
        and ((run.bold == bold and run.italic == italic) or run.text.isspace())
        and run.x0 >= x1 - 0.5 * size
    )


@cache
def _style(flags: int, font: str) -> tuple[bool, bool]:
    """Return whether a span is bold, and whether it is italic."""
    name = font.lower()
    named = "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))
    return bool(flags & _BOLD) or named, bool(flags & _ITALIC)
