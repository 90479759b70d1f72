import hashlib
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from pdf_factory import encrypted_pdf, endless_pdf, good_pdf

from builder.ingest.isolation import Limits
from builder.ingest.page_pictures import ChangedFileError, NoPictureError, PageDrawer


@pytest.fixture
def drawer() -> Iterator[PageDrawer]:
    made = PageDrawer(Limits(seconds=2))
    yield made
    made.close()


def paper_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_page_is_drawn_as_png_of_its_size(tmp_path: Path, drawer: PageDrawer) -> None:
    path = good_pdf(tmp_path / "a b\nü.pdf")
    png = drawer.draw(path, paper_of(path), 1, 72)
    assert png is not None
    picture = pymupdf.Pixmap(png)
    assert (picture.width, picture.height) == (595, 842)
    assert drawer.count(path, paper_of(path)) == 1


def test_no_such_page_is_no_picture(tmp_path: Path, drawer: PageDrawer) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    assert drawer.draw(path, paper_of(path), 2, 72) is None
    assert drawer.draw(path, paper_of(path), -1, 72) is None


def test_lit_boxes_are_yellow_and_their_text_stays_dark(tmp_path: Path, drawer: PageDrawer) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    plain = pymupdf.Pixmap(drawer.draw(path, paper_of(path), 1, 72))
    lit = pymupdf.Pixmap(drawer.draw(path, paper_of(path), 1, 72, [(0.1, 0.2, 0.5, 0.3)]))
    inside = [(x, y) for x in range(60, 297) for y in range(169, 252)]
    assert all(lit.pixel(x, y)[:2] == plain.pixel(x, y)[:2] for x, y in inside)
    assert {lit.pixel(x, y)[2] for x, y in inside if plain.pixel(x, y) == (255,) * 3} == {115}
    assert lit.pixel(40, 200) == plain.pixel(40, 200)


def test_a_file_that_changed_is_told(tmp_path: Path, drawer: PageDrawer) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    with pytest.raises(ChangedFileError):
        drawer.draw(path, paper_of(path)[::-1], 1, 72)


def test_a_page_that_never_ends_is_stopped_and_the_next_is_drawn(
    tmp_path: Path, drawer: PageDrawer
) -> None:
    endless, good = endless_pdf(tmp_path / "endless.pdf"), good_pdf(tmp_path / "a.pdf")
    with pytest.raises(NoPictureError, match="over 2 s"):
        drawer.draw(endless, paper_of(endless), 1, 72)
    for _ in range(2):  # whichever process it falls to
        assert drawer.draw(good, paper_of(good), 1, 72)


def test_what_no_page_can_be_drawn_of_says_why(tmp_path: Path, drawer: PageDrawer) -> None:
    locked = encrypted_pdf(tmp_path / "locked.pdf")
    with pytest.raises(NoPictureError, match="password"):
        drawer.draw(locked, paper_of(locked), 1, 72)
    gone = tmp_path / "gone.pdf"
    with pytest.raises(NoPictureError, match="FileNotFoundError"):
        drawer.draw(gone, "0" * 64, 1, 72)


def test_a_poster_is_drawn_with_fewer_pixels(tmp_path: Path, drawer: PageDrawer) -> None:
    path = tmp_path / "poster.pdf"
    document = pymupdf.open()
    document.new_page(width=14_000, height=14_000)
    document.save(path)
    picture = pymupdf.Pixmap(drawer.draw(path, paper_of(path), 1, 300))
    assert 10_000_000 < picture.width * picture.height < 13_000_000


def test_annotations_of_readers_are_not_drawn(tmp_path: Path, drawer: PageDrawer) -> None:
    path = good_pdf(tmp_path / "a.pdf")
    noted = tmp_path / "noted.pdf"
    document = pymupdf.open(path)
    document[0].add_freetext_annot((72, 160, 520, 260), "covered", fill_color=(0, 0, 0))
    document.save(noted)
    assert drawer.draw(noted, paper_of(noted), 1, 72) == drawer.draw(path, paper_of(path), 1, 72)
