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
    assert read_benchmark_questions(tmp_path / name).line_of_question(ASKED) == line


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
