"""Write a plot of values in the form that a file's name asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.errors import UserError
from hea.workflows.values.drawing.figure import draw
from hea.workflows.values.drawing.page import plot_page
from hea.workflows.values.plot_data import ValuePlot

#: Endings of the names of files that a plot can be written to.
PLOT_FORMS = (".svg", ".png", ".html")


def plot_bytes(plot: ValuePlot, rows: Sequence[Mapping[str, Any]], ending: str) -> bytes:
    """Return a plot as a file.

    Args:
        plot: The plot.
        rows: The values that it was made of, as `hea table --json` prints them.
        ending: One of `PLOT_FORMS`.

    Raises:
        UserError: It is none of these.
    """
    form = ending.lower()
    if form not in PLOT_FORMS:
        raise UserError(
            f"“{ending}” is not a form of a plot.",
            f"Give a file that ends in {', '.join(PLOT_FORMS)}.",
        )
    if form == ".html":
        return plot_page(plot, rows).encode()
    return draw(plot, form.removeprefix("."))
