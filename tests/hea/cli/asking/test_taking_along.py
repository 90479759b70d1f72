"""`--format` and `hea cite`: answers, values and papers in the formats of other programs."""

import io
import json
from pathlib import Path

import docx
import pytest
from small_library import Run

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


@pytest.fixture(autouse=True)
def _here(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))


@pytest.mark.parametrize(
    "verb",
    [
        ("ask", TOUGH),
        ("search", TOUGH),
        ("table", "--property", "fracture toughness"),
        ("papers", "--search", "CrMnFeCoNi"),
        ("cite", "CrMnFeCoNi"),
    ],
    ids=lambda verb: verb[0],
)
def test_each_verb_writes_each_format(verb: tuple[str, ...], hea: Run, tmp_path: Path) -> None:
    title = "Toughness of CrMnFeCoNi at low temperature"
    for form, told in (
        ("md", title), ("html", f"<em>{title}</em>"), ("bibtex", f"title = {{{{{title}"),
        ("csl", f'"title": "{title}"'), ("ris", f"TI  - {title}"),
    ):  # fmt: skip
        code, out, err = hea(*verb, "--format", form)
        assert code == 0, err
        assert told in out, form
    file = tmp_path / "taken.docx"
    assert hea(*verb, "--format", "docx", "--out", file)[0] == 0
    made = docx.Document(str(file))
    assert any(title in paragraph.text for paragraph in made.paragraphs)


def test_a_word_document_needs_a_file_and_overwrites_none_of_a_person(
    hea: Run, tmp_path: Path
) -> None:
    assert "--out answer.docx" in hea("ask", TOUGH, "--format", "docx")[2]
    assert "“pdf” is not a format." in hea("cite", "CrMnFeCoNi", "--format", "pdf")[2]
    assert "--out needs a format." in hea("ask", TOUGH, "--out", tmp_path / "a.json")[2]
    mine = tmp_path / "mine.md"
    mine.write_text("my notes", "utf-8")
    assert hea("ask", TOUGH, "--format", "md", "--out", mine)[0] == 1
    assert mine.read_text("utf-8") == "my notes"


@pytest.mark.parametrize(
    "verb", [("ask", TOUGH), ("table", "--property", "yield strength"), ("cite", "CrMnFeCoNi")]
)
def test_the_ending_of_a_file_tells_the_format(
    verb: tuple[str, ...], hea: Run, tmp_path: Path
) -> None:
    assert hea(*verb, "--out", tmp_path / "a.docx")[0] == 0
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert hea(*verb, "--out", tmp_path / "a.ris")[0] == 0
    assert (tmp_path / "a.ris").read_text("utf-8").startswith("TY  - ")


def test_a_paper_that_is_not_there_is_told(hea: Run) -> None:
    code, _, err = hea("cite", "no", "such", "paper")
    assert code == 1
    assert "No paper has the words “no such paper”." in err
    assert (
        "Did you mean “toughness of crmnfeconi”?" in hea("cite", "toughnes", "of", "crmnfecni")[2]
    )


def test_a_source_of_the_last_answer_is_cited_by_its_number(hea: Run) -> None:
    assert "Nothing was asked here yet." in hea("cite", "1")[2]
    hea("ask", TOUGH)
    assert hea("cite", "1")[1].count("title = ") == 1
    assert "Toughness of CrMnFeCoNi" in hea("cite", "1")[1]
    assert "has no source [9]" in hea("cite", "9")[2]
    assert hea("cite")[1] == hea("cite", "1")[1]


def test_a_sitting_is_taken_along(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(f"{TOUGH}\nand at 4 K?\nhelp\nquit\nnever asked\n")
    )
    code, _, err = hea("chat", "--format", "md", "--out", tmp_path / "notes.md")
    assert code == 0, err
    text = (tmp_path / "notes.md").read_text("utf-8")
    assert f"## {TOUGH}" in text
    assert "4 K" in text
    assert "never asked" not in text
    assert [row["question"] for row in json.loads(hea("log", "--json")[1])][-1] == TOUGH
