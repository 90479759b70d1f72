"""Pages are read as the visible lines they show."""

from pathlib import Path

import pymupdf
import pytest
from paper_layouts import ABSTRACT, BODY, Paper, Sheet, said

from builder.pdf.pages import Page, Pages, PageTooLongError, read_page, running_text


def _drawn(sheet: Sheet) -> Page:
    document = pymupdf.open("pdf", sheet.page.parent.tobytes())
    return read_page(document[0])


def _sheet() -> Sheet:
    return Paper("", None).sheet()


def test_lines_come_with_their_place_and_style() -> None:
    sheet = _sheet()
    sheet.write(50, 100, "A heading", 14, "tibo")
    sheet.write(50, 130, "and text in Al_{0.3}CoCrFeNi", 10)
    heading, text = _drawn(sheet).lines
    assert (heading.text, heading.size, heading.bold) == ("A heading", 14, True)
    assert (text.text, text.size, text.bold) == ("and text in Al0.3CoCrFeNi", 10, False)
    assert text.x0 == pytest.approx(50, abs=1)
    assert text.baseline == pytest.approx(130, abs=0.1)


def test_two_columns_stay_apart_and_a_stretched_line_stays_whole() -> None:
    sheet = _sheet()
    sheet.write(50, 100, "left column text", 10)
    sheet.write(306, 100, "right column text", 10)
    x = 50.0
    for word in ("structure.", "X-ray", "diffraction", "measurements"):
        x = sheet.write(x, 130, word, 10) + 9
    texts = [line.text for line in _drawn(sheet).lines]
    assert texts[:2] == ["left column text", "right column text"]
    assert " ".join(texts[2:]) == "structure. X-ray diffraction measurements"


def test_line_numbers_are_left_out() -> None:
    sheet = _sheet()
    texts = [f"This is what line {word} of the manuscript says." for word in "abcdefghijkl"]
    for row, text in enumerate(texts):
        sheet.write(50, 100 + 24 * row, str(row + 1), 9)
        sheet.write(80, 100 + 24 * row, text, 12)
    assert [line.text for line in _drawn(sheet).lines] == texts


def test_a_paragraph_reads_as_it_was_written() -> None:
    sheet = _sheet()
    sheet.paragraph(50, 100, 289, ABSTRACT, 9)
    page = _drawn(sheet)
    assert running_text(page.lines, page.words) == said(ABSTRACT)


def test_a_page_of_millions_of_letters_is_refused() -> None:
    sheet = _sheet()
    for row in range(60):
        sheet.page.insert_text((0, 10 + 12 * row), "x" * 4000, fontsize=0.14)
    with pytest.raises(PageTooLongError, match="page 1 holds"):
        _drawn(sheet)


def test_pages_are_read_when_asked_for(tmp_path: Path) -> None:
    paper = Paper("", None)
    for _ in range(3):
        paper.sheet().paragraph(50, 100, 500, BODY, 10)
    with pymupdf.open(paper.saved(tmp_path)) as document:
        pages = Pages(document)
        assert len(pages) == 3
        assert pages[1].number == 2
        assert [page.number for page in pages.read] == [2]
        assert [page.number for page in pages[:2]] == [1, 2]
        with pytest.raises(IndexError):
            pages[3]


@pytest.mark.parametrize("unit", ["10", "2.5", "0.1", "1"])
def test_a_page_has_the_sizes_of_print_whatever_its_unit(unit: str) -> None:
    sheet = _sheet()
    sheet.write(50, 100, "A line of ten points", 10)
    document = pymupdf.open("pdf", sheet.page.parent.tobytes())
    document.xref_set_key(document[0].xref, "UserUnit", unit)
    document = pymupdf.open("pdf", document.tobytes())
    page = Pages(document)[0]
    assert (page.width, page.height) == (595, 842)
    assert page.lines[0].size == 10


def test_a_poster_keeps_its_size() -> None:
    document = pymupdf.open()
    document.new_page(width=2384, height=3370).insert_text((50, 100), "A poster", fontsize=40)
    assert Pages(document)[0].lines[0].size == 40
