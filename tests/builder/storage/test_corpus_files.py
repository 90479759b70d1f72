import os
import subprocess
from pathlib import Path

import pytest

from builder.ingest.other_files import other_file
from builder.storage.corpus_files import corpus_files


def test_papers_are_found_at_any_depth_in_path_order(corpus: Path) -> None:
    for name in ("b.pdf", "a/deep/C.PDF", "a/export.jsonl"):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_bytes(b"x")
    assert [s.file for s in corpus_files(corpus)] == ["a/deep/C.PDF", "a/export.jsonl", "b.pdf"]


def test_what_people_keep_beside_papers_is_no_paper(corpus: Path) -> None:
    for name in (
        "README.md", "Readme.txt", "ledger.jsonl", "manifest.csv", "manifest.csv.new",
        ".hidden.pdf", "Thumbs.db", "~$draft.docx",
    ):  # fmt: skip
        (corpus / name).write_bytes(b"x")
    assert corpus_files(corpus) == []


def test_a_file_of_any_other_kind_is_listed(corpus: Path) -> None:
    for name in ("notes.docx", "papers.ZIP", "noname", "readme.pdf", "data.tsv", "todo.md"):
        (corpus / name).write_bytes(b"x")
    found = {file.file: (file.is_pdf, file.is_export) for file in corpus_files(corpus)}
    assert found == {
        "data.tsv": (False, True),
        "noname": (False, False),
        "notes.docx": (False, False),
        "papers.ZIP": (False, False),
        "readme.pdf": (True, False),
        "todo.md": (False, False),
    }


def test_a_link_out_of_the_corpus_is_listed_but_marked(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-")
    (corpus / "own.pdf").write_bytes(b"%PDF-")
    (corpus / "out.pdf").symlink_to(tmp_path / "secret.pdf")
    (corpus / "in.pdf").symlink_to(corpus / "own.pdf")
    assert {s.file: s.inside for s in corpus_files(corpus)} == {
        "in.pdf": True,
        "out.pdf": False,
        "own.pdf": True,
    }


def test_a_linked_folder_is_not_entered(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.pdf").write_bytes(b"%PDF-")
    (corpus / "linked").symlink_to(tmp_path / "elsewhere")
    assert corpus_files(corpus) == []


def test_a_link_to_nothing_and_odd_names_are_listed(corpus: Path) -> None:
    (corpus / "gone.pdf").symlink_to(corpus / "nowhere.pdf")
    (corpus / "a b\nü.pdf").write_bytes(b"x")
    (corpus / Path("b\udcff.pdf")).write_bytes(b"x")
    assert [s.file for s in corpus_files(corpus)] == ["a b\nü.pdf", "b\\xff.pdf", "gone.pdf"]


@pytest.mark.fault("F46")
@pytest.mark.parametrize(("name", "depth"), [("d", 1200), ("d" * 20, 300), ("d" * 250, 40)])
def test_folders_as_deep_as_the_system_allows_and_deeper_cost_no_paper(
    corpus: Path, name: str, depth: int
) -> None:
    (corpus / "own.pdf").write_bytes(b"%PDF-")
    here = Path.cwd()
    try:
        os.chdir(corpus)
        for _ in range(depth):
            Path(name).mkdir()
            os.chdir(name)
        Path("deep.pdf").write_bytes(b"%PDF-")
    finally:
        os.chdir(here)
    found = corpus_files(corpus)
    assert len(found) == 2
    assert found[-1].file == "own.pdf"
    if len(name) * depth > 4096:
        assert found[0].unlisted
        reason = other_file(found[0])
        assert reason is not None
        assert "cannot be listed" in reason.reason
    else:
        assert found[0].file.endswith("/deep.pdf")
    subprocess.run(["rm", "-rf", str(corpus / name)], check=True)


def test_a_folder_that_cannot_be_listed_is_listed_itself(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "closed").mkdir()
    (corpus / "own.pdf").write_bytes(b"%PDF-")
    scandir = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    assert [(s.file, s.unlisted) for s in corpus_files(corpus)] == [
        ("closed", True), ("own.pdf", False),
    ]  # fmt: skip
