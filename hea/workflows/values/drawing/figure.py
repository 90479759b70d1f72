"""Draw a plot of values as SVG or PNG by matplotlib; titles and names are text, never markup."""

from __future__ import annotations

import io
from textwrap import fill
from threading import Lock
from typing import TYPE_CHECKING, Any

from hea.workflows.values.plot_data import PlotAxis, ValuePlot
from hea.workflows.values.vega_lite import COLOURS, year_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: matplotlib's marks for the shapes of `vega_lite.SHAPES`.
_MARKS = ("o", "s", "^", "D", "P", "v", ">")
_SIZE = (7.2, 4.6)  # inches
_DPI = 160
_NOTE_SIGNS = 116
#: Points between an axis without numbers and its title.
_BELOW_STRIP = 16
#: The style is one for the whole process.
_ONE_AT_A_TIME = Lock()
_STYLE: Any = {
    "font.size": 9,
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "hea",  # the same plot gives the same bytes
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
}


def draw(plot: ValuePlot, form: str) -> bytes:
    """Return a plot as a picture.

    Args:
        plot: What to draw.
        form: `svg` or `png`.
    """
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    with _ONE_AT_A_TIME, matplotlib.rc_context(_STYLE):
        notes = [line for note in plot.notes for line in fill(note, _NOTE_SIGNS).split("\n")]
        below = 0.16 * len(notes)
        height = _SIZE[1] + below
        room = ConstrainedLayoutEngine(rect=(0, below / height, 1, 1 - below / height))
        figure = Figure((_SIZE[0], height), layout=room)
        axes = figure.add_subplot()
        if plot.cells:
            _elements(axes, plot)
        elif plot.bars:
            _years(axes, plot)
        elif plot.points:
            _points(axes, plot)
        else:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "no value to draw", ha="center")
        axes.set_title(f"{plot.title}\n{plot.caption}", loc="left", fontsize=10)
        figure.text(0.01, 0.008, "\n".join(notes), fontsize=7, va="bottom")
        out = io.BytesIO()
        dated: dict[str, Any] = {"Date": None} if form == "svg" else {}
        figure.savefig(out, format=form, dpi=_DPI, metadata=dated)
    return out.getvalue()


def _points(axes: Axes, plot: ValuePlot) -> None:
    assert plot.x is not None
    assert plot.y is not None
    for place, owner in enumerate(plot.owners):
        at = min(place, len(COLOURS) - 1)
        colour, mark = COLOURS[at], _MARKS[at]
        own = [point for point in plot.points if point.of == owner]
        for point in own:
            if point.least < point.y_low or point.most > point.y_high:
                axes.plot([point.x_low] * 2, [point.least, point.most], color=colour, alpha=0.5)
            if point.y_low < point.y_high:
                axes.plot([point.x_low] * 2, [point.y_low, point.y_high], color=colour, lw=3)
            if point.x_low < point.x_high:
                axes.plot([point.x_low, point.x_high], [point.y_low] * 2, color=colour, lw=3)
        for hollow in (False, True):
            single = [
                point
                for point in own
                if point.change is hollow
                and point.y_low == point.y_high
                and point.x_low == point.x_high
            ]
            axes.scatter(
                [point.x_low for point in single],
                [point.y_low for point in single],
                s=28,
                marker=mark,
                color="none" if hollow else colour,
                edgecolors=colour,
                alpha=0.85,
            )
        axes.plot([], [], mark, color=colour, label=owner)
    for point in plot.points:
        if point.key:
            axes.annotate(
                str(point.key), (point.x_low, point.y_low), (4, 3),
                textcoords="offset points", fontsize=6,
            )  # fmt: skip
    _lay_out(axes, plot.x, plot.y)
    if len(plot.owners) > 1:
        axes.legend(title="value of", fontsize=8, frameon=False, loc="upper left",
                    bbox_to_anchor=(1.0, 1.0))  # fmt: skip


def _lay_out(axes: Axes, x: PlotAxis, y: PlotAxis) -> None:
    """Set scales and ticks, and mark the strip of what is not stated."""
    if y.log:
        axes.set_yscale("log")
    elif y.ticks:
        axes.set_yticks(y.ticks)
    axes.set_xlim(x.low, x.high)
    axes.set_ylim(y.low, y.high)
    axes.set_xlabel(x.title)
    axes.set_ylabel(y.title)
    axes.grid(alpha=0.25)
    axes.set_axisbelow(True)
    if x.ticks or x.strip:
        axes.set_xticks(x.ticks)
    if x.strip:
        axes.axvspan(*x.strip, color="#808080", alpha=0.12, lw=0)
        if not x.ticks:  # the title stands below “not stated”, where the ticks would have numbers
            axes.xaxis.labelpad = _BELOW_STRIP
        middle = sum(x.strip) / 2
        axes.text(
            middle, -0.02, "not stated", ha="center", va="top",
            transform=axes.get_xaxis_transform(),
        )  # fmt: skip


def _elements(axes: Axes, plot: ValuePlot) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    shades = colormaps["Blues"]
    for cell in plot.cells:
        axes.add_patch(
            Rectangle((cell.column - 0.47, cell.line - 0.47), 0.94, 0.94, fc=shades(cell.share))
        )
        ink = "white" if cell.share > 0.55 else "black"
        axes.text(cell.column, cell.line - 0.16, cell.symbol, ha="center", va="center",
                  weight="bold", fontsize=8, color=ink)  # fmt: skip
        axes.text(cell.column, cell.line + 0.2, f"{cell.share:.0%}\n{cell.median:.3g}",
                  ha="center", va="center", fontsize=5, color=ink)  # fmt: skip
    axes.set_xlim(min(c.column for c in plot.cells) - 0.6, max(c.column for c in plot.cells) + 0.6)
    axes.set_ylim(max(c.line for c in plot.cells) + 0.6, min(c.line for c in plot.cells) - 0.6)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _years(axes: Axes, plot: ValuePlot) -> None:
    from matplotlib.ticker import MaxNLocator

    names = [year_name(bar.year) for bar in plot.bars]
    axes.bar(names, [bar.values for bar in plot.bars], color=COLOURS[0])
    axes.tick_params(axis="x", rotation=60)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("year of the paper")
    axes.set_ylabel("values")
