"""A MuPDF device that logs what a display list paints. It loads MuPDF: import it late."""

from typing import Any

from pymupdf import mupdf

_EVERYWHERE = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
#: The square that an image's matrix maps to its place. It is kept, as the rectangle within it lives
#: no longer than it does.
_UNIT_SQUARE = mupdf.FzRect(mupdf.FzRect.Fixed_UNIT)
_UNIT = _UNIT_SQUARE.internal()


class PaintLog(mupdf.FzDevice2):  # type: ignore[misc]
    """A replayed display list: each filled area and each text, in the order of painting.

    MuPDF calls the methods by their names; those switched on by `use_virtual_…` are overridden.
    """

    painted: list[tuple[str, tuple[float, float, float, float]]]
    """Kind ("path", "shade", "image", "mask" or "text") and x0, y0, x1, y1, in points."""

    def __init__(self, display_list: Any, texts: bool) -> None:
        """Replay a PyMuPDF display list; log its texts only where they are wanted."""
        super().__init__()
        self.painted = []
        self.use_virtual_fill_path()
        self.use_virtual_fill_shade()
        self.use_virtual_fill_image()
        self.use_virtual_fill_image_mask()
        if texts:
            self.use_virtual_fill_text()
            self.use_virtual_stroke_text()
            self.use_virtual_ignore_text()
        mupdf.fz_run_display_list(
            display_list.this, self, mupdf.FzMatrix(), _EVERYWHERE, mupdf.FzCookie()
        )
        mupdf.fz_close_device(self)

    def _note(self, kind: str, box: Any) -> None:
        self.painted.append((kind, (box.x0, box.y0, box.x1, box.y1)))

    def fill_path(self, _: Any, path: Any, even_odd: Any, matrix: Any, *ink: Any) -> None:
        """Log a filled path."""
        self._note("path", mupdf.ll_fz_bound_path(path, None, matrix))

    def fill_shade(self, _: Any, shade: Any, matrix: Any, *ink: Any) -> None:
        """Log a shading."""
        self._note("shade", mupdf.ll_fz_bound_shade(shade, matrix))

    def fill_image(self, _: Any, image: Any, matrix: Any, *ink: Any) -> None:
        """Log an image."""
        self._note("image", mupdf.ll_fz_transform_rect(_UNIT, matrix))

    def fill_image_mask(self, _: Any, mask: Any, matrix: Any, *ink: Any) -> None:
        """Log an image mask."""
        self._note("mask", mupdf.ll_fz_transform_rect(_UNIT, matrix))

    def fill_text(self, _: Any, text: Any, matrix: Any, *ink: Any) -> None:
        """Log filled text."""
        self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))

    def stroke_text(self, _: Any, text: Any, pen: Any, matrix: Any, *ink: Any) -> None:
        """Log stroked text."""
        self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))

    def ignore_text(self, _: Any, text: Any, matrix: Any) -> None:
        """Log invisible text."""
        self._note("text", mupdf.ll_fz_bound_text(text, None, matrix))
