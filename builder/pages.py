"""The visible lines of a PDF page with place, size and style, and a note of what was hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, overload

from builder.typeset import PI_FONT, Run, join_lines, plain, repair, words_of

#: Beyond this many characters a page is not a page of a paper.
MOST_CHARACTERS = 200_000

# Text smaller than this cannot be read in print, in points.
_SMALLEST_SIZE = 4.0
# A run of hidden text shorter than this is an ornament, not a message.
_HIDDEN_LETTERS = 12
# White text can be read on a ground with a colour channel below this, of 255.
_PALEST_GROUND = 215

_PI_ONLY = re.compile(r"[¼þÀÂðÞÁ\s]+")

Box = tuple[float, float, float, float]


class PageTooLongError(Exception):
    """A page holds more characters than any printed page could."""


@dataclass(slots=True, eq=False)
class Line:
    """One printed line within one column, left to right."""

    runs: list[Run]
    block: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Size of most of its characters, in points."""
    baseline: float
    bold: bool
    italic: bool
    text: str
    """What it says, with scripts written out; broken words and damaged glyphs not yet mended."""

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def box(self) -> Box:
        return (self.x0, self.y0, self.x1, self.y1)


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
    _words: frozenset[str] | None = field(default=None, repr=False)

    @property
    def words(self) -> frozenset[str]:
        """Words printed whole on this page, in lower case."""
        if self._words is None:
            self._words = words_of(line.text for line in self.lines)
        return self._words

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class Pages(Sequence[Page]):
    """The pages of an open PDF, each read when it is first asked for."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._read: dict[int, Page] = {}

    def __len__(self) -> int:
        return int(self.document.page_count)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index not in range(len(self)):
            raise IndexError(index)
        if index not in self._read:
            self._read[index] = read_page(self.document[index])
        return self._read[index]

    @property
    def read(self) -> list[Page]:
        """Those pages that have been read so far, in order."""
        return [self._read[index] for index in sorted(self._read)]


def running_text(lines: Sequence[Line], words: frozenset[str] = frozenset()) -> str:
    """Say as one paragraph what these lines say."""
    return repair(join_lines((line.text for line in lines), words), words)


def read_page(page: Any) -> Page:
    """Read one PyMuPDF page."""
    import pymupdf

    # Images are not needed and cost half the time; ligatures are wanted as letters.
    flags = (
        pymupdf.TEXTFLAGS_DICT & ~pymupdf.TEXT_PRESERVE_IMAGES & ~pymupdf.TEXT_PRESERVE_LIGATURES
    )
    raw = page.get_text("dict", flags=flags)
    reading = _Reading(page)
    pieces = list(reading.pieces(raw))
    if reading.characters > MOST_CHARACTERS:
        raise PageTooLongError(f"page {page.number + 1} holds {reading.characters:,} characters")
    lines = _join_pieces(pieces)
    lines.sort(key=lambda line: (line.baseline, line.x0))
    return Page(
        number=page.number + 1,
        width=raw["width"],
        height=raw["height"],
        lines=_without_line_numbers(lines),
        characters=reading.characters,
        unreadable=reading.unreadable,
        margin=" ".join(reading.turned),
        hidden=tuple(sorted(reading.hidden)),
    )


class _Reading:
    """Sorts the spans of one page into visible pieces, turned text and hidden text."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._has_page_wide_image: bool | None = None
        self.characters = 0
        self.unreadable = 0
        self.turned: list[str] = []
        self.hidden: set[str] = set()

    def pieces(self, raw: dict[str, Any]) -> Iterator[tuple[int, list[Run]]]:
        """Yield each line piece with the number of its block."""
        for block_number, block in enumerate(raw["blocks"]):
            for line in block.get("lines", ()):
                spans = line["spans"]
                self.characters += sum(len(span["text"]) for span in spans)
                if self.characters > MOST_CHARACTERS:
                    return
                if line["dir"][0] < 0.98:
                    self.turned.append("".join(span["text"] for span in spans))
                    continue
                runs = self._visible_runs(spans)
                if any(run.text.strip() for run in runs):
                    yield block_number, runs

    def _visible_runs(self, spans: list[dict[str, Any]]) -> list[Run]:
        largest = max((s["size"] for s in spans if s["text"].strip()), default=0.0)
        if largest < _SMALLEST_SIZE:
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
                end = max(end, x1)
                continue
            if parts:
                runs.append(Run("".join(parts), size, baseline, start, end, bold, italic))
            parts, size, baseline, start, end = [text], span_size, y, x0, x1
            bold, italic = is_bold, is_italic
        if parts:
            runs.append(Run("".join(parts), size, baseline, start, end, bold, italic))
        return runs

    def _leave_out(self, kind: str, text: str) -> None:
        """Note hidden text that could be a message; the small print of a figure is none."""
        if sum(map(str.isalpha, text)) >= _HIDDEN_LETTERS and (
            kind != "tiny" or text.count(" ") >= 6
        ):
            self.hidden.add(kind)

    def _is_hidden_ink(self, span: dict[str, Any]) -> bool:
        """Invisible text is hidden, unless it is the text layer under a scanned page."""
        # Render mode 3 neither fills (16) nor strokes (32); filled text of opacity 0 does fill.
        if span["char_flags"] & 0x30:
            return True
        if self._has_page_wide_image is None:
            area = abs(self._page.rect)
            self._has_page_wide_image = any(
                (info["bbox"][2] - info["bbox"][0]) * (info["bbox"][3] - info["bbox"][1])
                > 0.6 * area
                for info in self._page.get_image_info()
            )
        return not self._has_page_wide_image

    def _is_white_on_white(self, span: dict[str, Any]) -> bool:
        """White text is read where it stands on a dark ground, as in a banner."""
        text = span["text"]
        if not text.strip():
            return True
        if sum(map(str.isalpha, text)) < _HIDDEN_LETTERS:
            return True  # a label on a button: neither message nor abstract
        clip = self._page.rect & span["bbox"]
        if not clip.is_empty:
            # The ground is what most of the place is painted with, whatever else reaches into it.
            _, ground = self._page.get_pixmap(dpi=36, clip=clip).color_topusage()
            if min(ground) < _PALEST_GROUND:
                return False
        self._leave_out("white", text)
        return True


@cache
def _is_bold_name(font: str) -> bool:
    name = font.lower()
    return "bold" in name or "black" in name or "heavy" in name or name.endswith((".b", "-b"))


# --- from pieces to lines -------------------------------------------------------------------


def _main_style(runs: list[Run]) -> tuple[float, float]:
    """Return the size and baseline of most characters."""
    if len(runs) == 1:
        return runs[0].size, runs[0].baseline
    weight: dict[tuple[float, float], int] = {}
    for run in runs:
        style = (run.size, run.baseline)
        weight[style] = weight.get(style, 0) + len(run.text.strip())
    style = max(weight, key=weight.__getitem__)
    # Of nothing but scraps the largest sits on the line.
    return style if weight[style] >= 4 else max(weight)


def _make_line(runs: list[Run], block: int) -> Line:
    runs = sorted(runs, key=lambda run: run.x0)
    size, baseline = _main_style(runs)
    total = sum(len(run.text) for run in runs) or 1
    return Line(
        runs=runs,
        block=block,
        x0=runs[0].x0,
        y0=baseline - 0.8 * size,
        x1=max(run.x1 for run in runs),
        y1=baseline + 0.25 * size,
        size=size,
        baseline=baseline,
        bold=sum(len(run.text) for run in runs if run.bold) > 0.6 * total,
        italic=sum(len(run.text) for run in runs if run.italic) > 0.6 * total,
        text=plain(runs, size, baseline),
    )


def _spaced(left: list[Run], right: list[Run], size: float) -> list[Run]:
    """Put two pieces of one line together with the space that stands between them."""
    gap = right[0].x0 - left[-1].x1
    if gap > 0.12 * size and not left[-1].text[-1].isspace() and not right[0].text[0].isspace():
        left = [*left[:-1], left[-1]._replace(text=left[-1].text + " ")]
    return [*left, *right]


def _belongs(left: list[Run], right: list[Run], reach: float) -> bool:
    """Say whether ``right`` continues the line ``left`` within ``reach`` of its size."""
    size, baseline = _main_style(left)
    other, other_baseline = _main_style(right)
    large = max(size, other)
    gap = right[0].x0 - left[-1].x1
    apart = abs(baseline - other_baseline)
    if not -0.6 * large < gap < reach * large:
        return False
    if min(size, other) > 0.88 * large:
        return apart < 0.25 * large
    return apart < 0.6 * large and gap < 0.5 * large  # a script that was set on its own


def _join_pieces(pieces: list[tuple[int, list[Run]]]) -> list[Line]:
    """Put together what stands on one line of one column."""
    by_block: defaultdict[int, list[list[Run]]] = defaultdict(list)
    for block, runs in pieces:
        rows = by_block[block]
        # Justified lines fall into pieces wherever their spaces are wide.
        if rows and _belongs(rows[-1], runs, reach=4.0):
            rows[-1] = _spaced(rows[-1], runs, _main_style(runs)[0])
        elif rows and _belongs(runs, rows[-1], reach=0.5):
            rows[-1] = _spaced(runs, rows[-1], _main_style(runs)[0])
        else:
            rows.append(runs)
    lines = [_make_line(runs, block) for block, rows in by_block.items() for runs in rows]
    return _join_across_blocks(lines)


def _join_across_blocks(lines: list[Line]) -> list[Line]:
    """Join neighbours on one baseline that stand closer than any two columns do."""
    lines.sort(key=lambda line: line.x0)
    by_height: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_height[int(line.baseline // 12)].append(line)
    gone: set[Line] = set()
    joined: list[Line] = []
    for line in lines:
        if line in gone:
            continue
        while (neighbour := _right_neighbour(line, by_height, gone)) is not None:
            gone.add(neighbour)
            line = _make_line(_spaced(line.runs, neighbour.runs, line.size), line.block)
        joined.append(line)
    return joined


def _right_neighbour(line: Line, by_height: dict[int, list[Line]], gone: set[Line]) -> Line | None:
    """Return the line of another block that goes on where ``line`` ends."""
    slot = int(line.baseline // 12)
    nearest, farthest = line.x1 - 0.6 * line.size, line.x1 + 0.45 * line.size
    for near in (slot - 1, slot, slot + 1):
        for other in by_height.get(near, ()):
            if (
                nearest < other.x0 < farthest
                and other.x0 > line.x0
                and other not in gone
                and _belongs(line.runs, other.runs, reach=0.45)
            ):
                return other
    return None


_COUNTED = re.compile(r"(\d{1,4})(?:\s|$)")


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """Leave out the numbers a manuscript counts its lines with."""
    counted = [
        (int(found[1]), line) for line in lines if (found := _COUNTED.match(line.text)) is not None
    ]
    if len(counted) < 8:
        return lines
    numbering: set[int] = set()
    for (number, line), (following, below) in pairwise(counted):
        step = following - number
        if step in (1, 5) and abs(line.x0 - below.x0) < 1.5 * line.size:
            numbering |= {id(line), id(below)}
    if len(numbering) < 8 or len(numbering) < 0.6 * len(counted):
        return lines
    kept: list[Line] = []
    for line in lines:
        if id(line) not in numbering:
            kept.append(line)
            continue
        rest = _COUNTED.sub("", line.text, count=1).strip()
        if not rest:
            continue
        first = line.runs[0]
        runs = [first._replace(text=_COUNTED.sub("", first.text.lstrip(), count=1)), *line.runs[1:]]
        kept.append(_make_line([run for run in runs if run.text.strip()] or line.runs, line.block))
    return kept
