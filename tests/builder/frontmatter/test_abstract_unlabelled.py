"""An abstract without a heading is known by being set unlike the text."""

from collections.abc import Callable

import pymupdf
import pytest
from paper_layouts import (
    ABSTRACT,
    AUTHORS,
    BODY,
    TITLE,
    Paper,
    editorial,
    letter,
    nature_lead,
    rsc_sidebar,
    said,
    science_lead,
)

from builder.frontmatter.abstract_candidates import AbstractCandidate
from builder.frontmatter.abstract_unlabelled import set_apart
from builder.frontmatter.text_flow import Manuscript
from builder.frontmatter.title import find_title
from builder.pdf.pages import Pages


def _found(paper: Paper, index: int = 0) -> AbstractCandidate | None:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        pages = Pages(document)
        return set_apart(Manuscript(pages, 0, find_title(pages[0])), index)


@pytest.mark.parametrize("layout", [nature_lead, science_lead, rsc_sidebar])
def test_a_lead_set_unlike_the_text_is_the_abstract(layout: Callable[[], Paper]) -> None:
    paper = layout()
    found = _found(paper)
    assert found is not None
    assert found.rule == "set_apart"
    assert found.text == paper.abstract


@pytest.mark.parametrize("layout", [letter, editorial])
def test_a_text_that_begins_at_once_has_none(layout: Callable[[], Paper]) -> None:
    found = _found(layout())
    assert found is None or found.confidence < 0.45


def _lead(font: str, size: float, text: str = ABSTRACT) -> Paper:
    """A paragraph below title and authors, then the text of the paper in 10 points."""
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 90, 545, TITLE, 18, "tibo")
    sheet.write(50, y + 6, AUTHORS, 11)
    y, _ = sheet.paragraph(50, y + 40, 545, text, size, font)
    sheet.paragraph(50, y + 30, 545, BODY, 10)
    return paper


def test_bold_and_small_leads_are_surer_than_one_set_as_the_text() -> None:
    plain = _found(_lead("tiro", 10))
    for font, size in (("tibo", 10), ("tiro", 9), ("tiit", 10)):
        found = _found(_lead(font, size))
        assert found is not None
        assert found.text == said(ABSTRACT)
        assert plain is None or found.confidence > plain.confidence


def test_thanks_and_letters_to_the_editor_are_no_abstracts() -> None:
    thanks = "This work was supported by the council of Northfield. " + ABSTRACT
    assert _found(_lead("tibo", 9, thanks)) is None


def test_only_the_title_page_is_looked_at() -> None:
    paper = nature_lead()
    paper.sheet().paragraph(50, 100, 545, BODY, 10)
    assert _found(paper, index=1) is None


def _alone(authors: str, text: str = ABSTRACT, head: str = "1 Introduction") -> Paper:
    """A title page that holds one paragraph, and pages of text set alike."""
    paper = Paper(TITLE, said(text))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(72, 150, 520, TITLE, 16, "tibo")
    sheet.centred(y + 14, authors, 12)
    sheet.centred(y + 34, "(Northfield Laboratory)", 10)
    sheet.paragraph(72, y + 80, 520, text, 11)
    following = paper.sheet()
    following.write(72, 80, head, 12, "tibo")
    following.paragraph(72, 110, 520, BODY * 4, 11, bottom=780)
    return paper


@pytest.mark.parametrize("authors", ["The FORGE Collaboration", AUTHORS])
def test_a_paragraph_alone_on_a_title_page_is_the_abstract(authors: str) -> None:
    found = _found(_alone(authors))
    assert found is not None
    assert found.text == said(ABSTRACT)
    assert found.confidence > 0.65


@pytest.mark.parametrize(("text", "head"), [(BODY * 6, "1 Introduction"), (BODY, "Summary")])
def test_a_letter_of_one_paragraph_on_its_first_page_has_none(text: str, head: str) -> None:
    assert _found(_alone(AUTHORS, text, head)) is None
