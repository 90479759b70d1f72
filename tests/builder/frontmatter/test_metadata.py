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
from builder.frontmatter.metadata import clean_doi, doi_to_cite, find_doi, find_journal
from builder.frontmatter.publication_year import find_year
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
