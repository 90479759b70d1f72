"""A MuPDF device that logs what a display list paints. It loads MuPDF: import it late."""

from typing import Any

from pymupdf import mupdf

from builder.pdf.visibility.actual_text import agree, character_of
from builder.pdf.visibility.contrast import WHITE, stands_out
from builder.pdf.visibility.painted import Box, Painted, PaintedText

_EVERYWHERE = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
#: The square that an image's matrix maps to its place. It is kept, as the rectangle within it lives
#: no longer than it does.
_UNIT_SQUARE = mupdf.FzRect(mupdf.FzRect.Fixed_UNIT)
_UNIT = _UNIT_SQUARE.internal()
_IDENTITY = mupdf.FzMatrix()
_NO_CHANGE = _IDENTITY.internal()

#: A stroke this wide, in points, is a ground on which letters can stand; thinner ones frame them.
_THICK = 4.0
#: Strokes thinner than this, in points, are rules and frames.
_HAIRLINE = 1.0
#: An area with a side shorter than this, in points, covers no letter.
_SMALL = 1.0
#: Larger than any page.
_PAGE = (-1e6, -1e6, 1e6, 1e6)


class PaintLog(mupdf.FzDevice2):  # type: ignore[misc]
    """A replayed display list: each area and each text, in the order of painting.

    MuPDF calls the methods by their names; those switched on by `use_virtual_…` are overridden.
    """

    painted: list[Painted | PaintedText]
    texts: list[tuple[int, PaintedText]]
    """Those of them that are texts, each with its place in the order."""
    veiled: list[Box]
    """Text that a mask, a clip of a free form, or a group with an opacity or a blend mode of its
    own may hide."""
    blank_fonts: set[str]
    """Fonts of which a letter has no outline, or that draw their letters by programs."""
    belies: bool
    """Whether the file says of a text that it reads otherwise than its glyphs (/ActualText)."""

    def __init__(self, display_list: Any) -> None:
        """Replay a PyMuPDF display list."""
        super().__init__()
        self.painted = []
        self.texts = []
        self.veiled = []
        self.blank_fonts = set()
        self.belies = False
        self._list = display_list.this
        self._said: list[tuple[str, list[str]]] = []
        self._veils: list[bool] = []
        self._clips: list[Box] = []
        self._known_fonts: set[int] = set()
        for kind in (
            "fill_path", "stroke_path", "fill_shade", "fill_image", "fill_image_mask",
            "fill_text", "stroke_text", "ignore_text", "begin_tile",
            "clip_path", "clip_stroke_path", "clip_text", "clip_stroke_text", "clip_image_mask",
            "pop_clip", "begin_mask", "begin_group", "end_group", "begin_metatext", "end_metatext",
        ):  # fmt: skip
            getattr(self, f"use_virtual_{kind}")()
        mupdf.fz_run_display_list(self._list, self, mupdf.FzMatrix(), _EVERYWHERE, mupdf.FzCookie())
        mupdf.fz_close_device(self)

    def _note(self, kind: str, place: Box, ink: tuple[int, int, int] | None = None) -> None:
        if self._clips:
            if not _overlap(place, self._clips[-1]):
                return
            place = _common(place, self._clips[-1])
        self.painted.append(Painted(kind, place, ink))

    def _note_text(self, text: Any, matrix: Any, veiled: bool = False) -> None:
        """Log a text; note whether it may be hidden, or reads otherwise than it looks."""
        painted = PaintedText(text, matrix, self._list)
        self.texts.append((len(self.painted), painted))
        self.painted.append(painted)
        if veiled or (self._veils and any(self._veils)):
            self.veiled.append(painted.box)
        span, known = text.head, self._known_fonts
        while span:
            if int(span.font.this) not in known:
                self._look_at_font(span)
            if self._said:
                items = mupdf.FzTextSpan(span)
                codes = [items.items(number).ucs for number in range(span.len)]
                self._said[-1][1].extend(map(character_of, codes))
            span = span.next

    def _look_at_font(self, span: Any) -> None:
        """Note the font of a span of text, if letters of it are not drawn."""
        font = int(span.font.this)
        if mupdf.ll_fz_font_t3_procs(span.font):
            self.blank_fonts.add(mupdf.ll_fz_font_name(span.font))
            self._known_fonts.add(font)
            return
        items = [span.items]  # the first: most spans that are looked at hold one sign
        if span.len > 1:
            whole = mupdf.FzTextSpan(span)
            items += (whole.items(span.len // 2), whole.items(span.len - 1))
        for item in items:
            if item.gid < 0 or not character_of(item.ucs).isalnum():
                continue
            self._known_fonts.add(font)
            box = mupdf.ll_fz_bound_glyph(span.font, item.gid, _NO_CHANGE)
            if box.x0 >= box.x1 or box.y0 >= box.y1:
                self.blank_fonts.add(mupdf.ll_fz_font_name(span.font))

    def fill_path(
        self, _: Any, path: Any, even_odd: Any, matrix: Any,
        space: Any, colour: Any, alpha: float, how: Any,
    ) -> None:  # fmt: skip
        """Log a filled path that is large enough to cover a letter."""
        box = x0, y0, x1, y1 = _sides(mupdf.ll_fz_bound_path(path, None, matrix))
        if x1 - x0 < _SMALL or y1 - y0 < _SMALL:
            return
        kind = "rectangle" if mupdf.ll_fz_path_is_rect(path, matrix) else "path"
        self._note(kind, box, _colour(space, colour) if alpha == 1 else None)

    def stroke_path(
        self, _: Any, path: Any, pen: Any, matrix: Any,
        space: Any, colour: Any, alpha: float, how: Any,
    ) -> None:  # fmt: skip
        """Log a stroked path, as a line if it is thin; not a hairline."""
        width = pen.linewidth * mupdf.ll_fz_matrix_expansion(matrix)
        if width < _HAIRLINE:
            return
        wide = width >= _THICK
        ink = _colour(space, colour) if wide and alpha == 1 else None
        box = _sides(mupdf.ll_fz_bound_path(path, pen, matrix))
        self._note("stroke" if wide else "line", box, ink)

    def fill_shade(self, _: Any, shade: Any, matrix: Any, *ink: Any) -> None:
        """Log a shading."""
        self._note("shade", _sides(mupdf.ll_fz_bound_shade(shade, matrix)))

    def fill_image(self, _: Any, image: Any, matrix: Any, *ink: Any) -> None:
        """Log an image."""
        self._note("image", _sides(mupdf.ll_fz_transform_rect(_UNIT, matrix)))

    def fill_image_mask(self, _: Any, mask: Any, matrix: Any, *ink: Any) -> None:
        """Log an image mask."""
        self._note("mask", _sides(mupdf.ll_fz_transform_rect(_UNIT, matrix)))

    def begin_tile(
        self, _: Any, area: Any, view: Any, dx: Any, dy: Any, matrix: Any, *no: Any
    ) -> int:
        """Log the area that a pattern fills; 0 asks for what the pattern is made of."""
        self._note("tile", _sides(mupdf.ll_fz_transform_rect(area, matrix)))
        return 0

    def fill_text(self, _: Any, text: Any, matrix: Any, *ink: Any) -> None:
        """Log filled text."""
        self._note_text(text, matrix)

    def stroke_text(
        self, _: Any, text: Any, pen: Any, matrix: Any,
        space: Any, colour: Any, alpha: float, how: Any,
    ) -> None:  # fmt: skip
        """Log stroked text; a pale outline hides what it is drawn around."""
        ink = _colour(space, colour) if alpha == 1 else None
        self._note_text(text, matrix, veiled=ink is None or not stands_out(ink, WHITE))

    def ignore_text(self, _: Any, text: Any, matrix: Any) -> None:
        """Log invisible text."""
        self._note_text(text, matrix)

    def begin_metatext(self, _: Any, kind: int, said: str) -> None:
        """Begin what the file says of text."""
        self._said.append((said if kind == mupdf.FZ_METATEXT_ACTUALTEXT else "", []))

    def end_metatext(self, _: Any) -> None:
        """Compare what the file says of text with its glyphs."""
        if self._said:
            said, glyphs = self._said.pop()
            self.belies |= bool(said) and not agree(said, glyphs)

    def clip_path(self, _: Any, path: Any, even_odd: Any, matrix: Any, scissor: Any) -> None:
        """Log a clip; text that lies within a rectangle is all there."""
        box = (scissor.x0, scissor.y0, scissor.x1, scissor.y1)
        self._enter(not mupdf.ll_fz_path_is_rect(path, matrix), box)

    def clip_stroke_path(self, *_: Any) -> None:
        """Log a clip to a line."""
        self._enter(True)

    def clip_text(self, _: Any, text: Any, matrix: Any, scissor: Any) -> None:
        """Log text as a clip, which shows by what is painted through it."""
        self._note_text(text, matrix, veiled=True)
        self._enter(True)

    def clip_stroke_text(self, _: Any, text: Any, pen: Any, matrix: Any, scissor: Any) -> None:
        """Log the outline of text as a clip."""
        self.clip_text(_, text, matrix, scissor)

    def clip_image_mask(self, *_: Any) -> None:
        """Log a clip to an image."""
        self._enter(True)

    def begin_mask(self, *_: Any) -> None:
        """Log a soft mask, which holds until a clip is popped."""
        self._enter(True)

    def _enter(self, veil: bool, box: Box | None = None) -> None:
        """Enter a clip, a mask or a group, which lets nothing be painted outside a box."""
        self._veils.append(veil)
        around = self._clips[-1] if self._clips else _PAGE
        self._clips.append(_common(around, box) if box else around)

    def pop_clip(self, _: Any) -> None:
        """Leave the last clip or mask."""
        if self._veils:
            self._veils.pop()
            self._clips.pop()

    def begin_group(
        self, _: Any, area: Any, space: Any, isolated: Any, knockout: Any, blend: int, alpha: float
    ) -> None:
        """Log a group; one without opacity and blend mode shows what is in it."""
        self._enter(blend != 0 or alpha < 1)

    def end_group(self, _: Any) -> None:
        """Leave the last group."""
        self.pop_clip(_)


def _sides(box: Any) -> Box:
    """Return the sides of MuPDF's box."""
    return box.x0, box.y0, box.x1, box.y1


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _common(one: Box, other: Box) -> Box:
    """Return what two boxes have in common; its sides are in the wrong order if that is nothing."""
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip


def _colour(space: Any, colour: Any) -> tuple[int, int, int] | None:
    """Return red, green and blue, as near as they are without profiles; None of a spot colour."""
    part = mupdf.floats_getitem
    if mupdf.ll_fz_colorspace_is_gray(space):
        parts = [part(colour, 0)] * 3
    elif mupdf.ll_fz_colorspace_is_rgb(space):
        parts = [part(colour, number) for number in range(3)]
    elif mupdf.ll_fz_colorspace_is_cmyk(space):
        parts = [(1 - part(colour, number)) * (1 - part(colour, 3)) for number in range(3)]
    else:
        return None
    red, green, blue = (round(255 * one) for one in parts)
    return red, green, blue
