"""Ways to write a line into a page that a reader does not see, and others that look like them."""

from collections.abc import Callable
from pathlib import Path

import pymupdf

MESSAGE = "Hidden words say that this alloy melts at forty degrees."
SEEN = "A line that everyone who looks at this page can read."
X, Y, SIZE = 60, 300, 10
#: The place of the message.
LINE = pymupdf.Rect(X - 4, Y - SIZE, X + 320, Y + 4)

Trick = Callable[[pymupdf.Page], None]


def write(page: pymupdf.Page, text: str = MESSAGE, y: float = Y, **how: object) -> None:
    page.insert_text((X, y), text, fontsize=SIZE, fontname="tiro", **how)


def _raw(page: pymupdf.Page, commands: str, resources: str = "") -> None:
    """Append drawing commands in the page's own, upside-down coordinates, as one stream."""
    document = page.parent
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, f"q {commands} Q\n".encode())
    old = [f"{one} 0 R" for one in page.get_contents()]
    document.xref_set_key(page.xref, "Contents", f"[{' '.join([*old, f'{xref} 0 R'])}]")
    for path, value in (part.split(" = ") for part in resources.split(";") if part):
        _set(document, page.xref, f"Resources/{path}", value)


def _set(document: pymupdf.Document, xref: int, path: str, value: str) -> None:
    """Set a key of nested dictionaries, some of which may be objects of their own."""
    head, _, rest = path.partition("/")
    kind, at = document.xref_get_key(xref, head)
    if rest and kind == "xref":
        _set(document, int(at.split()[0]), rest, value)
    elif rest and kind == "dict" and "/" in rest:
        inner, _, last = rest.partition("/")
        kind, at = document.xref_get_key(xref, f"{head}/{inner}")
        if kind == "xref":
            _set(document, int(at.split()[0]), last, value)
        else:
            document.xref_set_key(xref, path, value)
    else:
        document.xref_set_key(xref, path, value)


def _shown(text: str = MESSAGE, font: str = "/Fh", y: float = Y) -> str:
    return f"BT {font} {SIZE} Tf 1 0 0 1 {X} {842 - y} Tm ({text}) Tj ET"


HELVETICA = "Font/Fh = <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _object(page: pymupdf.Page, text: str, stream: str | None = None) -> int:
    xref = page.parent.get_new_xref()
    page.parent.update_object(xref, text)
    if stream is not None:
        page.parent.update_stream(xref, stream.encode())
    return int(xref)


def in_ink(red: float, green: float, blue: float) -> Trick:
    return lambda page: write(page, color=(red, green, blue))


def faint(page: pymupdf.Page) -> None:
    write(page, fill_opacity=0.05, stroke_opacity=0.05)


def _under(*boxes: tuple[float, float, float, float]) -> Trick:
    def trick(page: pymupdf.Page) -> None:
        write(page)
        for box in boxes:
            page.draw_rect(box, fill=(1, 1, 1), color=None)

    return trick


def under_a_picture(page: pymupdf.Page) -> None:
    write(page)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 3, 3))
    picture.clear_with(255)
    page.insert_image(LINE, pixmap=picture, keep_proportion=False)


def under_a_page_wide_picture(page: pymupdf.Page) -> None:
    write(page)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 3, 3))
    picture.clear_with(255)
    page.insert_image(page.rect, pixmap=picture, keep_proportion=False)
    write(page, SEEN, 100)


def under_a_thick_line(page: pymupdf.Page) -> None:
    write(page)
    page.draw_line((X - 5, Y - 3), (X + 330, Y - 3), color=(1, 1, 1), width=16)


def under_a_curve(page: pymupdf.Page) -> None:
    write(page)
    page.draw_oval((X - 80, Y - 60, X + 420, Y + 60), fill=(1, 1, 1), color=None)


def under_white_letters(page: pymupdf.Page) -> None:
    write(page)
    for x in range(X - 2, X + 330, 3):
        page.insert_text((x, Y + 2), "I", fontsize=22, color=(1, 1, 1), fontname="hebo")


def on_its_own_colour(page: pymupdf.Page) -> None:
    page.draw_rect(LINE, fill=(0.2, 0.1, 0.4), color=None)
    write(page, color=(0.2, 0.1, 0.42))


def behind_a_mask(page: pymupdf.Page) -> None:
    group = "/Group<</S/Transparency/CS/DeviceGray>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{group}>>"
    xref = _object(page, form, "0 g 0 0 595 842 re f")
    mask = f"<</Type/ExtGState/SMask<</S/Luminosity/G {xref} 0 R>>>>"
    _raw(page, f"/Mask gs {_shown()}", f"{HELVETICA};ExtGState/Mask = {mask}")


def in_a_faint_group(page: pymupdf.Page) -> None:
    font = "/Resources<</Font<</Fh<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>{font}>>"
    xref = _object(page, form, _shown())
    _raw(page, "/Dim gs /Form Do", f"XObject/Form = {xref} 0 R;ExtGState/Dim = <</ca 0.03>>")


def in_blank_letters(page: pymupdf.Page) -> None:
    codes = range(32, 127)
    blank = _object(page, "<<>>", "500 0 d0")
    drawn = " ".join(f"/g{code} {blank} 0 R" for code in codes)
    names = " ".join(f"/g{code}" for code in codes)
    meant = "\n".join(f"<{code:02x}> <{code:04x}>" for code in codes)
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{meant}\nendbfchar endcmap end"
    )
    unicode = _object(page, "<<>>", cmap)
    font = _object(
        page,
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        f"/CharProcs<<{drawn}>>/Encoding<</Type/Encoding/Differences[32 {names}]>>/FirstChar 32"
        f"/LastChar 126/Widths[{' '.join(['500'] * len(codes))}]/ToUnicode {unicode} 0 R>>",
    )
    _raw(page, _shown(font="/Blank"), f"Font/Blank = {font} 0 R")


def clipped_to_two_corners(page: pymupdf.Page) -> None:
    corners = "40 500 4 4 re 500 560 4 4 re W n"
    _raw(page, f"{corners} {_shown()}", HELVETICA)


def said_of_other_words(page: pymupdf.Page) -> None:
    _raw(page, f"/Span <</ActualText ({MESSAGE})>> BDC {_shown(SEEN)} EMC", HELVETICA)


def unseen_over_a_picture(page: pymupdf.Page) -> None:
    """As if the page were a scan; but what is read of it is drawn as text."""
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 3, 3))
    picture.clear_with(255)
    page.insert_image(page.rect, pixmap=picture, keep_proportion=False)
    write(page, render_mode=3)
    for line in range(12):
        write(page, SEEN, 400 + 14 * line)


def in_the_place_of_a_line(page: pymupdf.Page) -> None:
    write(page)
    page.draw_rect(LINE, fill=(1, 1, 1), color=None)
    write(page, SEEN)


def with_a_white_edge(page: pymupdf.Page) -> None:
    """Filled black, and stroked white as wide as the letters."""
    write(page, render_mode=2, color=(1, 1, 1), fill=(0, 0, 0), border_width=0.6)


_WIDE = tuple((x, Y - 12.0, x + 28.0, Y + 6.0) for x in range(X - 6, X + 330, 28))


def under_an_annotation(page: pymupdf.Page) -> None:
    write(page)
    square = page.add_rect_annot(LINE)
    square.set_colors(stroke=(1, 1, 1), fill=(1, 1, 1))
    square.update()


def under_a_form_field(page: pymupdf.Page) -> None:
    write(page)
    field = pymupdf.Widget()
    field.rect, field.field_name, field.fill_color = LINE, "field", (1, 1, 1)
    field.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
    page.add_widget(field)


def _annotated(how: str, *place: object) -> Trick:
    def way(page: pymupdf.Page) -> None:
        write(page)
        getattr(page, f"add_{how}_annot")(*place)

    return way


TRICKS: dict[str, Trick] = {
    "near white": in_ink(0.93, 1, 1),
    "pale grey": in_ink(0.9, 0.9, 0.9),
    "pale yellow": in_ink(1, 1, 0.8),
    "pale pink": in_ink(1, 0.92, 0.92),
    "faint": faint,
    "under two halves": _under((X - 5, Y - 12, 200, Y + 6), (200, Y - 12, X + 340, Y + 6)),
    "under squares": _under(*_WIDE),
    "under a strip and a half": _under((X - 5, Y - 12, X + 340, Y - 3), (X - 5, Y - 3, 410, Y + 5)),
    "under a picture": under_a_picture,
    "under a page-wide picture": under_a_page_wide_picture,
    "under a thick line": under_a_thick_line,
    "under a curve": under_a_curve,
    "under white letters": under_white_letters,
    "on its own colour": on_its_own_colour,
    "behind a mask": behind_a_mask,
    "in a faint group": in_a_faint_group,
    "in blank letters": in_blank_letters,
    "clipped to two corners": clipped_to_two_corners,
    "said of other words": said_of_other_words,
    "unseen over a picture": unseen_over_a_picture,
    "in the place of a line": in_the_place_of_a_line,
    "with a white edge": with_a_white_edge,
    "under narrow strips": _under(*((x, Y - 10, x + 3, Y + 4) for x in range(56, 380, 3))),
    "under an annotation": under_an_annotation,
    "under a form field": under_a_form_field,
    "marked for redaction": _annotated("redact", LINE),
}


def _on(ground: tuple[float, float, float], ink: tuple[float, float, float]) -> Trick:
    def way(page: pymupdf.Page) -> None:
        page.draw_rect(LINE, fill=ground, color=None)
        write(page, color=ink)

    return way


def _on_a_picture(page: pymupdf.Page) -> None:
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 3, 3))
    picture.clear_with(200)
    page.insert_image(LINE, pixmap=picture, keep_proportion=False)
    write(page)


def _through_a_tint(page: pymupdf.Page) -> None:
    write(page)
    page.draw_rect(LINE, fill=(1, 1, 0), color=None, fill_opacity=0.4)


def _over_a_watermark(page: pymupdf.Page) -> None:
    page.insert_text((X, Y + 20), "DRAFT", fontsize=90, color=(0.85, 0.85, 0.85))
    write(page)


def _small_capitals(page: pymupdf.Page) -> None:
    _raw(page, f"/Span <</ActualText ({MESSAGE})>> BDC {_shown(MESSAGE.upper())} EMC", HELVETICA)


#: Ways of writing that look like tricks; a reader sees the message.
READABLE: dict[str, Trick] = {
    "grey": in_ink(0.55, 0.55, 0.55),
    "light grey": in_ink(0.78, 0.78, 0.78),
    "red": in_ink(1, 0, 0),
    "orange": in_ink(1, 0.5, 0),
    "half opaque": lambda page: write(page, fill_opacity=0.5, stroke_opacity=0.5),
    "white on a banner": _on((0.1, 0.3, 0.5), (1, 1, 1)),
    "white on orange": _on((0.95, 0.5, 0.1), (1, 1, 1)),
    "black on a tint": _on((0.85, 0.9, 0.95), (0, 0, 0)),
    "black on a picture": _on_a_picture,
    "through a tint": _through_a_tint,
    "over a watermark": _over_a_watermark,
    "bold by its edge": lambda page: write(page, render_mode=2, border_width=0.03),
    "framed": lambda page: (write(page), page.draw_rect(LINE, color=(0, 0, 0), width=1)),  # type: ignore[func-returns-value]
    "small capitals": _small_capitals,
    "highlighted by a reader": _annotated("highlight", LINE),
    "underlined by a reader": _annotated("underline", LINE),
    "beside a reader's note": _annotated("text", (X + 100, Y - 12), "Why?"),
    "framed by a reader": _annotated("rect", LINE),
}


def drawn(trick: Trick, path: Path | None = None) -> pymupdf.Page:
    """Return the page as it stands in a saved file, with a line that is seen above."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    write(page, SEEN, 100)
    trick(page)
    if path:
        document.save(path)
    return pymupdf.open("pdf", document.tobytes())[0]
