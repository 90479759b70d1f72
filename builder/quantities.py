"""Quantities in running text: a number or a range with its unit, comparable across units."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

# Unit; size in base units; base dimension; prefixes in use; other spellings, where _ is a space
# or nothing. Scales that convert to nothing else (HV, at.%, dpa) are base dimensions themselves.
# Magnetic fields given in Oe are compared with T as in vacuum: 1 Oe is 1e-4 T.
_UNITS = """
Pa;1;kg m-1 s-2;T G M k m;
bar;1e5;kg m-1 s-2;m k;bars
atm;101325;kg m-1 s-2;;
Torr;133.322;kg m-1 s-2;m;torr
K;1;K;m;kelvins?
°C;1;K;;[°◦º˚]_C ℃ [Dd]egrees?\\sC(?:elsius)? deg\\.?_C
m;1;m;k c m µ n p;
Å;1e-10;m;;Å [Aa]ngstroms?
s;1;s;m µ n p;sec seconds? secs
min;60;s;;mins minutes?
h;3600;s;;hrs? hours?
day;86400;s;;days
year;31557600;s;;years yr y
%;0.01;%;;percent per\\scent pct
at.%;0.01;at.%;;at\\.?-?_% atomic_(?:%|percent)
mol.%;0.01;mol.%;;mol\\.?-?_% mole_%
wt.%;0.01;wt.%;;(?:wt|mass)\\.?-?_% weight_(?:%|percent)
vol.%;0.01;vol.%;;vol\\.?-?_%
ppm;1e-6;ppm;;
wppm;1e-6;wppm;;
HV;1;HV;;H[vV](?:_?\\d+(?:\\.\\d+)?)? Vickers(?:\\shardness)?(?:_\\(HV\\))?
HRC;1;HRC;;
dpa;1;dpa;;displacements?\\sper\\satom
times;1;times;;-?fold
eV;1.602176634e-19;kg m2 s-2;M k m;
J;1;kg m2 s-2;k m M µ;
N;1;kg m s-2;k m µ n M;
N·m;1;kg m2 s-2;;Nm
W;1;kg m2 s-3;k m M;
A;1;A;m µ n k;
V;1;kg m2 s-3 A-1;m k µ;
Ω;1;kg m2 s-3 A-2;m µ n k;Ω ohms?
S;1;kg-1 m-2 s3 A2;M;
T;1;kg s-2 A-1;m µ;tesla
Oe;1e-4;kg s-2 A-1;k;
emu;1e-3;A m2;;
Hz;1;Hz;k M G;
g;1e-3;kg;k m µ;
mol;1;mol;m;
M;1000;mol m-3;;
rpm;1;rpm;;
atom;1;atom;;
"""
_DIMENSIONS = {
    "kg m-1 s-2": "pressure",
    "K": "temperature",
    "HV": "hardness",
    "HRC": "rockwell_hardness",
    "m": "length",
    "%": "fraction",
    "at.%": "atomic_fraction",
    "mol.%": "molar_fraction",
    "wt.%": "mass_fraction",
    "vol.%": "volume_fraction",
    "times": "ratio",
    "dpa": "irradiation_damage",
    "s": "time",
    "s-1": "strain_rate",
    "Hz": "frequency",
    "rpm": "rotation",
    "kg m2 s-2": "energy",
    "kg m2 mol-1 s-2": "molar_energy",
    "K-1 kg m2 mol-1 s-2": "molar_entropy",
    "kg s-2": "surface_energy",
    "kg m-0.5 s-2": "fracture_toughness",
    "kg m-3": "density",
    "kg m-2": "areal_mass",
    "kg": "mass",
    "m s-1": "speed",
    "kg m2 s-3": "power",
    "A": "current",
    "A m-2": "current_density",
    "A-1 kg m2 s-3": "voltage",
    "A-2 kg m2 s-3": "resistance",
    "A-2 kg m3 s-3": "resistivity",
    "A2 kg-1 m-3 s3": "conductivity",
    "A-1 kg s-2": "magnetic_field",
    "A kg-1 m2": "magnetization",
    "K-1 kg m s-3": "thermal_conductivity",
    "K-1": "thermal_expansion",
    "K s-1": "heating_rate",
    "kg m s-2": "force",
    "kg-1 m s2": "wear_rate",
    "m2 s-1": "diffusivity",
    "m-2": "areal_density",
    "m2": "area",
    "m3": "volume",
    "m-3 mol": "concentration",
}
_PREFIXES = {"T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "c": 1e-2, "m": 1e-3, "µ": 1e-6, "n": 1e-9}
_PREFIXES["p"] = 1e-12

# Temperature and what a sentence calls it.
ROOM_TEMPERATURE = 298.0  # K
LIQUID_NITROGEN = 77.0  # K, boiling point at 1 atm
LIQUID_HELIUM = 4.2  # K, boiling point at 1 atm
_CELSIUS_ZERO = 273.15  # K

# Rounded values of one measurement (1.28 GPa and 1281 MPa) are the same within one per cent.
RELATIVE_TOLERANCE = 0.01
# "Room temperature" is given as anything from 293 to 303 K; 77 K is -196 °C. In K and, since 2 K
# is not 4 K, as a share of the temperature.
TEMPERATURE_TOLERANCE = 5.0
_TEMPERATURE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """What stands at [start, end) of the searched text, from `low` to `high` in `unit`.

    A single value has low equal to high; "9.3 ± 0.2" has low 9.1, high 9.5 and plus_minus 0.2. In
    a list whose unit comes last, the span of the earlier members is the number alone.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    dimension: str
    approximate: bool = False
    plus_minus: float = 0.0

    @property
    def si(self) -> tuple[float, float]:
        """Low and high in base units: Pa, K, m, s, J, kg; per cents as fractions; HV as HV."""
        unit = _unit(self.unit)
        return self.low * unit.size + unit.zero, self.high * unit.size + unit.zero


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    size: float
    zero: float  # what 0 of this unit is in base units: 273.15 for °C
    dimension: str


_Factor = tuple[float, Mapping[str, float]]  # size in base units, exponents of these


def _read_dimension(text: str) -> dict[str, float]:
    if text.endswith("%"):
        return {text: 1.0}
    read = re.findall(r"([^\s\d-]+)(-?[\d.]+)?", text)
    return {base: float(power or 1) for base, power in read}


def _read_table() -> tuple[dict[str, _Factor], list[tuple[str, str]]]:
    factors: dict[str, _Factor] = {}
    spellings: list[tuple[str, str]] = []
    for line in _UNITS.split("\n")[1:-1]:
        name, size, dimension, prefixes, others = line.split(";")
        for prefix in ["", *prefixes.split()]:
            scale = float(size) * _PREFIXES.get(prefix, 1.0)
            factors[prefix + name] = scale, _read_dimension(dimension)
        spellings += [(other.replace("_", r"\s?"), name) for other in others.split()]
    return factors, spellings


_FACTORS, _SPELLINGS = _read_table()
_SYMBOLS = sorted((re.escape(name).replace("µ", "[µμ]") for name in _FACTORS), key=len)
_UNIT = "(?:{})".format("|".join([*(pattern for pattern, _ in _SPELLINGS), *_SYMBOLS[::-1]]))
_POWER = r"\^?[{(]?[-−–+]?(?:\d(?:/2)?|0\.5)[)}]?|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_HIGHEST_POWER = 4.0  # A m^5 is no unit of the field but a misreading
_FACTOR = re.compile(rf"(√)?({_UNIT})(?:({_POWER})(?![\d.]*\d))?(?![A-Za-zµμΩα-ω²³])")
_TIMES = re.compile(r"\s?[·⋅∙•*]\s?|\.(?=[^\W\d])")
_OVER = re.compile(r"\s?/\s?(\()?|\sper\s()")
_AFTER_NUMBER = re.compile(r"\s{0,2}\)?\s?-?")
_OPENING = re.compile(r"\s?\(")
_WORD_ATTACHED = re.compile(r"[-–/][A-Za-z]{3}")
_SUPERSCRIPT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "+-0123456789--")

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12})(?:\.\d{1,12})?|\.\d{1,12}"
_NUMBER = re.compile(
    # A number inside a formula or a name (Al0.3, FCC2, Ti-6Al, SS-304) is no quantity.
    r"(?<![\w.,)])(?:(?<![A-Za-z][-–])|(?<=°C[-–])|(?<=[MG]Pa[-–]))(?:(?<![\w)%°])[-−+])?"
    r"(?:10(?:\^?\{?(?P<tenth>[-−–]\d(?!\d)|(?<=[\^{])[-−]?\d{1,2})\}?|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}))"
    rf"|(?P<number>{_DIGITS})(?:[eE](?P<exponent>[-−+]?\d{{1,2}})(?!\d))?)"
    rf"(?:\s?\(?(?:±|\+/-)\s?(?P<error>{_DIGITS}))?\)?"
    r"(?:\s?[×x·]\s?10(?:\^?\{?(?P<power>[-−–]\s?\d{1,2}|[1-9]\d?)\}?|(?P<high>[⁺⁻]?[⁰¹²³⁴-⁹]{1,2})))?"
    r"(?![\d])"
)
_RANGE = re.compile(r"\s?(?:-|–|−|—|~|to|through|up to)\s?")
_AND = re.compile(r",?\s(?:and|or|&)\s")
_COMMA = re.compile(r",\s")
_SLASH = re.compile(r"\s?/\s?")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
_APPROXIMATE = re.compile(
    r"(?:[~∼≈≃><≥≤⩾⩽]|\b(?:about|around|approximately|approx\.|ca\.|circa|nearly|almost|roughly|over"
    r"|above|below|under|up to|at least|at most|more than|less than|some|of the order of))\s?$",
    re.I,
)
_NAMED_TEMPERATURE = re.compile(
    r"(?<!\w)(?:(?P<room>(?:room|ambient)[-\s]temperatures?|RT)"
    r"|(?P<nitrogen>liquid[-\s]nitrogen[-\s]temperatures?)"
    r"|(?P<helium>liquid[-\s]helium[-\s]temperatures?))(?!\w)"
    r"|(?<!\w)(?P<opening>Room|Ambient)[-\s]temperatures?(?!\w)"
)


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Numbers that carry a unit, and temperatures called by name, in the order of the text."""
    found = [*_measured(text)]
    for match in _NAMED_TEMPERATURE.finditer(text):
        kelvin = ROOM_TEMPERATURE
        if match["nitrogen"] or match["helium"]:
            kelvin = LIQUID_NITROGEN if match["nitrogen"] else LIQUID_HELIUM
        start, end = match.span()
        approximate = kelvin == ROOM_TEMPERATURE
        found.append(
            Quantity(text[start:end], start, end, kelvin, kelvin, "K", "temperature", approximate)
        )
    return tuple(_ranges(text, sorted(found, key=lambda quantity: quantity.start)))


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join ends that each carry the unit: `850 °C–950 °C`."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if (
            other is not None
            and text[one.end : other.start] in ("–", "-", "−")
            and one.unit == other.unit
            and one.low == one.high < other.low == other.high
        ):
            whole = text[one.start : other.end]
            yield replace(one, text=whole, end=other.end, high=other.high)
            at += 2
        else:
            yield one
            at += 1


def convert(quantity: Quantity, unit: str) -> Quantity:
    """The same quantity in another unit; ValueError when that measures something else."""
    old, new = _unit(quantity.unit), _unit(unit)
    if old.dimension != new.dimension:
        raise ValueError(f"{quantity.unit} measures {old.dimension}, {unit} {new.dimension}")
    low, high = ((value - new.zero) / new.size for value in quantity.si)
    error = quantity.plus_minus * old.size / new.size
    return replace(quantity, low=low, high=high, unit=new.name, plus_minus=error)


def with_unit(quantity: Quantity) -> str:
    """A quantity's text and its unit, which in a list may stand behind the last member only."""
    if not quantity.unit or re.search(r"[^\d.,\s×x·±^+\-−–e]", quantity.text):
        return quantity.text
    return f"{quantity.text}{'' if quantity.unit == '%' else ' '}{quantity.unit}"


def equal(a: Quantity, b: Quantity, tolerance: float | None = None) -> bool:
    """Both say the same amount of the same thing, ± set aside; a range equals only that range.

    The tolerance is relative (RELATIVE_TOLERANCE), for temperatures in K (TEMPERATURE_TOLERANCE).
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
    unit, error = _unit(quantity.unit), quantity.plus_minus
    low, high = quantity.low + error, quantity.high - error
    return low * unit.size + unit.zero, high * unit.size + unit.zero


def _measured(text: str) -> Iterator[Quantity]:
    numbers = list(_NUMBER.finditer(text))
    first = done = 0
    while first < len(numbers):
        if numbers[first].start() < done:  # the 2 of m1/2
            first += 1
            continue
        last = first
        links: list[str] = []
        while not (unit := _unit_after(text, numbers[last].end())):
            link = _link(text, numbers, last)
            if not link or len(links) > 12:
                break
            links.append(link)
            last += 1
        if unit and links != [","]:
            name, done = unit
            yield from _members(text, numbers[first : last + 1], links, name, done)
        first = last + 1


def _link(text: str, numbers: list[re.Match[str]], at: int) -> str:
    """What joins a number to the next one: a range, a comma, "and", or nothing."""
    if at + 1 == len(numbers):
        return ""
    gap = text[numbers[at].end() : numbers[at + 1].start()]
    for link, pattern in (("-", _RANGE), (",", _COMMA), ("&", _AND), ("/", _SLASH)):
        if pattern.fullmatch(gap):
            return link
    return ""


def _members(
    text: str, numbers: list[re.Match[str]], links: list[str], unit: _Unit, end: int
) -> Iterator[Quantity]:
    """One quantity for each number of a list, one for each range."""
    first = numbers[0].start()
    if links == ["&"] and _BETWEEN.search(text, max(first - 12, 0), first):
        links = ["-"]
    joined: list[list[re.Match[str]]] = [[numbers[0]]]
    for link, (before, number) in zip(links, pairwise(numbers), strict=True):
        rises = _has_power(number) or _value(before) < _value(number)
        if link == "-" and rises and len(joined[-1]) == 1 and not before["error"]:
            joined[-1].append(number)
        else:
            joined.append([number])
    for ends in joined:
        start = ends[0].start()
        stop = end if ends[-1] is numbers[-1] else ends[-1].end()
        values = [_value(number) for number in ends]
        if len(values) == 2 and values[0] and not _has_power(ends[0]) and _has_power(ends[1]):
            values[0] *= _power(ends[1])  # 1-5 × 10-3 s-1
        error = float((ends[0]["error"] or "0").replace(",", "")) * _power(ends[0])
        yield Quantity(
            text[start:stop],
            start,
            stop,
            float(f"{min(values) - error:.12g}"),
            float(f"{max(values) + error:.12g}"),
            unit.name,
            unit.dimension,
            _APPROXIMATE.search(text, max(start - 20, 0), start) is not None,
            error,
        )


def _value(match: re.Match[str]) -> float:
    sign = -1.0 if match.group()[0] in "-−" else 1.0
    if match["tenth"] or match["raised"]:
        return sign * _ten_to(match["tenth"] or match["raised"])
    size = float(match["number"].replace(",", ""))
    if match["exponent"]:
        size *= _ten_to(match["exponent"])
    return sign * size * _power(match)


def _has_power(match: re.Match[str]) -> bool:
    return bool(match["power"] or match["high"])


def _power(match: re.Match[str]) -> float:
    return _ten_to(match["power"] or match["high"]) if _has_power(match) else 1.0


def _ten_to(power: str) -> float:
    return 10.0 ** int(power.translate(_SUPERSCRIPT).replace(" ", ""))


def _unit_after(text: str, at: int) -> tuple[_Unit, int] | None:
    after = _AFTER_NUMBER.match(text, at)
    start = after.end() if after else at
    read = _read_unit(text, start)
    if not read and start > at:
        read = _read_unit(text, at)
    if not read and (opening := _OPENING.match(text, at)):  # 3.41 × 10−5 (mm3/Nm)
        read = _read_unit(text, opening.end())
        if read:
            read = (read[0], read[1] + 1) if text[read[1] : read[1] + 1] == ")" else None
    return read


@lru_cache(maxsize=512)
def _unit(name: str) -> _Unit:
    if not name:
        return _Unit("", 1.0, 0.0, "number")
    read = _read_unit(name, 0)
    if not read or read[1] != len(name):
        raise ValueError(f"{name!r} is not a unit")
    return read[0]


def _read_unit(text: str, at: int) -> tuple[_Unit, int] | None:
    """The unit that begins at `at`, however compounded, and where it ends."""
    powers: dict[str, float] = {}
    below = opened = False
    end = position = at
    while factor := _FACTOR.match(text, position):
        power = _exponent(factor[3]) * (0.5 if factor[1] else 1.0)
        spaced = position > at and text[end:position].isspace()
        if spaced and not (factor[1] or factor[3] or opened or text[position - 2] in "ΩΩ"):
            break  # two words, not a product: 5 h at
        name = _factor_name(factor[2])
        powers[name] = powers.get(name, 0.0) + (-power if below and power > 0 else power)
        end = factor.end()
        if over := _OVER.match(text, end):
            below, opened, position = True, bool(over[1]), over.end()
        elif times := _TIMES.match(text, end):
            position = times.end()
        elif text[end : end + 1] in (" ", "\u00a0", "\u2009"):
            position = end + 1
        else:
            position = end
            if text[end : end + 1] not in "√":
                break
    if not any(powers.values()):
        over = _OVER.match(text, at)  # 10−2/s
        if over and (factor := _FACTOR.match(text, over.end())):
            powers = {_factor_name(factor[2]): -abs(_exponent(factor[3]))}
            end = factor.end()
    if not any(powers.values()) or max(map(abs, powers.values())) > _HIGHEST_POWER:
        return None
    if opened and text[end : end + 1] == ")":
        end += 1
    if end == at + 1 and text[at].isupper() and _WORD_ATTACHED.match(text, end):
        return None  # the element in "20 W-composite coatings"
    return _compound(tuple(powers.items())), end


@lru_cache(maxsize=512)
def _factor_name(written: str) -> str:
    name = written.replace("μ", "µ")
    if name in _FACTORS:
        return name
    return next(name for pattern, name in _SPELLINGS if re.fullmatch(pattern, written))


def _exponent(written: str | None) -> float:
    if not written:
        return 1.0
    plain = written.translate(_SUPERSCRIPT).strip("^{}()")
    return float(plain[:-2]) / 2 if plain.endswith("/2") else float(plain)


@lru_cache(maxsize=512)
def _compound(powers: tuple[tuple[str, float], ...]) -> _Unit:
    size = 1.0
    bases: dict[str, float] = {}
    for name, power in powers:
        scale, exponents = _FACTORS[name]
        size *= scale**power
        for base, exponent in exponents.items():
            bases[base] = bases.get(base, 0.0) + exponent * power
    dimension = " ".join(
        base if power == 1 else f"{base}{power:g}" for base, power in sorted(bases.items()) if power
    )
    above = [_raised(name, power) for name, power in powers if power > 0]
    below = [_raised(name, -power) for name, power in powers if power < 0]
    if above:
        under = "·".join(below)
        if "·" in under:
            under = f"({under})"
        written = "·".join(above) + (f"/{under}" if under else "")
    else:
        written = "·".join(_raised(name, power) for name, power in powers)
    zero = _CELSIUS_ZERO if written == "°C" else 0.0
    return _Unit(written, size, zero, _DIMENSIONS.get(dimension, dimension))


def _raised(name: str, power: float) -> str:
    if power == 1:
        return name
    return f"{name}^{power:g}" if abs(power) == 0.5 or power % 1 == 0 else f"{name}^{2 * power:g}/2"
