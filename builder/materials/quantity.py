"""A quantity: a number or a range with its unit, comparable across units."""

import math
from dataclasses import dataclass, replace

from builder.materials.numbers.number import is_number
from builder.materials.unit_table import Unit
from builder.materials.units import unit_named

# Rounded values of one measurement (1.28 GPa and 1281 MPa) are the same within one per cent.
RELATIVE_TOLERANCE = 0.01
# "Room temperature" is given as anything from 293 to 303 K; 77 K is -196 °C. In K and, since 2 K
# is not 4 K, as a share of the temperature.
TEMPERATURE_TOLERANCE = 5.0
_TEMPERATURE_SHARE = 0.02

#: A Vickers, Brinell or Knoop number is a load in kgf on 1 mm² (ISO 6507-1, 6506-1, 4545-1).
_KGF_PER_MM2 = 9.80665e6  # Pa
_PER_MOLE = 6.02214076e23  # SI Brochure, 9th edition
_VACUUM_PERMEABILITY = 1.25663706127e-6  # N/A², CODATA 2022
#: Dimensions that a formula joins: the factor from the first to the second, in base units, and the
#: formula in a sentence for the reader.
_BRIDGES = {
    ("hardness", "pressure"): (_KGF_PER_MM2, "1 HV is 9.807 MPa."),
    ("brinell_hardness", "pressure"): (_KGF_PER_MM2, "1 HB is 9.807 MPa."),
    ("knoop_hardness", "pressure"): (_KGF_PER_MM2, "1 HK is 9.807 MPa."),
    ("energy", "molar_energy"): (_PER_MOLE, "The energy is multiplied by the Avogadro constant."),
    ("energy_per_atom", "molar_energy"): (
        _PER_MOLE,
        "The energy per atom is multiplied by the Avogadro constant.",
    ),
    ("volume_magnetization", "magnetic_field"): (_VACUUM_PERMEABILITY, "Converted by B = µ0 H."),
    ("wppm", "mass_fraction"): (1.0, ""),
    ("appm", "atomic_fraction"): (1.0, ""),
}
#: Properties that are a hardness: of these alone a pressure is also one in HV.
_HARDNESSES = frozenset({"hardness", "nanohardness"})
_FEWEST_DIGITS, _MOST_DIGITS = 3, 4
#: From here on a number is written with a power of ten.
_MOST_PLACES = 7


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


@dataclass(frozen=True, slots=True)
class Expressed:
    """A quantity in the unit that was asked for, as text, or as it was where that cannot be."""

    text: str
    """`181 ksi (1.25 GPa)`."""
    note: str = ""
    """The formula, where the unit measures something else, or why there is no conversion."""
    converted: bool = True


def express(quantity: Quantity, unit: str, of: str = "") -> Expressed:
    """Write a quantity in another unit, with the stated one in brackets.

    Args:
        quantity: The quantity; its text is kept in brackets, with its unit.
        unit: Any unit of the table, as a person writes it.
        of: The property it is a value of, as the vocabulary names it: a pressure is converted into
            HV for a hardness alone.
    """
    stated = with_unit(quantity)
    try:
        new = unit_named(unit)
    except ValueError:
        return Expressed(stated, f"I do not know the unit {unit}: {stated}.", converted=False)
    old = unit_named(quantity.unit)
    if old.name == new.name:
        return Expressed(stated)
    bridge = _bridge(old, new, of)
    if bridge is None:
        return Expressed(
            stated,
            f"I cannot convert {old.name or 'a plain number'} to {new.name}: {stated}.",
            False,
        )
    factor, formula = bridge
    low, high = ((value * factor - new.zero) / new.size for value in quantity.si)
    if quantity.below and quantity.below == quantity.above:
        error = quantity.below * old.size * factor / new.size
        written = f"{_rounded((low + high) / 2, quantity, new)} ± {error:.2g}"
    else:
        ends = (_rounded(low, quantity, new), _rounded(high, quantity, new))
        written = "–".join(dict.fromkeys(ends))
    return Expressed(f"{written}{'' if new.name == '%' else ' '}{new.name} ({stated})", formula)


def convertible(dimension: str) -> frozenset[str]:
    """Return the dimensions whose values can be expressed in units of one, itself included."""
    joined = (pair for pair in _BRIDGES if dimension in pair)
    return frozenset({dimension, *(one for pair in joined for one in pair)})


def _bridge(old: Unit, new: Unit, of: str) -> tuple[float, str] | None:
    """Return factor and formula from one unit's dimension to another's; None if there is none."""
    if old.dimension == new.dimension:
        return 1.0, ""
    if bridge := _BRIDGES.get((old.dimension, new.dimension)):
        return bridge
    if back := _BRIDGES.get((new.dimension, old.dimension)):
        if old.dimension == "pressure" and of not in _HARDNESSES:
            return None
        return 1 / back[0], back[1]
    return None


def _rounded(value: float, quantity: Quantity, unit: Unit) -> str:
    """Write a converted value with as many digits as the stated one bears."""
    if unit.dimension == "temperature":
        return f"{value:.0f}"  # 923 K is 649.85 °C, and nobody measured the hundredths
    stated = max((f"{end:.12g}" for end in (quantity.low, quantity.high)), key=len)
    digits = len(stated.split("e")[0].replace(".", "").strip("-0"))
    digits = min(max(digits, _FEWEST_DIGITS), _MOST_DIGITS)
    size = math.floor(math.log10(abs(value))) + 1 if value else 0
    if digits <= size <= _MOST_PLACES:
        return f"{round(value, digits - size):.0f}"
    return f"{value:.{digits}g}"


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
