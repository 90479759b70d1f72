"""The weights of values are written with the questions and the curve that they come from."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.errors import UserError
from eval.ranker.values import ValueCase
from hea.workflows.evaluate import value_chooser
from hea.workspace import Workspace

CASES = [
    ValueCase(
        f"q{n}",
        f"p{n}",
        True,
        [{"always": 1.0, "tells": 1.0}, {"always": 1.0}],
        [True, False],
    )
    for n in range(30)
]


def fit(cases: list[ValueCase], folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    @contextmanager
    def searcher(*_: object) -> Iterator[None]:
        yield None

    monkeypatch.setattr(value_chooser, "open_searcher", searcher)
    monkeypatch.setattr(value_chooser, "value_cases", lambda *_: cases)
    questions = folder / "asked.jsonl"
    questions.write_text('{"question": "How hard is it?", "answer": "5 HV"}\n', "utf-8")
    return value_chooser.fit_value_chooser(Workspace(folder), [questions], folder / "out")


def test_weights_threshold_and_curve_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fit(CASES, tmp_path, monkeypatch)
    written = json.loads((tmp_path / "out" / "value_weights.json").read_text("utf-8"))
    assert written["weights"]["tells"] > 1.0
    assert written["asked_open"] == 30
    assert list(written["questions"]) == ["asked.jsonl"]
    assert {"threshold": 0.5, "given": 30, "wrong": 0} in written["left_out"]
    assert 0.5 <= written["threshold"] < 1.0


def test_nothing_is_fitted_to_questions_without_a_right_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="No question asks for a value"):
        fit([], tmp_path, monkeypatch)
