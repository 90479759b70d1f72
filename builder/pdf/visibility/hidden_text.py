"""Take text that no reader of the page sees out of its text layer.

Most lines are beyond doubt: dark ink, nothing painted over, under or around them. Those in doubt
are looked at as they are drawn: their ink must stand out from its ground and must be there.
"""

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import Any

from builder.pdf.display_list import Painting
from builder.pdf.visibility.contrast import WHITE, colour_of, effective_ink, stands_out
from builder.pdf.visibility.doubts import Doubts, PlacedLine, place
from builder.pdf.visibility.picture import Picture, blank_runs
from builder.pdf.visible_text import part_spans

#: Text smaller than this cannot be read in print, in points.
_SMALLEST_SIZE = 4.0
#: A run of hidden text with fewer letters than this is an ornament, not a message.
_HIDDEN_LETTERS = 12
#: From this sRGB colour on text is called white.
_NEARLY_WHITE = 0xF2F2F2
#: Spaces that hidden text must have to be noted: journals print figures' labels too small to read
#: and paint over their own running heads.
_LEAST_SPACES = {"tiny": 6, "covered": 3}

#: MuPDF's flags of glyphs that are filled, and of those whose outline is drawn or clips.
_FILLED, _OUTLINED, _CLIPPING = 0x10, 0x20, 0x40
#: Letters without a gap wider than so many parts of their size are all there.
_WIDEST_GAP = 2.5
#: Parts of a letter's size that the edge of what covers it may reach over it.
_EDGE = 0.25
#: A span with fewer letters and digits is a sign, which may leave most of its box blank.
_LEAST_LETTERS = 3
#: Lines so many points apart are drawn apart.
_APART = 30.0
#: Where so much of the text is unseen with a picture as large as the page it is a scan, read by a
#: program.
_SCANNED = 0.9
#: Above the baseline and below it letters reach so many parts of their size.
_ASCENT, _DESCENT = 0.75, 0.1


class HiddenText:
    """What of a page's text layer no reader sees."""

    def __init__(self, painting: Painting, raw: dict[str, Any]) -> None:
        """Look at nothing yet of the page that ``painting`` shows.

        ``raw`` holds its blocks, lines and spans as PyMuPDF's `dict` does.
        """
        self._painting = painting
        self._lines: list[PlacedLine] = [
            place(line)
            for block in raw["blocks"]
            for line in block.get("lines", ())
            if line["spans"] and line["dir"][0] >= 0.98
        ]
        self._covered: set[int] = set()
        self.kinds: set[str] = set()
        self.blanked: list[PlacedLine] = []
        """Lines that were taken out wholly, and left their places blank."""

    def take_out(self) -> None:
        """Take hidden lines out, and hidden parts of lines; note of which kinds they were."""
        self._lines = [placed for placed in self._lines if not self._is_tiny(placed)]
        doubts = Doubts(self._lines, self._painting)
        doubted = doubts.doubted
        suspects: dict[int, list[dict[str, Any]]] = {}
        for number in self._to_be_looked_at(doubted):
            placed = self._lines[number]
            part_spans(placed.line)
            for span in placed.line["spans"]:
                if number not in doubted and not _may_hide(*_INK(span)):
                    continue
                if _is_white(span) and _is_label(span["text"]):
                    span["text"] = ""
                elif span["text"].strip() and not doubts.stands_on_panel(number, span):
                    suspects.setdefault(number, []).append(span)
        if not suspects or self._is_scan(doubts.below_picture):
            return
        self._covered = {number for number, over in doubted.items() if over}
        for picture, group in self._looks(suspects):
            for number in group:
                for span in suspects[number]:
                    self._judge(number, span, picture)
        for number in doubts.overprinted():
            for span in self._lines[number].line["spans"]:
                self._hide(span, "covered")
        for number in suspects:
            line = self._lines[number].line
            if not any(span["text"].strip() for span in line["spans"]):
                line["spans"] = []
                self.blanked.append(self._lines[number])

    def _to_be_looked_at(self, doubted: Container[int]) -> list[int]:
        """Return the lines in doubt, and those of which a span may hide by its ink alone."""
        hiding = {
            ink
            for ink in {_INK(span) for placed in self._lines for span in placed.line["spans"]}
            if _may_hide(*ink)
        }
        return [
            number
            for number, placed in enumerate(self._lines)
            if number in doubted
            or (hiding and not hiding.isdisjoint(map(_INK, placed.line["spans"])))
        ]

    def _is_tiny(self, placed: PlacedLine) -> bool:
        """Return whether a line cannot be read for its size, after it was taken out."""
        spans = placed.line["spans"]
        if spans[0]["size"] >= _SMALLEST_SIZE and spans[0]["text"].strip():
            return False  # as nearly every line
        if any(span["size"] >= _SMALLEST_SIZE and span["text"].strip() for span in spans):
            return False
        self._note("tiny", "".join(span["text"] for span in spans))
        placed.line["spans"] = []
        return True

    def _is_scan(self, below: set[int]) -> bool:
        """Return whether the page is a picture, with the words that a program read in it."""
        unseen = total = 0
        for number, placed in enumerate(self._lines):
            for span in placed.line["spans"]:
                total += len(span["text"])
                ignored = span["alpha"] == 0 and not span["char_flags"] & (_FILLED | _OUTLINED)
                unseen += len(span["text"]) * (ignored or number in below)
        return unseen >= _SCANNED * total and self._painting.has_page_wide_image

    def _looks(self, suspects: Iterable[int]) -> Iterator[tuple[Picture, list[int]]]:
        """Draw the parts of the page in which these lines stand; yield each with its lines."""
        groups: list[list[int]] = []
        bottom = -_APART
        for number in sorted(suspects, key=lambda number: self._lines[number].line["bbox"][1]):
            _, y0, _, y1 = self._lines[number].line["bbox"]
            if not groups or y0 > bottom + _APART:
                groups.append([])
            groups[-1].append(number)
            bottom = max(bottom, y1)
        for group in groups:
            boxes = [self._lines[number].line["bbox"] for number in group]
            x0, y0, x1, y1 = zip(*boxes, strict=True)
            box = (min(x0), min(y0), max(x1), max(y1))
            yield Picture(*self._painting.coloured(box)), group

    def _judge(self, number: int, span: dict[str, Any], picture: Picture) -> None:
        """Take a span out that is not seen, or the letters of it that are not."""
        text = span["text"]
        if span["alpha"] == 0:
            if span["char_flags"] & (_FILLED | _OUTLINED) or not (
                self._painting.has_page_wide_image and picture.has_ink(span["bbox"])
            ):
                self._hide(span, "invisible")
            return
        ground, is_plain = picture.ground(span["bbox"])
        ink = effective_ink(colour_of(span["color"]), span["alpha"] / 255, ground)
        if is_plain and not stands_out(ink, ground):
            self._hide(span, "white" if _is_white(span) else "faint")
            return
        kind = "covered" if number in self._covered else "invisible"
        if sum(map(str.isalnum, text)) < _LEAST_LETTERS:
            if text.strip() and not picture.has_ink(span["bbox"]):
                self._hide(span, kind)
            return
        columns = picture.drawn(_letters_of(span), ink, ground)
        if not any(columns):
            self._hide(span, kind)
            return
        runs = blank_runs(columns, round(_WIDEST_GAP * span["size"] * picture.zoom))
        if runs:
            self._cut(number, span, [(a / picture.zoom, b / picture.zoom) for a, b in runs], kind)

    def _cut(
        self, number: int, span: dict[str, Any], runs: list[tuple[float, float]], kind: str
    ) -> None:
        """Take the letters of a span out that stand where nothing is drawn."""
        left, edge = span["bbox"][0], _EDGE * span["size"]
        seen: list[str] = []
        unseen: list[str] = []
        for char in self._characters.get((span["font"], span["origin"]), ()):
            x0, x1 = char["bbox"][0] - left, char["bbox"][2] - left
            hidden = any(a <= x0 + edge and x1 - edge <= b for a, b in runs)
            (unseen if hidden else seen).append(char["c"])
        lost = sum(map(str.isalnum, unseen))
        if not lost:
            return
        if lost >= sum(map(str.isalnum, seen)):
            self._hide(span, kind)
            return
        self._note(kind, "".join(unseen))
        span["text"] = "".join(seen)
        self._lines[number].line["cut"] = True

    @cached_property
    def _characters(self) -> dict[tuple[str, Any], list[dict[str, Any]]]:
        blocks = self._painting.characters(0)["blocks"]
        lines = [line for block in blocks for line in block.get("lines", ())]
        return {
            (span["font"], span["origin"]): span["chars"]
            for line in lines
            for span in line["spans"]
        }

    def _hide(self, span: dict[str, Any], kind: str) -> None:
        self._note(kind, span["text"])
        span["text"] = ""

    def _note(self, kind: str, text: str) -> None:
        """Note the kind of hidden text, unless it is too short to be a message."""
        least = _LEAST_SPACES.get(kind, 0)
        if sum(map(str.isalpha, text)) >= _HIDDEN_LETTERS and text.count(" ") >= least:
            self.kinds.add(kind)


_INK = itemgetter("alpha", "char_flags", "color")


def _may_hide(alpha: int, flags: int, colour: int) -> bool:
    """Return whether the ink of a span alone lets one doubt that it is seen."""
    return (
        alpha < 255
        or bool(flags & (_OUTLINED | _CLIPPING))
        or not (colour == 0 or stands_out(colour_of(colour), WHITE))
    )


def _is_white(span: dict[str, Any]) -> bool:
    return span["color"] >= _NEARLY_WHITE and min(colour_of(span["color"])) >= _NEARLY_WHITE & 0xFF


def _is_label(text: str) -> bool:
    """Return whether white text is that of a button: neither message nor abstract."""
    return sum(map(str.isalpha, text)) < _HIDDEN_LETTERS


def _letters_of(span: dict[str, Any]) -> tuple[float, float, float, float]:
    x0, _, x1, _ = span["bbox"]
    baseline, size = span["origin"][1], span["size"]
    return x0, baseline - _ASCENT * size, x1, baseline + _DESCENT * size
