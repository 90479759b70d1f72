"""Titles are read where a paper begins, behind any cover page."""

from collections.abc import Callable

import pymupdf
import pytest
from paper_layouts import (
    WITH_ABSTRACT,
    WITHOUT_ABSTRACT,
    Paper,
    elsevier_box,
    researchgate_cover,
    said,
)

from builder.frontmatter.cover_pages import is_cover, title_page
from builder.frontmatter.title import find_title, plausible_title
from builder.pdf.pages import Page, Pages

LAYOUTS = WITH_ABSTRACT + WITHOUT_ABSTRACT


def _pages(paper: Paper) -> list[Page]:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[:4]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_title_is_read_in_every_layout(layout: Callable[[], Paper]) -> None:
    paper = layout()
    pages = _pages(paper)
    start = title_page(pages)
    title = find_title(pages[start])
    if layout.__name__ != "thesis":  # its title stands on a page of its own
        assert title is not None
        assert title.text == said(paper.title)


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


def test_a_cover_page_is_known_and_a_title_page_is_not_one() -> None:
    cover, first = _pages(researchgate_cover())
    assert is_cover(cover)
    assert not is_cover(first)
    assert title_page([cover, first]) == 1
