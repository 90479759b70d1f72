"""`hea log`: questions that were asked are found again, unless none are kept."""

import json
from pathlib import Path

import pytest
from small_library import Run

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
UNKNOWN = "What is the fracture toughness of HfNbTaTiZr at 77 K?"


@pytest.fixture(autouse=True)
def _here(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))


def asked(hea: Run, *words: str) -> list[tuple[str, bool]]:
    rows = json.loads(hea("log", *words, "--json")[1])
    return [(row["question"], row["answered"]) for row in rows]


def test_questions_are_found_again(hea: Run) -> None:
    assert asked(hea) == []
    hea("ask", TOUGH)
    hea("ask", UNKNOWN, "--year", "2010..")
    assert asked(hea) == [(UNKNOWN, False), (TOUGH, True)]
    assert asked(hea, "crmnfeconi", "at") == [(TOUGH, True)]
    assert json.loads(hea("log", "--most", "1", "--json")[1])[0]["parameters"] == {"year": "2010.."}
    shown = hea("log")[1]
    assert "not answered" in shown
    assert "2 questions removed" in hea("log", "--forget")[2]
    assert "No such question was asked here." in hea("log")[1]


def test_a_long_question_is_shortened_on_the_screen_alone(hea: Run) -> None:
    long = f"{TOUGH[:-1]}, {'and hardness, ' * 20}please?"
    hea("ask", long)
    shown = " ".join(hea("log")[1].split())
    assert "…" in shown
    assert "please?" not in shown
    assert asked(hea)[0][0] == long


def test_none_are_kept_where_that_is_not_wanted(hea: Run, place: Path) -> None:
    (place / "hea.toml").write_text("history = false\n", "utf-8")
    assert hea("ask", TOUGH)[0] == 0
    assert asked(hea) == []
    assert not (place / "data" / "history.sqlite").exists()


def test_an_answer_is_given_though_the_log_is_damaged(hea: Run, place: Path) -> None:
    (place / "data" / "history.sqlite").write_bytes(b"no database" * 1000)
    code, out, _ = hea("ask", TOUGH)
    assert code == 0
    assert "200 MPa" in out
    assert hea("log")[0] == 1
