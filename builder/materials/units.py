"""Units of measurement, however prefixed and compounded, and how large each is in base units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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

_CELSIUS_ZERO = 273.15  # K


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as we write it, and what it measures."""

    name: str
    size: float
    """In base units: Pa, K, m, s, J, kg; per cents as fractions; HV as HV."""
    zero: float
    """What 0 of this unit is in base units: 273.15 for °C."""
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
_WORD_ATTACHED = re.compile(r"[-–/][A-Za-z]{3}")
#: Signs of powers to the digits and signs that Python reads.
SUPERSCRIPT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "+-0123456789--")


@lru_cache(maxsize=512)
def unit_named(name: str) -> Unit:
    """The unit written so; "" counts things. ValueError where it is none."""
    if not name:
        return Unit("", 1.0, 0.0, "number")
    read = unit_at(name, 0)
    if not read or read[1] != len(name):
        raise ValueError(f"{name!r} is not a unit")
    return read[0]


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
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
    plain = written.translate(SUPERSCRIPT).strip("^{}()")
    return float(plain[:-2]) / 2 if plain.endswith("/2") else float(plain)


@lru_cache(maxsize=512)
def _compound(powers: tuple[tuple[str, float], ...]) -> Unit:
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
    return Unit(written, size, zero, _DIMENSIONS.get(dimension, dimension))


def _raised(name: str, power: float) -> str:
    if power == 1:
        return name
    return f"{name}^{power:g}" if abs(power) == 0.5 or power % 1 == 0 else f"{name}^{2 * power:g}/2"
