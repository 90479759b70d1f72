import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.characters import INVISIBLE, one_line, without_invisible

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202e\u2066\u2069\ufe0e\ufe0f\u061c"


@pytest.mark.parametrize("mark", UNSEEN, ids=[f"U+{ord(mark):04X}" for mark in UNSEEN])
def test_an_invisible_character_leaves_nothing_behind(mark: str) -> None:
    text = f"{mark}CoCrFe{mark}MnNi at 1{mark}000 K{mark}"
    assert without_invisible(text) == "CoCrFeMnNi at 1000 K"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("micro\xadstructure", "microstructure"),
        ("micro\xad\nstructure", "microstructure"),
        ("micro\xad \n   structure", "microstructure"),
        ("CoCrFe\xad\nMnNi", "CoCrFeMnNi"),
        ("micro\xad structure", "microstructure"),
        ("low\xad and high-temperature", "low and high-temperature"),
        ("CoCrFe\xad Ni", "CoCrFe Ni"),
        ("1\xad 2", "1 2"),
    ],
)
def test_a_soft_hyphen_joins_its_word(text: str, right: str) -> None:
    assert without_invisible(text) == right


@pytest.mark.parametrize("blank", "\u00a0\u2009\u202f\u2002\u3000")
def test_a_blank_of_any_width_stays_a_blank(blank: str) -> None:
    assert without_invisible(f"1{blank}073 MPa") == f"1{blank}073 MPa"
    assert one_line(f"1{blank}073 MPa") == "1 073 MPa"


def test_control_characters_are_blanks() -> None:
    assert one_line(" \x1b[31mred\x07 and\r\n\tblue\x00 ") == "[31mred and blue"


@given(st.text())
def test_what_is_seen_stays(text: str) -> None:
    kept = without_invisible(text)
    assert without_invisible(kept) == kept
    seen = [c for c in text if unicodedata.category(c)[0] in "LNPS" and c not in "ᅟᅠㅤﾠ"]
    assert [c for c in kept if unicodedata.category(c)[0] in "LNPS"] == seen
    assert not set(kept) & set(UNSEEN + "\xad")


def test_the_class_holds_no_blank() -> None:
    assert "\u00a0" not in INVISIBLE
    assert "\u2009" not in INVISIBLE
