"""DOIs, years and journals are the paper's own."""

from collections.abc import Callable

import pymupdf
import pytest
from paper_layouts import (
    BODY,
    WITH_ABSTRACT,
    WITHOUT_ABSTRACT,
    Paper,
    Sheet,
    elsevier_box,
)

from builder.frontmatter.cover_pages import title_page
from builder.frontmatter.metadata import clean_doi, doi_to_cite, find_doi, find_journal, find_year
from builder.pdf.pages import Page, Pages

LAYOUTS = WITH_ABSTRACT + WITHOUT_ABSTRACT


def _pages(paper: Paper) -> list[Page]:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[:4]


def _page(draw: Callable[[Sheet], object]) -> Page:
    paper = Paper("", None)
    draw(paper.sheet())
    return _pages(paper)[0]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_doi_and_year_are_read_in_every_layout(layout: Callable[[], Paper]) -> None:
    paper = layout()
    pages = _pages(paper)
    start = title_page(pages)
    assert find_doi(pages[: start + 1], {}) == paper.doi
    assert find_year(pages[: start + 1], {}) == paper.year


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1016/j.actamat.2020.02.004.", "10.1016/j.actamat.2020.02.004"),
        ("DOI:10.1371/JOURNAL.PONE.0166684", "10.1371/journal.pone.0166684"),
        ("(doi: 10.1016/0001-6160(89)90010-2)", "10.1016/0001-6160(89)90010-2"),
        ("10.1039/c9sc04175c†", "10.1039/c9sc04175c"),
        ("no doi 10.1 here", None),
    ],
)
def test_a_doi_is_cut_out_of_its_surroundings(text: str, doi: str | None) -> None:
    assert clean_doi(text) == doi


def test_a_cited_doi_is_not_the_papers_own() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 40, "https://doi.org/10.1016/j.own.2020.01.001", 8)
        sheet.paragraph(50, 200, 500, BODY, 10)
        sheet.write(50, 500, "References", 11, "tibo")
        for row in range(3):
            sheet.write(50, 520 + 12 * row, f"[{row}] A. Other, doi:10.1000/cited.{row}", 8)

    assert find_doi([_page(draw)], {}) == "10.1016/j.own.2020.01.001"


def test_a_doi_may_be_recorded_linked_or_asked_to_be_cited() -> None:
    page = _page(lambda sheet: sheet.write(50, 90, "A paper", 12))
    xmp = "<prism:doi>10.1038/S41598-020-1</prism:doi>"
    assert find_doi([page], {}, xmp) == "10.1038/s41598-020-1"
    assert find_doi([page], {"subject": "Nature 5, doi:10.1038/abc"}) == "10.1038/abc"
    assert find_doi([page], {}, "", ["https://doi.org/10.1000/linked"]) == "10.1000/linked"
    asked = "doi:10.1186/1472-6963-14-1\nCite this article as: Keller et al.: Title. J 2014."
    assert doi_to_cite(asked) == "10.1186/1472-6963-14-1"
    assert doi_to_cite("12. Other, doi:10.1000/cited") is None


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Acta Materialia 188 (2020) 435–450", 2020),
        ("Chem. Sci., 2020, 11, 37–43", 2020),
        ("EXCLI Journal 2017;16:160-173", 2017),
        ("Received 29 July 2015, Published: 12 January 2016", 2016),
        ("© The Minerals, Metals & Materials Society 2021", 2021),
        ("Accepted 3 February 2019", 2019),
        ("Walker et al. described this in 1998", None),
    ],
)
def test_the_year_is_that_of_publication(line: str, year: int | None) -> None:
    page = _page(lambda sheet: sheet.write(50, 60, line, 9))
    assert find_year([page], {}) == year


def test_the_journal_is_read_where_it_is_printed() -> None:
    assert find_journal(_pages(elsevier_box()), {}) == "Acta Materialia"


OWN = "10.1038/sdata.2016.80"


def _foot(text: str) -> Page:
    def draw(sheet: Sheet) -> None:
        sheet.paragraph(50, 200, 500, BODY, 10)
        sheet.write(50, 800, text, 8)

    return _page(draw)


@pytest.mark.parametrize("foot", [f"FIELD DATA | 3:160080 | DOI: {OWN}", f"https://doi.org/{OWN}"])
def test_the_doi_of_the_page_beats_another_of_the_metadata(foot: str) -> None:
    page = _foot(foot)
    assert find_doi([page], {"subject": "Gene Therapy (2016). doi:10.1038/cgt.2016.38"}) == OWN
    xmp = "<prism:doi>10.1038/cgt.2016.38</prism:doi>"
    assert find_doi([page], {}, xmp) == OWN


@pytest.mark.parametrize("printed", ["10.1038/sdata.2016.", "10.1038/sdata.20l6.80", OWN])
def test_a_doi_cut_off_or_misread_on_the_page_is_the_recorded_one(printed: str) -> None:
    assert find_doi([_foot(f"doi: {printed}")], {"doi": OWN}) == OWN


def test_of_several_dois_at_the_edge_the_recorded_one_is_believed() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 800, "https://doi.org/10.1000/field.data.1", 8)
        sheet.write(50, 812, "https://doi.org/10.1000/field.code.2", 8)

    assert find_doi([_page(draw)], {"doi": OWN}) == OWN


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        ("arXiv:1103.1234v2  [cond-mat.supr-con]  5 Jul 2011", 2011),
        ("arXiv:1103.1234v2  [cond-mat.supr-con]", 2011),
        ("arXiv:cond-mat/0412345v1", 2004),
        ("arXiv:cond-mat/9904321v1", 1999),
    ],
)
@pytest.mark.parametrize("dated", ["(Dated: October 29, 2018)", "October 29, 2018"])
def test_the_stamp_of_arxiv_beats_the_day_it_was_compiled(
    stamp: str, year: int, dated: str
) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.page.insert_text((30, 560), stamp, fontsize=18, rotate=90)
        sheet.write(200, 200, dated, 10)

    assert find_year([_page(draw)], {}) == year


def test_a_date_of_compilation_is_better_than_none() -> None:
    page = _page(lambda sheet: sheet.write(200, 200, "(Dated: October 29, 2018)", 10))
    assert find_year([page], {}) == 2018
    assert find_year([page], {}, "", "1987-12-01") == 1987
