import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.visible import one_column_each, visible, visible_json

COMMANDS = (
    "\x1b]0;title\x07", "\x1b[2J", "\x1bc", "\x1bP1;2q#0\x1b\\", "\x1b]8;;http:x\x1b\\y", "\x1b_G",
    "\x9d0;title\x9c", "\x9b31m", "\x90q\x9c", "\x85", "\x7f", "\x00", "\x08\x08", "a\rb", "\x0b",
    "\x0e\x0f", "\u202egnp.exe", "\u2066x\u2069", "\u200f", "\u061c", "\u2028", "\u206a",
    "\U000e0041\U000e007f", "\ud800", "\udc80x",
)  # fmt: skip


def acts(text: str) -> bool:
    return any(
        (unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") and sign not in "\n\t")
        or (unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI",
                                               "FSI", "PDI", "AL")
        and unicodedata.category(sign) == "Cf")
        for sign in text
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.fault("F60")
def test_no_command_is_left_and_its_letters_are_seen(command: str) -> None:
    shown = visible(f"before {command} after")
    assert not acts(shown)
    assert shown.startswith("before \\") or command == "a\rb"
    assert len(one_column_each(command)) == len(command)
    assert not acts(one_column_each(command))


def test_words_of_every_script_stay_as_they_are() -> None:
    words = "Al₀.₃CoCrFeNi – 405 MPa·m½ (°C) “x”\n\té 日本 हि\u200dन्दी ‏".rstrip("\u200f")
    assert visible(words) == words
    assert visible("nano\u200bparticle\ufeff") == "nanoparticle"


@given(st.text())
def test_whatever_is_shown_acts_no_more_and_json_keeps_every_string(text: str) -> None:
    shown = visible(text)
    assert not acts(shown)
    assert visible(shown) == shown
    written = visible_json(json.dumps([text], ensure_ascii=False))
    assert not acts(written)
    assert json.loads(written) == [text]


def test_half_a_letter_is_written_so_that_utf8_can_hold_it() -> None:
    assert visible("a\ud800b") == "a\\ud800b"
    assert visible_json(json.dumps("a\udc80", ensure_ascii=False)) == '"a\\udc80"'
