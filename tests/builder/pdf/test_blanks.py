"""Blanks that no reader sees are taken out, those between words stay."""

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_layouts import Paper

from builder.pdf.blanks import without_script_blanks
from builder.pdf.glyphs import Run, plain_text
from builder.pdf.pages import read_page


def _written(*pieces: tuple[str, int], gap: float = 0.0) -> str:
    """Write a line of 10-point type; ``gap`` points follow each lowered (-1) piece."""
    x, runs = 50.0, []
    for text, level in pieces:
        size = 6.4 if level else 10.0
        end = x + 0.5 * size * len(text)
        runs.append(Run(text, size, 100.0 - 3.0 * level, x, end, False, False))
        x = end + (gap if level else 0.0)
    ((_, left),) = without_script_blanks([(0, runs)])
    return plain_text(left, 10.0, 100.0)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("MgH", 0), ("2 ", -1), (", and", 0)], "MgH2, and"),
        ([("of MgH", 0), ("2 ", -1), (".", 0)], "of MgH2."),
        ([("Mg", 0), ("2 ", -1), ("Ni(Cu) phase", 0)], "Mg2Ni(Cu) phase"),
        ([("Mg", 0), ("2 ", -1), ("NiH", 0), ("4 ", -1), (")", 0)], "Mg2NiH4)"),
        ([("Al", 0), ("0.3 ", -1), ("CoCrFeNi", 0)], "Al0.3CoCrFeNi"),
        ([("Mg", 0), ("2 ", -1), ("Ni powder and MgH", 0), ("2 ", -1), (", too", 0)],
         "Mg2Ni powder and MgH2, too"),
    ],
)  # fmt: skip
def test_a_blank_of_script_size_before_a_mark_or_a_formula_is_none(
    pieces: list[tuple[str, int]], text: str
) -> None:
    assert _written(*pieces) == text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("with Mg", 0), ("2 ", -1), ("powder", 0)], "with Mg2 powder"),
        ([("with Mg", 0), ("2 ", -1), ("In this work", 0)], "with Mg2 In this work"),
        ([("10", 0), ("6 ", -1), ("CFU/mL", 0)], "106 CFU/mL"),
        ([("time t", 0), ("a ", -1), ("Ni is", 0)], "time ta Ni is"),
    ],
)
def test_a_blank_of_script_size_between_words_stays(
    pieces: list[tuple[str, int]], text: str
) -> None:
    assert _written(*pieces) == text


def test_a_wide_gap_behind_a_script_is_a_blank() -> None:
    assert _written(("Mg", 0), ("2 ", -1), ("NiH is", 0), gap=2.0) == "Mg2 NiH is"


_SYMBOLS = st.sampled_from(["Al", "Co", "Cr", "Fe", "Ni", "Ti", "Mg", "W", "V"])


@given(st.lists(st.tuples(_SYMBOLS, st.integers(1, 99)), min_size=2, max_size=6))
def test_any_formula_is_whole_in_a_file_with_a_blank_behind_every_script(
    parts: list[tuple[str, int]],
) -> None:
    pieces: list[tuple[str, int]] = [("the MgH", 0), ("2 ", -1), (", then ", 0)]
    for symbol, amount in parts:
        pieces += [(symbol, 0), (f"{amount} ", -1)]
    pieces.append((", it", 0))
    formula = "".join(f"{symbol}{amount}" for symbol, amount in parts)
    assert _written(*pieces) == f"the MgH2, then {formula}, it"


def test_a_line_spaced_letter_by_letter_is_read_as_words() -> None:
    sheet = Paper("", None).sheet()
    x = 50.0
    for word in ("alloys", "of", "the", "C14", "phase"):
        for letter in word:
            sheet.page.insert_text((x, 100), letter, fontsize=10, fontname="tiro")
            x += pymupdf.get_text_length(letter, fontname="tiro", fontsize=10) + 2.4
        x += 4.0
    page = read_page(pymupdf.open("pdf", sheet.page.parent.tobytes())[0])
    assert " ".join(line.text for line in page.lines) == "alloys of the C14 phase"


def test_a_gap_between_runs_without_a_blank_is_one_between_words() -> None:
    sheet = Paper("", None).sheet()
    end = sheet.write(50, 100, "values ≥", 10)
    sheet.write(end + 2.6, 100, "81 of the", 10, "tibo")
    page = read_page(pymupdf.open("pdf", sheet.page.parent.tobytes())[0])
    assert [line.text for line in page.lines] == ["values ≥ 81 of the"]
