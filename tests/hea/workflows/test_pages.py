"""A sentence is lit where it is printed, or nowhere; a page is a picture, or a reason why not."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from lit_text import LitPaper, letters
from paper_layouts import WITH_ABSTRACT, Paper, next_page_continued, two_columns_continued
from pdf_factory import GOOD_ABSTRACT, good_pdf
from small_library import CANTOR, quiet, write_records

from builder.errors import UserError
from builder.frontmatter.extract import extract
from builder.ingest.ingest import ingest
from builder.nlp.sentences import sentences
from builder.papers import LinePlace
from builder.storage.database import create_database
from hea.workflows.pages import LineBox, boxes_in, boxes_of, page_count, page_of, page_picture
from hea.workspace import Workspace


def read(place: Path) -> Workspace:
    workspace = Workspace(place)
    db = create_database(workspace.database)
    ingest(db, workspace.corpus, quiet)
    db.close()
    return workspace


def paper_in(workspace: Workspace) -> str:
    with sqlite3.connect(workspace.database) as db:
        return str(db.execute("SELECT paper FROM papers").fetchone()[0])


@pytest.fixture
def workspace(tmp_path: Path, corpus: Path) -> Workspace:
    good_pdf(corpus / "a b.pdf")
    return read(tmp_path)


def turned(document: pymupdf.Document, turn: int) -> None:
    for page in document:
        page.set_rotation(turn)


def cropped(document: pymupdf.Document, edge: int) -> None:
    for page in document:
        page.set_cropbox(pymupdf.Rect(edge, edge, 595 - edge / 2, 842 - edge / 2))


def enlarged(document: pymupdf.Document, unit: float) -> None:
    for page in document:
        document.xref_set_key(page.xref, "UserUnit", str(unit))


def framed(document: pymupdf.Document, edge: int) -> None:
    for page in document:
        page.set_mediabox(pymupdf.Rect(-edge, -edge, 600, 860))


def unlit(path: Path) -> list[str]:
    """The sentences of a paper's abstract that are not lit to the letter."""
    abstract = extract(path).abstract
    assert abstract is not None
    with pymupdf.open(path) as document:
        lit = LitPaper(document, abstract)
        return [
            told
            for start, end in sentences(abstract.text)
            if letters(lit.text_in(lit.boxes(start, end)))
            != letters(told := abstract.text[start:end])
        ]


@pytest.mark.parametrize("layout", WITH_ABSTRACT, ids=lambda layout: layout.__name__)
def test_every_sentence_is_lit_where_it_is_printed(
    tmp_path: Path, layout: Callable[[], Paper]
) -> None:
    assert unlit(layout().saved(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "how"),
    [(turned, 90), (turned, 180), (turned, 270), (cropped, 18), (enlarged, 1.5), (enlarged, 0.1),
     (framed, 30)],
)  # fmt: skip
@pytest.mark.parametrize("layout", [two_columns_continued, next_page_continued])
def test_it_is_so_however_the_page_lies(
    tmp_path: Path,
    layout: Callable[[], Paper],
    change: Callable[[pymupdf.Document, float], None],
    how: float,
) -> None:
    document = pymupdf.open("pdf", layout().document.tobytes())
    change(document, how)
    path = tmp_path / "a.pdf"
    document.save(path)
    assert unlit(path) == []


@pytest.mark.parametrize("matrix", ["-1 0 0 1 595 0", "1 0 0 -1 0 842", "0 1 -1 0 842 0"])
def test_text_that_is_mirrored_or_upright_in_no_page_is_lit_nowhere(
    tmp_path: Path, matrix: str
) -> None:
    document = pymupdf.open("pdf", two_columns_continued().document.tobytes())
    for page in document:
        page.clean_contents()
        [content] = page.get_contents()
        drawn = document.xref_stream(content)
        document.update_stream(content, b"q %s cm\n%s\nQ" % (matrix.encode(), drawn))
    path = tmp_path / "a.pdf"
    document.save(path)
    abstract = extract(path).abstract
    if abstract is not None:
        with pymupdf.open(path) as document:
            assert LitPaper(document, abstract).boxes(0, len(abstract.text)) == []


def test_a_sentence_over_two_pages_is_lit_on_both(tmp_path: Path) -> None:
    path = next_page_continued().saved(tmp_path)
    abstract = extract(path).abstract
    assert abstract is not None
    with pymupdf.open(path) as document:
        lit = LitPaper(document, abstract)
        boxes = lit.boxes(0, len(abstract.text))
        assert sorted({box.page for box in boxes}) == [1, 2]
        assert letters(lit.text_in(boxes)) == letters(abstract.text)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["pdfs", "pdfs_2026"])
def test_every_sentence_of_real_papers_is_lit_and_none_is_lit_wrong(
    shared: Path, folder: str
) -> None:
    total = lit = 0
    wrong = []
    for path in sorted((shared / folder).glob("*.pdf")):
        abstract = extract(path).abstract
        if abstract is None:
            continue
        with pymupdf.open(path) as document:
            paper = LitPaper(document, abstract)
            for start, end in sentences(abstract.text):
                boxes = paper.boxes(start, end)
                told = letters(abstract.text[start:end])
                total += 1
                lit += bool(boxes)
                if boxes and letters(paper.text_in(boxes)) != told:
                    wrong.append((path.name, told))
    assert lit >= 0.99 * total > 0
    # In this one a font's equals sign reads as ¼: its boxes are right, their words are not.
    assert [name for name, _ in wrong] in ([], ["aps2018_prx_cuxbi2se3.pdf"])


def test_boxes_are_those_of_the_characters_that_are_asked_for(workspace: Workspace) -> None:
    paper = paper_in(workspace)
    start = GOOD_ABSTRACT.index("Its fracture")
    end = GOOD_ABSTRACT.index("77 K,") + 4
    boxes = boxes_of(workspace, paper, start, end)
    path = workspace.corpus / "a b.pdf"
    abstract = extract(path).abstract
    assert abstract is not None
    with pymupdf.open(path) as document:
        assert LitPaper(document, abstract).text_in(boxes) == GOOD_ABSTRACT[start:end]
    assert {box.page for box in boxes} == {1}
    assert page_of(workspace, paper, start) == 1


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (9_000, 9_100), (-9, -2)])
def test_no_characters_have_no_box(workspace: Workspace, start: int, end: int) -> None:
    assert boxes_of(workspace, paper_in(workspace), start, end) == []
    assert boxes_of(workspace, "0" * 64, 0, 9) == []


def test_a_sentence_is_not_lit_in_part() -> None:
    text = "One line. Another line."
    known = LinePlace(1, 0, 0, 9, 100, 100, 900, 200)
    edges = tuple(range(100, 116))
    assert boxes_in(text, {known: edges}, 0, 9) == [LineBox(1, 0.01, 0.01, 0.0115, 0.02)]
    assert boxes_in(text, {known: edges}, 0, 15) == []
    assert boxes_in(text, {known: ()}, 0, 9) == []


def test_pages_are_pictures_and_are_counted(workspace: Workspace) -> None:
    paper = paper_in(workspace)
    plain = page_picture(workspace, paper, 1)
    assert plain.startswith(b"\x89PNG")
    assert page_count(workspace, paper) == 1
    lit = page_picture(workspace, paper, 1, lit=boxes_of(workspace, paper, 0, 60))
    assert lit != plain
    assert page_picture(workspace, paper, 1, lit=[LineBox(2, 0, 0, 1, 1)]) == plain
    assert pymupdf.Pixmap(page_picture(workspace, paper, 1, dpi=10**9)).width < 4000


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_is_not_there_is_told(workspace: Workspace, page: int) -> None:
    with pytest.raises(UserError, match=r"a b\.pdf has no page"):
        page_picture(workspace, paper_in(workspace), page)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a b.pdf", "0" * 64])
def test_papers_are_named_by_their_ids_alone(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserError, match="There is no paper"):
        page_picture(workspace, name, 1)


def test_a_file_that_changed_or_left_is_told(workspace: Workspace) -> None:
    paper = paper_in(workspace)
    path = workspace.corpus / "a b.pdf"
    good_pdf(path, "Another title of another paper on cooling")
    with pytest.raises(UserError, match="has changed since the last build"):
        page_picture(workspace, paper, 1)
    assert boxes_of(workspace, paper, 0, 60) == []
    path.unlink()
    with pytest.raises(UserError, match="no longer in the corpus"):
        page_count(workspace, paper)


def test_a_copy_stands_in_for_a_file_that_left(tmp_path: Path, corpus: Path) -> None:
    first = good_pdf(corpus / "a.pdf")
    (corpus / "b.pdf").write_bytes(first.read_bytes())
    workspace = read(tmp_path)
    first.unlink()
    assert page_count(workspace, paper_in(workspace)) == 1


def test_a_record_of_an_export_has_no_page(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    workspace = read(tmp_path)
    with pytest.raises(UserError, match="no PDF of it"):
        page_picture(workspace, paper_in(workspace), 1)
    assert boxes_of(workspace, paper_in(workspace), 0, 20) == []


def test_a_database_built_before_places_were_kept_lights_nothing(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.database) as db:
        db.execute("DROP TABLE places")
    assert boxes_of(workspace, paper_in(workspace), 0, 60) == []
