"""Abstracts are found in every layout, and in no paper that has none."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from paper_layouts import (
    ABSTRACT,
    BODY,
    FRENCH,
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
