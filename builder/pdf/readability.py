"""Tell PDFs whose pages hold text that can be read from scans, empty files and gibberish."""

import shlex
from pathlib import Path

from builder.pdf.opening import NoPaperError
from builder.pdf.pages import Page, Pages
from builder.text.known_words import KNOWN_IN_TEXT, known_share, reads_as_language

#: A page of print holds thousands of characters; a scan's stamp holds fewer than this.
_LEAST_CHARACTERS = 200
_FIRST_PAGES = 3
#: Share of glyphs without a character above which common words must show that it can be read.
_MOST_UNREADABLE = 0.4


def require_text(path: Path, pages: Pages, start: int) -> None:
    """Check that the first pages hold text.

    Args:
        path: The file; its name stands in the command that mends it.
        pages: Its pages.
        start: 0-based page on which the paper begins.

    Raises:
        NoPaperError: It is scanned, empty, or its text cannot be decoded.
    """
    first = range(start, min(start + _FIRST_PAGES, len(pages)))
    read: list[Page] = []
    for index in first:
        read.append(pages[index])
        if sum(page.characters for page in read) >= _LEAST_CHARACTERS:
            break
    characters = sum(page.characters for page in read)
    command = shlex.join(("ocrmypdf", path.name, f"{path.stem}-ocr.pdf"))
    if characters < _LEAST_CHARACTERS:
        document = pages.document
        has_images = any(document[index].get_images() for index in first)
        has_drawings = any(document[index].get_bboxlog() for index in first)
        if not has_images and (document.is_repaired or not has_drawings):
            raise NoPaperError(
                "corrupt", "Its pages are empty, as in a broken download; get it again."
            )
        raise NoPaperError("scanned", f"Its pages are pictures without text; run `{command}`.")
    if _is_undecodable(read, characters):
        forced = shlex.join(("ocrmypdf", "--force-ocr", path.name, f"{path.stem}-ocr.pdf"))
        raise NoPaperError(
            "undecodable",
            "Its text cannot be decoded: the fonts do not say which letters their glyphs are;"
            f" run `{forced}`.",
        )


def _is_undecodable(pages: list[Page], characters: int) -> bool:
    """Return whether the text of pages is none that anybody could read."""
    text = "\n".join(page.text for page in pages)
    if sum(page.unreadable for page in pages) > _MOST_UNREADABLE * characters:
        # Some programs leave out the character map of a font whose letters are where they belong.
        return (known_share(text) or 0.0) < KNOWN_IN_TEXT
    return not reads_as_language(text)
