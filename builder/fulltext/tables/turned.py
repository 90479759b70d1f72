"""Read what is set across a page, as wide tables are, as if the page were turned."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.fulltext.tables.pieces import Word, words_on
from builder.fulltext.tables.ruling import Rule, Ruling, read_ruling
from builder.pdf.display_list import text_flags
from builder.pdf.glyphs import Run
from builder.pdf.lines import join_pieces
from builder.pdf.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    Turn = Callable[[float, float], tuple[float, float]]

_NAMES_TABLE = re.compile(r"\b(?:table|tab\.)\s*(?:\d|[ivx]+\b)", re.IGNORECASE)


def turned_page(page: Page, sheet: Any) -> tuple[Page, Ruling, list[Word]] | None:
    """Return the turned text of a page as a page of its own, with its rules and words.

    Args:
        page: The page as it was read, whose margin holds all turned text.
        sheet: The same page as PyMuPDF has it.

    Returns:
        None where the turned text names no table.
    """
    if not _NAMES_TABLE.search(page.margin):
        return None
    lines = _turned_lines(sheet)
    ups = sum(len(line["spans"]) for line in lines if line["dir"][1] < 0)
    is_up = 2 * ups >= sum(len(line["spans"]) for line in lines)

    def turn(x: float, y: float) -> tuple[float, float]:
        return (page.height - y, x) if is_up else (y, page.width - x)

    pieces = [
        (number, runs)
        for number, line in enumerate(lines)
        if (line["dir"][1] < 0) == is_up and (runs := _runs(line, turn))
    ]
    made = join_pieces(pieces)
    made.sort(key=lambda line: (line.baseline, line.x0))
    words = [(*_box(turn, word[0], word[1], word[2], word[3]), word[4]) for word in words_on(sheet)]
    turned = Page(
        page.number, width=page.height, height=page.width, lines=made, characters=page.characters
    )
    return turned, _turned_ruling(read_ruling(sheet), turn), words


def _turned_lines(sheet: Any) -> list[dict[str, Any]]:
    if rotation := sheet.rotation:
        sheet.set_rotation(0)
    try:
        blocks = sheet.get_text("dict", flags=text_flags())["blocks"]
    finally:
        if rotation:
            sheet.set_rotation(rotation)
    return [
        line for block in blocks for line in block.get("lines", ()) if abs(line["dir"][1]) > 0.98
    ]


def _box(
    turn: Turn, x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float]:
    """Return a box as it stands on the turned page."""
    (ax, ay), (bx, by) = turn(x0, y0), turn(x1, y1)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _runs(line: dict[str, Any], turn: Turn) -> list[Run]:
    runs = []
    for span in line["spans"]:
        x0, _, x1, _ = _box(turn, *span["bbox"])
        baseline = turn(*span["origin"])[1]
        if span["text"].strip():
            runs.append(
                Run(
                    span["text"],
                    span["size"],
                    baseline,
                    x0,
                    x1,
                    bool(span["flags"] & 16),
                    bool(span["flags"] & 2),
                )
            )
    return runs


def _turned_ruling(ruling: Ruling, turn: Turn) -> Ruling:
    def across(rule: Rule) -> Rule:
        (ax, ay), (bx, _) = turn(rule.at, rule.start), turn(rule.at, rule.end)
        return replace(rule, at=ay, start=min(ax, bx), end=max(ax, bx))

    def down(rule: Rule) -> Rule:
        (ax, ay), (_, by) = turn(rule.start, rule.at), turn(rule.end, rule.at)
        return replace(rule, at=ax, start=min(ay, by), end=max(ay, by))

    return Ruling(
        tuple(sorted(map(across, ruling.down), key=lambda rule: rule.at)),
        tuple(sorted(map(down, ruling.across), key=lambda rule: rule.at)),
    )
