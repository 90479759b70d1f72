"""Interpret a PDF page once into a display list; give its text, painted areas and pixels."""

import re
from functools import cached_property
from typing import Any

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left of the page."""

#: Six letters before the name of a font of which a part is embedded.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
#: A code, or a name, of the list in which a font renames its glyphs.
_DIFFERENCE = re.compile(r"(?<![\w/.])(\d{1,3})(?![\w.])|/([^\s/\[\]()<>]+)")

#: An area narrower than this, in points, covers no message.
_LEAST_COVER = 40.0


class Painting:
    """All that is painted on one page, set upright.

    Interpreting a page is most of the work of reading it: streams are unpacked, fonts are loaded.
    It is done once, into a display list that costs little to replay.
    """

    def __init__(self, page: Any) -> None:
        """Interpret a PyMuPDF page, without annotations and without its rotation."""
        self._page = page
        if turned := page.rotation:
            page.set_rotation(0)
        # Annotations are by readers, not by the authors.
        self._list = page.get_displaylist(annots=False)
        self._paper = page.cropbox
        if turned:
            page.set_rotation(turned)

    def text(self, flags: int) -> dict[str, Any]:
        """Return blocks, lines and spans as PyMuPDF's `dict` has them, by its text flags."""
        import pymupdf

        text = pymupdf.TextPage(self._list.get_textpage(flags))  # type: ignore[no-untyped-call]
        return dict(text.extractDICT(self._paper))

    def characters(self, flags: int) -> dict[str, Any]:
        """Return the same as `text`, with each character and its box, as `rawdict` has them."""
        import pymupdf

        text = pymupdf.TextPage(self._list.get_textpage(flags))  # type: ignore[no-untyped-call]
        return dict(text.extractRAWDICT(self._paper))

    def render(self) -> Any:
        """Render the page in grey, one pixel a point."""
        import pymupdf

        return self._list.get_pixmap(colorspace=pymupdf.csGRAY)

    def ground(self, box: Box) -> tuple[int, ...] | None:
        """Return the commonest red, green and blue (0 to 255) of a box; None outside the page."""
        import pymupdf

        clip = self._list.rect & box
        if clip.is_empty:
            return None
        half = pymupdf.Matrix(0.5, 0.5)  # type: ignore[no-untyped-call]
        _, ground = self._list.get_pixmap(half, clip=clip).color_topusage()
        return tuple(ground)

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
    def areas(self) -> list[Box]:
        """Every area that could cover a line of text, painted before or after it."""
        return [box for kind, box in self._replay(texts=False) if self._may_cover(kind, box)]

    @cached_property
    def painting_order(self) -> tuple[list[tuple[int, Box]], list[tuple[int, Box]]]:
        """(place in painting order, box) of each text, and of each area that could cover text."""
        texts: list[tuple[int, Box]] = []
        areas: list[tuple[int, Box]] = []
        for place, (kind, box) in enumerate(self._replay(texts=True)):
            if kind == "text":
                texts.append((place, box))
            elif texts and self._may_cover(kind, box):
                areas.append((place, box))
        return texts, areas

    def _replay(self, texts: bool) -> list[tuple[str, Box]]:
        """Return (kind, box) of each painted area and, on request, of each text, in order."""
        from builder.pdf.paint_log import PaintLog  # loads MuPDF

        return PaintLog(self._list, texts).painted

    def _may_cover(self, kind: str, box: Box) -> bool:
        return box[2] - box[0] > _LEAST_COVER and not (
            kind == "image" and self.is_page_wide(box)  # a scan, over its text
        )
