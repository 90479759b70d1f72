"""Draws the sample corpus: the same bytes every time.

python tests/tools/draw_samples.py [FOLDER]
"""

import sys
from collections.abc import Callable
from pathlib import Path

from paper_layouts import HEIGHT, WIDTH, Paper, Sheet, said
from sample_digests import DIGESTS, Digest

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
_BODY = (
    "This page was drawn for hea-qa to look like the first page of a paper. It is a digest: the "
    "abstract above retells, in our own words, what the paper named in the footer reports. High-"
    "entropy alloys mix several principal elements in like amounts, where older alloys have one "
    "element to which others are added. Their phases, their strength and the ways in which they "
    "deform have been studied widely for some twenty years, and what is found often depends on how "
    "the alloy was made and at which temperature it was tested. Who wants to rely on a figure "
    "should read the paper itself, which gives the conditions of each measurement in full. "
)


def draw(digest: Digest, path: Path) -> None:
    """Draw one digest as a PDF of one page."""
    paper = Paper(digest.title, digest.abstract, digest.doi, digest.year)
    sheet = paper.sheet()
    _LAYOUTS[digest.layout](digest, sheet)
    _check_fit(sheet)
    label = f"Digest written for hea-qa of https://doi.org/{digest.doi}; not the paper itself."
    sheet.write(50, HEIGHT - 30, label, 7, "helv")
    recorded = said(digest.title) if digest.recorded is None else digest.recorded
    paper.document.set_metadata({"title": recorded, "creator": "hea-qa"})
    paper.document.subset_fonts()
    data = paper.document.tobytes(garbage=4, deflate=True, no_new_id=True, use_objstms=1)
    path.write_bytes(data)


def _check_fit(sheet: Sheet) -> None:
    """Stop where text leaves the page, meets the footer or is cut off."""
    words = sheet.page.get_text("words", sort=False)
    if any(x0 < 40 or x1 > WIDTH - 40 or y1 > HEIGHT - 40 for x0, _, x1, y1, *_ in words):
        raise ValueError("text leaves the margins of the page")
    if " ".join(word[4] for word in words[-2:]) != "in full.":
        raise ValueError("the text does not fit on the page")


def _heading(digest: Digest, sheet: Sheet, x: float, y: float, size: float, font: str) -> float:
    y, _ = sheet.paragraph(x, y, WIDTH - x, digest.title, size, font)
    sheet.write(x, y + 4, f"after {digest.after}", 10, "tiit")
    return y + 26


def _body(sheet: Sheet, y: float, heading: str = "1. Introduction") -> None:
    sheet.write(50, y, heading, 10, "tibo")
    sheet.columns(y + 16, _BODY * 6, 9.5)


def _elsevier(digest: Digest, sheet: Sheet) -> None:
    """Highlights above; article information at the left, a spaced heading at the right."""
    sheet.centred(40, f"Sample Digests ({digest.year}) 1", 8)
    y = _heading(digest, sheet, 50, 70, 15, "tiro")
    sheet.write(50, y, "H I G H L I G H T S", 8, "tiro")
    for point in ("A page of a common layout.", "A list that is not the abstract."):
        y += 12
        sheet.write(56, y, f"• {point}", 8)
    top = y + 30
    sheet.write(50, top, "A R T I C L E  I N F O", 8, "tiro")
    sheet.write(50, top + 18, "Keywords:", 7.5, "tiit")
    y = top + 30
    for word in digest.keywords.split("; "):
        sheet.write(50, y, word, 7.5)
        y += 10
    sheet.write(215, top, "A B S T R A C T", 8, "tiro")
    end, _ = sheet.paragraph(215, top + 18, WIDTH - 50, digest.abstract, 9)
    year = f"Published: {digest.year}"
    sheet.write(WIDTH - 50 - 120, end + 12, year, 7)
    _body(sheet, max(end, y) + 40)


def _run_in(digest: Digest, sheet: Sheet) -> None:
    """A bold heading that runs into the text, keywords below, one column."""
    sheet.write(50, 45, "Article", 9, "tiit")
    y = _heading(digest, sheet, 50, 75, 17, "tibo")
    sheet.write(50, y, f"Published: {digest.year}", 8)
    x = sheet.write(110, y + 24, "Abstract: ", 9.5, "tibo")
    y, _ = sheet.paragraph(110, y + 24, WIDTH - 50, digest.abstract, 9.5, indent=x - 110)
    x = sheet.write(110, y + 10, "Keywords: ", 9.5, "tibo")
    sheet.write(x, y + 10, digest.keywords, 9.5)
    sheet.write(50, y + 45, "1. Introduction", 11, "tibo")
    sheet.paragraph(50, y + 62, WIDTH - 50, _BODY * 2, 10)


def _letter(digest: Digest, sheet: Sheet) -> None:
    """No heading: a narrower, smaller block between authors and text, with a date above."""
    y = 80.0
    for line in _lines(digest.title, 52):
        y = sheet.centred(y, line, 13, "tibo")
    y = sheet.centred(y + 6, f"after {digest.after}", 10)
    y = sheet.centred(y + 2, f"(Published {digest.year})", 8.5)
    y, _ = sheet.paragraph(100, y + 10, WIDTH - 100, digest.abstract, 9)
    sheet.write(100, y + 8, f"DOI: {digest.doi}", 8.5)
    sheet.columns(y + 45, _BODY * 6, 10)


def _centred(digest: Digest, sheet: Sheet) -> None:
    """One column, the heading in the middle."""
    y = 90.0
    for line in _lines(digest.title, 56):
        y = sheet.centred(y, line, 15)
    y = sheet.centred(y + 10, f"after {digest.after}", 11)
    y = sheet.centred(y, f"(Dated: {digest.year})", 9)
    y = sheet.centred(y + 16, "Abstract", 11, "tibo")
    y, _ = sheet.paragraph(90, y + 6, WIDTH - 90, digest.abstract, 10)
    sheet.write(60, y + 24, "1  Introduction", 13, "tibo")
    sheet.paragraph(60, y + 44, WIDTH - 60, _BODY * 2, 11)


def _structured(digest: Digest, sheet: Sheet) -> None:
    """Four labelled paragraphs under a heading."""
    y = _heading(digest, sheet, 50, 70, 17, "helv")
    sheet.write(50, y, f"Published online: {digest.year}", 8, "helv")
    sheet.write(50, y + 24, "Abstract", 12, "hebo")
    y += 42
    for part in digest.abstract.split("|"):
        label, text = part.split(": ", 1)
        x = sheet.write(50, y, f"{label}: ", 9.5, "hebo")
        y, _ = sheet.paragraph(50, y, WIDTH - 50, text, 9.5, "helv", indent=x - 50)
        y += 3
    x = sheet.write(50, y + 8, "Keywords: ", 9.5, "hebo")
    sheet.write(x, y + 8, digest.keywords, 9.5, "helv")
    sheet.write(50, y + 40, "Introduction", 12, "hebo")
    sheet.paragraph(50, y + 58, WIDTH - 50, _BODY * 2, 9.5, "helv")


def _springer(digest: Digest, sheet: Sheet) -> None:
    """A bold heading at the left over two columns of text."""
    sheet.write(50, 40, f"Sample Digests (hea-qa) {digest.year}", 8, "helv")
    y = _heading(digest, sheet, 50, 75, 16, "hebo")
    sheet.write(50, y, f"Published online: {digest.year}", 8, "helv")
    sheet.write(50, y + 26, "Abstract", 11, "hebo")
    y, _ = sheet.paragraph(50, y + 40, WIDTH - 50, digest.abstract, 10)
    x = sheet.write(50, y + 8, "Keywords ", 9, "hebo")
    sheet.write(x, y + 8, digest.keywords.replace("; ", " · "), 9)
    sheet.write(50, y + 40, "Introduction", 12, "hebo")
    sheet.columns(y + 56, _BODY * 6, 10)


def _nature(digest: Digest, sheet: Sheet) -> None:
    """A bold paragraph without a heading leads into the text."""
    sheet.write(50, 45, f"Sample Digests 6, 10143 ({digest.year})", 8, "helv")
    y = _heading(digest, sheet, 50, 80, 19, "hebo")
    sheet.write(50, y, f"Published {digest.year}", 8, "helv")
    y, _ = sheet.paragraph(50, y + 24, WIDTH - 50, digest.abstract, 10.5, "hebo")
    sheet.columns(y + 26, _BODY * 6, 9)


_LAYOUTS: dict[str, Callable[[Digest, Sheet], None]] = {
    "centred": _centred,
    "elsevier": _elsevier,
    "letter": _letter,
    "nature": _nature,
    "run_in": _run_in,
    "springer": _springer,
    "structured": _structured,
}


def _lines(title: str, most: int) -> list[str]:
    """A title broken into lines of at most so many characters."""
    lines = [""]
    for word in title.split(" "):
        if len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for digest in DIGESTS:
        draw(digest, folder / digest.file)


if __name__ == "__main__":
    main()
