"""Sort the text of a PDF page, from which hidden text was taken, into runs and turned text."""

from collections.abc import Iterator
from functools import cache
from operator import itemgetter
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
#: MuPDF's flag of blanks that it puts between words; it makes each word a span of its own.
_MADE_BLANK = 0x200
_STYLE = itemgetter("size", "font", "flags", "color", "alpha")
#: A span goes on behind another where it begins at most so many parts of its size before its end.
_BACK = 0.5


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
                if self._signs.are_in(spans):
                    part_spans(line)
                    spans = line["spans"]
                    read = self._signs.texts(spans)
                else:
                    read = [span["text"] for span in spans]
                for span, text in zip(spans, read, strict=True):
                    if span["char_flags"] & _NO_UNICODE:
                        self.unreadable += len(text)
                runs = _runs(spans, read)
                if any(run.text.strip() for run in runs):
                    yield block_number, runs


def _runs(spans: list[dict[str, Any]], read: list[str]) -> list[Run]:
    """Join the visible spans of a line, with their texts as read, into runs of one style."""
    runs: list[Run] = []
    texts: list[str] = []
    size = baseline = x0 = x1 = 0.0
    style = (False, False)
    for span, text in zip(spans, read, strict=True):
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
                and left >= x1 - _BACK * size
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


def join_spans(raw: dict[str, Any]) -> int:
    """Join the spans of upright lines that differ in nothing but the blanks between their words.

    Args:
        raw: Blocks, lines and spans of a page as PyMuPDF's `dict` has them; it is changed. Lines of
            which spans were joined keep them as they were under "parts".

    Returns:
        The number of the characters of the page.
    """
    count = 0
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            spans = line["spans"]
            if len(spans) > 1 and line["dir"][0] >= 0.98:
                line["spans"] = _joined(spans)
                if len(line["spans"]) < len(spans):
                    line["parts"] = spans
            for span in line["spans"]:
                count += len(span["text"])
    return count


def part_spans(line: dict[str, Any]) -> None:
    """Undo in a line what `join_spans` did."""
    line["spans"] = line.pop("parts", line["spans"])


def _joined(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return spans, of which those that go on in all alike are joined."""
    joined: list[dict[str, Any]] = []
    texts: list[str] = []
    style: tuple[Any, ...] = ()
    flags, height = 0, 0.0
    box = (0.0, 0.0, 0.0, 0.0)
    is_blank = True  # a blank goes with what stands before it, however it is set
    for span in spans:
        text, own_style, own_flags = span["text"], _STYLE(span), span["char_flags"]
        own_height, (left, top, right, bottom) = span["origin"][1], span["bbox"]
        if (
            not is_blank
            and own_style == style
            and own_height == height
            and (own_flags | _MADE_BLANK) == flags
            and left >= box[2] - _BACK * style[0]
            and (
                left - box[2] <= _LEAST_BLANK * style[0]
                or text[0].isspace()
                or texts[-1][-1].isspace()
            )
        ):
            texts.append(text)
            if right > box[2] or top < box[1] or bottom > box[3]:
                box = (box[0], min(box[1], top), max(box[2], right), max(box[3], bottom))
            continue
        if len(texts) > 1:
            joined[-1] = {**joined[-1], "text": "".join(texts), "bbox": box}
        joined.append(span)
        texts, box = [text], span["bbox"]
        is_blank = text.isspace()
        style, flags, height = own_style, own_flags | _MADE_BLANK, own_height
    if len(texts) > 1:
        joined[-1] = {**joined[-1], "text": "".join(texts), "bbox": box}
    return joined


@cache
def _style(flags: int, font: str) -> tuple[bool, bool]:
    """Return whether a span is bold, and whether it is italic."""
    name = font.lower()
    named = "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))
    return bool(flags & _BOLD) or named, bool(flags & _ITALIC)
