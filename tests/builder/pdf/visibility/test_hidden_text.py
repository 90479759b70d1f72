"""What the drawn page does not show is left out, however it is hidden; what it shows is read."""

from pathlib import Path

import pytest
from hidden_tricks import MESSAGE, READABLE, SEEN, TRICKS, drawn

from builder.pdf.pages import read_page


@pytest.mark.fault("F70")
@pytest.mark.parametrize("name", TRICKS)
def test_what_the_drawn_page_does_not_show_is_left_out(name: str) -> None:
    page = read_page(drawn(TRICKS[name]))
    assert set(page.text.split("\n")) == {SEEN}
    assert page.hidden or name == "said of other words"


@pytest.mark.parametrize("name", READABLE)
def test_what_looks_like_a_trick_and_can_be_read_is_read(name: str) -> None:
    page = read_page(drawn(READABLE[name]))
    assert MESSAGE.casefold() in page.text.casefold().replace(" .", ".")
    assert page.hidden == ()


def test_of_a_line_that_is_covered_in_part_the_rest_is_read() -> None:
    page = read_page(drawn(_half_covered))
    line = page.text.split("\n")[1]
    assert line.startswith("Hidden words say that")
    assert "forty" not in line


def _half_covered(page) -> None:  # type: ignore[no-untyped-def]
    TRICKS["under two halves"].__globals__["write"](page)
    page.draw_rect((200, 285, 400, 306), fill=(1, 1, 1), color=None)


@pytest.mark.shared
def test_no_letter_of_real_abstracts_is_taken_for_hidden(shared: Path) -> None:
    """Red and orange headings, tinted boxes, banners, outlined initials: all of it is seen."""
    import pymupdf

    pages = 0
    for path in sorted((shared / "pdfs_2026").glob("*.pdf")):
        with pymupdf.open(path) as document:
            for page in list(document)[:4]:
                assert read_page(page).hidden == (), (path.name, page.number)
                pages += 1
    assert pages > 30
