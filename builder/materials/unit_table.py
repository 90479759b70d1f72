"""The units of `data/units.toml`: sizes, exponents of base units, and the ways to write them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written in this project, and what it measures."""

    name: str
    size: float
    """In base units: Pa, K, m, s, J, kg; per cents as fractions; HV as HV."""
    zero: float
    """The value of 0 of this unit in base units: 273.15 for °C."""
    dimension: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The units with and without prefixes, and the dimensions that have a name."""

    factors: Mapping[str, tuple[float, Mapping[str, float]]]
    """Size in base units, and the exponents of these, by name."""
    spellings: tuple[tuple[str, str], ...]
    """Patterns of other spellings, each with the name it stands for."""
    zeros: Mapping[str, float]
    """Zero of a scale in base units, where it is not 0."""
    dimensions: Mapping[str, str]
    """Name of a dimension by its product of base units."""
    apart: frozenset[str]
    """Units that stand apart from a whole number: 9R is a stacking order."""
    compound_only: frozenset[str]
    """Units that no number has for itself: 316 L is a steel."""

    @property
    def pattern(self) -> str:
        """A pattern of any unit; spellings in words go before symbols, long before short."""
        symbols = sorted((re.escape(name).replace("µ", "[µμ]") for name in self.factors), key=len)
        spellings = [pattern for pattern, _ in self.spellings]
        return "(?:{})".format("|".join([*spellings, *reversed(symbols)]))

    def stands_alone(self, name: str) -> bool:
        """Return True for a unit that any number may have for itself."""
        return name not in self.apart and name not in self.compound_only

    def name_of(self, written: str) -> str:
        """Return the name of a unit that the pattern has matched."""
        name = written.replace("μ", "µ")
        if name in self.factors:
            return name
        return next(name for pattern, name in self.spellings if re.fullmatch(pattern, written))


def _read_exponents(base: str) -> dict[str, float]:
    """Read "kg m-1 s-2" as exponents of base units."""
    if base.endswith("%"):
        return {base: 1.0}
    read = re.findall(r"([^\s\d-]+)(-?[\d.]+)?", base)
    return {unit: float(power or 1) for unit, power in read}


def write_exponents(exponents: Mapping[str, float]) -> str:
    """Write exponents of base units in alphabetical order: "kg m-1 s-2"."""
    return " ".join(
        unit if power == 1 else f"{unit}{power:g}"
        for unit, power in sorted(exponents.items())
        if power
    )


@lru_cache(maxsize=1)
def read_unit_table() -> UnitTable:
    """Read `data/units.toml`, which says what its columns mean."""
    table = tomllib.loads(
        Path(__file__).with_name("data").joinpath("units.toml").read_text("utf-8")
    )
    prefixes = table["prefixes"]
    factors: dict[str, tuple[float, Mapping[str, float]]] = {}
    spellings: list[tuple[str, str]] = []
    for name, unit in table["units"].items():
        size, exponents = float(unit["size"]), _read_exponents(unit["base"])
        word = unit.get("word", "").replace("_", r"\s?")
        factors[name] = size, exponents
        if "suffix" in unit:
            suffix = unit["suffix"].replace("_", r"\s?")
            prefixed = (prefix + name for prefix in ("", *unit["prefixes"]))
            spellings += [(re.escape(one) + suffix, one) for one in prefixed]
        for prefix in unit.get("prefixes", ()):
            factors[prefix + name] = size * prefixes[prefix]["size"], exponents
            if word:
                spellings.append((prefixes[prefix]["word"] + word, prefix + name))
        if word:
            spellings.append((word, name))
        spellings += [(other.replace("_", r"\s?"), name) for other in unit.get("spellings", ())]
    for name, others in table["spellings"].items():
        spellings += [(other, name) for other in others]
    units = table["units"].items()
    return UnitTable(
        factors,
        tuple(spellings),
        {name: unit["zero"] for name, unit in units if "zero" in unit},
        {
            write_exponents(_read_exponents(base)): name
            for name, base in table["dimensions"].items()
        },
        frozenset(name for name, unit in units if unit.get("apart")),
        frozenset(name for name, unit in units if unit.get("compound")),
    )


@lru_cache(maxsize=512)
def dimension_of(powers: tuple[tuple[str, float], ...]) -> str:
    """Return the base units of a product of units, with their exponents: "kg m-1 s-2"."""
    exponents: dict[str, float] = {}
    for name, power in powers:
        for base, exponent in read_unit_table().factors[name][1].items():
            exponents[base] = exponents.get(base, 0.0) + exponent * power
    return write_exponents(exponents)


@lru_cache(maxsize=512)
def compound(powers: tuple[tuple[str, float], ...]) -> Unit:
    """Return the product of units raised to powers."""
    table, size = read_unit_table(), 1.0
    for name, power in powers:
        size *= table.factors[name][0] ** power
    dimension = dimension_of(powers)
    written = _write_product(powers)
    zero = table.zeros.get(written, 0.0)
    return Unit(written, size, zero, table.dimensions.get(dimension, dimension))


def _write_product(powers: tuple[tuple[str, float], ...]) -> str:
    """Write "W/(m·K)", or "s^-1" where no unit stands above the slash."""
    above = [_raised(name, power) for name, power in powers if power > 0]
    below = [_raised(name, -power) for name, power in powers if power < 0]
    if not above:
        return "·".join(_raised(name, power) for name, power in powers if power)
    under = "·".join(below)
    if "·" in under:
        under = f"({under})"
    return "·".join(above) + (f"/{under}" if under else "")


def _raised(name: str, power: float) -> str:
    if power == 1:
        return name
    return f"{name}^{power:g}" if abs(power) == 0.5 or power % 1 == 0 else f"{name}^{2 * power:g}/2"
