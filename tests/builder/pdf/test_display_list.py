"""A page is interpreted once: its text, the areas painted over it, and its pixels."""

import pymupdf
import pytest

from builder.pdf.display_list import Painting

A4 = (595, 842)


def _page() -> pymupdf.Page:
    return pymupdf.open().new_page(width=A4[0], height=A4[1])


def _painted(page: pymupdf.Page) -> Painting:
    """The page as it stands in a saved file."""
    document = pymupdf.open("pdf", page.parent.tobytes())
    painting = Painting(document[0])
    painting.document = document  # type: ignore[attr-defined]
    return painting


def _words(painting: Painting) -> str:
    spans = [
        span["text"]
        for block in painting.text(pymupdf.TEXTFLAGS_DICT)["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    return " ".join(spans)


def test_areas_and_texts_are_told_in_the_order_of_painting() -> None:
    page = _page()
    page.draw_rect((40, 90, 400, 110), fill=(1, 1, 0), color=None)
    page.insert_text((50, 105), "AlCoCrFeNi", fontsize=10)
    page.draw_rect((40, 190, 400, 210), fill=(1, 1, 1), color=None)
    page.draw_line((40, 300), (400, 300), width=0.5)  # a rule
    painted = _painted(page).log.painted
    assert [one.kind for one in painted] == ["rectangle", "text", "rectangle"]
    assert painted[0].ink == (255, 255, 0)
    assert painted[2].box == pytest.approx((40, 190, 400, 210), abs=1)


def test_a_page_wide_image_is_known() -> None:
    page = _page()
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 6, 8))
    picture.clear_with(230)
    page.insert_image(page.rect, pixmap=picture)
    assert _painted(page).has_page_wide_image
    assert not _painted(_page()).has_page_wide_image


def test_a_box_is_drawn_in_colour_as_large_as_memory_allows() -> None:
    page = _page()
    page.draw_rect((40, 90, 400, 130), fill=(0, 0, 1), color=None)
    picture, zoom = _painted(page).coloured((45, 100, 390, 120))
    assert (zoom, picture.pixel(0, 0)) == (2.0, (0, 0, 255))
    document = pymupdf.open()
    document.new_page(width=14_000, height=14_000)
    picture, zoom = _painted(document[0]).coloured((0, 0, 14_000, 14_000))
    assert picture.width * picture.height < 5_000_000


def test_a_turned_page_is_set_upright_and_left_as_it_was() -> None:
    page = _page()
    page.insert_text((50, 105), "NbMoTaW", fontsize=10)
    page.set_rotation(90)
    document = pymupdf.open("pdf", page.parent.tobytes())
    painting = Painting(document[0])
    look, zoom = painting.coloured((0, 0, 5_000, 5_000))
    assert (look.width / zoom, look.height / zoom) == A4
    assert _words(painting) == "NbMoTaW"
    assert document[0].rotation == 90


def test_what_readers_wrote_on_a_page_is_not_painted() -> None:
    page = _page()
    page.insert_text((50, 105), "The authors wrote this.", fontsize=10)
    page.add_freetext_annot((50, 200, 400, 240), "A reader wrote that.")
    assert _words(_painted(page)) == "The authors wrote this."
