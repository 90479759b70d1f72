"""Triples in Label Studio and Argilla, and the annotations that come back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from two_triples import ONE, TWO

from builder.curation.annotation_tools import (
    argilla_settings,
    label_studio_config,
    to_argilla,
    to_label_studio,
)
from builder.curation.decisions import CuratedTriple
from builder.curation.exchange import edits, read_back, rows

TABLE = rows(
    [CuratedTriple(ONE, "unreviewed"), CuratedTriple(TWO, "unreviewed")],
    {"p": ("Refractory alloys", "10.1/x")},
)
PERSON = "4122be9f-7f9f-43cb-a625-b897b5450e82"
Items = list[dict[str, Any]]


def result(name: str, **value: list[str]) -> dict[str, Any]:
    return {"from_name": name, "to_name": "question", "type": "any", "value": value}


def annotate_label_studio(tasks: Items) -> None:
    judged = [
        result("verdict", choices=["accept"]),
        result("new_question", text=["What is NbMoTaW?"]),
        result("new_answer", text=["a BCC phase"]),
        result("note", text=["see Fig. 2"]),
    ]
    tasks[0]["annotations"] = [
        {"completed_by": {"id": 7, "email": "ann@x.org"}, "result": judged},
        {"completed_by": 8, "result": judged, "was_cancelled": True},
    ]
    tasks[1]["annotations"] = []


def annotate_argilla(records: Items) -> None:
    said = {"verdict": "accept", "new_answer": "a BCC phase", "note": "see Fig. 2"}
    records[0]["responses"] = {
        name: [{"value": value, "user_id": PERSON}] for name, value in said.items()
    }


@pytest.mark.parametrize(
    ("write", "annotate", "who"),
    [
        (to_label_studio, annotate_label_studio, "ann@x.org"),
        (to_argilla, annotate_argilla, PERSON),
    ],
)
def test_what_a_tool_exports_comes_back_by_person_and_the_untouched_says_nothing(
    tmp_path: Path, write: Callable[[Any], str], annotate: Callable[[Items], None], who: str
) -> None:
    items = json.loads(write(TABLE))
    annotate(items)
    file = tmp_path / "back.json"
    file.write_text(json.dumps(items), "utf-8")
    first, second = read_back(file)
    assert (first.id, first.who, first.verdict, first.note) == ("t1", who, "accept", "see Fig. 2")
    assert edits(first, ONE) == {"new_question": ONE.question, "new_answer": "a BCC phase"}
    assert (second.id, second.verdict, second.trouble, edits(second, TWO)) == ("t2", "", "", {})
    assert first.was == TABLE[0]["was"]


def test_two_people_on_one_task_are_two_rows_and_of_one_person_the_last_word_counts(
    tmp_path: Path,
) -> None:
    def gave(who: int, verdict: str, at: str) -> dict[str, Any]:
        said = [result("verdict", choices=[verdict])]
        return {"completed_by": who, "result": said, "updated_at": f"2026-01-0{at}"}

    [task, _] = json.loads(to_label_studio(TABLE))
    task["annotations"] = [gave(1, "accept", "3"), gave(1, "reject", "1"), gave(2, "reject", "2")]
    file = tmp_path / "back.json"
    file.write_text(json.dumps([task, 5]), "utf-8")
    *given, wrong = read_back(file)
    assert {(row.who, row.verdict) for row in given} == {("1", "accept"), ("2", "reject")}
    assert wrong.trouble == "it is no row of a table"


def test_the_short_json_of_label_studio_keeps_the_triple_beside_the_number_of_the_task(
    tmp_path: Path,
) -> None:
    [task, _] = json.loads(to_label_studio(TABLE))
    said = {"id": 31, "verdict": "reject", "reason": "vague", "annotator": 2}
    file = tmp_path / "min.json"
    file.write_text(json.dumps([task["data"] | said]), "utf-8")
    [row] = read_back(file)
    assert (row.id, row.verdict, row.reason, row.who) == ("t1", "reject", "vague", "2")
    assert (row.was, row.doi, row.trouble) == (TABLE[0]["was"], "10.1/x", "")


def test_both_tools_ask_for_what_is_read_back() -> None:
    asked = {"verdict", "reason", "new_question", "new_answer", "note"}
    view = ElementTree.fromstring(label_studio_config())
    assert {one.get("name") for one in view if one.tag in ("Choices", "TextArea")} == asked
    shown = {(one.get("value") or "").lstrip("$") for one in view.iter("Text")}
    assert shown <= json.loads(to_label_studio(TABLE))[0]["data"].keys()
    settings = json.loads(argilla_settings())
    assert {one["name"] for one in settings["questions"]} == asked
    fields = {one["name"] for one in settings["fields"]}
    assert json.loads(to_argilla(TABLE))[0]["fields"].keys() <= fields == shown
