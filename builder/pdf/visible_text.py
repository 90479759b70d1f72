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
        texts: list[str] = []
        size = baseline = x0 = x1 = 0.0
        style = (False, False)
        for span, text in zip(spans, self._signs.texts(spans), strict=True):
            if span["char_flags"] & _NO_UNICODE:
                self.unreadable += len(text)
            if not text:
                continue
            left, _, right, _ = span["bbox"]
            own_size, own_baseline = span["size"], span["origin"][1]
            own_style = _style(span["flags"], span["font"])
            if texts:
                if (
                    left - x1 > _LEAST_BLANK * own_size
                    and not texts[-1][-1].isspace()
                    and not text[0].isspace()
                ):
                    texts.append(" ")
                # A span goes on in the size, baseline and style of the one before it.
                if (
                    -0.1 < own_size - size < 0.1
                    and -0.1 * size < own_baseline - baseline < 0.1 * size
                    and left >= x1 - 0.5 * size
                    and (own_style == style or text.isspace())
                ):
                    texts.append(text)
                    if right > x1:
                        x1 = right
                    continue
                runs.append(Run("".join(texts), size, baseline, x0, x1, *style))
            texts = [text]
            size, baseline, x0, x1, style = own_size, own_baseline, left, right, own_style
        if texts:
            runs.append(Run("".join(texts), size, baseline, x0, x1, *style))
        return runs


def count_characters(raw: dict[str, Any]) -> int:
    """Count the characters of a page, whose lines and spans are as PyMuPDF's `dict` has them."""
    return sum(
        len(span["text"])
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    )


@cache
def _style(flags: int, font: str) -> tuple[bool, bool]:
    """Return whether a span is bold, and whether it is italic."""
    name = font.lower()
    named = "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))
    return bool(flags & _BOLD) or named, bool(flags & _ITALIC)
