"""Write a plot of values as a Vega-Lite specification, with its data inside."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hea.workflows.values.plot_data import PlotAxis, ValuePlot

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
#: Okabe & Ito's colours, told apart by people who see few (jfly.uni-koeln.de/color, 2008), and a
#: shape with each; what further kinds there are share the last one.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
_HEIGHT = 360
#: Pixels between an axis without numbers and its title.
_BELOW_STRIP = 22
#: Cells of the map of elements that its width and height are divided by, at least.
_LEAST_COLUMNS, _LEAST_LINES = 9, 4


def specification(plot: ValuePlot) -> dict[str, Any]:
    """Return the Vega-Lite specification of a plot; it names no address that is fetched."""
    made: dict[str, Any] = {
        "$schema": _SCHEMA,
        "title": {"text": plot.title, "subtitle": plot.caption, "anchor": "start"},
        "description": " ".join([f"{plot.title}: {plot.caption}.", *plot.notes]),
        "width": "container",
        "height": _HEIGHT,
    }
    if plot.cells:
        return made | _elements(plot)
    if plot.bars:
        return made | _years(plot)
    return made | _points(plot)


def _points(plot: ValuePlot) -> dict[str, Any]:
    """Return layers: the strip of what is not stated, bars of ranges and errors, points."""
    rows = [asdict(point) for point in plot.points]
    if plot.x is None or plot.y is None:
        return {"data": {"values": rows}, "mark": "point"}
    owners = plot.owners
    colour = {
        "field": "of",
        "type": "nominal",
        "title": "value of",
        "scale": {"domain": list(owners), "range": _cycled(COLOURS, len(owners))},
    }
    shape = colour | {"scale": {"domain": list(owners), "range": _cycled(SHAPES, len(owners))}}
    x, y = _axis(plot.x, "x_low"), _axis(plot.y, "y_low")
    words = [{"field": name, "type": "nominal"} for name in ("label", "source", "sentence")]
    layers: list[dict[str, Any]] = []
    if plot.x.strip:
        layers += _strip(plot.x)
    error = {"x": x, "y": y | {"field": "least"}, "y2": {"field": "most"}, "color": colour}
    layers += [
        {
            "transform": [{"filter": "datum.least < datum.y_low || datum.most > datum.y_high"}],
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": error,
        },
        {
            "transform": [{"filter": "datum.y_low < datum.y_high"}],
            "mark": {"type": "rule", "strokeWidth": 3, "cursor": "pointer"},
            "encoding": {"x": x, "y": y, "y2": {"field": "y_high"}, "color": colour},
        },
        {
            "transform": [{"filter": "datum.x_low < datum.x_high"}],
            "mark": {"type": "rule", "strokeWidth": 3, "cursor": "pointer"},
            "encoding": {"x": x, "x2": {"field": "x_high"}, "y": y, "color": colour},
        },
        {
            "transform": [{"filter": "datum.y_low == datum.y_high && datum.x_low == datum.x_high"}],
            "mark": {"type": "point", "size": 70, "cursor": "pointer", "opacity": 0.85},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "shape": shape,
                "fillOpacity": {"condition": {"test": "datum.change", "value": 0}, "value": 1},
                "fill": colour,
                "tooltip": words,
            },
        },
    ]
    layers.append(
        {
            "transform": [{"filter": "datum.key > 0"}],
            "mark": {"type": "text", "align": "left", "dx": 5, "dy": -6, "fontSize": 9},
            "encoding": {"x": x, "y": y, "text": {"field": "key", "type": "nominal"}},
        }
    )
    return {"data": {"values": rows}, "layer": layers}


def _strip(axis: PlotAxis) -> list[dict[str, Any]]:
    assert axis.strip is not None
    low, high = axis.strip
    shown = {"data": {"values": [{"x": low, "x2": high, "middle": (low + high) / 2}]}}
    place: dict[str, Any] = {"field": "x", "type": "quantitative"}
    return [
        shown
        | {
            "mark": {"type": "rect", "opacity": 0.12, "color": "#808080"},
            "encoding": {"x": place, "x2": {"field": "x2"}},
        },
        shown
        | {
            "mark": {"type": "text", "text": "not stated", "y": {"expr": "height + 12"}},
            "encoding": {"x": place | {"field": "middle"}},
        },
    ]


def _axis(axis: PlotAxis, field: str) -> dict[str, Any]:
    scale: dict[str, Any] = {"domain": [axis.low, axis.high], "nice": False, "zero": False}
    if axis.log:
        scale["type"] = "log"
    shown: dict[str, Any] = {"grid": True}
    if axis.log:
        shown |= {"format": ".0e", "tickCount": 6}
    elif axis.ticks:
        shown["values"] = list(axis.ticks)
    elif axis.strip:  # the title stands below “not stated”, where the ticks would have numbers
        shown |= {"values": [], "titlePadding": _BELOW_STRIP}
    return {
        "field": field,
        "type": "quantitative",
        "title": axis.title,
        "scale": scale,
        "axis": shown,
    }


def _cycled(choices: tuple[str, ...], count: int) -> list[str]:
    return [choices[min(place, len(choices) - 1)] for place in range(count)]


def _elements(plot: ValuePlot) -> dict[str, Any]:
    """Return the periodic table: colour for the share, the median in words."""
    rows = [asdict(cell) | {"words": _median(cell.median)} for cell in plot.cells]
    unit = f" ({plot.unit})" if plot.unit else ""
    columns = _span([cell.column for cell in plot.cells], _LEAST_COLUMNS)
    lines = _span([cell.line for cell in plot.cells], _LEAST_LINES)
    whole: dict[str, Any] = {"type": "ordinal", "axis": None}
    place = {
        "x": whole | {"field": "column", "scale": {"domain": columns, "paddingInner": 0.06}},
        "y": whole | {"field": "line", "scale": {"domain": lines, "paddingInner": 0.06}},
    }
    tooltip = [
        {"field": "symbol", "type": "nominal", "title": "element"},
        {"field": "alloys", "type": "quantitative", "title": "alloys"},
        {"field": "share", "type": "quantitative", "title": "share of alloys", "format": ".0%"},
        {"field": "values", "type": "quantitative", "title": "values"},
        {"field": "median", "type": "quantitative", "title": f"median{unit}", "format": ".3~g"},
        {"field": "mean", "type": "quantitative", "title": f"mean{unit}", "format": ".3~g"},
    ]
    colour = {
        "field": "share",
        "type": "quantitative",
        "title": "share of alloys",
        "scale": {"scheme": "blues", "domain": [0, 1]},
        "legend": {"format": ".0%", "orient": "bottom", "gradientLength": 160},
    }
    ink = {"condition": {"test": "datum.share > 0.55", "value": "#ffffff"}, "value": "#101010"}
    return {
        "data": {"values": rows},
        "encoding": place,
        "layer": [
            {"mark": {"type": "rect"}, "encoding": {"color": colour, "tooltip": tooltip}},
            {
                "mark": {"type": "text", "dy": -7, "fontWeight": "bold", "tooltip": None},
                "encoding": {"text": {"field": "symbol", "type": "nominal"}, "color": ink},
            },
            {
                "mark": {"type": "text", "dy": 8, "fontSize": 9},
                "encoding": {"text": {"field": "words", "type": "nominal"}, "color": ink},
            },
        ],
    }


def _span(places: list[int], least: int) -> list[int]:
    """Return the columns or lines of the table from the first to the last, ``least`` or more."""
    low, high = min(places), max(places)
    low -= max(0, least - (high - low + 1)) // 2
    return list(range(low, max(high + 1, low + least)))


def _median(value: float) -> str:
    return f"{value:.3g}" if 1e-3 <= abs(value) < 1e5 or not value else f"{value:.1e}"


def _years(plot: ValuePlot) -> dict[str, Any]:
    rows = [asdict(bar) | {"name": year_name(bar.year)} for bar in plot.bars]
    tooltip = [
        {"field": "name", "type": "nominal", "title": "year"},
        {"field": "values", "type": "quantitative", "title": "values"},
        {"field": "papers", "type": "quantitative", "title": "papers"},
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "color": COLOURS[0]},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "sort": None, "title": "year of the paper"},
            "y": {
                "field": "values",
                "type": "quantitative",
                "title": "values",
                "axis": {"tickMinStep": 1},
            },
            "tooltip": tooltip,
        },
    }


def year_name(year: int | None) -> str:
    """Return a year as a plot names it."""
    return str(year) if year else "not stated"
