import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pdf_factory import encrypted_pdf, good_pdf
from small_library import Run

from builder.errors import UserError
from builder.ingest.ingest import IngestReport
from builder.library.catalog import Census
from hea.events import SILENT, Events
from hea.workflows.corpus import build
from hea.workflows.corpus.build import BuildReport
from hea.workflows.intake.adding import add_papers
from hea.workflows.intake.reading import is_unread, read_added
from hea.workspace import Settings, Workspace

WORK = {
    "DOI": "10.1000/Xyz.1",
    "title": ["Creep of a <i>Cr</i>CoNi alloy"],
    "author": [{"family": "Doe", "given": "J."}, {"name": "no person"}],
    "issued": {"date-parts": [[2023, 4]]},
    "container-title": ["Journal of Creep"],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>A CrCoNi alloy crept at 700 °C.\n"
    "ER  - \nTY  - JOUR\nTI  - Smuggled</jats:p>",
}


class FakeCrossref:
    """Knows one DOI."""

    def works(self, **query: Any) -> Mapping[str, Any]:
        if query == {"ids": "10.1000%2Fxyz.1"}:
            return {"message": WORK}
        raise ConnectionError("no network")


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    (tmp_path / "ws" / "corpus").mkdir(parents=True)
    return Workspace(tmp_path / "ws")


def test_a_folder_is_taken_in_at_any_depth_without_its_links(
    empty: Workspace, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    (given / "deep" / "er").mkdir(parents=True)
    good_pdf(given / "deep" / "er" / "a.pdf")
    (given / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (given / "around").symlink_to(given)
    (given / ".hidden.pdf").write_bytes(b"%PDF-")
    (given / "notes.docx").write_bytes(b"PK")
    rows = {row.name: row for row in add_papers(empty, [str(given)])}
    assert {name: row.state for name, row in rows.items()} == {
        "a.pdf": "added", "secret.txt": "left_out", "around": "left_out", "notes.docx": "left_out",
    }  # fmt: skip
    assert "word processor" in rows["notes.docx"].reason


def test_what_lies_in_the_corpus_or_nowhere_is_told(empty: Workspace) -> None:
    inside = good_pdf(empty.corpus / "mine.pdf")
    rows = add_papers(empty, [str(inside), str(empty.corpus), "gone.pdf", "a\0b", "/dev/null"])
    assert [row.state for row in rows] == [*["same"] * 2, *["left_out"] * 3]
    assert "lies in corpus/ already" in rows[0].reason
    assert rows[2].reason == "There is no such file."
    assert rows[4].reason == "It is neither a file nor a folder."
    # The folder of the workspace itself: its corpus is passed over.
    good_pdf(empty.root / "beside.pdf", "Beside")
    assert [row.name for row in add_papers(empty, [str(empty.root)])] == ["beside.pdf"]


def test_a_doi_becomes_a_record_where_it_may_be_asked_for(empty: Workspace) -> None:
    (row,) = add_papers(empty, ["https://doi.org/10.1000/XYZ.1"])
    assert "--online" in row.reason
    (row,) = add_papers(empty, ["https://doi.org/10.1000/XYZ.1"], crossref=FakeCrossref())
    assert (row.name, row.state, row.records) == ("10.1000/xyz.1", "ok", 1)
    assert (row.title, row.year) == ("Creep of a CrCoNi alloy", 2023)
    text = (empty.corpus / str(row.file)).read_text("utf-8")
    assert text.count("TY  - ") == 1
    assert "AB  - A CrCoNi alloy crept at 700 °C." in text
    (row,) = add_papers(empty, ["10.1000/other"], crossref=FakeCrossref())
    assert row.state == "left_out"
    assert "Crossref cannot be asked" in row.reason


def test_a_doi_that_crossref_does_not_know_is_told(empty: Workspace) -> None:
    class Elsewhere:
        def works(self, **query: Any) -> Mapping[str, Any]:
            return {"message": WORK}  # of another DOI

    (row,) = add_papers(empty, ["10.1000/other"], crossref=Elsewhere())
    assert "does not know the DOI 10.1000/other" in row.reason


def test_each_pdf_is_read_in_a_process_of_its_own(empty: Workspace, tmp_path: Path) -> None:
    good_pdf(tmp_path / "good.pdf")
    encrypted_pdf(tmp_path / "locked.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of the kind")
    rows = add_papers(
        empty, [str(tmp_path / f"{name}.pdf") for name in ("good", "locked", "broken")]
    )
    assert all(map(is_unread, rows))
    read = {before.name: after for before, after in read_added(empty, Settings(), rows)}
    states = {Path(name).stem: row.state for name, row in read.items()}
    assert states == {"good": "ok", "locked": "encrypted", "broken": "corrupt"}
    assert "password" in next(row.reason for row in read.values() if row.state == "encrypted")


def test_the_verb_tells_each_file_and_what_to_do_next(
    hea: Run, empty: Workspace, tmp_path: Path
) -> None:
    good = good_pdf(tmp_path / "good.pdf")
    code, out, _ = hea("add", good, tmp_path / "none.pdf", "--workspace", empty.root)
    assert code == 0
    assert "Toughness of a five-component alloy" in out
    assert "There is no such file." in out
    assert out.endswith("1 added to corpus/inbox/, 1 left out\nnext    hea build\n")
    code, out, _ = hea("add", good, "--workspace", empty.root)
    assert (code, "The same bytes as inbox/good.pdf." in out) == (0, True)
    code, out, err = hea("add", tmp_path / "none.pdf", "--workspace", empty.root)
    assert code == 1
    assert "Nothing was added." in err
    elsewhere = good_pdf(empty.corpus / "mine.pdf")
    code, out, err = hea("add", elsewhere, "--workspace", empty.root)
    assert (code, err) == (0, "")
    assert out.endswith("nothing new, 1 in corpus/ already\n")


def test_the_verb_builds_where_it_is_told_to(
    hea: Run, empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fake(place: Workspace, settings: Settings, *, events: Events) -> BuildReport:
        assert len(list((place.corpus / "inbox").iterdir())) == 1
        return BuildReport(IngestReport(1, 0, 0), Census({"ok": 1}, 0, ()), 1, 1, 1, None)

    monkeypatch.setattr(build, "build", fake)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(good_pdf(tmp_path / "good.pdf"), "deep/good.pdf")
    code, out, _ = hea("add", tmp_path / "all.zip", "--build", "--json", "--workspace", empty.root)
    told = json.loads(out)
    assert code == 0
    assert [row["file"] for row in told["files"]] == ["inbox/good.pdf"]
    assert told["build"]["states"] == {"ok": 1}


def test_a_link_in_place_of_the_inbox_is_a_mistake_of_two_lines(
    empty: Workspace, tmp_path: Path
) -> None:
    (empty.corpus / "inbox").symlink_to(tmp_path)
    with pytest.raises(UserError, match="is a link"):
        add_papers(empty, [str(good_pdf(tmp_path / "x.pdf"))], events=SILENT)
