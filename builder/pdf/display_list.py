"""A PDF page as it is painted, run through once: its text, the areas laid over it, its look."""

from functools import cache, cached_property
from typing import Any

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left."""

#: An area narrower than this, in points, covers no message.
_LEAST_COVER = 40.0


class Painting:
    """What is painted on one page, set upright.

    To run through a page is most of the work of reading it: streams are unpacked, fonts loaded. It
    is done once, into a list that costs little to play again.
    """

    def __init__(self, page: Any) -> None:
        self._page = page
        if turned := page.rotation:
            page.set_rotation(0)
        # What readers wrote upon a page is not the paper's.
        self._list = page.get_displaylist(annots=False)
        self._paper = page.cropbox
        if turned:
            page.set_rotation(turned)

    def text(self, flags: int) -> dict[str, Any]:
        """Blocks, lines and spans, as PyMuPDF's `dict` has them."""
        import pymupdf

        text = pymupdf.TextPage(self._list.get_textpage(flags))  # type: ignore[no-untyped-call]
        return dict(text.extractDICT(self._paper))

    def look(self) -> Any:
        """The page as it looks, in grey, a pixel a point."""
        import pymupdf

        return self._list.get_pixmap(colorspace=pymupdf.csGRAY)

    def ground(self, box: Box) -> tuple[int, ...] | None:
        """Red, green, blue of what most of a place is painted with; None outside of the page."""
        import pymupdf

        clip = self._list.rect & box
        if clip.is_empty:
            return None
        half = pymupdf.Matrix(0.5, 0.5)  # type: ignore[no-untyped-call]
        _, ground = self._list.get_pixmap(half, clip=clip).color_topusage()
        return tuple(ground)

    @cached_property
    def has_page_wide_image(self) -> bool:
        return any(self.is_page_wide(info["bbox"]) for info in self._page.get_image_info())

    def is_page_wide(self, box: Box) -> bool:
        """Whether a box takes most of the page, as a scan does."""
        return bool((box[2] - box[0]) * (box[3] - box[1]) > 0.6 * abs(self._paper))

    @cached_property
    def areas(self) -> list[Box]:
        """Every area that could cover a line of text, before or after which it was painted."""
        return [box for kind, box in self._played(texts=False) if self._may_cover(kind, box)]

    @cached_property
    def turns(self) -> tuple[list[tuple[int, Box]], list[tuple[int, Box]]]:
        """Where text was painted, and where areas that could cover it, each with its turn."""
        texts: list[tuple[int, Box]] = []
        areas: list[tuple[int, Box]] = []
        for turn, (kind, box) in enumerate(self._played(texts=True)):
            if kind == "text":
                texts.append((turn, box))
            elif texts and self._may_cover(kind, box):
                areas.append((turn, box))
        return texts, areas

    def _played(self, texts: bool) -> list[tuple[str, Box]]:
        log: list[tuple[str, Box]] = _log_device()(self._list, texts).log
        return log

    def _may_cover(self, kind: str, box: Box) -> bool:
        return box[2] - box[0] > _LEAST_COVER and not (
            kind == "image" and self.is_page_wide(box)  # a scan, over its text
        )


@cache
def _log_device() -> Any:
    """The class that plays a page's list and notes what fills an area and, if asked, each text."""
    from pymupdf import mupdf

    everywhere = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    unit = mupdf.FzRect(mupdf.FzRect.Fixed_UNIT).internal()

    class Log(mupdf.FzDevice2):  # type: ignore[misc]
        def __init__(self, played: Any, texts: bool) -> None:
            super().__init__()
            self.log: list[tuple[str, Box]] = []
            self.use_virtual_fill_path()
            self.use_virtual_fill_shade()
            self.use_virtual_fill_image()
            self.use_virtual_fill_image_mask()
            if texts:
                self.use_virtual_fill_text()
                self.use_virtual_stroke_text()
                self.use_virtual_ignore_text()
            mupdf.fz_run_display_list(
                played.this, self, mupdf.FzMatrix(), everywhere, mupdf.FzCookie()
            )
            mupdf.fz_close_device(self)

        def _note(self, kind: str, box: Any) -> None:
            self.log.append((kind, (box.x0, box.y0, box.x1, box.y1)))

        def fill_path(self, _: Any, path: Any, even_odd: Any, matrix: Any, *ink: Any) -> None:
            self._note("path", mupdf.ll_fz_bound_path(path, None, matrix))

        def fill_shade(self, _: Any, shade: Any, matrix: Any, *ink: Any) -> None:
            self._note("shade", mupdf.ll_fz_bound_shade(shade, matrix))

        def fill_image(self, _: Any, image: Any, matrix: Any, *ink: Any) -> None:
            self._note("image", mupdf.ll_fz_transform_rect(unit, matrix))

        def fill_image_mask(self, _: Any, mask: Any, matrix: Any, *ink: Any) -> None:
            self._note("mask", mupdf.ll_fz_transform_rect(unit, matrix))

        def fill_text(self, _: Any, text: Any, matrix: Any, *ink: Any) -> None:
            self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))

        def stroke_text(self, _: Any, text: Any, pen: Any, matrix: Any, *ink: Any) -> None:
            self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))

        def ignore_text(self, _: Any, text: Any, matrix: Any) -> None:
            self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))

    return Log
