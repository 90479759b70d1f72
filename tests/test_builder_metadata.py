"""Titles, DOIs and years are the paper's own."""

from collections.abc import Callable

import pymupdf
import pytest
from paper_pages import (
    BODY,
    WITH_ABSTRACT,
    WITHOUT_ABSTRACT,
    Paper,
    Sheet,
    elsevier_box,
    researchgate_cover,
    said,
)

from builder.metadata import clean_doi, doi_to_cite, find_doi, find_journal, find_year
from builder.pages import Page, Pages
from builder.titles import find_authors, find_title, is_cover, plausible_title, title_page

LAYOUTS = WITH_ABSTRACT + WITHOUT_ABSTRACT


def _pages(paper: Paper) -> list[Page]:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[:4]


def _page(draw: Callable[[Sheet], object]) -> Page:
    paper = Paper("", None)
    draw(paper.sheet())
    return _pages(paper)[0]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_title_doi_and_year_are_read_in_every_layout(layout: Callable[[], Paper]) -> None:
    paper = layout()
    pages = _pages(paper)
    start = title_page(pages)
    title = find_title(pages[start])
    if layout.__name__ != "thesis":  # its title stands on a page of its own
        assert title is not None
        assert title.text == said(paper.title)
    assert find_doi(pages[: start + 1], {}) == paper.doi
    assert find_year(pages[: start + 1], {}) == paper.year


def test_a_recorded_title_is_taken_as_it_is_printed() -> None:
    page = _pages(elsevier_box())[0]
    recorded = "Precipitation hardening in the Al0.3CoCrFeNi high-entropy alloy after cold rolling"
    title = find_title(page, recorded)
    assert title is not None
    assert title.text == recorded
    assert title.lines[0].size == pytest.approx(13.4)


@pytest.mark.parametrize(
    "recorded",
    [
        None, "", "untitled", "Microsoft Word - paper_final.doc", "main.tex", "10.1016/j.x.2020.01",
        "PII: S0921-5093(20)30001-2", "6489122611071476 1..10", "4927214.dvi", "manuscript",
        "Proceedings Template - WORD", "s41598-020-63328-6", "untitled document.docx",
    ],
)  # fmt: skip
def test_an_implausible_recorded_title_is_not_believed(recorded: str | None) -> None:
    assert plausible_title(recorded) is None


def test_a_recorded_title_is_cleaned() -> None:
    recorded = "Can Hybrid Na&#x02013;Air Batteries <i>Outperform</i> Others?"
    assert plausible_title(recorded) == "Can Hybrid Na–Air Batteries Outperform Others?"


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


def test_authors_and_journal_are_read_where_they_are_printed() -> None:
    pages = _pages(elsevier_box())
    title = find_title(pages[0])
    assert find_authors(pages[0], title, {}) == ("Maria Keller", "Jun Tanaka", "Olu Adeyemi")
    assert find_journal(pages, {}) == "Acta Materialia"


def test_a_cover_page_is_known_and_a_title_page_is_not_one() -> None:
    cover, first = _pages(researchgate_cover())
    assert is_cover(cover)
    assert not is_cover(first)
    assert title_page([cover, first]) == 1
