"""A file is opened as a PDF of a paper, or refused with its state and what to do."""

from collections.abc import Sequence
from pathlib import Path

import pymupdf
import pytest
from pdf_factory import good_pdf

from builder.pdf.opening import NoPaperError, open_pdf

NOTICE = "For the best experience, open this PDF portfolio in a newer reader."


def _portfolio(folder: Path, names: Sequence[str], collection: bool = True) -> Path:
    paper = good_pdf(folder / "inside.pdf").read_bytes()
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), NOTICE)
    for name in names:
        document.embfile_add(name, paper if name.endswith(".pdf") else b"a,b", filename=name)
    if collection:
        document.xref_set_key(document.pdf_catalog(), "Collection", "<</Type/Collection>>")
    path = folder / "portfolio.pdf"
    document.save(path)
    return path


@pytest.mark.parametrize("collection", [True, False])
@pytest.mark.parametrize("names", [["paper.pdf"], ["data.csv", "paper.pdf"]])
def test_the_one_paper_in_a_portfolio_is_opened(
    tmp_path: Path, names: list[str], collection: bool
) -> None:
    with open_pdf(_portfolio(tmp_path, names, collection)) as pdf:
        assert "Toughness of a five-component alloy" in pdf.document[0].get_text()
        assert pdf.notes == ("The paper is paper.pdf, attached inside a PDF portfolio.",)


@pytest.mark.parametrize(("names", "count"), [(["a.pdf", "b.pdf"], 2), (["data.csv"], 0)])
def test_a_portfolio_of_several_or_no_papers_says_so(
    tmp_path: Path, names: list[str], count: int
) -> None:
    with (
        pytest.raises(NoPaperError, match=f"portfolio with {count} PDFs attached inside") as error,
        open_pdf(_portfolio(tmp_path, names)),
    ):
        pass
    assert error.value.state == "portfolio"


def test_a_supplement_attached_to_a_paper_is_left_alone(tmp_path: Path) -> None:
    document = pymupdf.open(good_pdf(tmp_path / "paper.pdf"))
    for _ in range(2):
        page = document.new_page()
        page.insert_textbox((72, 72, 520, 700), "The alloy was tested again. " * 60)
    document.embfile_add("supplement.pdf", good_pdf(tmp_path / "s.pdf").read_bytes())
    document.save(tmp_path / "with.pdf")
    with open_pdf(tmp_path / "with.pdf") as pdf:
        assert pdf.document.page_count == 3
        assert pdf.notes == ()


def test_a_form_without_pages_is_told(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), "Please wait... the document needs another reader.")
    form = document.get_new_xref()
    document.update_object(form, "<</Fields[]/XFA (<xdp/>)>>")
    document.xref_set_key(document.pdf_catalog(), "AcroForm", f"{form} 0 R")
    document.save(tmp_path / "form.pdf")
    with (
        pytest.raises(NoPaperError, match=r"form \(XFA\)") as error,
        open_pdf(tmp_path / "form.pdf"),
    ):
        pass
    assert error.value.state == "form"


@pytest.mark.parametrize(("longer", "early"), [(1, True), (0, False), (-90, False)])
def test_a_file_for_the_web_ends_early_where_it_is_shorter_than_it_says(
    tmp_path: Path, longer: int, early: bool
) -> None:
    whole = good_pdf(tmp_path / "whole.pdf").read_bytes().replace(b"startxref", b"startxxxx")
    marked = b"\n99 0 obj\n<</Linearized 1/L %08d/H [ 9 9]/O 9/E 9/N 1/T 9>>\nendobj\n"
    length = len(whole) + len(marked % 0) - 1 + longer
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole.replace(b"\n", marked % length, 1))
    with open_pdf(path) as pdf:
        assert pdf.ends_early is early
