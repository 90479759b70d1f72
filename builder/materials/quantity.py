"""A quantity: a number or a range with its unit, comparable across units."""

from dataclasses import dataclass, replace

from builder.materials.numbers.number import is_number
from builder.materials.units import unit_named

# Rounded values of one measurement (1.28 GPa and 1281 MPa) are the same within one per cent.
RELATIVE_TOLERANCE = 0.01
# "Room temperature" is given as anything from 293 to 303 K; 77 K is -196 °C. In K and, since 2 K
# is not 4 K, as a share of the temperature.
TEMPERATURE_TOLERANCE = 5.0
_TEMPERATURE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end) of the searched text, from `low` to `high` in `unit`.

    A single value has low equal to high; "9.3 ± 0.2" has low 9.1, high 9.5, and 0.2 below and
    above. In a list whose unit comes last, the span of the earlier members is the number alone.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    dimension: str
    approximate: bool = False
    below: float = 0.0
    """How far the true value may lie below the stated one, and above it."""
    above: float = 0.0

    @property
    def plus_minus(self) -> float:
        """The uncertainty; the larger one where both sides differ."""
        return max(self.below, self.above)

    @property
    def si(self) -> tuple[float, float]:
        """Return low and high in base units: Pa, K, m, s, J, kg; per cents as fractions."""
        unit = unit_named(self.unit)
        return self.low * unit.size + unit.zero, self.high * unit.size + unit.zero


def convert(quantity: Quantity, unit: str) -> Quantity:
    """Convert a quantity into another unit.

    Raises:
        ValueError: the unit measures something else.
    """
    old, new = unit_named(quantity.unit), unit_named(unit)
    if old.dimension != new.dimension:
        raise ValueError(f"{quantity.unit} measures {old.dimension}, {unit} {new.dimension}")
    low, high = ((value - new.zero) / new.size for value in quantity.si)
    scale = old.size / new.size
    return replace(
        quantity,
        low=low,
        high=high,
        unit=new.name,
        below=quantity.below * scale,
        above=quantity.above * scale,
    )


def with_unit(quantity: Quantity) -> str:
    """Write a quantity with its unit, which in a list may stand behind the last member only."""
    if not quantity.unit or not is_number(quantity.text):
        return quantity.text
    return f"{quantity.text}{'' if quantity.unit == '%' else ' '}{quantity.unit}"


def equal(a: Quantity, b: Quantity, tolerance: float | None = None) -> bool:
    """Return True for the same amount of the same dimension, without regard to ±.

    A range equals only the same range. The tolerance is relative (RELATIVE_TOLERANCE), for
    temperatures in K (TEMPERATURE_TOLERANCE).
    """
    if a.dimension != b.dimension:
        return False
    if a.dimension == "temperature":
        allowed = TEMPERATURE_TOLERANCE if tolerance is None else tolerance
    else:
        allowed = RELATIVE_TOLERANCE if tolerance is None else tolerance
    for one, other in zip(_ends(a), _ends(b), strict=True):
        size = max(abs(one), abs(other))
        limit = allowed * size
        if a.dimension == "temperature":
            limit = min(allowed, _TEMPERATURE_SHARE * size)
        if abs(one - other) > limit + 1e-12 * size:
            return False
    return True


def _ends(quantity: Quantity) -> tuple[float, float]:
    unit = unit_named(quantity.unit)
    low, high = quantity.low + quantity.below, quantity.high - quantity.above
    return low * unit.size + unit.zero, high * unit.size + unit.zero
