"""Read units of measurement, prefixed and compounded, and their size in base units.

The table of units stands in `data/units.toml`.
"""

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
class _UnitTable:
    """The units of `data/units.toml`, with and without prefixes."""

    factors: Mapping[str, tuple[float, Mapping[str, float]]]
    """Size in base units, and the exponents of these, by name."""
    spellings: tuple[tuple[str, str], ...]
    """Patterns of other spellings, each with the name it stands for."""
    zeros: Mapping[str, float]
    """Zero of a scale in base units, where it is not 0."""
    dimensions: Mapping[str, str]
    """Name of a dimension by its product of base units."""


def _read_exponents(base: str) -> dict[str, float]:
    """Read "kg m-1 s-2" as exponents of base units."""
    if base.endswith("%"):
        return {base: 1.0}
    read = re.findall(r"([^\s\d-]+)(-?[\d.]+)?", base)
    return {unit: float(power or 1) for unit, power in read}


def _write_exponents(exponents: Mapping[str, float]) -> str:
    """Write exponents of base units in alphabetical order: "kg m-1 s-2"."""
    return " ".join(
        unit if power == 1 else f"{unit}{power:g}"
        for unit, power in sorted(exponents.items())
        if power
    )


def _read_table() -> _UnitTable:
    path = Path(__file__).with_name("data") / "units.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    factors: dict[str, tuple[float, Mapping[str, float]]] = {}
    spellings: list[tuple[str, str]] = []
    for name, unit in table["units"].items():
        exponents = _read_exponents(unit["base"])
        factors[name] = float(unit["size"]), exponents
        for prefix in unit.get("prefixes", ()):
            factors[prefix + name] = float(unit["size"]) * table["prefixes"][prefix], exponents
        spellings += [(other.replace("_", r"\s?"), name) for other in unit.get("spellings", ())]
    return _UnitTable(
        factors,
        tuple(spellings),
        {name: unit["zero"] for name, unit in table["units"].items() if "zero" in unit},
        {
            _write_exponents(_read_exponents(base)): name
            for name, base in table["dimensions"].items()
        },
    )


_TABLE = _read_table()
_SYMBOLS = sorted((re.escape(name).replace("µ", "[µμ]") for name in _TABLE.factors), key=len)
_UNIT = "(?:{})".format(
    "|".join([*(pattern for pattern, _ in _TABLE.spellings), *reversed(_SYMBOLS)])
)
_POWER = r"\^?[{(]?[-−–+]?(?:\d(?:/2)?|0\.5)[)}]?|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_HIGHEST_POWER = 4.0  # A m^5 is no unit of the field but a misreading
_FACTOR = re.compile(rf"(√)?({_UNIT})(?:({_POWER})(?![\d.]*\d))?(?![A-Za-zµμΩα-ω²³])")
_TIMES = re.compile(r"\s?[·⋅∙•*]\s?|\.(?=[^\W\d])")
_OVER = re.compile(r"\s?/\s?(\()?|\sper\s()")
_WORD_ATTACHED = re.compile(r"[-–/][A-Za-z]{3}")
#: Signs of powers to the digits and signs that Python reads.
SUPERSCRIPT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "+-0123456789--")


_SPACES = (" ", "\u00a0", "\u2009")


@lru_cache(maxsize=512)
def unit_named(name: str) -> Unit:
    """Return the unit written so; "" is the unit of a plain number.

    Raises:
        ValueError: the name is no unit.
    """
    if not name:
        return Unit("", 1.0, 0.0, "number")
    read = unit_at(name, 0)
    if not read or read[1] != len(name):
        raise ValueError(f"{name!r} is not a unit")
    return read[0]


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """Read the unit that begins at `at`, however compounded; return it and its end."""
    powers, end, opened = _read_product(text, at)
    if not any(powers.values()):
        powers, end = _read_reciprocal(text, at)
    if not any(powers.values()) or max(map(abs, powers.values())) > _HIGHEST_POWER:
        return None
    if opened and text[end : end + 1] == ")":
        end += 1
    if end == at + 1 and text[at].isupper() and _WORD_ATTACHED.match(text, end):
        return None  # the element in "20 W-composite coatings"
    return _compound(tuple(powers.items())), end


def _read_product(text: str, at: int) -> tuple[dict[str, float], int, bool]:
    """Read units joined by multiplication signs, slashes or spaces.

    Returns:
        The exponent of each unit, the end, and whether a bracket behind a slash is open.
    """
    powers: dict[str, float] = {}
    below = opened = False
    end = position = at
    while factor := _FACTOR.match(text, position):
        spaced = position > at and text[end:position].isspace()
        if spaced and not (factor[1] or factor[3] or opened or text[position - 2] == "Ω"):
            break  # two words, not a product: 5 h at
        name = _factor_name(factor[2])
        power = _exponent(factor[3]) * (0.5 if factor[1] else 1.0)
        powers[name] = powers.get(name, 0.0) + (-power if below and power > 0 else power)
        end = factor.end()
        if over := _OVER.match(text, end):
            below, opened, position = True, bool(over[1]), over.end()
        elif times := _TIMES.match(text, end):
            position = times.end()
        elif text[end : end + 1] in _SPACES:
            position = end + 1
        elif text[end : end + 1] == "√":
            position = end
        else:
            break
    return powers, end, opened


def _read_reciprocal(text: str, at: int) -> tuple[dict[str, float], int]:
    """Read the unit of "10−2/s", which has nothing above the slash."""
    over = _OVER.match(text, at)
    if not over or not (factor := _FACTOR.match(text, over.end())):
        return {}, at
    return {_factor_name(factor[2]): -abs(_exponent(factor[3]))}, factor.end()


@lru_cache(maxsize=512)
def _factor_name(written: str) -> str:
    name = written.replace("μ", "µ")
    if name in _TABLE.factors:
        return name
    return next(name for pattern, name in _TABLE.spellings if re.fullmatch(pattern, written))


def _exponent(written: str | None) -> float:
    if not written:
        return 1.0
    plain = written.translate(SUPERSCRIPT).strip("^{}()")
    return float(plain[:-2]) / 2 if plain.endswith("/2") else float(plain)


@lru_cache(maxsize=512)
def _compound(powers: tuple[tuple[str, float], ...]) -> Unit:
    """Return the product of units raised to powers."""
    size = 1.0
    exponents: dict[str, float] = {}
    for name, power in powers:
        scale, own = _TABLE.factors[name]
        size *= scale**power
        for base, exponent in own.items():
            exponents[base] = exponents.get(base, 0.0) + exponent * power
    dimension = _write_exponents(exponents)
    written = _write_product(powers)
    zero = _TABLE.zeros.get(written, 0.0)
    return Unit(written, size, zero, _TABLE.dimensions.get(dimension, dimension))


def _write_product(powers: tuple[tuple[str, float], ...]) -> str:
    """Write "W/(m·K)", or "s^-1" where no unit stands above the slash."""
    above = [_raised(name, power) for name, power in powers if power > 0]
    below = [_raised(name, -power) for name, power in powers if power < 0]
    if not above:
        return "·".join(_raised(name, power) for name, power in powers)
    under = "·".join(below)
    if "·" in under:
        under = f"({under})"
    return "·".join(above) + (f"/{under}" if under else "")


def _raised(name: str, power: float) -> str:
    if power == 1:
        return name
    return f"{name}^{power:g}" if abs(power) == 0.5 or power % 1 == 0 else f"{name}^{2 * power:g}/2"
