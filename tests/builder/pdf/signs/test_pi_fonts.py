"""Signs of fonts without an encoding are read, or marked as unread; ordinary letters stay."""

from collections.abc import Callable
from io import BytesIO

import pymupdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from builder.pdf.pages import Line, read_page

Shape = Callable[[TTGlyphPen], None]


def _box(pen: TTGlyphPen, x0: int, y0: int, x1: int, y1: int) -> None:
    pen.moveTo((x0, y0))
    for point in ((x0, y1), (x1, y1), (x1, y0)):
        pen.lineTo(point)
    pen.closePath()


def _dash(pen: TTGlyphPen) -> None:
    _box(pen, 0, 220, 500, 270)


def _plus(pen: TTGlyphPen) -> None:
    _box(pen, 40, 230, 510, 280)
    _box(pen, 250, 20, 300, 490)


def _equals(pen: TTGlyphPen) -> None:
    _box(pen, 40, 160, 510, 205)
    _box(pen, 40, 300, 510, 345)


def _cross(pen: TTGlyphPen) -> None:
    for x0, x1 in ((60, 440), (440, 60)):
        pen.moveTo((x0 - 20, 60))
        for point in ((x0 + 20, 60), (x1 + 20, 440), (x1 - 20, 440)):
            pen.lineTo(point)
        pen.closePath()


def _blot(pen: TTGlyphPen) -> None:
    """A shape that is no sign: two blocks apart."""
    _box(pen, 0, 0, 200, 600)
    _box(pen, 420, 250, 560, 700)


def _font(name: str, letter: str, shape: Shape) -> bytes:
    """A font in which one letter, or one control character, is drawn as another sign."""
    pen, empty = TTGlyphPen(None), TTGlyphPen(None)
    shape(pen)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(letter): "one"})
    builder.setupGlyf({".notdef": empty.glyph(), "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "one": (560, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2()
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _line(*pieces: str, font: str, shape: Shape, letter: str) -> Line:
    """Draw a line in which every second piece is set in a font of signs."""
    page = pymupdf.open().new_page()
    page.insert_font(fontname="F9", fontbuffer=_font(font, letter, shape))
    x, roman = 60.0, pymupdf.Font("tiro")
    for number, piece in enumerate(pieces):
        name = "F9" if number % 2 else "tiro"
        page.insert_text((x, 100), piece, fontsize=10, fontname=name)
        x += 5.6 if number % 2 else roman.text_length(piece, fontsize=10)
    document = pymupdf.open("pdf", page.parent.tobytes())
    (line,) = read_page(document[0]).lines
    return line


@pytest.mark.parametrize("font", ["AdvPS44A44B", "AdvP40A1B2", "AdvEls-ent3", "MathematicalPi-Six"])
def test_a_letter_that_is_printed_as_a_dash_is_one(font: str) -> None:
    line = _line("the Fe", "e", "36Ni and Ti", "e", "C", font=font, shape=_dash, letter="e")
    assert line.text == "the Fe–36Ni and Ti–C"
    assert line.damage == ""


@pytest.mark.parametrize(("shape", "sign"), [(_cross, "×"), (_plus, "+"), (_equals, "=")])
def test_a_letter_that_is_printed_as_an_operator_is_one(shape: Shape, sign: str) -> None:
    line = _line("so 2 ", "d", " 10", font="AdvP4A11F2", shape=shape, letter="d")
    assert line.text == f"so 2 {sign} 10"


def test_a_letter_of_an_ordinary_font_is_one_whatever_it_looks_like() -> None:
    line = _line("the Fe", "e", "36Ni", font="CheltenhamStd", shape=_dash, letter="e")
    assert line.text == "the Fee36Ni"


def test_an_unknown_glyph_is_told_by_its_shape() -> None:
    line = _line("BaFe(As1", "\ue0a1", "xPx)", font="SomeMath", shape=_dash, letter="\ue0a1")
    assert line.text == "BaFe(As1−xPx)"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("annealed at 760 ", "C and", "annealed at 760 °C and"),
        ("a rate of 2 ", " 10 per", "a rate of 2 × 10 per"),
    ],
)
def test_an_unknown_glyph_is_told_by_its_place(before: str, after: str, text: str) -> None:
    line = _line(before, "\ue0a1", after, font="SomeMath", shape=_blot, letter="\ue0a1")
    assert (line.text, line.damage) == (text, "")


def test_a_sign_that_cannot_be_read_is_told_and_never_left_out() -> None:
    line = _line("BaFe2(As1", "\ue0a1", "xPx)2", font="SomeMath", shape=_blot, letter="\ue0a1")
    assert line.text == "BaFe2(As1\ufffdxPx)2"
    assert line.damage == "a sign in “BaFe2(As1\ufffdxPx)2” cannot be read"


@pytest.mark.parametrize(
    ("before", "after"), [("", " a list of alloys"), ("speci", "cally"), ("the end.", "")]
)
def test_ornaments_and_ligatures_are_no_damage(before: str, after: str) -> None:
    line = _line(before, "\ue0a1", after, font="SomeText", shape=_blot, letter="\ue0a1")
    assert line.damage == ""


def _renamed(text: str, font: str, differences: str) -> str:
    """Draw text in which control characters are glyphs of a font that renames them."""
    page = pymupdf.open().new_page()
    page.insert_text((60, 100), "x", fontsize=10, fontname="symb")
    document = page.parent
    (xref, *_) = page.get_fonts()[0]
    document.update_object(
        xref,
        f"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+{font}/FirstChar 1/LastChar 3/Widths[500 500"
        f" 500]/Encoding<</Type/Encoding/Differences[{differences}]>>>>",
    )
    page.insert_font(fontname="tiro")
    x, stream = 60, b""
    for piece in text.split("|"):
        name = b"/symb" if piece < " " else b"/tiro"
        stream += b"BT %s 10 Tf 1 0 0 1 %d 700 Tm <%s> Tj ET\n" % (
            name,
            x,
            piece.encode("latin-1").hex().encode(),
        )
        x += 5 if piece < " " else int(pymupdf.Font("tiro").text_length(piece, fontsize=10) + 0.5)
    contents = document.get_new_xref()
    document.update_object(contents, "<<>>")
    document.update_stream(contents, stream)
    page.set_contents(contents)
    (line,) = read_page(pymupdf.open("pdf", document.tobytes())[0]).lines
    return line.text


@pytest.mark.parametrize(
    ("name", "sign"), [("C0", "−"), ("C2", "×"), ("C6", "±"), ("H11003", "×"), ("H11002", "−")]
)
def test_a_glyph_is_what_its_name_says(name: str, sign: str) -> None:
    assert _renamed("3 |\x01| 10", "AdvP4C4E74", f"1/{name}") == f"3 {sign} 10"


@pytest.mark.parametrize(("letter", "text"), [("=", "the I4/m group"), ("x", "the I4xm group")])
def test_an_equals_sign_that_is_printed_as_a_slash_is_one(letter: str, text: str) -> None:
    line = _line("the I4", letter, "m group", font="AdvTTd0b5fdba.I", shape=_blot, letter=letter)
    assert line.text == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("at À196 °C and sÀ1", "at −196 °C and s−1"),
        ("of 1 Â 10À3 (K ¼ 5)", "of 1 × 10−3 (K = 5)"),
        ("Ba(Fe1ÀxCox)2As2", "Ba(Fe1−xCox)2As2"),
        ("Pb2þ and 12 þ 3", "Pb2+ and 12 + 3"),
        ("the ð111Þ plane", "the (111) plane"),
        ("12 MPaÁm1/2", "12 MPa·m1/2"),
    ],
)
def test_a_letter_that_cannot_stand_where_it_does_is_a_sign(printed: str, text: str) -> None:
    assert _ordinary(printed) == text


@pytest.mark.parametrize(
    "text",
    [
        "À Paris, la température À 20 °C",
        "Þór and Ágúst from Ísafjörður",
        "Ângela Âbel of São Paulo",
        "a ¼ inch and ½ h",
        "ÀLVAREZ and Álvarez",
        "það er þetta",
    ],
)
def test_letters_of_other_languages_stay(text: str) -> None:
    assert _ordinary(text) == text


def _ordinary(text: str) -> str:
    page = pymupdf.open().new_page()
    page.insert_text((60, 100), text, fontsize=10, fontname="tiro")
    (line,) = read_page(pymupdf.open("pdf", page.parent.tobytes())[0]).lines
    return line.text


_WORDS = st.text(st.sampled_from("abcdefgilmnoprstuàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"), min_size=4)


@given(st.lists(_WORDS, min_size=1, max_size=5))
def test_words_of_any_letters_are_never_mended(words: list[str]) -> None:
    text = " ".join(word.capitalize() for word in words)[:80].strip()
    assert _ordinary(text) == text
