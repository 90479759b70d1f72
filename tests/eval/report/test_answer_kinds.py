"""Scores of answers apart by the kind of question."""

import json
from pathlib import Path

from answer.answers import Answer
from eval.gold.questions import Question, read_questions
from eval.metrics.answers import BARE, JudgedAnswer, judge_answer
from eval.report.answer_kinds import (
    EVERY_KIND,
    bare_answers,
    scores_by_intent,
    scores_by_kind,
    scores_by_title,
)


def judged(tmp_path: Path) -> list[JudgedAnswer]:
    rows = [
        {"id": "a", "question": "Which?", "kind": "set", "answerable": True, "answer": "many"},
        {"id": "b", "question": "Which one?", "kind": "set", "evidence_doi": ["10.1000/b"]},
        {"id": "c", "question": "How?", "type": "unanswerable"},
        {"id": "d", "question": "No kind?", "answerable": False, "evidence_doi": []},
    ]
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    refusal = Answer("", False, (), (), None, "extractive", (), intent="set")
    return [judge_answer(question, refusal) for question in read_questions(file)]


def test_kinds_are_scored_apart_and_what_can_be_answered_is_as_the_file_says(
    tmp_path: Path,
) -> None:
    scores = scores_by_kind(judged(tmp_path))
    assert list(scores) == ["set", "unanswerable"]
    assert (scores["set"]["coverage"].value, scores["set"]["coverage"].n) == (0.0, 2)
    assert scores["set"]["source_cited"].n == 1
    assert "coverage" not in scores["unanswerable"]
    assert scores["unanswerable"]["refusal_recall"].value == 1.0


def test_questions_are_scored_by_what_they_were_taken_to_ask(tmp_path: Path) -> None:
    scores = scores_by_intent(judged(tmp_path))
    assert list(scores) == ["set"]
    assert scores["set"]["refusal_recall"].n == 2


def test_bare_answers_are_counted_with_those_that_differ() -> None:
    def one(kind: str, known: str, said: str | None, text: str = "Which?") -> JudgedAnswer:
        sources = frozenset({"p"}) if known else frozenset[str]()
        answer = Answer("", True, (), (), said, "extractive", ())
        return judge_answer(Question("q", text, kind, sources, None, (known,)), answer)

    judged = [
        one("numeric", "0.405 GPa", "405 MPa"),
        one("numeric", "405 MPa", "450 MPa", "According to “A title”, how strong is it?"),
        one("numeric", "405 MPa", None),
        one("phase", "BCC and FCC", "FCC and BCC"),
        one("phase", "FCC matrix", "FCC"),
        one("yesno", "No - it is not.", "no"),
        one("mechanism", "Because dislocations are pinned.", "pinning"),
        one("", "", "405 MPa"),
    ]
    found = {name: (of.given, of.differ, of.unscored) for name, of in bare_answers(judged).items()}
    assert found == {
        EVERY_KIND: (7, 3, 1), "numeric": (2, 1, 0), "phase": (2, 1, 0), "yesno": (1, 0, 0),
        "mechanism": (1, 0, 1),
    }  # fmt: skip
    titles = scores_by_title(judged)
    assert titles["title quoted"][BARE].value == 0.0
    assert titles["no title quoted"][BARE].n == 5
