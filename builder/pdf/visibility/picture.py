"""Look at the lines of a page as they are drawn."""

import re
from collections import Counter
from functools import cache
from typing import Any

from builder.pdf.visibility.contrast import Colour

Box = tuple[float, float, float, float]

#: Of the difference between ink and ground so much must be there, and in levels of 255 so much or
#: half of it: what lies over the text lets too little through otherwise.
_LEAST_SHARE = 0.2
_LEAST_LEVELS = 32
#: A ground has one colour where so many of its pixels have it.
_PLAIN = 0.25
#: So many pixels tell the ground.
_SAMPLE = 999
#: Pixels of one shade differ by less than this, of 255.
_LEAST_CONTRAST = 24


class Picture:
    """A part of a page in red, green and blue, some pixels a point."""

    def __init__(self, pixmap: Any, zoom: float) -> None:
        """Take a PyMuPDF pixmap without alpha that was drawn ``zoom`` pixels a point."""
        samples, self._width = pixmap.samples, pixmap.width
        self._planes = [samples[channel::3] for channel in range(3)]
        self._left, self._top, self._height = pixmap.x, pixmap.y, pixmap.height
        self.zoom = zoom

    def _rows(self, box: Box) -> list[list[bytes]]:
        """Return for each channel the rows of pixels of a box, in points."""
        x0, y0, x1, y1 = (self.zoom * side for side in box)
        left, right = max(int(x0) - self._left, 0), min(int(x1) + 1 - self._left, self._width)
        top, bottom = max(int(y0) - self._top, 0), min(int(y1) + 1 - self._top, self._height)
        return [
            [
                plane[row * self._width + left : row * self._width + right]
                for row in range(top, bottom)
            ]
            if left < right
            else []
            for plane in self._planes
        ]

    def ground(self, box: Box) -> tuple[Colour, bool]:
        """Return the commonest red, green and blue of a box, and whether most of it has them.

        Outside the page the ground is white.
        """
        found = [_commonest(b"".join(rows)) for rows in self._rows(box)]
        (red, share), (green, _), (blue, _) = found
        return (red, green, blue), share >= _PLAIN

    def has_ink(self, box: Box) -> bool:
        """Return whether anything is drawn in a box."""
        drawn = (b"".join(rows) for rows in self._rows(box))
        return any(shades and max(shades) - min(shades) >= _LEAST_CONTRAST for shades in drawn)

    def drawn(self, box: Box, ink: Colour, ground: Colour) -> bytes:
        """Return for each column of pixels of a box 1 where ink is seen on the ground, else 0."""
        rows = self._rows(box)
        channel = max(range(3), key=lambda number: abs(ink[number] - ground[number]))
        table = _marks(ink[channel], ground[channel])
        columns, width = 0, 0
        for row in rows[channel]:
            columns |= int.from_bytes(row.translate(table), "big")
            width = len(row)
        return columns.to_bytes(width, "big")


def _commonest(shades: bytes) -> tuple[int, float]:
    """Return the commonest shade and its share; white, where there is none."""
    shades = shades[:: len(shades) // _SAMPLE + 1]
    white = shades.count(255)
    if 2 * white >= len(shades):
        return 255, 1.0
    shade, often = Counter(shades).most_common(1)[0]
    return shade, often / len(shades)


@cache
def _marks(ink: int, ground: int) -> bytes:
    """Return a table of shades, 1 for those on the way from the ground to the ink."""
    whole = abs(ink - ground)
    least = max(_LEAST_SHARE * whole, min(_LEAST_LEVELS, 0.5 * whole), 1)
    darker = ink < ground
    return bytes(
        int((ground - shade if darker else shade - ground) >= least) for shade in range(256)
    )


def blank_runs(columns: bytes, least: int) -> list[tuple[int, int]]:
    """Return where at least so many columns in a row are 0, as (first, behind the last)."""
    return [found.span() for found in re.finditer(rb"\x00{%d,}" % max(least, 1), columns)]
