"""Pages without text, and with text that cannot be decoded, are told with their remedy."""

from pathlib import Path

import pymupdf
import pytest
from pdf_factory import GOOD_ABSTRACT, good_pdf

from builder.pdf.opening import NoPaperError
from builder.pdf.pages import Pages
from builder.pdf.readability import require_text


def _undecodable(path: Path) -> Path:
    shifted = "".join(chr(ord(c) - 29) if "A" <= c <= "z" else c for c in GOOD_ABSTRACT * 3)
    document = pymupdf.open()
    page = document.new_page()
    page.insert_textbox((72, 60, 520, 100), "Toughness of an alloy on cooling", fontsize=18)
    page.insert_textbox((72, 120, 520, 700), shifted, fontsize=10)
    document.save(path)
    return path


def test_text_of_glyph_numbers_asks_for_recognition(tmp_path: Path) -> None:
    path = _undecodable(tmp_path / "a b.pdf")
    with pymupdf.open(path) as document, pytest.raises(NoPaperError) as error:
        require_text(path, Pages(document), 0)
    assert error.value.state == "undecodable"
    assert "`ocrmypdf --force-ocr 'a b.pdf' 'a b-ocr.pdf'`" in error.value.reason


def test_text_that_reads_as_language_is_read_whatever_its_fonts_say(tmp_path: Path) -> None:
    path = good_pdf(tmp_path / "good.pdf")
    with pymupdf.open(path) as document:
        pages = Pages(document)
        pages[0].unreadable = pages[0].characters
        require_text(path, pages, 0)


def test_glyphs_without_characters_and_words_are_undecodable(tmp_path: Path) -> None:
    path = _undecodable(tmp_path / "a.pdf")
    with pymupdf.open(path) as document, pytest.raises(NoPaperError, match="cannot be decoded"):
        pages = Pages(document)
        pages[0].unreadable = pages[0].characters
        require_text(path, pages, 0)
