"""Which of the text in a PDF page can be seen: upright, turned, or hidden from the reader."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from builder.pdf.display_list import Box, Painting
from builder.pdf.text_repair import PI_FONT, Run

#: Beyond this many characters a page is not a page of a paper.
MOST_CHARACTERS = 200_000

# Text smaller than this cannot be read in print, in points.
_SMALLEST_SIZE = 4.0
# A run of hidden text shorter than this is an ornament, not a message.
_HIDDEN_LETTERS = 12
# White text can be read on a ground with a colour channel below this, of 255.
_PALEST_GROUND = 215

# Print differs from its ground by more than this, of 255.
_LEAST_CONTRAST = 24

#: Journals print figures' labels too small to read and paint over their own running heads.
_LEAST_SPACES = {"tiny": 6, "covered": 3}

_PI_ONLY = re.compile(r"[¼þÀÂðÞÁ\s]+")


class TextLayer:
    """Sorts the spans of one page into visible pieces, turned text and hidden text."""

    def __init__(self, painting: Painting) -> None:
        self._painting = painting
        self.characters = 0
        self.unreadable = 0
        self.turned: list[str] = []
        self.hidden: set[str] = set()

    def pieces(self, raw: dict[str, Any]) -> Iterator[tuple[int, list[Run]]]:
        """Yield each line piece with the number of its block."""
        for block_number, block in enumerate(raw["blocks"]):
            for line in block.get("lines", ()):
                spans = line["spans"]
                for span in spans:
                    self.characters += len(span["text"])
                if self.characters > MOST_CHARACTERS:
                    return
                if line["dir"][0] < 0.98:
                    self.turned.append("".join(span["text"] for span in spans))
                    continue
                runs = self._visible_runs(spans)
                if any(run.text.strip() for run in runs) and not self._is_covered(line):
                    yield block_number, runs

    def _visible_runs(self, spans: list[dict[str, Any]]) -> list[Run]:
        if not any(s["size"] >= _SMALLEST_SIZE and s["text"].strip() for s in spans):
            self._leave_out("tiny", "".join(s["text"] for s in spans))
            return []
        runs: list[Run] = []
        font = ""
        parts: list[str] = []
        size = baseline = start = end = 0.0
        bold = italic = False
        for span in spans:
            text = span["text"]
            if span["alpha"] == 0 and self._is_hidden_ink(span):
                self._leave_out("invisible", text)
                continue
            if span["color"] >= 0xF2F2F2 and self._is_white_on_white(span):
                continue
            if span["char_flags"] & 0x80:
                self.unreadable += len(text)
            is_space = text.isspace()
            if span["font"] != font and not is_space:
                if _PI_ONLY.fullmatch(text):
                    text = text.translate(PI_FONT)
                else:
                    font = span["font"]
            x0, _, x1, _ = span["bbox"]
            y, span_size, flags = span["origin"][1], span["size"], span["flags"]
            is_bold, is_italic = bool(flags & 16) or _is_bold_name(span["font"]), bool(flags & 2)
            if (
                parts
                and abs(span_size - size) < 0.1
                and abs(y - baseline) < 0.1 * size
                and (is_space or (is_bold == bold and is_italic == italic))
                and x0 >= end - 0.5 * size
            ):
                parts.append(text)
                if x1 > end:
                    end = x1
                continue
            if parts:
                runs.append(Run("".join(parts), size, baseline, start, end, bold, italic))
            parts, size, baseline, start, end = [text], span_size, y, x0, x1
            bold, italic = is_bold, is_italic
        if parts:
            runs.append(Run("".join(parts), size, baseline, start, end, bold, italic))
        return runs

    def _leave_out(self, kind: str, text: str) -> None:
        """Note hidden text that could be a message; a figure's small print, a header are none."""
        if sum(map(str.isalpha, text)) >= _HIDDEN_LETTERS and text.count(" ") >= _LEAST_SPACES.get(
            kind, 0
        ):
            self.hidden.add(kind)

    def _is_hidden_ink(self, span: dict[str, Any]) -> bool:
        """Invisible text is hidden, unless it is the text layer under a scanned page."""
        # Render mode 3 neither fills (16) nor strokes (32); filled text of opacity 0 does fill.
        if span["char_flags"] & 0x30:
            return True
        return not self._painting.has_page_wide_image

    @cached_property
    def _seen(self) -> Any:
        return self._painting.look()

    def _is_covered(self, line: dict[str, Any]) -> bool:
        """Text over which an area was painted later is hidden, if nothing of it shows through."""
        if not self._painting.areas:
            return False
        words = "".join(span["text"] for span in line["spans"])
        # A word or two are no message, and to look at the page as drawn takes time.
        if words.count(" ") < _LEAST_SPACES["covered"]:
            return False
        left, top, right, bottom = box = line["bbox"]
        x, y = (left + right) / 2, (top + bottom) / 2
        over = {
            (x0, y0, x1, y1)
            for x0, y0, x1, y1 in self._painting.areas
            if y0 <= y <= y1 and x0 - 1 <= left and x1 + 1 >= right
        }
        if not over:
            return False
        texts, areas = self._painting.turns
        later = [turn for turn, area in areas if area in over]
        if not later or later[-1] < max(
            (turn for turn, (x0, y0, x1, y1) in texts if x0 <= x <= x1 and y0 <= y <= y1),
            default=later[-1],
        ):
            return False
        if not _is_plain(self._seen, box):
            return False
        self._leave_out("covered", words)
        return True

    def _is_white_on_white(self, span: dict[str, Any]) -> bool:
        """White text is read where it stands on a dark ground, as in a banner."""
        text = span["text"]
        if not text.strip():
            return True
        if sum(map(str.isalpha, text)) < _HIDDEN_LETTERS:
            return True  # a label on a button: neither message nor abstract
        # The ground is what most of the place is painted with, whatever else reaches into it.
        ground = self._painting.ground(span["bbox"])
        if ground and min(ground) < _PALEST_GROUND:
            return False
        self._leave_out("white", text)
        return True


def _is_plain(picture: Any, box: Box) -> bool:
    """Whether one shade fills the middle half of a line's height."""
    rise = (box[3] - box[1]) / 4
    left, right = max(round(box[0]), 0), min(round(box[2]), picture.width)
    rows = range(max(round(box[1] + rise), 0), min(round(box[3] - rise) + 1, picture.height))
    shades = b"".join(
        picture.samples_mv[row * picture.stride + left : row * picture.stride + right]
        for row in rows
    )
    return not shades or max(shades) - min(shades) < _LEAST_CONTRAST


@cache
def _is_bold_name(font: str) -> bool:
    name = font.lower()
    return "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))
