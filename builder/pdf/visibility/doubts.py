"""Find the lines of a page that something may hide: what is painted over, under or around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.pdf.display_list import Box, Painting
from builder.pdf.visibility.contrast import WHITE, Colour, colour_of, stands_out

if TYPE_CHECKING:
    from builder.pdf.visibility.paint_log import PaintLog
    from builder.pdf.visibility.painted import Painted, PaintedText

_SIZE = itemgetter("size")

#: The letters of a line stand between so many parts of its size above the baseline and below it.
_RISE, _DROP = 0.6, 0.05
#: Half the height that letters of the largest print have, in points.
_HALF_LINE = 15.0
#: What is narrower than this part of a line's size hides no word.
_LEAST_COVER = 0.8
#: Narrower ones hide words side by side, where together they are as wide as so many of its sizes.
_LEAST_STRIPS = 3.0
#: Glyphs of a line stand up to so many parts of its size below its baseline.
_LEANING = 0.3
#: Lines stand in one place whose baselines differ by less, in parts of their size, and of which
#: one covers so much of the other.
_SAME_BASELINE = 0.4
_SAME_WIDTH = 0.5


class PlacedLine(NamedTuple):
    """An upright line of a page, and where its letters stand."""

    line: dict[str, Any]
    """As PyMuPDF's `dict` has it."""
    band: Box
    """x0, y0, x1, y1 of its letters, without what hangs below the baseline."""
    size: float
    baseline: float


def place(line: dict[str, Any]) -> PlacedLine:
    """Return a line with the place of its letters."""
    main = max(line["spans"], key=_SIZE)
    size, baseline = main["size"], main["origin"][1]
    x0, _, x1, _ = line["bbox"]
    band = (x0, baseline - _RISE * size, x1, baseline + _DROP * size)
    return PlacedLine(line, band, size, baseline)


class Doubts:
    """The lines of a page that may be hidden."""

    def __init__(self, lines: Sequence[PlacedLine], painting: Painting) -> None:
        """Find them.

        Args:
            lines: Upright lines in the order in which their text is painted.
            painting: The page.
        """
        self._lines = lines
        self.doubted = dict.fromkeys(_veiled(lines, painting.log), False)
        """Number of a line → whether what is painted over it makes it doubtful."""
        self.below_picture: set[int] = set()
        """Lines over which, at last, a picture as large as the page is painted."""
        texts = painting.log.texts
        self._areas = _areas_at(lines, painting.log.painted)
        self._texts = _Texts(texts)
        # A text of several lines spreads over what stands between them.
        mixed = [number for number in self._areas if self._is_mixed(number)]
        if mixed:
            self._texts = _Texts(texts, [lines[number].band for number in mixed])
        for number, areas in self._areas.items():
            first, last = self._texts.places(lines[number])
            if any(at > first for at, _ in areas):
                self.doubted[number] = True
            if any(
                at > last and area.kind == "image" and painting.is_page_wide(area.box)
                for at, area in areas
            ):
                self.below_picture.add(number)
            under = [area for at, area in areas if at < last and area.kind != "line"]
            if under and not all(_shows_on(ink, under[-1]) for ink in _inks(lines[number])):
                self.doubted.setdefault(number, False)
        for number in _printed_over(lines):
            if not _is_pale(lines[number]):
                self.doubted[number] = True

    def stands_on_panel(self, number: int, span: dict[str, Any]) -> bool:
        """Return whether a span stands on a rectangle of another colour, and nothing over it."""
        ink, (x0, _, x1, _) = colour_of(span["color"]), span["bbox"]
        _, y0, _, y1 = self._lines[number].band
        under = self._areas.get(number, ())[-1:]
        return number not in self.doubted and any(
            span["alpha"] == 255
            and area.kind == "rectangle"
            and _shows_on(ink, area)
            and area.box[0] <= x0
            and area.box[1] <= y0
            and area.box[2] >= x1
            and area.box[3] >= y1
            for _, area in under
        )

    def _is_mixed(self, number: int) -> bool:
        """Return whether an area of a line comes between texts in its place."""
        first, last = self._texts.places(self._lines[number])
        return any(first < at < last for at, _ in self._areas[number])

    def overprinted(self) -> set[int]:
        """Return the doubtful lines in whose place another one stands that is in no doubt.

        Of two texts in one place a reader sees at most one.
        """
        hidden = set()
        for number, covered in self.doubted.items():
            for other in _in_the_place(self._lines, number):
                if other not in self.doubted:
                    hidden.add(number)
                elif other > number and covered and self.doubted[other]:
                    # The last text painted in this place is that of the last line.
                    _, last = self._texts.places(self._lines[other])
                    if not any(at > last for at, _ in self._areas.get(other, ())):
                        hidden.add(number)
        return hidden


def _veiled(lines: Sequence[PlacedLine], log: PaintLog) -> Iterator[int]:
    """Yield the lines behind a veil, and those in fonts whose letters may be blank."""
    if not (log.veiled or log.blank_fonts):
        return
    fonts = {name.rpartition("+")[2][:31] for name in log.blank_fonts}
    for number, placed in enumerate(lines):
        drawn = {span["font"][:31] for span in placed.line["spans"]}
        if drawn & fonts or any(_overlap(placed, box) for box in log.veiled):
            yield number


def _areas_at(
    lines: Sequence[PlacedLine], painted: Sequence[Painted | PaintedText]
) -> dict[int, list[tuple[int, Painted]]]:
    """Return number of line → (place in painting order, area) of each area in its place."""
    order = sorted(range(len(lines)), key=lambda number: lines[number].baseline)
    baselines = [lines[number].baseline for number in order]
    found: dict[int, list[tuple[int, Painted]]] = {}
    narrow: dict[int, list[tuple[float, int, Painted]]] = {}
    for at, area in enumerate(painted):
        if not isinstance(area, tuple):  # a text
            continue
        _, y0, _, y1 = area.box
        first = bisect_left(baselines, y0 - _HALF_LINE)
        behind = bisect_right(baselines, y1 + 2 * _HALF_LINE)
        for number in order[first:behind]:
            if _overlap(lines[number], area.box):
                found.setdefault(number, []).append((at, area))
            elif area.kind != "line" and (wide := _common_width(lines[number], area.box)) > 0:
                narrow.setdefault(number, []).append((wide, at, area))
    for number, strips in narrow.items():
        if sum(wide for wide, _, _ in strips) > _LEAST_STRIPS * lines[number].size:
            here = [*found.get(number, ()), *((at, area) for _, at, area in strips)]
            found[number] = sorted(here, key=lambda one: one[0])
    return found


def _overlap(placed: PlacedLine, box: Box) -> bool:
    """Return whether a box reaches over a word's width into the letters of a line."""
    x0, _, x1, _ = placed.band
    return _common_width(placed, box) > min(_LEAST_COVER * placed.size, 0.5 * (x1 - x0))


def _common_width(placed: PlacedLine, box: Box) -> float:
    """Return how wide a box reaches into the letters of a line; 0 where it stands beside them."""
    x0, y0, x1, y1 = placed.band
    return min(x1, box[2]) - max(x0, box[0]) if y0 < box[3] and box[1] < y1 else 0.0


class _Texts:
    """Where in the painting order the texts of a page come."""

    def __init__(self, texts: Sequence[tuple[int, PaintedText]], bands: Sequence[Box] = ()) -> None:
        """Take texts with their places in the order; in some boxes they are told by glyphs."""
        self._painted = texts
        self._bands = bands
        self._places: dict[Box, tuple[int, int]] = {}

    @cached_property
    def _texts(self) -> list[tuple[int, Box, tuple[tuple[float, float], ...]]]:
        """Place in the painting order, box and glyphs of each text."""
        return [
            (at, one.box, one.glyphs if any(_meet(one.box, band) for band in self._bands) else ())
            for at, one in self._painted
        ]

    def places(self, placed: PlacedLine) -> tuple[int, int]:
        """Return the first and the last place of text on a line; (-1, -1) without any.

        A text is on it by its glyphs, if their places are known, else by its box.
        """
        if placed.band in self._places:
            return self._places[placed.band]
        x0, y0, x1, y1 = placed.band
        low = placed.baseline + _LEANING * placed.size
        boxed, drawn = [], []
        for at, box, glyphs in self._texts:
            if box[0] < x1 and x0 < box[2] and box[1] < y1 and y0 < box[3]:
                boxed.append(at)
                if any(x0 - 1 <= x <= x1 and y0 <= y <= low for x, y in glyphs):
                    drawn.append(at)
        places = drawn or boxed or [-1]
        self._places[placed.band] = places[0], places[-1]
        return self._places[placed.band]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _inks(placed: PlacedLine) -> set[Colour]:
    return {colour_of(span["color"]) for span in placed.line["spans"] if span["text"].strip()}


def _shows_on(ink: Colour, area: Painted) -> bool:
    return area.ink is not None and stands_out(ink, area.ink)


def _is_pale(placed: PlacedLine) -> bool:
    spans = placed.line["spans"]
    return spans[0]["color"] != 0 and not any(stands_out(ink, WHITE) for ink in _inks(placed))


def _printed_over(lines: Sequence[PlacedLine]) -> Iterator[int]:
    """Yield the lines over which pale text is printed later: letters as wide as a word hide it."""
    for number, placed in enumerate(lines):
        if _is_pale(placed):
            for other in range(number):
                if _overlap(lines[other], placed.band):
                    yield other


def _in_the_place(lines: Sequence[PlacedLine], number: int) -> Iterator[int]:
    """Yield the other lines that stand in the place of one, if they were not taken out."""
    x0, _, x1, _ = lines[number].band
    for other, placed in enumerate(lines):
        if other == number or not any(span["text"].strip() for span in placed.line["spans"]):
            continue
        if abs(placed.baseline - lines[number].baseline) > (
            _SAME_BASELINE * min(placed.size, lines[number].size)
        ):
            continue
        common = min(x1, placed.band[2]) - max(x0, placed.band[0])
        if common > _SAME_WIDTH * min(x1 - x0, placed.band[2] - placed.band[0]):
            yield other
