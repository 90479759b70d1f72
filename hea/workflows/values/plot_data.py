"""A plot of values as data: what is drawn where, in which unit, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlotAxis:
    """One axis of a plot."""

    title: str
    """What it shows, with its unit: `hardness (HV)`."""
    low: float
    high: float
    """The ends of the axis."""
    log: bool = False
    ticks: tuple[float, ...] = ()
    """Where it is labelled; wherever it fits if empty."""
    strip: tuple[float, float] | None = None
    """The part of the axis, below the ticks, for values whose place on it is not stated."""


@dataclass(frozen=True, slots=True)
class PlottedValue:
    """One stated value with its place in a plot, in the units of the axes."""

    row: int
    """Its number among the values that the plot was made of."""
    x_low: float
    x_high: float
    """Ends of what is stated; the same for a single number."""
    y_low: float
    y_high: float
    least: float
    most: float
    """The value with its uncertainty."""
    stated: bool
    """Whether its place on the x axis is stated; if not, it stands in the strip."""
    change: bool
    """Whether it is the end of a change, such as the 300 in `rose from 300 to 500 MPa`."""
    of: str
    """What it is a value of: `alloy`, `coating`, `composite` …"""
    label: str
    """Alloy, value and conditions in words."""
    source: str
    """Paper and year in words."""
    sentence: str
    paper: str
    start: int
    end: int
    """The sentence in the paper's abstract; in the body, if there is a piece."""
    piece: int
    """Number of the paragraph or table in the body; 0 for the abstract."""
    table_row: int
    """Of a table the row, from 1; else 0."""
    key: int = 0
    """Number of its alloy in the list below the plot; 0 where there is no list."""


@dataclass(frozen=True, slots=True)
class ElementCell:
    """One element of a map: how many alloys have it, and the values of those alloys."""

    symbol: str
    column: int
    line: int
    """Place in the periodic table, both from 1."""
    alloys: int
    share: float
    """Share of all distinct alloys, 0 to 1."""
    values: int
    median: float
    mean: float
    """Of the values of alloys that have it, in the unit of the plot."""


@dataclass(frozen=True, slots=True)
class YearBar:
    """The values of one year; of papers without a year where it is None."""

    year: int | None
    values: int
    papers: int


@dataclass(frozen=True, slots=True)
class ValuePlot:
    """Everything that a plot shows; each renderer draws the same of it."""

    kind: str
    title: str
    caption: str
    """How many values of how many papers it shows."""
    notes: tuple[str, ...]
    """What was left out, and what its marks mean."""
    unit: str
    x: PlotAxis | None = None
    y: PlotAxis | None = None
    points: tuple[PlottedValue, ...] = ()
    cells: tuple[ElementCell, ...] = ()
    bars: tuple[YearBar, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.points or self.cells or self.bars)

    @property
    def owners(self) -> tuple[str, ...]:
        """What its points are values of, the commonest first."""
        names = [point.of for point in self.points]
        return tuple(sorted(set(names), key=lambda name: (-names.count(name), name)))
