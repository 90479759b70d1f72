"""Writers of numbers, units and quantities: every way in which papers print one value.

They know nothing of the readers: a writer takes a value and gives a text.
"""

import os
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

#: Cases of a test over writings; 100,000 in the long form of the suite.
EXAMPLES = 100_000 if os.environ.get("HEA_FAULTS") == "long" else 1_500
MINUS = ("-", "−", "–", "‐")
GROUP_MARKS = (",", " ", "\u00a0", "\u2009", "\u202f", "'", "’")
#: Exponent to its text, behind "10".
POWERS = ("^{0}", "^{{{0}}}", "^({0})", "{1}", "({0})", "$^{{{0}}}$", "<sup>{0}</sup>", "**{0}")
TIMES = (" × ", " x ", "×", "x", " X ", "·", " · ", "*", " ⋅ ")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Written:
    """A text and what it says."""

    text: str
    value: float
    error: float = 0.0


def grouped(digits: str, mark: str) -> str:
    """Write digits in groups of three."""
    head = len(digits) % 3 or 3
    return mark.join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


@st.composite
def integers(draw: st.DrawFn) -> Written:
    """Whole numbers, with and without marks between their groups."""
    value = draw(st.integers(1, 9_999_999))
    digits = str(value)
    if value >= 1000 and draw(st.booleans()):
        return Written(grouped(digits, draw(st.sampled_from(GROUP_MARKS))), value)
    return Written(digits, value)


@st.composite
def decimals(draw: st.DrawFn) -> Written:
    """Decimal fractions with a point, a raised dot or, where it is no list, a comma."""
    whole, decimal = draw(st.integers(0, 999)), draw(st.integers(1, 99))
    places = draw(st.sampled_from((2, 2, 1)))
    decimal = decimal if places == 2 else decimal % 9 + 1
    mark = draw(st.sampled_from(".....·⋅,"))
    text = f"{whole}{mark}{decimal:0{places}d}"
    return Written(text, float(f"{whole}.{decimal:0{places}d}"))


@st.composite
def powers_of_ten(draw: st.DrawFn) -> Written:
    """Numbers times a power of ten, and powers of ten alone."""
    exponent = draw(st.integers(1, 15)) * draw(st.sampled_from((1, -1)))
    style = draw(st.sampled_from(POWERS))
    sign = draw(st.sampled_from(MINUS)) if exponent < 0 else ""
    power = "10" + style.format(f"{sign}{abs(exponent)}", str(exponent).translate(_RAISED))
    if draw(st.booleans()) and not (style == "({0})" and exponent > 0):
        return Written(power, float(f"1e{exponent}"))
    mantissa = draw(st.integers(100, 999))
    text = f"{mantissa / 100:.2f}{draw(st.sampled_from(TIMES))}{power}"
    return Written(text, float(f"{mantissa / 100:.2f}e{exponent}"))


@st.composite
def exponentials(draw: st.DrawFn) -> Written:
    """What programs print: 2.15E+002, 1e-3."""
    mantissa, exponent = draw(st.integers(100, 999)), draw(st.integers(-12, 12))
    letter = draw(st.sampled_from("eE"))
    form = draw(st.sampled_from(("{:+03d}", "{:+04d}", "{:d}")))
    text = f"{mantissa / 100:.2f}{letter}{form.format(exponent)}"
    return Written(text, float(f"{mantissa / 100:.2f}e{exponent}"))


@st.composite
def uncertain(draw: st.DrawFn) -> Written:
    """Numbers with an uncertainty: 3.571(2), 454 ± 8, (9.3 ± 0.2)."""
    places = draw(st.integers(0, 3))
    size, error = draw(st.integers(100, 99_999)), draw(st.integers(1, 99))
    value = float(Fraction(size, 10**places))
    width = float(Fraction(error, 10**places))
    number, margin = f"{value:.{places}f}", f"{width:.{places}f}"
    text = draw(
        st.sampled_from(
            (
                f"{number}({error})",
                f"{number} ± {margin}",
                f"{number}±{margin}",
                f"({number} ± {margin})",
                f"{number} (±{margin})",
                f"{number} +/- {margin}",
                f"{number} (± {margin})",
            )
        )
    )
    return Written(text, value, width)


def unsigned() -> st.SearchStrategy[Written]:
    """Any number without a sign."""
    return st.one_of(integers(), decimals(), powers_of_ten(), exponentials(), uncertain())


@st.composite
def signed(draw: st.DrawFn) -> Written:
    """Any number without an uncertainty, and a minus before it."""
    number = draw(st.one_of(integers(), decimals(), powers_of_ten(), exponentials()))
    sign = draw(st.sampled_from((*MINUS, "minus ")))
    return Written(f"{sign}{number.text}", -number.value)


# --- Units ----------------------------------------------------------------------------------------

#: Symbol, and what one of it is in SI base units.
SYMBOLS = {
    "Pa": 1.0, "MPa": 1e6, "GPa": 1e9, "K": 1.0, "m": 1.0, "mm": 1e-3, "cm": 1e-2, "nm": 1e-9,
    "µm": 1e-6, "s": 1.0, "ms": 1e-3, "J": 1.0, "kJ": 1e3, "mJ": 1e-3, "N": 1.0, "W": 1.0,
    "A": 1.0, "mA": 1e-3, "V": 1.0, "mV": 1e-3, "mol": 1.0, "g": 1e-3, "kg": 1.0, "T": 1.0,
}  # fmt: skip
#: Compound units: factors with their powers.
COMPOUNDS = (
    (("mm", 3), ("N", -1), ("m", -1)),
    (("W", 1), ("m", -1), ("K", -1)),
    (("J", 1), ("mol", -1), ("K", -1)),
    (("J", 1), ("K", -1), ("mol", -1)),
    (("kJ", 1), ("mol", -1)),
    (("mJ", 1), ("m", -2)),
    (("A", 1), ("cm", -2)),
    (("g", 1), ("cm", -3)),
    (("MPa", 1), ("m", Fraction(1, 2))),
    (("m", 2), ("s", -1)),
    (("K", 1), ("s", -1)),
    (("m", -2),),
    (("s", -1),),
    (("J", 1), ("g", -1), ("K", -1)),
    (("mm", 1), ("s", -1)),
)
Factor = tuple[str, int | Fraction]


def size_of(factors: tuple[Factor, ...]) -> float:
    """Return the size of a compound unit in SI base units."""
    size = 1.0
    for symbol, power in factors:
        size *= SYMBOLS[symbol] ** float(power)
    return size


@st.composite
def units(draw: st.DrawFn) -> tuple[str, float]:
    """A unit as written, and its size in SI base units."""
    if draw(st.booleans()):
        symbol = draw(st.sampled_from(sorted(SYMBOLS)))
        return symbol, SYMBOLS[symbol]
    factors = draw(st.sampled_from(COMPOUNDS))
    return draw(_written(factors)), size_of(factors)


@st.composite
def _written(draw: st.DrawFn, factors: tuple[Factor, ...]) -> str:
    style = draw(st.sampled_from(("^{0}", "^{{{0}}}", "{1}", "({0})", "{0}", "$^{{{0}}}$")))
    minus = draw(st.sampled_from(MINUS))
    above = [one for one in factors if one[1] > 0]
    below = [one for one in factors if one[1] < 0]
    if above and below and draw(st.booleans()):
        top = draw(st.sampled_from((" ", "·"))).join(_factor(*one, style, minus) for one in above)
        bottom = [_factor(symbol, -power, style, minus) for symbol, power in below]
        if len(bottom) == 1:
            return f"{top}/{bottom[0]}"
        join = draw(st.sampled_from((" ", "·", ".")))
        return f"{top}/" + draw(st.sampled_from(("({})", "{}"))).format(join.join(bottom))
    join = draw(st.sampled_from((" ", "·", "⋅", "\u00a0")))
    return join.join(_factor(*one, style, minus) for one in factors)


def _factor(symbol: str, power: int | Fraction, style: str, minus: str) -> str:
    if power == 1:
        return symbol
    plain = str(power).replace("-", minus)
    if isinstance(power, Fraction) and power.denominator == 2:
        return symbol + {"{1}": "½"}.get(style, style.format(plain, ""))
    return symbol + style.format(plain, str(power).translate(_RAISED))
