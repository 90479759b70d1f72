"""A program can tell by the exit status that nothing answers, where it asks for that."""

from pathlib import Path

import pytest
from small_library import Run

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
UNKNOWN = "What is the fracture toughness of HfNbTaTiZr at 77 K?"


@pytest.fixture(autouse=True)
def _here(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))


@pytest.mark.parametrize(
    ("answered", "refused"),
    [
        (("ask", TOUGH), ("ask", UNKNOWN)),
        (("search", TOUGH), ("search", TOUGH, "--year", "1950")),
        (
            ("table", "--property", "fracture toughness"),
            ("table", "--property", "fracture toughness", "--alloy", "HfNbTaTiZr"),
        ),
    ],
    ids=["ask", "search", "table"],
)
def test_a_refusal_fails_where_that_is_asked_for(
    answered: tuple[str, ...], refused: tuple[str, ...], hea: Run, place: Path
) -> None:
    for how in ((), ("--json",)):
        assert hea(*answered, *how, "--fail-on-refusal")[0] == 0
        assert hea(*refused, *how)[0] == 0
        assert hea(*refused, *how, "--fail-on-refusal")[0] == 3


def test_a_question_in_another_language_is_told_that_alone(hea: Run) -> None:
    shown = hea("ask", "Wie hoch ist die Streckgrenze der Legierung?")[1]
    assert "hea-qa understands English only" in shown
    assert "streckgrenze" not in shown.lower()


def test_a_file_with_a_refused_question_fails(hea: Run, place: Path) -> None:
    (place / "q.txt").write_text(f"{TOUGH}\n{UNKNOWN}\n", "utf-8")
    asked = ("ask", "--file", place / "q.txt", "--out", place / "a.jsonl")
    assert hea(*asked)[0] == 0
    assert hea(*asked, "--fail-on-refusal")[0] == 3
    (place / "q.txt").write_text(f"{TOUGH}\n", "utf-8")
    assert (
        hea("ask", "--file", place / "q.txt", "--out", place / "b.jsonl", "--fail-on-refusal")[0]
        == 0
    )


def test_a_file_without_a_place_for_the_answers_names_what_is_missing(
    hea: Run, place: Path
) -> None:
    code, _, err = hea("ask", "--file", place / "q.txt")
    assert code == 1
    assert "--file needs a file for the answers." in err
    assert "--out q-answers.jsonl" in err
