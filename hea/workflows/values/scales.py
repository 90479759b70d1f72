"""Bring the values of a property to one scale and unit, and say what cannot be compared and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.collected.values.order import ends_of, scale_of, without_repeats
from builder.library.property_table import PropertyRow
from builder.materials.measurements.states import CALCULATED
from builder.materials.units import unit_named

#: Senses of a value that is an amount; all others are bounds, changes or ratios.
_AMOUNTS = frozenset({"level", "about"})
_BOUNDS = frozenset({"above", "at least", "below", "at most"})
#: An axis has powers of ten from this ratio of the largest to the smallest value on.
_DECADES = 1e3
#: Ticks of an axis, about.
_TICKS = 6


@dataclass(frozen=True, slots=True)
class ScaledValue:
    """A value in the unit of a plot."""

    row: PropertyRow
    number: int
    """Its number among all values that were given."""
    low: float
    high: float
    least: float
    most: float
    """Stated ends, and these with their uncertainty."""

    @property
    def middle(self) -> float:
        """The stated number; of a range its middle."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class OneScale:
    """Amounts that can be compared, in one unit, and what was left out."""

    values: tuple[ScaledValue, ...]
    unit: str
    left_out: Counter[str]
    """Reason → number of values."""


def on_one_scale(rows: Sequence[PropertyRow]) -> OneScale:
    """Return the amounts among values in the unit that most of them have.

    Bounds, changes and ratios are no amounts. What has another dimension than most values, such as
    HRC beside HV, is left out; what a paper states again counts once.
    """
    left_out: Counter[str] = Counter()
    amounts: list[tuple[int, PropertyRow]] = []
    for number, row in each_once(rows):
        if row.value.sense in _BOUNDS:
            left_out["given as a bound, above or below"] += 1
        elif row.value.relative or row.value.sense not in _AMOUNTS:
            left_out["changes or ratios"] += 1
        elif CALCULATED in row.value.states:
            left_out["calculated, not measured"] += 1
        else:
            amounts.append((number, row))
    once = {id(row) for row in without_repeats([row for _, row in amounts])}
    left_out["stated again by the same paper"] = len(amounts) - len(once)
    amounts = [(number, row) for number, row in amounts if id(row) in once]
    scales = Counter(scale_of(row.value.quantity, row.of) for _, row in amounts)
    if not scales:
        return OneScale((), "", +left_out)
    scale = scales.most_common(1)[0][0]
    kept = [(n, row) for n, row in amounts if scale_of(row.value.quantity, row.of) == scale]
    unit = Counter(row.value.quantity.unit for _, row in kept).most_common(1)[0][0]
    for _, row in amounts:
        if scale_of(row.value.quantity, row.of) != scale:
            name = row.value.quantity.unit or "no unit"
            left_out[f"in {name}, which cannot be compared with {unit or 'a plain number'}"] += 1
    return OneScale(tuple(_scaled(number, row, unit) for number, row in kept), unit, +left_out)


def each_once(rows: Sequence[PropertyRow]) -> list[tuple[int, PropertyRow]]:
    """Return each value with its number; in pairs that disagree one may stand several times."""
    found: dict[int, tuple[int, PropertyRow]] = {}
    for number, row in enumerate(rows):
        found.setdefault(id(row), (number, row))
    return list(found.values())


def _scaled(number: int, row: PropertyRow, unit: str) -> ScaledValue:
    quantity = row.value.quantity
    wanted = unit_named(unit)
    size = wanted.size
    if scale_of(quantity, row.of) == "pressure" and wanted.dimension != "pressure":
        size *= unit_named("kgf/mm^2").size  # a Vickers number is a load in kgf on 1 mm²
    low, high = ((end - wanted.zero) / size for end in ends_of(quantity, row.of))
    if quantity.unit == unit:  # not 299.99999999
        low, high = quantity.low + quantity.below, quantity.high - quantity.above
    own = unit_named(quantity.unit)
    factor = own.size / wanted.size if own.dimension == wanted.dimension else 1.0
    if own.dimension != wanted.dimension and quantity.high:
        factor = high / (quantity.high - quantity.above or quantity.high)
    return ScaledValue(
        row, number, low, high, low - quantity.below * factor, high + quantity.above * factor
    )


def spans_decades(values: Sequence[float]) -> bool:
    """Return whether values are all above 0 and differ by a factor of 1,000 or more."""
    return bool(values) and min(values) > 0 and max(values) / min(values) >= _DECADES


def axis_ends(values: Sequence[float], log: bool) -> tuple[float, float]:
    """Return ends of an axis with a little room around all values."""
    low, high = min(values), max(values)
    if log:
        return low / 1.6, high * 1.6
    room = 0.06 * (high - low) or abs(high) * 0.1 or 1.0
    begin = low - room
    return (0.0 if low >= 0 > begin else begin), high + room


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round numbers from ``low`` to ``high``, about six of them."""
    if high <= low:
        return (low,)
    raw = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(float(f"{number * step:.10g}") for number in range(first, last + 1))
