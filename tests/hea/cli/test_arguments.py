"""Options before the verb, questions without quotes, and every way to ask for help."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from small_library import ALUMINIUM, CANTOR, SENKOV, Run, write_records

from hea.cli.app import front_door
from hea.cli.arguments import place_of_verb, question_of, with_help, with_marked_numbers

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace of three records."""
    place = tmp_path_factory.mktemp("place")
    (place / "corpus").mkdir()
    write_records(place / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    command = [sys.executable, "-m", "hea", "--workspace", str(place), "build"]
    done = subprocess.run(command, capture_output=True, cwd=place.parent)
    assert done.returncode == 0, done.stderr
    assert (place / "data" / "hea.sqlite").exists()
    return place


def _verbs() -> list[tuple[str, ...]]:
    """Return every verb and sub-verb that works on a workspace."""

    def walk(command: Any, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        own = [path] if any(one.name == "workspace" for one in command.params) else []
        below = getattr(command, "commands", {})
        return own + [each for name, sub in below.items() for each in walk(sub, (*path, name))]

    return walk(typer.main.get_command(front_door()), ())[1:]


@pytest.mark.parametrize("verb", _verbs(), ids=" ".join)
def test_a_workspace_named_before_the_verb_is_the_one_that_is_used(
    hea: Run, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    """No two workspaces are taken: so each verb has seen the one before it."""
    one, other = tmp_path / "one", tmp_path / "other"
    code, out, err = hea("--workspace", one, *verb, "--workspace", other)
    assert (code, out) == (1, "")
    assert err == f"Two workspaces are named: {one} and {other}.\nChoose one of them.\n"


@pytest.mark.parametrize("written", [("--workspace", "{}"), ("--workspace={}",)])
@pytest.mark.parametrize("verb", [("papers",), ("search", "tough"), ("alloy", "NbMoTaW")])
def test_options_before_the_verb_work_as_behind_it(
    hea: Run, place: Path, tmp_path: Path, written: tuple[str, ...], verb: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "corpus").mkdir()
    monkeypatch.chdir(tmp_path)
    before = [word.format(place) for word in written]
    assert hea("--json", *before, *verb) == hea(*verb, "--json", "--workspace", place)
    assert hea(*before, *verb, "--json", "--workspace", place / "corpus" / "..")[0] == 0


def test_a_sub_verb_takes_the_workspace_from_any_place(hea: Run, place: Path) -> None:
    before = hea("--workspace", place, "curate", "accept", "--who", "me")
    between = hea("curate", "--workspace", place, "accept", "--who", "me")
    assert before == between == hea("curate", "accept", "--who", "me", "--workspace", place)


@pytest.mark.parametrize(
    "typed",
    [
        ("What is the yield strength of NbMoTaW at 1600 °C?",),
        tuple("What is the yield strength of NbMoTaW at 1600 °C?".split()),
        ("What", "is", "the", "-k", "3", "yield", "strength", "of NbMoTaW", "at", "1600 °C?"),
        ("-k", "2", "--", *"What is the yield strength of NbMoTaW at 1600 °C?".split()),
    ],
)
def test_a_question_needs_no_quotes(hea: Run, place: Path, typed: tuple[str, ...]) -> None:
    code, out, _ = hea("--json", "--workspace", place, "ask", *typed)
    found = json.loads(out)
    assert (code, found["short"]) == (0, "405 MPa")
    assert found["question"] == "What is the yield strength of NbMoTaW at 1600 °C?"


def test_a_negative_number_is_a_word_of_the_question(hea: Run, place: Path) -> None:
    words = "Why is CrMnFeCoNi tough at -196 °C".split()
    for verb in ("ask", "search"):
        _, out, err = hea(verb, *words, "--json", "--workspace", place)
        assert json.loads(out)["question"] == "Why is CrMnFeCoNi tough at -196 °C", err
    code, _, err = hea("ask", "Why?", "-k", "-3", "--workspace", place)
    assert (code, "-3 is not in the range" in err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("help",), "Commands"),
        (("-h",), "Commands"),
        (("help", "ask"), "hea ask"),
        (("ask", "-h"), "hea ask"),
        (("help", "eval", "extract"), "hea eval extract"),
        (("eval", "extract", "-h"), "hea eval extract"),
        (("--workspace", "help", "help", "papers"), "hea papers"),
    ],
)
def test_help_is_had_in_every_way(hea: Run, typed: tuple[str, ...], words: str) -> None:
    code, out, err = hea(*typed)
    assert (code, err) == (0, "")
    assert words in out
    assert "--help" in out


def test_help_of_no_verb_says_so(hea: Run) -> None:
    code, _, err = hea("help", "aks")
    assert (code, "'ask'" in err) == (2, True)


@given(st.lists(_WORDS, max_size=6))
def test_the_words_of_a_question_come_back_as_they_were_typed(words: list[str]) -> None:
    [verb, *marked] = with_marked_numbers(["ask", *words], ("ask",))
    assert verb == "ask"
    assert question_of(marked) == " ".join(words)


@given(st.lists(_WORDS, max_size=3))
def test_only_help_as_the_verb_is_help(words: list[str]) -> None:
    assert with_help(["--workspace", "help", "ask", *words]) == [
        "--workspace", "help", "ask", *words,
    ]  # fmt: skip
    assert place_of_verb(["--json", "--workspace", "ask", "build", *words]) == 3
