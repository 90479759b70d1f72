"""Pieces of a sentence that stand in one another are read in the order of their places."""

import pymupdf
from hypothesis import given
from hypothesis import strategies as st
from paper_layouts import Paper, Sheet

from builder.pdf.pages import Page, left_out, read_page


def _drawn(sheet: Sheet) -> Page:
    return read_page(pymupdf.open("pdf", sheet.page.parent.tobytes())[0])


def _set_into(sentence: str, ink: tuple[float, float, float] = (0, 0, 0)) -> Page:
    """Draw a sentence first without, then the glyphs that are marked by braces, in their places."""
    sheet = Paper("", None).sheet()
    outer, inner, x = "", [], 60.0
    for place, piece in enumerate(sentence.replace("}", "{").split("{")):
        width = pymupdf.get_text_length(piece, fontname="tiro", fontsize=10)
        if place % 2:
            inner.append((x, piece))
            blank = pymupdf.get_text_length(" ", fontname="tiro", fontsize=10)
            outer += " " * round(width / blank)
            x += blank * round(width / blank)
        else:
            outer += piece
            x += width
    sheet.page.insert_text((60, 100), outer, fontsize=10, fontname="tiro")
    for x, piece in inner:
        sheet.page.insert_text((x, 100), piece, fontsize=10, fontname="tiit", color=ink)
    return _drawn(sheet)


def test_a_symbol_set_into_a_sentence_later_stands_in_its_place() -> None:
    page = _set_into("electrical resistivity r({T}), susceptibility c({H}) of the same alloy")
    (line,) = page.lines
    assert line.text == "electrical resistivity r(T), susceptibility c(H) of the same alloy"


@given(st.lists(st.sampled_from("THRVxyN"), min_size=1, max_size=4))
def test_no_word_of_the_sentence_is_lost(symbols: list[str]) -> None:
    sentence = "The measured resistivity and" + "".join(f" f({{{one}}}) then" for one in symbols)
    (line,) = _set_into(sentence + " end here").lines
    whole = sentence.replace("{", "").replace("}", "") + " end here"
    assert line.text.replace(" )", ")") == whole


def test_text_drawn_twice_is_not_mixed() -> None:
    sheet = Paper("", None).sheet()
    text = "The yield strength of this alloy is high"
    sheet.page.insert_text((60, 100), text, fontsize=10, fontname="tiro")
    sheet.page.insert_text((63, 100), text.upper(), fontsize=10, fontname="tiro")
    assert any(line.text == text for line in _drawn(sheet).lines)


def test_two_columns_are_not_mixed() -> None:
    sheet = Paper("", None).sheet()
    sheet.write(50, 100, "words of the left column end here", 10)
    sheet.write(306, 100, "words of the right one begin here", 10)
    assert len(_drawn(sheet).lines) == 2


def test_white_text_is_not_mixed_into_the_sentence() -> None:
    page = _set_into("the resistivity of this alloy is f({T}) and no more", ink=(1, 1, 1))
    assert "(T)" not in page.text


def test_a_line_that_stands_in_a_text_and_is_not_of_it_is_left_out() -> None:
    sheet = Paper("", None).sheet()
    sheet.write(50, 100, "This is a sentence as wide as its column that stops at a", 10)
    sheet.write(50, 114, "formula and goes on below", 10)
    sheet.write(230, 114, "m = 12", 10)
    sheet.write(400, 114, "another column", 10)
    page = _drawn(sheet)
    ours = [line for line in page.lines if line.text[0] in "Tf"]
    assert [line.text for line in left_out(page, ours)] == ["m = 12"]
    assert left_out(page, page.lines) == []
    assert left_out(page, []) == []
