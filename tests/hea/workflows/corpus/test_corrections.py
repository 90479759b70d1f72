"""Corrections of a paper go into the manifest; nothing a person wrote there is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pdf_factory import good_pdf

from builder.errors import UserError
from builder.library.manifest import correct_row, read_manifest
from builder.library.paper_search import PaperQuery
from hea.workflows.conversation.warm_library import WarmLibrary
from hea.workflows.corpus.build import build
from hea.workflows.corpus.corrections import correct_paper
from hea.workflows.corpus.papers import list_papers
from hea.workflows.pages import boxes_of
from hea.workspace import Workspace, load_settings


def test_the_next_build_takes_a_correction_in_and_back(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    good_pdf(place.corpus / "smith.pdf")
    settings = load_settings(place, {"readers": 1})
    build(place, settings)
    listed = list_papers(place, PaperQuery())[0]
    read = listed.paper.title
    assert correct_paper(place, listed.id, {"title": "Another title", "year": ""}) == "smith.pdf"
    build(place, settings)
    assert list_papers(place, PaperQuery())[0].paper.title == "Another title"
    correct_paper(place, listed.id, {"title": ""})
    build(place, settings)
    assert list_papers(place, PaperQuery())[0].paper.title == read
    with pytest.raises(UserError, match="Nothing was changed"):
        correct_paper(place, listed.id, {"title": str(read)})
    with pytest.raises(UserError, match="no such paper"):
        correct_paper(place, "0" * 64, {"title": "x"})


def test_an_abstract_is_corrected_with_all_that_is_made_of_it(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    good_pdf(place.corpus / "smith.pdf")
    settings = load_settings(place, {"readers": 1})
    build(place, settings)
    listed = list_papers(place, PaperQuery())[0]
    assert listed.paper.abstract
    read = listed.paper.abstract.text
    written = "CrMnFeCoNi was cast. Its hardness is 999 HV at room temperature."
    correct_paper(place, listed.id, {"title": str(listed.paper.title), "abstract": written})
    for _ in range(2):  # the second build has nothing to do
        build(place, settings)
        corrected = list_papers(place, PaperQuery())[0].paper.abstract
        assert corrected
        assert (corrected.text, corrected.rule) == (written, "manifest")
    assert boxes_of(place, listed.id, 0, 20) == []
    library = WarmLibrary(place)
    assert library.answer("Hardness of CrMnFeCoNi?", settings).short == "999 HV"
    library.close()
    correct_paper(place, listed.id, {"abstract": ""})
    build(place, settings)
    again = list_papers(place, PaperQuery())[0].paper.abstract
    assert again
    assert (again.text, again.rule) == (read, listed.paper.abstract.rule)
    assert boxes_of(place, listed.id, 0, 20)


def test_a_paper_without_an_abstract_is_given_one(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    (place.corpus / "broken.pdf").write_bytes(b"no PDF at all")
    settings = load_settings(place, {"readers": 1})
    build(place, settings)
    listed = list_papers(place, PaperQuery())[0]
    assert listed.paper.state == "not_pdf"
    correct_paper(place, listed.id, {"abstract": "NbMoTaW was cast. Its hardness is 454 HV."})
    build(place, settings)
    assert list_papers(place, PaperQuery())[0].paper.state == "ok"


def test_a_record_of_an_export_is_corrected_there(place: Path) -> None:
    listed = list_papers(Workspace(place), PaperQuery())[0]
    with pytest.raises(UserError, match="read from an export") as told:
        correct_paper(Workspace(place), listed.id, {"title": "x"})
    assert "r.jsonl:1" in told.value.hint


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_rows_and_columns_of_a_person_stay(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "manifest.csv"
    rows = [["Year", "file"], ["2011", "a, b;c.pdf"], [], ["2012", "é.pdf"], ["", "only.pdf"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    correct_row(path, "é.pdf", {"title": f"A title{delimiter} with “quotes” and a\nnew line"})
    correct_row(path, "=new.pdf", {"year": "2020", "authors": "Smith, A.; Jones, B."})
    read = read_manifest(path)
    assert read.troubles == ()
    assert read.by_file["a, b;c.pdf"] == {"year": 2011}
    assert read.by_file["é.pdf"][
        "title"
    ] == f"A title{delimiter} with “quotes” and a new line".replace("\t", " ").replace("  ", " ")
    assert read.by_file["é.pdf"]["year"] == 2012
    assert read.by_file["=new.pdf"] == {"year": 2020, "authors": ["Smith, A.", "Jones, B."]}
    assert "only.pdf" in path.read_text("utf-8-sig")
    if encoding == "utf-8-sig":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_manifest_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    for text in ("file,year\na.pdf,soon\n", "file,colour\na.pdf,red\n", 'file,title\na.pdf,"x\ny'):
        path.write_text(text)
        with pytest.raises(UserError):
            correct_row(path, "a.pdf", {"title": "x"})
        assert path.read_text() == text


def test_two_corrections_at_a_time_are_both_kept(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    for number in range(6):
        good_pdf(
            place.corpus / f"{number}.pdf", title=f"Toughness of alloy number {number} on cooling"
        )
    build(place, load_settings(place, {"readers": 1}))
    papers = [listed.id for listed in list_papers(place, PaperQuery())]
    with ThreadPoolExecutor(6) as many:
        list(many.map(lambda paper: correct_paper(place, paper, {"journal": "Acta"}), papers))
    assert len(read_manifest(place.corpus / "manifest.csv").by_file) == 6
