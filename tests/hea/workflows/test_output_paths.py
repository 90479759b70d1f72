"""Results never take the place of what a person wrote, collected, or was made by another verb."""

import json
from pathlib import Path

import pytest
from small_library import CANTOR, Run

from builder.errors import UserError
from hea.workflows.output_paths import file_for, folder_for, place_of
from hea.workspace import Workspace


@pytest.fixture
def at(tmp_path: Path) -> Workspace:
    (tmp_path / "corpus").mkdir()
    return Workspace(tmp_path)


ASKED = {"question": "How tough is it?", "source_id": "cantor", "answer": "very", "evidence": "x"}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_file_is_written_where_there_is_room_for_it(at: Workspace) -> None:
    new = at.root / "values.CSV"
    assert file_for(new, at, ".csv") == new
    new.write_text("old")
    assert file_for(new, at, ".csv") == new


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("values.pdf", "no known kind"),
        ("nowhere/values.csv", "no folder"),
        ("folder.csv", "cannot be overwritten"),
        ("corpus/values.csv", "in corpus/"),
        ("other/../corpus/deep/../values.csv", "in corpus/"),
    ],
)
def test_a_file_that_cannot_be_there_is_told_before_any_work(
    at: Workspace, path: str, words: str
) -> None:
    (at.root / "folder.csv").mkdir()
    (at.root / "other").mkdir()
    (at.corpus / "deep").mkdir()
    with pytest.raises(UserError, match=words):
        file_for(at.root / path, at, ".csv")


def test_a_file_is_not_written_over_by_what_is_made_of_it(at: Workspace) -> None:
    questions, other = at.root / "q.jsonl", at.root / "a.jsonl"
    questions.write_text("{}")
    (at.root / "link.jsonl").symlink_to(questions)
    assert file_for(other, at, read=[questions]) == other
    for path in (questions, at.root / "link.jsonl"):
        with pytest.raises(UserError, match="is what is read"):
            file_for(path, None, read=[questions])


def test_a_folder_is_replaced_only_if_all_in_it_was_made_by_us(at: Workspace) -> None:
    folder = at.root / "out"
    assert folder_for(folder, at, "sha256") == folder
    folder.mkdir()
    assert folder_for(folder, at, "sha256") == folder
    (folder / "made.json").write_text('{"sha256": {"train.jsonl": "0"}}')
    (folder / "train.jsonl").write_text("{}")
    (folder / ".DS_Store").write_text("")
    assert folder_for(folder, at, "sha256") == folder
    (folder / "notes.txt").write_text("mine")
    (folder / ".git").mkdir()
    with pytest.raises(UserError, match=r"\.git and 1 more; nothing was written"):
        folder_for(folder, at, "sha256")


@pytest.mark.parametrize("made", ["", "{}", "[1]", '{"sha256": 3}', "\xff"])
def test_a_folder_whose_account_is_damaged_is_not_ours(at: Workspace, made: str) -> None:
    folder = at.root / "out"
    folder.mkdir()
    (folder / "made.json").write_text(made, "latin-1")
    with pytest.raises(UserError, match=r"made\.json; nothing"):
        folder_for(folder, at, "sha256")


@pytest.mark.fault("F8")
@pytest.mark.parametrize("out", ["corpus", "corpus/inside", ".", "data", "paper.pdf", "mine"])
def test_no_dataset_takes_the_place_of_what_is_there(hea: Run, place: Path, out: str) -> None:
    (place / "paper.pdf").write_bytes(b"%PDF")
    (place / "mine").mkdir()
    (place / "mine" / "thesis.tex").write_text("years of work")
    (place / "corpus" / "ledger.jsonl").write_text("")
    before = contents(place)
    code, out_, err = hea("dataset", "--out", place / out, "--workspace", place)
    assert (code, out_) == (1, "")
    assert len(err.splitlines()) == 2
    assert contents(place) == before


def test_a_link_is_followed_and_stays(hea: Run, place: Path) -> None:
    (place / "there").mkdir()
    (place / "link").symlink_to(place / "there")
    assert hea("dataset", "--out", place / "link", "--workspace", place)[0] == 0
    assert (place / "link").is_symlink()
    assert (place / "there" / "train.jsonl").exists()
    assert hea("dataset", "--out", place / "link", "--workspace", place)[0] == 0


def test_a_dataset_beside_which_notes_were_put_is_not_replaced(hea: Run, place: Path) -> None:
    assert hea("dataset", "--workspace", place)[0] == 0
    (place / "data" / "dataset" / "notes.md").write_text("why we left these out")
    before = contents(place)
    code, _, err = hea("dataset", "--workspace", place)
    assert code == 1
    assert "notes.md" in err
    assert contents(place) == before


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        (("table", "--property", "fracture toughness", "--csv"), ".csv"),
        (("curate", "export"), ".csv"),
        (("curate", "export"), ".xlsx"),
        (("ask", "--file", "{}/q.txt", "--out"), ".jsonl"),
        (("eval", "answers", "--questions", "{}/q.jsonl", "--curve"), ".json"),
        (("eval", "metrics", "--questions", "{}/q.jsonl", "--out"), ".jsonl"),
    ],
)
def test_no_table_is_written_into_the_corpus_or_where_no_folder_is(
    hea: Run, place: Path, verb: tuple[str, ...], kind: str
) -> None:
    (place / "q.txt").write_text("How tough is the Cantor alloy?\n")
    (place / "q.jsonl").write_text(json.dumps(ASKED) + "\n")
    (place / "corpus" / f"manifest{kind}").write_text("file,title\n")
    before = contents(place)
    words = [word.format(place) for word in verb]
    for to in (place / "corpus" / f"manifest{kind}", place / "nowhere" / f"a{kind}"):
        code, out, err = hea(*words, to, "--workspace", place)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 2
    assert contents(place) == before


@pytest.mark.fault("F8")
def test_answers_do_not_take_the_place_of_questions_or_of_anything_else(
    hea: Run, place: Path
) -> None:
    questions, thesis = place / "q.jsonl", place / "thesis.txt"
    questions.write_text(json.dumps({"question": f"How tough is {CANTOR['title']}?"}) + "\n")
    thesis.write_text("years of work")
    before = contents(place)
    for to in (questions, thesis):
        code, _, err = hea("ask", "--file", questions, "--out", to, "--workspace", place)
        assert code == 1
        assert "something else than answers" in err
    assert contents(place) == before


def test_a_sheet_that_a_person_may_have_filled_in_is_not_exported_over(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "review.csv"
    for _ in range(2):
        assert hea("curate", "export", sheet, "--workspace", place)[0] == 0
    exported = sheet.read_text("utf-8")
    first = exported.index("\n") + 1
    comma = exported.index(",", first)
    for filled in (
        exported[:comma] + ",accept" + exported[comma + 1 :],
        exported[:comma] + ",,why not" + exported[comma + 2 :],
        exported.replace("?", " now?", 1),
        "years of work",
    ):
        sheet.write_text(filled, "utf-8", newline="")
        code, _, err = hea("curate", "export", sheet, "--workspace", place)
        assert code == 1
        assert "has changed since it was exported" in err
        assert sheet.read_text("utf-8") == filled.replace("\r\n", "\n")


def test_a_workbook_is_exported_again_where_nothing_was_written_into_it(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    import openpyxl

    for name in ("review.xlsx", "tasks.json"):
        for _ in range(2):
            assert hea("curate", "export", tmp_path / name, "--workspace", place)[0] == 0
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    book.active["B2"] = "reject"
    book.save(tmp_path / "review.xlsx")
    assert hea("curate", "export", tmp_path / "review.xlsx", "--workspace", place)[0] == 1


@pytest.mark.fault("F41")
def test_a_table_takes_the_place_of_nothing_but_the_table_that_was_written(
    hea: Run, place: Path
) -> None:
    words = ("table", "--property", "yield strength", "--workspace", place, "--csv")
    table, mine, link = place / "t.csv", place / "mine.csv", place / "link.csv"
    mine.write_text("sample,strength\nA1,405\n")
    (place / "t.csv.new").write_text("mine")
    link.symlink_to(mine)
    (place / "nothing.csv").symlink_to(place / "away.csv")
    before = contents(place)
    for to in (mine, link, place / "nothing.csv"):
        code, _, err = hea(*words, to)
        assert code == 1
        assert len(err.splitlines()) == 2
    assert contents(place) == before
    for _ in range(2):
        assert hea(*words, table)[0] == 0
    assert (place / "t.csv.new").read_text() == "mine"
    table.write_text(table.read_text("utf-8") + "my own note\n", "utf-8")
    assert hea(*words, table)[0] == 1
    assert "my own note" in table.read_text("utf-8")


def test_a_file_outside_a_workspace_is_named_without_its_folders(at: Workspace) -> None:
    assert place_of(at.data / "dataset" / "test.jsonl", at) == "data/dataset/test.jsonl"
    assert place_of(at.root.parent / "q.jsonl", at) == "q.jsonl"
    assert place_of(at.root / "q.jsonl", None) == "q.jsonl"


@pytest.mark.fault("F41")
def test_a_dataset_leaves_what_stands_beside_it(hea: Run, place: Path) -> None:
    for name in (".ds.old", ".ds.new", "ds.new"):
        (place / name).mkdir()
        (place / name / "thesis.tex").write_text("years of work")
    before = contents(place)
    for _ in range(2):
        assert hea("dataset", "--out", place / "ds", "--workspace", place)[0] == 0
    after = contents(place)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("ds/") for name in after.keys() - before.keys())
