"""Greek letters that stand together in a font of signs are read; Latin ones stay Latin."""

from io import BytesIO

import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from builder.pdf.pages import read_page


def _font(name: str, source: str, drawn: dict[str, str]) -> bytes:
    """A font whose letters are drawn as named glyphs of one of MuPDF's fonts."""
    outlines = CFFFontSet()
    outlines.decompile(BytesIO(pymupdf.Font(source).buffer), None)
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (500, 0)}
    for letter, named in drawn.items():
        pen = TTGlyphPen(None)
        glyph = outlines[0].CharStrings[named]
        glyph.draw(Cu2QuPen(pen, 1, reverse_direction=True))
        glyphs[letter], widths[letter] = pen.glyph(), (glyph.width, 0)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(letter): letter for letter in drawn})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2()
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _read(name: str, source: str, drawn: dict[str, str]) -> str:
    """Read "of 84 … cm in all" with the letters of ``drawn`` in the gap."""
    page = pymupdf.open().new_page()
    data, letters = _font(name, source, drawn), "".join(drawn)
    page.insert_font(fontname="F9", fontbuffer=data)
    x = 60.0
    for text, font in (("of 84 ", "tiro"), (letters, "F9"), (" cm in all", "tiro")):
        page.insert_text((x, 100), text, fontsize=10, fontname=font)
        metrics = pymupdf.Font(fontbuffer=data) if font == "F9" else pymupdf.Font(font)
        x += metrics.text_length(text, fontsize=10)
    (line,) = read_page(pymupdf.open("pdf", page.parent.tobytes())[0]).lines
    return line.text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ({"m": "mu", "W": "Omega"}, "of 84 μΩ cm in all"),
        ({"D": "Delta", "s": "sigma"}, "of 84 Δσ cm in all"),
        ({"a": "alpha", "b": "beta", "g": "gamma"}, "of 84 αβγ cm in all"),
    ],
)
@pytest.mark.parametrize("font", ["AdvP3F4C13", "AdvPSSym", "MathematicalPi-One"])
def test_letters_that_are_printed_as_greek_are_greek(
    font: str, drawn: dict[str, str], text: str
) -> None:
    assert _read(font, "symb", drawn) == text


@pytest.mark.parametrize("letters", ["mW", "kg", "Da", "xyz"])
def test_letters_that_are_printed_as_letters_stay(letters: str) -> None:
    drawn = {letter: letter for letter in letters}
    assert _read("AdvP3F4C13", "tiro", drawn) == f"of 84 {letters} cm in all"
