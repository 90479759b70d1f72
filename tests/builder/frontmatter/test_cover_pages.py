"""Cover pages of repositories are known, and what stands behind their labels is believed."""

from pathlib import Path

import pymupdf
import pytest
from paper_layouts import ABSTRACT, AUTHORS, BODY, Paper, Sheet, said

from builder.frontmatter.cover_pages import CoverRecord, as_labelled, is_cover, read_cover
from builder.frontmatter.extract import extract
from builder.pdf.pages import Page, Pages

TITLE = "Resistivity of Al0.5CoCrFeNi as a function of temperature and pressure"


def _blocks(sheet: Sheet) -> None:
    """Labels in bold above their values."""
    sheet.write(50, 70, "Northfield Previously Published Works", 14, "hebo")
    y = 110.0
    for label, *values in (
        ("Title", "RESISTIVITY OF AL0.5COCRFENI AS A FUNCTION OF", "TEMPERATURE AND PRESSURE"),
        ("Permalink", "https://repository.example/uc/item/1"),
        ("Journal", "PHYSICA B & C, 148(1-3)"),
        ("Authors", "KELLER, M", "TANAKA, J", "et al."),
        ("Publication Date", "1987-12-01"),
        ("DOI", "10.1016/0378-4363(87)90248-8"),
        ("License", "CC BY 4.0"),
    ):
        sheet.write(50, y, label, 12, "hebo")
        for value in values:
            y += 14
            sheet.write(50, y, value, 11, "helv")
        y += 28
    sheet.write(250, 790, "Powered by the California Digital Library", 11, "helv")


def _inline(sheet: Sheet) -> None:
    """Labels and values on one line, long values going on below."""
    sheet.write(50, 70, "Northfield research repository", 14, "hebo")
    y = 110.0
    for text in (
        "Title: Resistivity of Al0.5CoCrFeNi as a function of",
        "temperature and pressure",
        "Author(s): Keller, M; Tanaka, J",
        "Published in: Physica B",
        "Publication date: 1987",
        "DOI: 10.1016/0378-4363(87)90248-8",
        "Document version: Author accepted manuscript",
    ):
        sheet.write(50, y, text, 11, "helv")
        y += 15


def _table(sheet: Sheet) -> None:
    """A column of labels and a column of values."""
    sheet.write(50, 70, "Northfield research repository", 14, "hebo")
    y = 110.0
    for label, value in (
        ("Title", "Resistivity of Al0.5CoCrFeNi as a function of"),
        ("", "temperature and pressure"),
        ("Journal", "Physica B"),
        ("Publication year", "1987"),
        ("Publisher DOI", "https://doi.org/10.1016/0378-4363(87)90248-8"),
    ):
        if label:
            sheet.write(50, y, label, 11, "hebo")
        sheet.write(180, y, value, 11, "helv")
        y += 16


def _page(draw) -> Page:  # type: ignore[no-untyped-def]
    paper = Paper("", None)
    draw(paper.sheet())
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[0]


@pytest.mark.parametrize("draw", [_blocks, _inline, _table])
def test_labels_of_a_cover_are_read(draw) -> None:  # type: ignore[no-untyped-def]
    page = _page(draw)
    assert is_cover(page)
    said_there = read_cover(page)
    assert (said_there.title or "").casefold() == TITLE.casefold()
    assert "10.1016/0378-4363(87)90248-8" in (said_there.doi or "")
    assert "1987" in (said_there.date or "")
    assert (said_there.journal or "").casefold() in ("physica b", "physica b & c")


def test_a_cover_without_labels_says_nothing() -> None:
    page = _page(lambda sheet: sheet.write(50, 90, "This version is available at our site", 11))
    assert read_cover(page) == CoverRecord()


def test_the_citation_of_a_cover_gives_doi_and_year() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 90, "HAL Id: hal-01234567", 10, "helv")
        sheet.write(50, 104, "Submitted on 1 Jan 2018", 10, "helv")
        sheet.write(50, 200, "To cite this version:", 10, "hebo")
        sheet.write(50, 220, f"M. Keller, J. Tanaka. {TITLE}.", 10, "helv")
        sheet.write(
            50, 233, "Physica C, 2005, 423, pp.1-6. 10.1016/j.physc.2005.01.001", 10, "helv"
        )

    record = read_cover(_page(draw))
    assert record.date == "2005"
    assert "10.1016/j.physc.2005.01.001" in (record.doi or "")


@pytest.mark.parametrize("label", ["Article:", "Proceedings Paper:"])
def test_the_reference_of_a_repository_copy_gives_the_year(label: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 60, "This is a repository copy of the paper below.", 11, "helv")
        sheet.write(50, 90, label, 10, "hebo")
        sheet.write(50, 106, f"Keller, M. and Tanaka, J. (2019) {TITLE}.", 10, "helv")
        sheet.write(50, 118, "Physica C, 423. pp. 1-6. ISSN 0921-4534", 10, "helv")

    assert read_cover(_page(draw)).date == "2019"


@pytest.mark.parametrize("draw", [_blocks, _inline, _table])
def test_a_scan_behind_a_cover_takes_what_the_cover_says(tmp_path: Path, draw) -> None:  # type: ignore[no-untyped-def]
    paper = Paper(TITLE, said(ABSTRACT), "10.1016/0378-4363(87)90248-8", 1987)
    draw(paper.sheet())
    sheet = paper.sheet()
    sheet.write(40, 60, "Physica 148B (1991) 411-413", 8)
    sheet.write(60, 118, "RESISTIVITY OF AlO.5CoCrFeNi AS A FUNCTION OF", 9.3, "tibo")
    sheet.write(60, 130, "TEMPERATURE AND PRESSURE", 9.3, "tibo")
    sheet.write(60, 155, "M. KELLER and J. TANAKA", 9.3)
    y, _ = sheet.paragraph(60, 200, 500, ABSTRACT, 8)
    sheet.columns(y + 30, size=9.3)
    sheet.write(300, y + 18, "amounts of Zn in AlCo(CUl_yZny)3Ox, where", 13)
    read = extract(paper.saved(tmp_path))
    assert (read.title or "").casefold() == TITLE.casefold()
    assert "Al0.5CoCrFeNi" in (read.title or "")
    assert (read.doi, read.year) == (paper.doi, paper.year)
    assert read.abstract is not None
    assert read.abstract.text == paper.abstract


def test_the_kind_of_a_paper_is_no_reference() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 60, "Article", 10, "hebo")
        sheet.write(50, 74, "Presented in Graz, 2003, and printed later", 10, "helv")
        sheet.write(50, 120, "To cite this version:", 10, "hebo")
        sheet.write(50, 134, f"M. Keller. {TITLE}. Physica C, 2005, 423.", 10, "helv")

    assert read_cover(_page(draw)).date == "2005"


@pytest.mark.parametrize(
    "words",
    [
        "This is a repository copy of the paper below.",
        "This is an electronic reprint of the original article.",
        "This is an Open Access document downloaded from a university's repository",
        "Follow this and additional works at: https://example.org/metals",
        "The faculty has made this article openly available. Please share.",
        "You are advised to consult the publisher's version if you wish to cite from it.",
    ],
)
def test_the_words_of_a_repository_make_a_cover(words: str) -> None:
    assert is_cover(_page(lambda sheet: sheet.write(50, 60, words, 11, "helv")))


def test_a_publishers_cover_is_passed_over(tmp_path: Path) -> None:
    paper = Paper(TITLE, said(ABSTRACT), "10.1088/2632-2153/ad37f0", 2024)
    cover = paper.sheet()
    cover.write(39, 50, "Field Physics: Science and Technology", 12, "helv")
    cover.write(39, 150, TITLE, 14, "helv")
    cover.write(400, 123, "You may also like", 12, "helv")
    cover.write(410, 140, "- Laziness, barren plateau, and noises", 7, "helv")
    cover.write(39, 240, "View the article online for updates and enhancements.", 8, "helv")
    sheet = paper.sheet()
    sheet.write(119, 42, "Field Phys.: Sci. Technol. 5 (2024) 025018", 8, "tiit")
    sheet.write(400, 42, "https://doi.org/10.1088/2632-2153/ad37f0", 8)
    y, _ = sheet.paragraph(60, 120, 550, TITLE, 18, "helv")
    sheet.write(60, y, AUTHORS, 10, "hebo")
    sheet.write(60, y + 40, "Abstract", 11, "hebo")
    y, _ = sheet.paragraph(60, y + 55, 550, ABSTRACT, 11)
    sheet.write(60, y + 20, "1. Introduction", 12, "hebo")
    sheet.paragraph(60, y + 40, 550, BODY, 10)
    read = extract(paper.saved(tmp_path))
    assert read.title == TITLE
    assert read.authors == ("Maria Keller", "Jun Tanaka", "Olu Adeyemi")
    assert (read.doi, read.year) == (paper.doi, paper.year)


def test_capitals_of_a_cover_take_the_letters_of_the_page() -> None:
    label = "RESISTIVITY OF EUBA2(CU1-YZNY)3OX AS A FUNCTION"
    printed = "RESISTIVITY OF EuBaz(Cul_yZny)30 x AS A FUNCTION"
    assert as_labelled(label, printed) == "RESISTIVITY OF EuBa2(Cu1-yZny)3Ox AS A FUNCTION"
    assert as_labelled("On Al0.3CoCrFeNi", "On Al0.3CoCrFeNi") == "On Al0.3CoCrFeNi"
    assert as_labelled("On steel and iron", "On stee1 and iron") == "On steel and iron"
