"""A file may say how its glyphs read: of case, ligatures, blanks and signs, not of other words."""

import pytest

from builder.pdf.visibility.actual_text import agree


@pytest.mark.parametrize(
    ("said", "glyphs"),
    [
        ("T", "t"), ("fi", "ﬁ"), ("\xad", "-"), ("\u2009", " "), ("β", "b"), ("Formel", "FORMEL"),
        ("x", "\ufffd"), ("'", "’"),
    ],
)  # fmt: skip
def test_typesetters_may_say_how_a_glyph_reads(said: str, glyphs: str) -> None:
    assert agree(said, glyphs)


@pytest.mark.parametrize(
    ("said", "glyphs"),
    [
        ("9999 MPa", "350 MPa"), ("is not stable", "is stable"), ("\xad", "not"), ("12", "1"),
        ("a whole sentence", "."), ("sigma", "s"),
    ],
)  # fmt: skip
def test_other_words_and_numbers_are_not_believed(said: str, glyphs: str) -> None:
    assert not agree(said, glyphs)
