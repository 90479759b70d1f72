"""Whatever is shown, on any way to the screen, only we speak to the terminal."""

import io
import json
import re
import time
from typing import Any

import pytest
from rich.panel import Panel
from rich.text import Text

from builder.errors import UserError
from hea.render import console

EVIL = "red\x1b[31m\x1b]0;OWNED\x07\x9b32m\x7f\x85\u202egnp.exe"
#: What rich itself sends: colours, the cursor, lines wiped, the cursor hidden and shown.
OURS = re.compile(r"\x1b\[[0-9;]*[mAGKJH]|\x1b\[\?25[lh]|\r")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    for one in (console.out, console.err):
        monkeypatch.setattr(one, "_file", screen)
        monkeypatch.setattr(one, "_force_terminal", True)
        monkeypatch.setattr(one, "is_interactive", True)
    return screen


def test_no_way_to_the_screen_lets_a_sign_act(terminal: Terminal) -> None:
    listed = console.table("name", EVIL)
    listed.add_row(Text(EVIL), EVIL)
    listed.add_row(Text.assemble((EVIL, "bold"), " and ", EVIL), console.cut(EVIL * 3, 20))
    console.out.print(listed)
    console.out.print(Panel(Text(EVIL), title=EVIL))
    console.out.print(EVIL, Text(EVIL), [EVIL])
    console.err.print(Text(EVIL, no_wrap=True), soft_wrap=True)
    console.error(UserError(EVIL, EVIL))
    console.note(EVIL)
    with console.EVENTS.status(EVIL):
        pass
    with console.EVENTS.progress(EVIL) as progress:
        progress(1, 2, EVIL)
    _holds_nothing_foreign(terminal)
    assert "\\x1b" in terminal.getvalue()


def test_notes_and_errors_end_their_lines_between_words_and_keep_paths_whole(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.err, "_width", 30)
    path = "/home/somebody/a/long/way/down/to/values.csv"
    console.note(f"Four rows were written, some of them twice, to {path} and kept.")
    console.error(UserError("This sentence is longer than one line of the screen.", path))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).splitlines()
    assert [line.rstrip() for line in lines] == [
        "Four rows were written, some",
        "of them twice, to",
        path,
        "and kept.",
        "This sentence is longer than",
        "one line of the screen.",
        path,
    ]


@pytest.mark.fault("F56")
def test_a_table_of_very_many_rows_is_one_line_a_row_in_little_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = console.table("file", "reason")
    for number in range(20_000):
        listed.add_row(Text(f"{number} {EVIL}"), Text("word " * 40, "yellow"))
    begun = time.process_time()
    console.print_table(listed)
    assert time.process_time() - begun < 3
    shown = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    lines = shown.splitlines()
    assert len(lines) == 20_001
    assert lines[0].split() == ["file", "reason"]
    assert lines[-1].startswith("19999 red\\x1b")
    assert lines[-1].count("word") == 40


def test_a_draft_is_shown_sign_by_sign_while_a_model_writes_it(terminal: Terminal) -> None:
    with console.draft() as watch:
        for end in range(len(EVIL) + 1):  # an escape sequence comes in pieces
            watch(EVIL[:end])
        time.sleep(0.3)  # it is drawn eight times a second
    _holds_nothing_foreign(terminal)
    assert "OWNED" in terminal.getvalue()


def test_brackets_in_what_is_shown_are_no_markup(terminal: Terminal) -> None:
    with console.EVENTS.status("[link=http://evil.example]x[/link] [/bold]"):
        pass
    with console.EVENTS.progress("[link=http://evil.example]x[/link] [/bold]") as progress:
        progress(1, 2, "[/dim]")
    assert "\x1b]8" not in terminal.getvalue()


def test_json_acts_on_no_terminal_and_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    value: Any = {"title": EVIL, EVIL: "\udc80"}
    console.print_json(value)
    told = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\udc80]", told)
    assert json.loads(told) == value


def _holds_nothing_foreign(terminal: Terminal) -> None:
    left = OURS.sub("", terminal.getvalue())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", left), repr(left)


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("Zr0.7Hf0.15Nb0.15Co0.6Cu0.15Ni0.25", 32, ["Zr0.7Hf0.15Nb0.15Co0.6Cu0.15", "Ni0.25"]),
        ("(Ti0.33Zr0.67)1(Mn0.5Cr0.5)2", 20, ["(Ti0.33Zr0.67)1", "(Mn0.5Cr0.5)2"]),
        ("CoCrFeNi", 20, ["CoCrFeNi"]),
        ("Co0.5CrFeNi (HNCN)", 14, ["Co0.5CrFeNi", "(HNCN)"]),
        ("Zr0.85Nb0.15Co0.6 Cu0.15Ni0.25", 32, ["Zr0.85Nb0.15Co0.6 Cu0.15Ni0.25"]),
        ("CoCrFeNi", 1, ["Co", "Cr", "Fe", "Ni"]),
        ("(CoCrFeNi(TiNb)0.325)", 16, ["(CoCrFeNi", "(TiNb)0.325)"]),
    ],
)
def test_a_formula_goes_on_in_another_line_and_never_in_a_number(
    words: str, width: int, lines: list[str]
) -> None:
    assert console.formula(words, width).plain.splitlines() == lines


def test_the_end_of_a_name_is_kept() -> None:
    assert console.cut_before("mine/abstracts.jsonl:12", 12).plain == "…ts.jsonl:12"
    assert console.cut_before("mine/a.pdf", 12).plain == "mine/a.pdf"


def test_progress_in_a_file_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with console.bar("Reading") as progress:
        progress(1, 900)
        monkeypatch.setattr(console, "_BETWEEN_LINES", 0.0)
        progress(2, 900)
    assert capsys.readouterr().err == "Reading 2 of 900\n"
