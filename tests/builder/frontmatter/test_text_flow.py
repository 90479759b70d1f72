"""A text is followed down its column to its end, and into the next column or page."""

import pymupdf
import pytest
from paper_layouts import Paper

from builder.frontmatter.continuation import carry_on
from builder.frontmatter.text_flow import Flow, Manuscript, flow_from
from builder.pdf.pages import Line, Page, Pages

TEXT = (
    "The alloy was cast and rolled to sheets,",
    "then annealed at 900 °C for one hour and",
    "quenched in water. Its grains are fine,",
    "and it is tough on cooling to low values.",
)


def _pages(paper: Paper) -> list[Page]:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[:4]


def _column(*below: tuple[float, str, float, str]) -> Page:
    """Four lines of 10-point text, 12 points apart from y = 100, then (y, text, size, font)."""
    paper = Paper("", None)
    sheet = paper.sheet()
    for row, text in enumerate(TEXT):
        sheet.write(50, 100 + 12 * row, text, 10)
    for y, text, size, font in below:
        sheet.write(50, y, text, size, font)
    return _pages(paper)[0]


def _flow(page: Page) -> Flow:
    return flow_from(page, page.lines[0])


@pytest.mark.parametrize(
    ("below", "ended"),
    [
        ((148, "Keywords: high-entropy alloys; toughness", 10, "tiro"), "marker"),
        ((148, "Abstract", 10, "tiro"), "marker"),
        ((148, "1. Introduction", 10, "tiro"), "heading"),
        ((148, "Results of tension tests", 10, "tibo"), "heading"),
        ((148, "It was supported by a grant of the council of Northfield", 7.5, "tiro"), "style"),
        ((180, "Text of the next paragraph begins far below this one.", 10, "tiro"), "gap"),
    ],
)
def test_a_text_ends_where_other_text_begins(
    below: tuple[float, str, float, str], ended: str
) -> None:
    flow = _flow(_column(below))
    assert [line.text for line in flow.lines] == list(TEXT)
    assert flow.ended == ended


def test_a_text_with_nothing_below_ends_at_the_bottom() -> None:
    flow = _flow(_column())
    assert (flow.ended, flow.is_whole, len(flow.lines)) == ("bottom", True, 4)


def test_a_watermark_is_passed_over() -> None:
    flow = _flow(_column((148, "ACCEPTED MANUSCRIPT", 10, "tiro"), (157, "It is BCC.", 10, "tiro")))
    assert [line.text for line in flow.lines] == [*TEXT, "It is BCC."]


def test_the_other_column_is_not_read_into_the_first() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    for row, text in enumerate(TEXT):
        sheet.write(50, 100 + 12 * row, text, 10)
        sheet.write(306, 100 + 12 * row, "words of the column at its right side", 10)
    flow = _flow(_pages(paper)[0])
    assert [line.text for line in flow.lines] == list(TEXT)


def _broken_off(paper: Paper) -> None:
    """A first page on which a text stops in mid-sentence."""
    sheet = paper.sheet()
    for row, text in enumerate(TEXT[:3]):
        sheet.write(50, 700 + 12 * row, text, 10)


def _carried(paper: Paper) -> list[Line]:
    pages = _pages(paper)
    parts = carry_on(Manuscript(pages, 0, None), 0, _flow(pages[0]))
    return [line for part in parts for line in part.lines]


def test_an_unfinished_text_goes_on_over_the_page_below_its_running_head() -> None:
    paper = Paper("", None)
    _broken_off(paper)
    sheet = paper.sheet()
    sheet.write(50, 60, "M. Keller et al. / Acta Materialia 188 (2020)", 8)
    sheet.write(50, 110, "and so it goes on at the top of this page.", 10)
    assert [line.text for line in _carried(paper)] == ["and so it goes on at the top of this page."]


def test_a_heading_on_the_next_page_is_no_continuation() -> None:
    paper = Paper("", None)
    _broken_off(paper)
    paper.sheet().write(50, 110, "1. Introduction to the alloys", 10)
    assert _carried(paper) == []


def test_a_text_that_a_heading_closed_does_not_go_on() -> None:
    page = _column((148, "1. Introduction", 10, "tiro"))
    assert carry_on(Manuscript([page], 0, None), 0, _flow(page)) == []


def test_headings_are_looked_for_on_more_pages_of_a_thesis() -> None:
    page = _column()
    assert list(Manuscript([page] * 10, 1, None).heading_pages()) == [1, 2, 3, 4, 0]
    assert len(list(Manuscript([page] * 70, 0, None).heading_pages())) == 16


def test_a_line_of_hidden_text_leaves_no_gap() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    for row, text in enumerate(TEXT):
        sheet.write(50, 100 + 12 * row, text, 10)
    hidden = "Its yield strength is many times that of steel."
    for y in (148, 160):
        paper.document[0].insert_text((50, y), hidden, fontsize=10, color=(1, 1, 0.9))
    sheet.write(50, 172, "It was then polished with fine paste.", 10)
    page = _pages(paper)[0]
    assert page.hidden == ("faint",)
    assert _flow(page).lines[-1].text == "It was then polished with fine paste."
