"""The questions asked are kept in a file of their own, from several threads at a time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from answer.answers import Answer
from hea.workflows.conversation import history
from hea.workflows.conversation.history import forget, past_questions, remember
from hea.workspace import Workspace


def asked(question: str) -> Answer:
    return Answer(question, False, (), (), None, "extractive", (), nearest="Nearest: nothing.")


def test_none_is_lost_that_several_ask_at_a_time(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda n: remember(place, asked(f"Question {n}?"), {"has": "Al"}), range(80)))
    assert len(past_questions(place, most=100)) == 80
    last = past_questions(place, most=1)[0]
    assert last.said == "Nearest: nothing."
    assert last.parameters == {"has": "Al"}
    assert len(past_questions(place, "QUESTION 7", most=100)) == 11
    assert forget(place, [last.number]) == 1
    assert forget(place, None) == 79


def test_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_KEPT", 3)
    place = Workspace(tmp_path)
    for number in range(6):
        remember(place, asked(f"Question {number}?"), {})
    kept = [one.question for one in past_questions(place)]
    assert kept == ["Question 5?", "Question 4?", "Question 3?"]
    assert [one.question for one in past_questions(place, before=5)] == ["Question 3?"]


def test_where_nothing_was_asked_there_is_no_file(tmp_path: Path) -> None:
    assert past_questions(Workspace(tmp_path)) == []
    assert forget(Workspace(tmp_path), None) == 0
    assert list(tmp_path.iterdir()) == []


def test_none_is_lost_where_several_begin_a_history_at_once(tmp_path: Path) -> None:
    for number in range(20):
        place = Workspace(tmp_path / str(number))
        with ThreadPoolExecutor(8) as many:
            list(many.map(lambda n, at=place: remember(at, asked(f"Question {n}?"), {}), range(24)))
        assert len(past_questions(place, most=100)) == 24
