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


def test_areas_painted_before_and_after_text_are_told_by_their_order() -> None:
    page = _page()
    page.draw_rect((40, 90, 400, 110), fill=(1, 1, 0), color=None)
    page.insert_text((50, 105), "AlCoCrFeNi", fontsize=10)
    page.draw_rect((40, 190, 400, 210), fill=(1, 1, 1), color=None)
    painting = _painted(page)
    texts, areas = painting.painting_order
    assert len(painting.areas) == 2
    assert len(texts) == 1
    [(place, area)] = areas  # one painted before all text covers none
    assert place > texts[0][0]
    assert area == pytest.approx((40, 190, 400, 210), abs=1)


def test_narrow_areas_and_scans_cover_no_line() -> None:
    page = _page()
    page.draw_rect((40, 90, 70, 110), fill=(1, 1, 0), color=None)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 6, 8))
    picture.clear_with(230)
    page.insert_image(page.rect, pixmap=picture)
    painting = _painted(page)
    assert painting.areas == []
    assert painting.has_page_wide_image
    assert not _painted(_page()).has_page_wide_image


def test_the_ground_of_a_line_is_its_commonest_colour() -> None:
    page = _page()
    page.draw_rect((40, 90, 400, 130), fill=(0, 0, 1), color=None)
    page.insert_text((50, 115), "White on blue", fontsize=12, color=(1, 1, 1))
    painting = _painted(page)
    assert painting.ground((45, 100, 390, 120)) == (0, 0, 255)
    assert painting.ground((45, 300, 390, 320)) == (255, 255, 255)
    assert painting.ground((1000, 1000, 1100, 1010)) is None


def test_a_turned_page_is_set_upright_and_left_as_it_was() -> None:
    page = _page()
    page.insert_text((50, 105), "NbMoTaW", fontsize=10)
    page.set_rotation(90)
    document = pymupdf.open("pdf", page.parent.tobytes())
    painting = Painting(document[0])
    look = painting.render()
    assert (look.width, look.height) == A4
    assert _words(painting) == "NbMoTaW"
    assert document[0].rotation == 90


def test_what_readers_wrote_on_a_page_is_not_painted() -> None:
    page = _page()
    page.insert_text((50, 105), "The authors wrote this.", fontsize=10)
    page.add_freetext_annot((50, 200, 400, 240), "A reader wrote that.")
    assert _words(_painted(page)) == "The authors wrote this."
