"""Titles are read where a paper begins, behind any cover page."""

import time
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
    researchgate_cover,
    said,
)

from builder.frontmatter.cover_pages import is_cover, title_page
from builder.frontmatter.title import find_title, is_told_on, plausible_title
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


HEA = "Phase stability and strength of refractory high-entropy alloys"


def _drawn(draw: Callable[[Sheet], object]) -> Page:
    paper = Paper("", None)
    draw(paper.sheet())
    return _pages(paper)[0]


def _text_below(sheet: Sheet, y: float) -> None:
    sheet.write(50, y, "Maria Keller^{1}, Jun Tanaka^{2} and Olu Adeyemi^{1,*}", 11)
    sheet.paragraph(50, y + 40, 545, BODY, 10)


@pytest.mark.parametrize(
    ("masthead", "citation"),
    [
        ("New Journal of Field Physics", "New Journal of Field Physics 13 (2011) 123008 (11pp)"),
        ("Field Medicine and Alloys", "Keller et al. Field Medicine and Alloys (2016) 16:59"),
        ("Letters on Concentrated Alloys", "Letters on Concentrated Alloys, vol. 4 (2011)"),
    ],
)
def test_a_masthead_is_no_title(masthead: str, citation: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 70, masthead, 28, "hebo")
        sheet.write(50, 30, citation, 8)
        sheet.paragraph(50, 120, 545, HEA, 15, "tibo")
        _text_below(sheet, 170)

    title = find_title(_drawn(draw), None, "Letters on Concentrated Alloys")
    assert title is not None
    assert title.text == HEA


@pytest.mark.parametrize(
    "names",
    [
        "Maria Keller^{1}, Jun Tanaka^{2}, and Olu Adeyemi^{1,∗}",
        "M. Keller, J. Tanaka and O. B. Adeyemi",
        "Maria Keller^{a}, Jun van Dijk^{b}, Olu de la Cruz^{a}",
    ],
)
def test_names_set_larger_than_the_title_are_no_title(names: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.paragraph(50, 100, 545, HEA, 13)
        sheet.write(50, 140, names, 15)
        sheet.paragraph(50, 190, 545, BODY, 10)

    title = find_title(_drawn(draw))
    assert title is not None
    assert title.text == HEA


def test_a_title_of_listed_nouns_is_no_list_of_names() -> None:
    listed = "Phase Stability, Mechanical Properties, and Oxidation of Cantor Alloys"

    def draw(sheet: Sheet) -> None:
        sheet.write(50, 100, listed, 14)
        _text_below(sheet, 140)

    title = find_title(_drawn(draw))
    assert title is not None
    assert title.text == listed


def test_neither_headings_nor_words_of_the_text_are_a_title() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 100, HEA, 10, "tibo")
        y, _ = sheet.paragraph(50, 160, 545, BODY, 10)
        sheet.write(50, y, "amounts of zinc in the alloys AlCoCrFeNi, where", 13)
        sheet.paragraph(50, y + 13, 545, BODY, 10)
        sheet.write(50, 420, "2. Experimental methods and materials", 14, "tibo")

    title = find_title(_drawn(draw))
    assert title is not None
    assert title.text == HEA


@pytest.mark.parametrize("gap", [22.0, 51.0, 70.0])
def test_a_title_goes_on_behind_its_colon(gap: float) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(90, 100, "Superconductivity in concentrated alloys:", 14, "tibo")
        sheet.write(90, 100 + gap, "a natural superlattice of five metals", 14, "tibo")
        _text_below(sheet, 140 + gap)

    title = find_title(_drawn(draw))
    assert title is not None
    assert title.text == (
        "Superconductivity in concentrated alloys: a natural superlattice of five metals"
    )


@pytest.mark.parametrize(
    "kicker",
    ["Data Descriptor: ", "Review: ", "Research Article: ", "Invited Review: ", "Letter: "],
)
def test_the_kind_of_a_paper_is_no_part_of_its_title(kicker: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.paragraph(50, 100, 545, kicker + HEA, 20, "hebo")
        _text_below(sheet, 180)

    title = find_title(_drawn(draw))
    assert title is not None
    assert title.text == HEA


def test_a_footnotes_mark_is_no_part_of_a_title_and_a_script_is() -> None:
    for printed, text in (
        ("Strength of the alloys a)", "Strength of the alloys a)"),
        ("Strength of the alloys^{a)}", "Strength of the alloys"),
        ("Strength of the alloys^{∗}", "Strength of the alloys"),
        ("Diffusion in the compound Mg_{2}Ni_{3}", "Diffusion in the compound Mg2Ni3"),
    ):

        def draw(sheet: Sheet, printed: str = printed) -> None:
            sheet.write(50, 100, printed, 16)
            _text_below(sheet, 140)

        title = find_title(_drawn(draw))
        assert title is not None
        assert title.text == text


def test_a_recorded_title_that_is_not_on_the_page_is_another_papers() -> None:
    page = _pages(elsevier_box())[0]
    foreign = "Inhibition of growth factor receptors by selenium nanoparticles"
    assert not is_told_on(foreign, [page])
    assert is_told_on("Precipitation hardening of high-entropy alloys", [page])
    blank = _drawn(lambda sheet: sheet.write(50, 90, "Vol. 3", 12))
    assert find_title(blank, foreign) is None


def test_a_recorded_title_of_digits_without_an_end_costs_no_time() -> None:
    begun = time.process_time()
    plausible_title("a-a" + "1" * 1_990 + "!")
    assert time.process_time() - begun < 1
