"""Find quantities in running text: a number or a range with its unit, comparable across units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from builder.materials.units import SUPERSCRIPT, Unit, unit_at, unit_named
from builder.nlp.word_classes import APPROXIMATE_SIGNS, APPROXIMATORS

# Temperatures that a sentence calls by name.
ROOM_TEMPERATURE = 298.0  # K
LIQUID_NITROGEN = 77.0  # K, boiling point at 1 atm
LIQUID_HELIUM = 4.2  # K, boiling point at 1 atm

# Rounded values of one measurement (1.28 GPa and 1281 MPa) are the same within one per cent.
RELATIVE_TOLERANCE = 0.01
# "Room temperature" is given as anything from 293 to 303 K; 77 K is -196 °C. In K and, since 2 K
# is not 4 K, as a share of the temperature.
TEMPERATURE_TOLERANCE = 5.0
_TEMPERATURE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end) of the searched text, from `low` to `high` in `unit`.

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
        """Return low and high in base units: Pa, K, m, s, J, kg; per cents as fractions."""
        unit = unit_named(self.unit)
        return self.low * unit.size + unit.zero, self.high * unit.size + unit.zero


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
_AFTER_NUMBER = re.compile(r"\s{0,2}\)?\s?-?")
_OPENING = re.compile(r"\s?\(")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
#: An approximator or a bound before a number.
_APPROXIMATE = re.compile(
    rf"(?:[{APPROXIMATE_SIGNS}><≥≤⩾⩽]|\b(?:{APPROXIMATORS}|circa|over|above|below|under|up to"
    r"|at least|at most|more than|less than|some|of the order of))\s?$",
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
    """Find numbers with a unit, and temperatures called by name, in the order of the text."""
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
    """Convert a quantity into another unit.

    Raises:
        ValueError: the unit measures something else.
    """
    old, new = unit_named(quantity.unit), unit_named(unit)
    if old.dimension != new.dimension:
        raise ValueError(f"{quantity.unit} measures {old.dimension}, {unit} {new.dimension}")
    low, high = ((value - new.zero) / new.size for value in quantity.si)
    error = quantity.plus_minus * old.size / new.size
    return replace(quantity, low=low, high=high, unit=new.name, plus_minus=error)


def with_unit(quantity: Quantity) -> str:
    """Write a quantity with its unit, which in a list may stand behind the last member only."""
    if not quantity.unit or re.search(r"[^\d.,\s×x·±^+\-−–e]", quantity.text):
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
    unit, error = unit_named(quantity.unit), quantity.plus_minus
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
    """Return what joins a number to the next one: "-" for a range, ",", "&", "/" or ""."""
    if at + 1 == len(numbers):
        return ""
    gap = text[numbers[at].end() : numbers[at + 1].start()]
    for link, pattern in (("-", _RANGE), (",", _COMMA), ("&", _AND), ("/", _SLASH)):
        if pattern.fullmatch(gap):
            return link
    return ""


def _members(
    text: str, numbers: list[re.Match[str]], links: list[str], unit: Unit, end: int
) -> Iterator[Quantity]:
    """Make a quantity of each number of a list, and of each range."""
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
    return 10.0 ** int(power.translate(SUPERSCRIPT).replace(" ", ""))


def _unit_after(text: str, at: int) -> tuple[Unit, int] | None:
    after = _AFTER_NUMBER.match(text, at)
    start = after.end() if after else at
    read = unit_at(text, start)
    if not read and start > at:
        read = unit_at(text, at)
    if not read and (opening := _OPENING.match(text, at)):  # 3.41 × 10−5 (mm3/Nm)
        read = unit_at(text, opening.end())
        if read:
            read = (read[0], read[1] + 1) if text[read[1] : read[1] + 1] == ")" else None
    return read
