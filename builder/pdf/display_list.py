"""Interpret a PDF page once into a display list; give its text, what is painted and pixels."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.pdf.visibility.paint_log import PaintLog

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left of the page."""

#: Six letters before the name of a font of which a part is embedded.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
#: A code, or a name, of the list in which a font renames its glyphs.
_DIFFERENCE = re.compile(r"(?<![\w/.])(\d{1,3})(?![\w.])|/([^\s/\[\]()<>]+)")

#: Pixels a point in which lines are looked at, and pixels of one look.
_ZOOM = 2.0
_MOST_PIXELS = 4_000_000


def text_flags() -> int:
    """Return PyMuPDF's flags with which the text of a page is read.

    Images are not needed and cost half the time; ligatures are wanted as letters.
    """
    import pymupdf

    unwanted = pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_PRESERVE_LIGATURES
    return int(pymupdf.TEXTFLAGS_DICT) & ~int(unwanted)


class Painting:
    """All that is painted on one page, set upright.

    Interpreting a page is most of the work of reading it: streams are unpacked, fonts are loaded.
    It is done once, into a display list that costs little to replay.
    """

    def __init__(self, page: Any) -> None:
        """Interpret a PyMuPDF page, without its rotation."""
        from builder.pdf.visibility.covers import with_covers  # loads MuPDF

        self._page = page
        if turned := page.rotation:
            page.set_rotation(0)
        # The text of annotations is by readers, not by the authors; what they cover is not seen.
        self._list = page.get_displaylist(annots=False)
        self._drawn = with_covers(page, self._list)
        self._paper = page.cropbox
        self._turn = turned // 90
        if turned:
            page.set_rotation(turned)

    def text(self, flags: int) -> dict[str, Any]:
        """Return blocks, lines and spans as PyMuPDF's `dict` has them, by its text flags."""
        return dict(self._text_page(flags).extractDICT(self._paper))

    def characters(self, flags: int) -> dict[str, Any]:
        """Return the same as `text`, with each character and its box, as `rawdict` has them."""
        return dict(self._text_page(flags).extractRAWDICT(self._paper))

    def _text_page(self, flags: int) -> Any:
        import pymupdf

        if self.log.belies:
            flags |= pymupdf.TEXT_IGNORE_ACTUALTEXT
        return pymupdf.TextPage(self._list.get_textpage(flags))  # type: ignore[no-untyped-call]

    @property
    def sheet(self) -> tuple[float, float, int]:
        """Width and height in points, and the quarter turns, clockwise, by which it is shown."""
        return self._list.rect.width, self._list.rect.height, self._turn

    def coloured(self, box: Box) -> tuple[Any, float]:
        """Draw a box in red, green and blue; return the picture and its pixels a point."""
        import pymupdf

        clip = self._drawn.rect & box
        zoom = min(_ZOOM, (_MOST_PIXELS / max(clip.width * clip.height, 1)) ** 0.5)
        matrix = pymupdf.Matrix(zoom, zoom)  # type: ignore[no-untyped-call]
        return self._drawn.get_pixmap(matrix, colorspace=pymupdf.csRGB, clip=clip), zoom

    def glyph_names(self, font: str) -> dict[int, str]:
        """Return code → name of the glyphs that a font of the page renames; {} where none is."""
        return self._glyph_names.get(font, {})

    @cached_property
    def _glyph_names(self) -> dict[str, dict[int, str]]:
        names: dict[str, dict[int, str]] = {}
        document = self._page.parent
        for xref, _, _, base, *_ in self._page.get_fonts(full=True):
            kind, value = document.xref_get_key(xref, "Encoding/Differences") if xref else ("", "")
            if kind != "array":
                continue
            renamed = names.setdefault(_SUBSET.sub("", base)[:31], {})
            code = 0
            for number, name in _DIFFERENCE.findall(value):
                if number:
                    code = int(number)
                    continue
                # Two fonts of one name that disagree tell nothing.
                renamed[code] = name if renamed.get(code, name) == name else ""
                code += 1
        return names

    def detail(self, box: Box, zoom: float) -> Any:
        """Render a box in grey, ``zoom`` pixels a point; None where it lies outside the page."""
        import pymupdf

        clip = self._list.rect & box
        if clip.is_empty:
            return None
        matrix = pymupdf.Matrix(zoom, zoom)  # type: ignore[no-untyped-call]
        return self._list.get_pixmap(matrix, colorspace=pymupdf.csGRAY, clip=clip)

    @cached_property
    def has_page_wide_image(self) -> bool:
        """Whether an image takes most of the page, as in a scan."""
        return any(self.is_page_wide(info["bbox"]) for info in self._page.get_image_info())

    def is_page_wide(self, box: Box) -> bool:
        """Return whether a box takes most of the page, as a scan does."""
        return bool((box[2] - box[0]) * (box[3] - box[1]) > 0.6 * abs(self._paper))

    @cached_property
    def log(self) -> "PaintLog":
        """What the page paints, in its order, and what makes its text doubtful."""
        from builder.pdf.visibility.paint_log import PaintLog  # loads MuPDF

        return PaintLog(self._drawn)
