"""What a page paints: areas, and texts whose places are measured only where they are asked for.

It loads MuPDF: import it late.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from pymupdf import mupdf

Box = tuple[float, float, float, float]

#: Of so many glyphs of a text the place of one is told.
_STEP = 8


class Painted(NamedTuple):
    """One area that is painted."""

    kind: str
    """rectangle, path, stroke, line, shade, image, mask or tile."""
    box: Box
    """x0, y0, x1, y1, in points."""
    ink: tuple[int, int, int] | None = None
    """Red, green and blue, 0 to 255, of an opaque path or stroke."""


class PaintedText:
    """One text that is painted."""

    kind = "text"

    def __init__(self, text: Any, matrix: Any, display_list: Any) -> None:
        """Take MuPDF's text, which lives as long as the display list that it is of."""
        self._text = text
        self._matrix = matrix
        self._list = display_list

    @cached_property
    def box(self) -> Box:
        """x0, y0, x1, y1, in points."""
        bounds = mupdf.ll_fz_bound_text(self._text, None, self._matrix)
        return bounds.x0, bounds.y0, bounds.x1, bounds.y1

    @cached_property
    def glyphs(self) -> tuple[tuple[float, float], ...]:
        """Origins of some of its glyphs, in points."""
        return tuple(_origins(self._text, self._matrix))


def _origins(text: Any, matrix: Any) -> Iterator[tuple[float, float]]:
    """Yield where glyphs of a text stand."""
    span = text.head
    while span:
        items = mupdf.FzTextSpan(span)
        for number in range(0, span.len, _STEP):
            item = items.items(number)
            x, y = item.x, item.y
            yield (
                x * matrix.a + y * matrix.c + matrix.e,
                x * matrix.b + y * matrix.d + matrix.f,
            )
        span = span.next
