"""Runs become lines whose size is that of their text, whatever stands in scripts."""

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_layouts import Paper

from builder.pdf.glyphs import Run, main_style
from builder.pdf.pages import Line, read_page

SYMBOLS = st.sampled_from(["Al", "Co", "Cr", "Fe", "Ni", "Ti", "Zr", "Nb", "Mn", "W"])
AMOUNTS = st.sampled_from(["0.5", "0.33", "2", "0.167", "12.5", "33.3", "x", "0.5−x"])


def _line(text: str, size: float = 10.0) -> Line:
    sheet = Paper("", None).sheet()
    sheet.write(50, 100, text, size)
    (line,) = read_page(pymupdf.open("pdf", sheet.page.parent.tobytes())[0]).lines
    return line


def test_a_line_with_more_subscript_than_symbols_is_no_small_print() -> None:
    line = _line("(Ti_{0.33}Zr_{0.33}Nb_{0.33})_{1}(Mn_{0.55}Cr_{0.45})_{2}")
    assert (line.size, line.baseline) == (10.0, pytest.approx(100, abs=0.1))
    assert line.text == "(Ti0.33Zr0.33Nb0.33)1(Mn0.55Cr0.45)2"


@given(st.lists(st.tuples(SYMBOLS, AMOUNTS), min_size=1, max_size=8), st.booleans())
def test_any_formula_is_as_large_as_its_symbols(
    parts: list[tuple[str, str]], in_text: bool
) -> None:
    marked = "".join(f"{symbol}_{{{amount}}}" for symbol, amount in parts)
    line = _line(f"the {marked} alloy" if in_text else marked)
    assert line.size == 10.0
    plain = "".join(symbol + amount for symbol, amount in parts)
    assert line.text == (f"the {plain} alloy" if in_text else plain)


def test_a_large_initial_does_not_set_the_size_of_its_line() -> None:
    runs = [
        Run("T", 24, 100, 50, 64, False, False),
        Run("his is the text of the line", 10, 100, 64, 190, False, False),
    ]
    assert main_style(runs) == (10, 100)


def test_small_capitals_stand_on_the_line_of_their_initials() -> None:
    runs = [
        Run("H", 10, 100, 50, 57, False, False),
        Run("IGH", 8, 100, 57, 75, False, False),
        Run(" E", 10, 100, 75, 84, False, False),
        Run("NTROPY", 8, 100, 84, 120, False, False),
    ]
    assert main_style(runs)[1] == 100


def test_a_large_letter_before_words_is_no_formula() -> None:
    runs = [
        Run("a", 10, 100, 50, 57, True, False),
        Run(" Hippocampus", 8, 101, 57, 110, False, False),
    ]
    assert main_style(runs) == (8, 101)
