"""Compare values with bounds and with one another, in one unit whatever they are written in."""

from collections.abc import Iterable, Sequence
from typing import Literal

from answer.question.intent import Bound
from builder.library.property_table import PropertyRow
from builder.materials.quantity import Quantity, equal
from builder.materials.units import unit_named

#: Hardnesses that are a load on an area in kgf/mm², and so comparable with a pressure.
_LOAD_ON_AREA = frozenset({"hardness", "brinell_hardness", "knoop_hardness"})
_HARDNESSES = frozenset({"hardness", "nanohardness"})
_ABOVE = frozenset({"above", "at least"})
_BELOW = frozenset({"below", "at most"})


def scale_of(quantity: Quantity, name: str) -> str:
    """Return what a value of a property is compared by: its dimension, pressure for HV."""
    if name in _HARDNESSES and quantity.dimension in _LOAD_ON_AREA:
        return "pressure"
    return quantity.dimension


def ends_of(quantity: Quantity, name: str) -> tuple[float, float]:
    """Return the stated low and high of a value in base units, without its uncertainty."""
    unit = unit_named(quantity.unit)
    low, high = quantity.low + quantity.below, quantity.high - quantity.above
    size = unit.size
    if name in _HARDNESSES and quantity.dimension in _LOAD_ON_AREA:
        size *= unit_named("kgf/mm^2").size
    return low * size + unit.zero, high * size + unit.zero


def meets(row: PropertyRow, bound: Bound) -> bool:
    """Return whether a value is certain to meet a bound; a range does where one end does."""
    low, high = ends_of(row.value.quantity, row.of)
    least, most = ends_of(bound.quantity, row.of)
    sense = row.value.sense
    match bound.comparator:
        case "above":
            return sense not in _BELOW and (high > least or (sense == "above" and high >= least))
        case "at least":
            return sense not in _BELOW and high >= least
        case "below":
            return sense not in _ABOVE and (low < most or (sense == "below" and low <= most))
        case "at most":
            return sense not in _ABOVE and low <= most
        case "between":
            return sense not in _ABOVE | _BELOW and low <= most and high >= least
    return equal(row.value.quantity, bound.quantity, 0.05)


def distance(row: PropertyRow, bound: Bound) -> float:
    """Return how far a value is from meeting a bound, as a share of the bound."""
    low, high = ends_of(row.value.quantity, row.of)
    least, most = ends_of(bound.quantity, row.of)
    return max(least - high, low - most, 0.0) / (abs(least) or 1.0)


def sort_rows(
    rows: Iterable[PropertyRow], extreme: Literal["highest", "lowest"]
) -> list[PropertyRow]:
    """Sort values, the most extreme first; of equal ones those that name their alloy first."""

    def key(row: PropertyRow) -> tuple[float, bool]:
        low, high = ends_of(row.value.quantity, row.of)
        return (-high if extreme == "highest" else low, row.inherited)

    return sorted(rows, key=key)


def is_open(row: PropertyRow, extreme: Literal["highest", "lowest"]) -> bool:
    """Return whether only the other end of a value is known: `below 2 GPa` where highest is asked.

    Such a value cannot be ranked.
    """
    return row.value.sense in (_BELOW if extreme == "highest" else _ABOVE)


def without_repeats(rows: Iterable[PropertyRow]) -> list[PropertyRow]:
    """Return rows without those that a paper states again: the value, alloy and temperature."""
    kept: dict[tuple[object, ...], PropertyRow] = {}
    for row in rows:
        low, high = ends_of(row.value.quantity, row.of)
        alloy = row.alloy.composition_key if row.alloy else ""
        temperature = row.temperature
        at = round(temperature.si[0]) if temperature else None
        key = (row.listed.id, row.of, alloy, f"{low:.3g} {high:.3g}", at)
        if key not in kept or (kept[key].inherited and not row.inherited):
            kept[key] = row
    return list(kept.values())


def papers_of(rows: Sequence[PropertyRow]) -> int:
    """Return the number of papers that rows come from."""
    return len({row.listed.id for row in rows})
