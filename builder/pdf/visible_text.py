"""Sort the text of a PDF page into visible, turned and hidden text."""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from builder.pdf.display_list import Box, Painting
from builder.pdf.glyphs import Run
from builder.pdf.signs.pi_fonts import SignReader

#: Beyond this many characters a page is not a page of a paper.
MOST_CHARACTERS = 200_000

#: A gap of this many parts of an em is one between words.
_LEAST_BLANK = 0.2
#: Text smaller than this cannot be read in print, in points.
_SMALLEST_SIZE = 4.0
#: A run of hidden text with fewer letters than this is an ornament, not a message.
_HIDDEN_LETTERS = 12
#: White text can be read on a ground with a colour channel below this, of 255.
_PALEST_GROUND = 215

#: From this sRGB colour on text counts as white.
_NEARLY_WHITE = 0xF2F2F2
#: Print differs from its ground by more than this, of 255.
_LEAST_CONTRAST = 24

#: MuPDF's flags of a span's style, and of glyphs without a Unicode character.
_ITALIC, _BOLD, _NO_UNICODE = 2, 16, 0x80

#: Spaces that hidden text must have to be noted: journals print figures' labels too small to read
#: and paint over their own running heads.
_LEAST_SPACES = {"tiny": 6, "covered": 3}


class TextLayer:
    """The text layer of one page, whose spans are visible pieces, turned text or hidden text.

    Its counts and lists are filled as `pieces` goes through the page.
    """

    def __init__(self, painting: Painting, raw: dict[str, Any]) -> None:
        """Start with nothing read of the page that ``painting`` shows.

        ``raw`` holds its blocks, lines and spans as PyMuPDF's `dict` does.
        """
        self._painting = painting
        self._raw = raw
        self._signs = SignReader(painting, raw)
        self.characters = 0
        self.unreadable = 0
        self.turned: list[str] = []
        self.hidden: set[str] = set()

    def pieces(self) -> Iterator[tuple[int, list[Run]]]:
        """Yield the runs of each visible line with the number of its block.

        Stop at `MOST_CHARACTERS`.
        """
        for block_number, block in enumerate(self._raw["blocks"]):
            for line in block.get("lines", ()):
                spans = line["spans"]
                self.characters += sum([len(span["text"]) for span in spans])
                if self.characters > MOST_CHARACTERS:
                    return
                if line["dir"][0] < 0.98:
                    self.turned.append("".join(span["text"] for span in spans))
                    continue
                runs = self._visible_runs(spans)
                if any(run.text.strip() for run in runs) and not self._is_covered(line):
                    yield block_number, runs

    def _visible_runs(self, spans: list[dict[str, Any]]) -> list[Run]:
        """Join the visible spans of a line into runs of one style."""
        if not any(s["size"] >= _SMALLEST_SIZE and s["text"].strip() for s in spans):
            self._leave_out("tiny", "".join(s["text"] for s in spans))
            return []
        runs: list[Run] = []
        for span, text in zip(spans, self._signs.texts(spans), strict=True):
            may_hide = span["alpha"] == 0 or span["color"] >= _NEARLY_WHITE
            if may_hide and self._is_hidden(span):
                continue
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

    def _is_hidden(self, span: dict[str, Any]) -> bool:
        """Return whether a span cannot be seen; note what it could have told."""
        if span["alpha"] == 0 and self._is_hidden_ink(span):
            self._leave_out("invisible", span["text"])
            return True
        return bool(span["color"] >= _NEARLY_WHITE) and self._is_white_on_white(span)

    def _leave_out(self, kind: str, text: str) -> None:
        """Note the kind of hidden text, unless it is too short to be a message."""
        if sum(map(str.isalpha, text)) >= _HIDDEN_LETTERS and text.count(" ") >= _LEAST_SPACES.get(
            kind, 0
        ):
            self.hidden.add(kind)

    def _is_hidden_ink(self, span: dict[str, Any]) -> bool:
        """Return whether invisible text is hidden: not where it is the text layer of a scan."""
        # Render mode 3 neither fills (16) nor strokes (32); filled text of opacity 0 does fill.
        if span["char_flags"] & 0x30:
            return True
        return not self._painting.has_page_wide_image

    @cached_property
    def _picture(self) -> Any:
        return self._painting.render()

    def _is_covered(self, line: dict[str, Any]) -> bool:
        """Return whether an area was painted over a line later, so that nothing of it shows."""
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
        texts, areas = self._painting.painting_order
        later = [place for place, area in areas if area in over]
        if not later or later[-1] < max(
            (place for place, (x0, y0, x1, y1) in texts if x0 <= x <= x1 and y0 <= y <= y1),
            default=later[-1],
        ):
            return False
        if not _is_plain(self._picture, box):
            return False
        self._leave_out("covered", words)
        return True

    def _is_white_on_white(self, span: dict[str, Any]) -> bool:
        """Return whether white text stands on a pale ground; on a dark banner it can be read."""
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


def _is_plain(picture: Any, box: Box) -> bool:
    """Return whether one shade fills the middle half of a line's height."""
    rise = (box[3] - box[1]) / 4
    left, right = max(round(box[0]), 0), min(round(box[2]), picture.width)
    rows = range(max(round(box[1] + rise), 0), min(round(box[3] - rise) + 1, picture.height))
    shades = b"".join(
        picture.samples_mv[row * picture.stride + left : row * picture.stride + right]
        for row in rows
    )
    return not shades or max(shades) - min(shades) < _LEAST_CONTRAST


@cache
def _style(flags: int, font: str) -> tuple[bool, bool]:
    """Return whether a span is bold, and whether it is italic."""
    name = font.lower()
    named = "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))
    return bool(flags & _BOLD) or named, bool(flags & _ITALIC)
