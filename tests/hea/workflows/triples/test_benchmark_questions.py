"""A user's own test questions, in the forms that people keep them in."""

import json
from pathlib import Path

import pytest

from builder.errors import UserError
from hea.workflows.triples.benchmark_questions import read_benchmark_questions

ASKED = "What is the hardness of NbMoTaW?"
OTHER = "How was CoCrFeNi made at 900 °C?"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("q.txt", f"{OTHER}\n\n{ASKED}\n", 3),
        ("q.jsonl", f'{{"qid": 1, "question": "{OTHER}"}}\n{{"question": "{ASKED}"}}\n', 2),
        ("q.json", json.dumps([{"instruction": OTHER}, {"instruction": ASKED, "input": ""}]), 2),
        ("q.csv", f"id;Question;answer\n1;{OTHER};a\n2;{ASKED};b\n", 3),
    ],
)
def test_questions_are_found_by_line(tmp_path: Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    found = read_benchmark_questions(tmp_path / name).by_question(ASKED)
    assert found is not None
    assert found.line == line


def test_text_evidence_and_answer_are_read_apart(tmp_path: Path) -> None:
    told = "NbMoTaW was made by arc melting and has a hardness of 454 HV, they say."
    file = tmp_path / "q.jsonl"
    row = {"question": ASKED, "evidence": told, "answer": "454 HV"}
    file.write_text(json.dumps(row) + "\n" + json.dumps({"question": OTHER, "context": told}))
    tests = read_benchmark_questions(file)
    assert tests.lines_on(told) == [1]
    found, text = tests.by_fact([1], "", "How hard?", "It is 454 HV."), tests.by_context(told)
    assert found is not None and (found.line, found.measure) == (1, "answer")
    assert text is not None and text.line == 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("q.txt", "\n \n", "contains no question"),
        ("q.jsonl", f'{{"question": "{ASKED}"}}\n{{"question"', "Line 2 of .* is not JSON"),
        ("q.jsonl", f'{{"question": "{ASKED}"}}\n{{"answer": "5"}}', "Line 2 .* no field"),
        ("q.json", "[1", "is not JSON"),
        ("q.csv", "a,b\n1,2\n", "contains no question"),
    ],
)
def test_what_is_no_question_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UserError, match=message):
        read_benchmark_questions(tmp_path / name)
