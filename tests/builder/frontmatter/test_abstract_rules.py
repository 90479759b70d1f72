"""Abstracts are found in every layout, and in no paper that has none."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from paper_layouts import (
    ABSTRACT,
    BODY,
    FRENCH,
    TITLE,
    WITH_ABSTRACT,
    WITHOUT_ABSTRACT,
    Paper,
    bilingual,
    run_in,
    said,
)

from builder.frontmatter.abstract_candidates import AbstractCandidate
from builder.frontmatter.abstract_rules import FLOOR, find_abstract
from builder.frontmatter.cover_pages import title_page
from builder.frontmatter.text_flow import Manuscript
from builder.frontmatter.title import find_title
from builder.pdf.pages import Pages


def _found(paper: Paper) -> AbstractCandidate | None:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        pages = Pages(document)
        start = title_page(pages)
        return find_abstract(Manuscript(pages, start, find_title(pages[start])))


@pytest.mark.parametrize("layout", WITH_ABSTRACT, ids=lambda layout: layout.__name__)
def test_the_abstract_is_found_word_for_word(layout: Callable[[], Paper]) -> None:
    paper = layout()
    found = _found(paper)
    assert found is not None
    assert found.text == paper.abstract
    assert found.confidence > 0.7


@pytest.mark.parametrize("layout", WITHOUT_ABSTRACT, ids=lambda layout: layout.__name__)
def test_no_abstract_is_invented(layout: Callable[[], Paper]) -> None:
    assert _found(layout()) is None


@pytest.mark.parametrize(
    "head",
    [
        "Abstract:", "Abstract.", "Abstract.—", "ABSTRACT:", "Abstract –", "Summary:", "ABSTRACT",
        "Abstract", "A B S T R A C T:", "Abstract |",
    ],
)  # fmt: skip
def test_a_heading_may_run_into_the_text(head: str) -> None:
    found = _found(run_in(head))
    assert found is not None
    assert found.text == said(ABSTRACT)
    assert found.rule == "run_in_heading"


@pytest.mark.parametrize("french_first", [True, False])
def test_of_two_languages_english_is_taken(french_first: bool) -> None:
    found = _found(bilingual(french_first))
    assert found is not None
    assert found.text == said(ABSTRACT)


def test_a_french_abstract_alone_is_no_sure_find() -> None:
    paper = Paper("Résistance des alliages à haute entropie", None)
    sheet = paper.sheet()
    sheet.paragraph(50, 90, 545, paper.title, 17)
    sheet.write(50, 130, "Abstract", 11, "tibo")
    sheet.paragraph(50, 150, 545, FRENCH, 10)
    found = _found(paper)
    assert found is None or found.confidence < FLOOR + 0.2


def test_a_paper_without_its_first_page_has_no_abstract() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    sheet.write(50, 40, "M. Keller et al. / Acta Materialia 188 (2020) 435–450", 8)
    sheet.page.draw_rect((50, 60, 289, 200))
    sheet.paragraph(50, 215, 289, "Fig. 3. Micrographs of the alloy after annealing. " + BODY, 7)
    sheet.write(306, 80, "3.2. Mechanical properties", 9, "tiit")
    sheet.paragraph(306, 96, 545, BODY * 2, 9)
    assert _found(paper) is None


def test_the_summary_at_the_end_of_a_letter_is_not_its_abstract() -> None:
    paper = Paper("On the stability of solid solutions", None)
    sheet = paper.sheet()
    sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, 120, "Maria Keller and Jun Tanaka", 10)
    sheet.paragraph(50, 160, 545, BODY * 2, 10)
    last = paper.sheet()
    last.write(50, 90, "Summary", 12, "tibo")
    last.paragraph(50, 110, 545, BODY, 10)
    assert _found(paper) is None


def test_where_it_was_found_is_told() -> None:
    found = _found(run_in("Abstract:"))
    assert found is not None
    assert found.page == 0
    assert found.lines[0].text.startswith("Abstract: The high-entropy alloy Al0.3CoCrFeNi")


@pytest.mark.shared
def test_the_rest_of_a_real_paper_holds_no_abstract(tmp_path: Path) -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "pdfs"
    if not folder.is_dir():
        pytest.skip("the real papers are not beside the project (../shared/data/pdfs)")
    invented = []
    for path in sorted(folder.glob("*.pdf")):
        with pymupdf.open(path) as document:
            document.delete_page(0)
            if find_abstract_in(document) is not None:
                invented.append(path.name)
    assert invented == []


def find_abstract_in(document: pymupdf.Document) -> AbstractCandidate | None:
    pages = Pages(document)
    start = title_page(pages)
    recorded = document.metadata.get("title")
    return find_abstract(Manuscript(pages, start, find_title(pages[start], recorded)))


def _plain_paper(head: str, two_columns: bool = False) -> Paper:
    """Dates and authors, and then a text whose first word is its heading, set as the text is."""
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 4, "Maria Keller, Jun Tanaka", 10)
    sheet.write(50, y + 18, "Received: 12 May 2003 / Accepted: 4 April 2004", 8)
    right = 289 if two_columns else 545
    y, _ = sheet.paragraph(50, y + 60, right, f"{head}{ABSTRACT}", 9)
    sheet.write(50, y + 20, "Introduction", 11, "tibo")
    sheet.paragraph(50, y + 40, right, BODY * 2, 9, bottom=780)
    if two_columns:
        sheet.paragraph(306, 160, 545, BODY * 2, 9, bottom=780)
    return paper


@pytest.mark.parametrize("head", ["Abstract ", "Summary "])
@pytest.mark.parametrize("two_columns", [True, False])
def test_a_heading_without_a_mark_opens_the_first_prose_of_a_paper(
    head: str, two_columns: bool
) -> None:
    found = _found(_plain_paper(head, two_columns))
    assert found is not None
    assert found.text == said(ABSTRACT)


def test_the_word_within_the_text_is_no_heading() -> None:
    paper = Paper(TITLE, None)
    sheet = paper.sheet()
    sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    y, _ = sheet.paragraph(50, 160, 545, BODY, 10)
    sheet.paragraph(
        50, y, 545, "Abstract Algebra is the tool with which phases are told. " + BODY, 10
    )
    assert _found(paper) is None


@pytest.mark.parametrize("number", ["1) ", "1. ", "0. ", "I. ", "(a) "])
def test_a_heading_may_be_numbered_and_follow_another_section(number: str) -> None:
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 4, "Maria Keller", 10)
    sheet.write(50, y + 30, "Motivation", 11, "tibo")
    y, _ = sheet.paragraph(50, y + 46, 545, "We ask what makes an alloy strong. " * 4, 10)
    sheet.write(50, y + 16, f"{number}Abstract", 11, "tibo")
    y, _ = sheet.paragraph(50, y + 32, 545, ABSTRACT, 10)
    sheet.write(50, y + 16, "2) Introduction", 11, "tibo")
    sheet.paragraph(50, y + 32, 545, BODY, 10)
    found = _found(paper)
    assert found is not None
    assert found.text == said(ABSTRACT)


@pytest.mark.parametrize("top", [150.0, 190.0])
def test_an_abstract_without_heading_may_stand_beside_the_introduction(top: float) -> None:
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 80, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 2, "Maria Keller*, Jun Tanaka, and Olu Adeyemi*", 12)
    sheet.page.draw_rect((46, top, 370, top + 230), fill=(0.9, 0.9, 0.9), color=None)
    sheet.paragraph(51, top + 14, 362, ABSTRACT, 9.7, "tibo", leading=1.35)
    sheet.write(386, top + 4, "1. Introduction", 11, "tibo")
    sheet.paragraph(386, top + 20, 545, BODY * 2, 9, bottom=top + 280)
    sheet.paragraph(306, top + 290, 545, BODY * 2, 9, bottom=780)
    sheet.write(51, top + 300, "Institute of Metals, University of Northfield", 8)
    found = _found(paper)
    assert found is not None
    assert found.text == said(ABSTRACT)
    assert found.confidence > 0.7


def test_an_abstract_in_bold_may_stand_right_of_the_introduction() -> None:
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 80, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 2, "Maria Keller*, Jun Tanaka, and Olu Adeyemi*", 12)
    sheet.write(50, 164, "1. Introduction", 11, "tibo")
    sheet.paragraph(50, 184, 340, BODY * 3, 9, bottom=700)
    sheet.paragraph(362, 164, 545, ABSTRACT, 9.7, "tibo", leading=1.35)
    found = _found(paper)
    assert found is not None
    assert found.text == said(ABSTRACT)


def test_the_text_right_of_the_introduction_is_no_abstract() -> None:
    paper = Paper(TITLE, None)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 80, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 2, "Maria Keller, Jun Tanaka", 12)
    sheet.write(50, 200, "1. Introduction", 11, "tibo")
    sheet.paragraph(50, 220, 289, BODY * 3, 9, bottom=780)
    sheet.paragraph(306, 160, 545, BODY * 3, 9, bottom=780)
    assert _found(paper) is None


def test_a_thesis_of_few_pages_has_its_abstract_behind_its_front_matter() -> None:
    paper = Paper("Phase stability of refractory alloys in service", said(ABSTRACT))
    sheet = paper.sheet()
    sheet.centred(200, paper.title, 20, "tibo")
    sheet.centred(300, "Maria Keller", 14)
    sheet.centred(
        340, "A thesis submitted for the degree of Master of Science in Metals at the", 12
    )
    sheet.centred(360, "University of Northfield in the month of May", 12)
    contents = paper.sheet()
    contents.write(72, 100, "Contents", 18, "tibo")
    for row, entry in enumerate(
        ("Abstract", "1 Introduction", "2 Methods of casting", "3 Results")
    ):
        contents.write(72, 140 + 16 * row, f"{entry} {'. ' * 40}{row + 9}", 11)
    for _ in range(7):
        paper.sheet().paragraph(72, 100, 523, "Here I thank all who helped me with it.", 12)
    page = paper.sheet()
    page.write(72, 100, "Abstract", 18, "tibo")
    page.paragraph(72, 140, 523, ABSTRACT, 12, leading=1.5)
    for _ in range(28):
        paper.sheet().paragraph(72, 100, 523, BODY, 12, leading=1.5)
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        pages = Pages(document)
        found = find_abstract(Manuscript(pages, 0, find_title(pages[0])))
    assert found is not None
    assert (found.page, found.text) == (9, said(ABSTRACT))


def test_a_line_of_contents_ends_an_abstract() -> None:
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, 150, "Abstract", 11, "tibo")
    y, _ = sheet.paragraph(50, 170, 545, ABSTRACT, 10)
    for row in range(3):
        sheet.write(50, y + 12 * row, f"{row + 1} A section {'. ' * 40}{row + 2}", 10)
    found = _found(paper)
    assert found is not None
    assert found.text == said(ABSTRACT)
