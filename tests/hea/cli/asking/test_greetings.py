"""What names nothing of the field is no question for the papers."""

from pathlib import Path

import pytest
from small_library import Run


@pytest.mark.parametrize("said", ["Hello", "What can you do?", "Who are you?", "Why?"])
def test_a_greeting_is_told_what_can_be_asked(
    said: str, hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    code, out, _ = hea("ask", said)
    assert code == 0
    told = " ".join(out.split())
    assert "The papers in this corpus do not answer that." in told
    assert "Name an alloy, property, phase, process or condition" in told


def test_a_short_question_about_something_is_searched(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    assert "CrMnFeCoNi" in hea("ask", "toughness")[1]
