"""Lay a few curves out as lines of an SVG: plain geometry, which a template draws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

#: Units of the picture, and what is left free for the numbers beside the axes.
WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 10, 34
#: Points of a curve that are drawn; of more every n-th and the last one.
_MOST = 600


@dataclass(frozen=True, slots=True)
class Tick:
    """A number beside an axis, and where it stands along it."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line."""

    name: str
    points: str
    """As the attribute `points` of a polyline."""
    dots: tuple[Point, ...]
    """Where points stand, for a curve of few."""


@dataclass(frozen=True, slots=True)
class LineChart:
    """Curves with their axes."""

    curves: tuple[Curve, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    bottom: int = HEIGHT - _BOTTOM


def line_chart(named: Sequence[tuple[str, Sequence[Point]]]) -> LineChart | None:
    """Return a chart of curves; None where there is no point. What is no finite number is left out.

    Args:
        named: Name and points of each, x rising.
    """
    kept = [
        (name, [p for p in points if math.isfinite(p[0]) and math.isfinite(p[1])])
        for name, points in named
    ]
    every = [point for _, points in kept for point in points]
    if not every:
        return None
    xs, ys = zip(*every, strict=True)
    x_ticks, x_low, x_high = _scale(min(xs), max(xs), whole=True)
    y_ticks, y_low, y_high = _scale(min(ys), max(ys), whole=False)

    def place(point: Point) -> Point:
        across = (point[0] - x_low) / (x_high - x_low) * (WIDTH - _LEFT - _RIGHT)
        up = (point[1] - y_low) / (y_high - y_low) * (HEIGHT - _TOP - _BOTTOM)
        return round(_LEFT + across, 1), round(HEIGHT - _BOTTOM - up, 1)

    curves = []
    for name, points in kept:
        drawn = [place(point) for point in _thinned(points)]
        line = " ".join(f"{x},{y}" for x, y in drawn)
        curves.append(Curve(name, line, tuple(drawn) if len(drawn) <= 40 else ()))
    return LineChart(
        tuple(curves),
        tuple(Tick(place((at, y_low))[0], f"{at:,.0f}") for at in x_ticks),
        tuple(Tick(place((x_low, at))[1], f"{at:.4g}") for at in y_ticks),
    )


def _thinned(points: Sequence[Point]) -> list[Point]:
    every = max(1, -(-len(points) // _MOST))
    return [*points[:-1:every], *points[-1:]]


def _scale(low: float, high: float, whole: bool) -> tuple[list[float], float, float]:
    """Return some five round numbers that cover a range, and the range that is drawn."""
    if high - low < 1e-9 * max(abs(low), abs(high), 1.0):
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    if whole:
        step = max(1.0, round(step))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = [number * step for number in range(first, last + 1)]
    return ticks, ticks[0], ticks[-1]
