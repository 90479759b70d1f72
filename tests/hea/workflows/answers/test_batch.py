import json
import os
from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat
from small_library import quiet

from answer.generative.answer import AnswerOptions
from builder.errors import UserError
from hea.workflows.answers.batch import AnswerFile, answer_all, read_questions
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.questions import require_words
from retrieval.hybrid import Searcher

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
STRONG = "What is the yield strength of NbMoTaW at 1600 °C?"
UNKNOWN = "What is the yield strength of HfNbTaTiZr at 1600 °C?"
SAYS = {
    TOUGH: " The fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
    STRONG: " The yield strength is 405 MPa at 1600 °C.",
}


def answering(prompt: str) -> str:
    return next(says for question, says in SAYS.items() if question in prompt)


def run(searcher: Searcher, questions: Path, to: Path, chat: Any) -> list[dict[str, Any]]:
    items = read_questions(questions)
    answers = AnswerFile(to, "extractive" if chat is None else "scripted")
    try:
        answer_all(items, answers, LibraryPapers(searcher), 5, chat, AnswerOptions(), quiet)
    finally:
        answers.close(items)
    return [json.loads(line) for line in to.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("model", ["extractive", "scripted"])
def test_every_question_has_a_row_in_its_order(
    searcher: Searcher, tmp_path: Path, model: str
) -> None:
    file = tmp_path / "q.jsonl"
    lines = [json.dumps({"question": q}) for q in (TOUGH, UNKNOWN, STRONG)]
    file.write_text(
        "\ufeff" + "\r\n".join([*lines[:2], "{broken", "", lines[2], '{"a": 1}']), "utf-8"
    )
    chat = ScriptedChat(answering) if model == "scripted" else None
    rows = run(searcher, file, tmp_path / "a.jsonl", chat)
    assert [row["line"] for row in rows] == [1, 2, 3, 5, 6]
    assert [row.get("answered") for row in rows] == [True, False, None, True, None]
    assert [row.get("short") for row in rows if row.get("answered")] == [
        "> 200 MPa m^0.5", "405 MPa",
    ]  # fmt: skip
    assert all("field “question”" in rows[place]["error"] for place in (2, 4))
    assert {row["model"] for row in rows if row.get("answered")} == {model}


def test_a_line_of_a_file_ends_where_a_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    row = json.dumps({"question": "How\u2028strong?\x85"}, ensure_ascii=False)
    file.write_text(f'{row}\n{{"question": "?"}}\n', "utf-8")
    first, second = read_questions(file)
    assert first.question == "How\u2028strong?"
    assert "holds no text" in second.trouble
    plain = tmp_path / "q.txt"
    plain.write_text("?\n", "utf-8")
    assert [item.trouble for item in read_questions(plain)] == ["it holds no word"]


def test_a_question_with_half_a_letter_costs_no_other(searcher: Searcher, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(f'{{"question": "How \\ud800 strong?"}}\n{{"question": "{TOUGH}"}}\n', "utf-8")
    bad, good = run(searcher, file, tmp_path / "a.jsonl", None)
    assert (bad["question"], good["answered"]) == ("How \\ud800 strong?", True)
    assert "surrogate" in bad["error"]


def test_half_a_letter_in_a_question_is_told() -> None:
    with pytest.raises(UserError, match="surrogate"):
        require_words("How \ud800 strong?")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_questions_are_read_from_files_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for file in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(UserError, match="not a normal file but a pipe"):
            read_questions(file)


@pytest.mark.parametrize("torn", ["", "{", '{"line": 3, "quest'])
def test_a_file_of_answers_torn_at_once_is_gone_on_with(tmp_path: Path, torn: str) -> None:
    (tmp_path / "a.jsonl").write_text(torn, "utf-8")
    answers = AnswerFile(tmp_path / "a.jsonl", "extractive")
    answers.close([])
    assert (tmp_path / "a.jsonl").read_text("utf-8") == ""


def test_a_killed_run_goes_on_and_asks_nothing_twice(searcher: Searcher, tmp_path: Path) -> None:
    file, to = tmp_path / "q.txt", tmp_path / "a.jsonl"
    file.write_text(f"{TOUGH}\n\n{STRONG}\n", "utf-8")

    class Killed(ScriptedChat):
        def write_all(self, prompts: Any, how: Any) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(searcher, file, to, Killed(answering))
    file.write_text(f"{TOUGH}\n", "utf-8")
    run(searcher, file, to, ScriptedChat(answering))
    with to.open("a", encoding="utf-8") as torn:
        torn.write('{"line": 3, "quest')
    file.write_text(f"{TOUGH}\n\n{STRONG}\n", "utf-8")
    chat = ScriptedChat(answering)
    rows = run(searcher, file, to, chat)
    assert [row["line"] for row in rows] == [1, 3]
    assert len(chat.prompts) == 1
    assert STRONG in chat.prompts[0]
    again = ScriptedChat(answering)
    assert run(searcher, file, to, again) == rows
    assert again.prompts == []


def test_another_question_on_the_line_or_another_model_is_asked_anew(
    searcher: Searcher, tmp_path: Path
) -> None:
    file, to = tmp_path / "q.txt", tmp_path / "a.jsonl"
    file.write_text(TOUGH, "utf-8")
    run(searcher, file, to, ScriptedChat(answering))
    assert run(searcher, file, to, None)[0]["model"] == "extractive"
    file.write_text(STRONG, "utf-8")
    assert run(searcher, file, to, None)[0]["question"] == STRONG


def test_a_failure_is_a_row_that_is_tried_again_and_a_dead_server_ends_the_run(
    searcher: Searcher, tmp_path: Path
) -> None:
    file, to = tmp_path / "q.txt", tmp_path / "a.jsonl"
    file.write_text(f"{TOUGH}\n{STRONG}\n", "utf-8")

    class Dead(ScriptedChat):
        def write_all(self, prompts: Any, how: Any) -> Any:
            raise UserError("The server gave no answer.", "Start it.")

    rows = run(searcher, file, to, Dead(answering))
    assert [row["error"] for row in rows] == ["The server gave no answer."] * 2
    assert all(row["answered"] for row in run(searcher, file, to, ScriptedChat(answering)))
    file.write_text("\n".join(f"{TOUGH}{'?' * n}" for n in range(40)), "utf-8")
    with pytest.raises(UserError, match="gave no answer"):
        run(searcher, file, to, Dead(answering))


def test_a_file_that_holds_no_question_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("\n \n", "utf-8")
    with pytest.raises(UserError, match="contains no question"):
        read_questions(tmp_path / "q.txt")
    with pytest.raises(UserError, match="cannot be read"):
        read_questions(tmp_path / "none.txt")


def test_a_question_too_long_is_a_row_with_its_trouble(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(f"{TOUGH}\n{'hardness ' * 400}\n", "utf-8")
    fine, long = read_questions(tmp_path / "q.txt")
    assert not fine.trouble
    assert "2,000 at most" in long.trouble
