"""Lay the lines of a paper's text out in one row, in reading order, with its captions between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.fulltext.floats import PlacedCaption
from builder.fulltext.layout import PageLayout
from builder.fulltext.page.columns import TextColumn
from builder.fulltext.page.print_style import PrintStyle
from builder.pdf.pages import Line, Page


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A line of running text, with where it stands."""

    page: Page
    line: Line
    column: TextColumn
    is_first: bool
    """Whether it is the first of its block."""
    gap: float
    """Distance to the line above in its block, in usual leadings; 9 for the first."""
    captions: tuple[tuple[Page, PlacedCaption], ...] = ()
    """What stands before it between the lines; the text goes on behind."""


def printed_lines(
    sheets: Sequence[PageLayout], style: PrintStyle
) -> tuple[list[Printed], list[tuple[Page, PlacedCaption]]]:
    """Return all lines of running text in reading order, and captions behind the last of them."""
    lines: list[Printed] = []
    waiting: list[tuple[Page, PlacedCaption]] = []
    for sheet in sheets:
        waiting += [(sheet.page, one) for one in sheet.captions if one.behind is None]
        for block in sheet.blocks:
            column = next(
                (one for one in sheet.columns if one.holds(block.x0, block.x1, 1.5 * style.size)),
                TextColumn(block.x0, block.x1),
            )
            above: Line | None = None
            for line in block.lines:
                gap = (line.baseline - above.baseline) / style.leading if above else 9.0
                lines.append(Printed(sheet.page, line, column, above is None, gap, tuple(waiting)))
                waiting = []
                above = line
            waiting += [(sheet.page, one) for one in sheet.captions if one.behind is block]
    return lines, waiting
