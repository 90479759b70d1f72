"""Draws tables as papers set them: between rules, in boxes, or with nothing but gaps."""

from collections.abc import Iterable, Sequence

from paper_layouts import Sheet

#: Points from one row to the next, and the size of letters.
PITCH, SIZE = 14.0, 9.0


def rule(sheet: Sheet, y: float, x0: float, x1: float) -> None:
    """Draw a thin horizontal rule."""
    sheet.page.draw_line((x0, y), (x1, y), width=0.5)


def row(sheet: Sheet, y: float, xs: Sequence[float], cells: Iterable[str]) -> None:
    """Write the cells of one printed line, each at its x; empty ones are left out."""
    for x, cell in zip(xs, cells, strict=True):
        if cell:
            sheet.write(x, y, cell, SIZE)


def booktabs(
    sheet: Sheet,
    xs: Sequence[float],
    y: float,
    rows: Sequence[Sequence[str]],
    headings: int = 1,
    right: float | None = None,
) -> float:
    """Draw a table with a rule above, below its headings, and at its end; return its end."""
    x0, x1 = xs[0] - 6, right or xs[-1] + 70
    rule(sheet, y, x0, x1)
    for number, cells in enumerate(rows):
        y += PITCH
        row(sheet, y, xs, cells)
        if number + 1 == headings:
            rule(sheet, y + 4, x0, x1)
    rule(sheet, y + 4, x0, x1)
    return y + 4
