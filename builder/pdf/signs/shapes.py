"""Recognise a sign by its printed shape, where its font does not say which sign it is."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from builder.pdf.display_list import Painting

#: Pixels of an em when a glyph is drawn, and of the square its shape is compared in.
_EM = 48
_GRID = 12
#: A grey of 0 to 255 below which a pixel is ink.
_INK = 128
_MASK = bytes(int(grey < _INK) for grey in range(256))
#: Sum of differences up to which two glyphs are one sign, and by how much the next sign must be
#: less alike. Measured on the signs of fonts that do say what they are, in open papers.
_ALIKE = 0.30
_CLEARLY = 1.25
#: Signs whose sizes differ by so much are no more compared.
_FAR = 0.5

#: MuPDF's own fonts, and the signs of each that are compared.
_OPERATORS = "−×+=±·∼≈≤≥→•∞′<>/|"
_GREEK = "αβγδεθκλμνπρστφχψωΓΔΘΛΞΠΣΦΨΩ"
_FONTS = {"symb": _OPERATORS + _GREEK, "tiro": "–°×±•·", "helv": "–°×±•·"}
_LETTER_FONTS = ("tiro", "tiit", "helv", "heit")
#: What is drawn alike: a degree set low is TeX's ring, and a dash stands for a minus.
_SAME = {"–": "−", "•": "·"}


class Shape(NamedTuple):
    """The ink of one glyph, in parts of its size."""

    ink: tuple[float, ...]
    """How much of each cell of a square grid over the ink is black, 0 to 1."""
    width: float
    height: float
    middle: float
    """How far the middle of the ink stands above the baseline."""


def _shape_of(picture: Any, baseline: float) -> Shape | None:
    """Measure the ink of a grey picture, in which an em has `_EM` pixels; None without any."""
    width, height, samples = picture.width, picture.height, picture.samples
    rows = [samples[row * picture.stride : row * picture.stride + width] for row in range(height)]
    masks = [line.translate(_MASK) for line in rows]
    inked = [row for row, mask in enumerate(masks) if b"\x01" in mask]
    if not inked:
        return None
    top, bottom = inked[0], inked[-1] + 1
    left = min(masks[row].find(b"\x01") for row in inked)
    right = max(masks[row].rfind(b"\x01") for row in inked) + 1
    cells = []
    for row in range(_GRID):
        y0 = top + row * (bottom - top) // _GRID
        y1 = max(top + (row + 1) * (bottom - top) // _GRID, y0 + 1)
        for column in range(_GRID):
            x0 = left + column * (right - left) // _GRID
            x1 = max(left + (column + 1) * (right - left) // _GRID, x0 + 1)
            area = b"".join(line[x0:x1] for line in rows[y0:y1])
            cells.append(1 - sum(area) / (255 * len(area)) if area else 0.0)
    return Shape(
        tuple(cells),
        (right - left) / _EM,
        (bottom - top) / _EM,
        (baseline - (top + bottom) / 2) / _EM,
    )


def _difference(one: Shape, other: Shape) -> float:
    """Return how unlike two shapes are; 0 for the same."""
    measure = (
        0.5 * abs(one.width - other.width)
        + 0.8 * abs(one.height - other.height)
        + 0.3 * abs(one.middle - other.middle)
    )
    if measure > _FAR:
        return 1.0 + measure
    ink = sum([abs(a - b) for a, b in zip(one.ink, other.ink, strict=True)]) / len(one.ink)
    return measure + ink


def _drawn(font: Any, sign: str) -> Shape | None:
    """Draw one sign of a font and measure it."""
    import pymupdf

    document = pymupdf.open()  # type: ignore[no-untyped-call]
    page = document.new_page(width=3 * _EM, height=3 * _EM)
    writer = pymupdf.TextWriter(page.rect)  # type: ignore[no-untyped-call]
    writer.append((_EM, 2 * _EM), sign, font=font, fontsize=_EM)  # type: ignore[no-untyped-call]
    writer.write_text(page)  # type: ignore[no-untyped-call]
    return _shape_of(page.get_pixmap(colorspace=pymupdf.csGRAY), 2 * _EM)


@cache
def _signs() -> tuple[tuple[str, Shape], ...]:
    import pymupdf

    signs = []
    for name, characters in _FONTS.items():
        font = pymupdf.Font(name)  # type: ignore[no-untyped-call]
        signs += [(_SAME.get(sign, sign), _drawn(font, sign)) for sign in characters]
    return tuple((sign, shape) for sign, shape in signs if shape)


@cache
def _letter(letter: str) -> tuple[Shape, ...]:
    import pymupdf

    shapes = (_drawn(pymupdf.Font(name), letter) for name in _LETTER_FONTS)  # type: ignore[no-untyped-call]
    return tuple(shape for shape in shapes if shape)


def printed_sign(
    painting: Painting,
    x0: float,
    x1: float,
    baseline: float,
    size: float,
    instead_of: tuple[str, str] = ("", ""),
) -> str | None:
    """Return the sign that is printed in one place of a page, by its shape.

    Args:
        painting: The page.
        x0: Left end of the glyph, in points.
        x1: Right end of the glyph, in points.
        baseline: y of its baseline, in points from the top.
        size: Its size, in points.
        instead_of: The letter that its font says it is, and the Greek letter that it may be; empty
            for a glyph without meaning.

    Returns:
        The sign (a dash is "−"), or None where it looks like none, or like the letter.
    """
    picture = painting.detail((x0, baseline - 0.95 * size, x1, baseline + 0.3 * size), _EM / size)
    shape = _shape_of(picture, 0.95 * _EM) if picture else None
    if shape is None:
        return None
    letter, greek = instead_of
    by_sign: dict[str, float] = {}
    for sign, other in _signs():
        if not letter or sign in _OPERATORS or sign in "°" + greek:
            by_sign[sign] = min(_difference(shape, other), by_sign.get(sign, 9.0))
    if letter:
        by_sign[letter] = min(_difference(shape, other) for other in _letter(letter))
        if by_sign[letter] < _CLEARLY * by_sign.get(greek, 0.0):
            del by_sign[greek]
        elif greek in by_sign and by_sign[greek] == min(by_sign.values()):
            return greek
    (best, least), (_, next_least) = sorted(by_sign.items(), key=lambda item: item[1])[:2]
    return best if best != letter and least <= _ALIKE and next_least >= _CLEARLY * least else None
