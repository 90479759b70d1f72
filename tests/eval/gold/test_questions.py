"""Question files: what a line must hold, and what is said of one that does not."""

import json
import os
from pathlib import Path

import pytest

from builder.dataset.formats import FIELDS, FORMATS, TURN_FORMATS, dialogue
from builder.errors import UserError
from eval.gold.held_out import read_held_out
from eval.gold.questions import read_questions


def test_a_line_is_a_question_with_what_is_known_of_it(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    rows = [
        {"question": "How strong\u2028is it?\x85", "source_id": "a", "answer": 760},
        {"qid": 7, "question": "Is it?", "aliases": ["yes"], "options": ["yes", "no"]},
    ]
    file.write_text(
        "\ufeff" + "\r\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8"
    )
    first, second = read_questions(file)
    assert first.text == "How strong\u2028is it?\x85"
    assert (first.id, first.answers, first.answerable) == ("1", ("760",), True)
    assert (second.id, second.answers, second.options) == ("7", ("yes",), ("yes", "no"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{}", "Line 2 of q.jsonl is not a question: it has no field “question”"),
        ('{"question": 5}', "holds another kind of value"),
        ('{"question": " "}', "holds another kind of value"),
        ('{"question": "Why?", "aliases": 3}', "holds another kind of value"),
        ("[1]", "it is no JSON object"),
        ("[" * 100_000, "it is no JSON"),
        ("{broken", "it is no JSON"),
    ],
)
def test_a_line_that_is_no_question_is_told_with_its_number(
    tmp_path: Path, line: str, words: str
) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "Why?"}\n' + line, "utf-8")
    with pytest.raises(UserError) as told:
        read_questions(file)
    assert words in told.value.message


def test_a_file_that_is_not_in_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(b'{"question": "\xff"}')
    with pytest.raises(UserError, match="it is not in UTF-8"):
        read_questions(tmp_path / "q.jsonl")
    with pytest.raises(UserError, match="No such file"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "q.jsonl")
    for read in (read_questions, lambda file: read_held_out(file, [])):
        with pytest.raises(UserError, match="not a normal file but a pipe"):
            read(tmp_path / "q.jsonl")


def test_a_row_of_a_dataset_has_its_paper_for_a_source(tmp_path: Path) -> None:
    file = tmp_path / "test.jsonl"
    rows = [
        {"question": "How strong is it?", "kind": "value", "paper": "ab", "doi": "10.1/x"},
        {"question": "How hard is it?", "kind": "unanswerable", "paper": "ab", "doi": "10.1/x"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    answered, refused = read_questions(file)
    assert [one.sources for one in (answered, refused)] == [{"ab", "10.1/x"}, set()]
    assert answered.cluster == refused.cluster  # questions of one paper are drawn together


@pytest.mark.parametrize("form", ["squad", "text", "llama-factory"])
def test_a_row_of_a_dataset_is_read_in_any_format(tmp_path: Path, form: str) -> None:
    row = dict.fromkeys(FIELDS, "") | {
        "id": "i", "question": "How strong is it?", "answer": "1 GPa", "kind": "property-value",
        "paper": "ab", "evidence": "It is 1 GPa.", "context": "It is 1 GPa.", "checks": {},
        "spans": [], "papers": [], "dois": [], "start": 0, "end": 12,
    }  # fmt: skip
    file, turns = tmp_path / "test.jsonl", [row, row | {"id": "j"}]
    shaped = [dialogue(form, turns, ["How strong?", "And now?"])]
    if form not in TURN_FORMATS:
        shaped = [FORMATS[form](turn, "a prompt") for turn in turns]
    file.write_text("\n".join(map(json.dumps, shaped)), "utf-8")
    assert [one.id for one in read_questions(file)] == ["i", "j"]
    assert {one.answers for one in read_questions(file)} == {("1 GPa",)}


def test_a_file_without_a_question_is_told(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("\n", "utf-8")
    with pytest.raises(UserError, match="holds no question"):
        read_questions(file)
