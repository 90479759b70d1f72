"""Read units of measurement, prefixed and compounded, and their size in base units.

A unit is a product of factors, each a symbol of the table (`unit_table`) with a power. Two ways to
join factors are beyond doubt: a sign (`W·m`, `W/m`) and a blank before a power (`W m-1`). Others
mean a product at one time and nothing at another (`W/m K`, `MPa-m1/2`, `W/mK`, `s −1`): they are
taken where the whole measures something that has a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.materials.numbers.signs import (
    DASHES,
    DOTS,
    PLAIN_POWER,
    SPACES,
    SUPERSCRIPT_DIGITS,
    SUPERSCRIPT_SIGNS,
)
from builder.materials.unit_table import Unit, compound, dimension_of, read_unit_table

_TABLE = read_unit_table()
_HIGHEST_POWER = 4.0  # A m^5 is no unit of the field but a misreading
_MOST_FACTORS = 6

_SIGN = f"[{DASHES}+]"
_SYMBOL = re.compile(
    rf"(?P<area>(?:square|sq\.?|cubic)\s)?(?P<root>√|\\sqrt\{{|sqrt\()?(?P<symbol>{_TABLE.pattern})"
    r"(?![A-Za-zµμΩα-ω])(?P<closing>[})])?"
)
#: Most units: a symbol and behind it a mark or a word that is none.
_ALONE = re.compile(
    rf"({_TABLE.pattern})(?=[,;:)]|\.?\s*$|\.\s[A-Z]"
    r"|\s(?:and|at|for|of|in|to|with|was|is|are|were|by|as|from|on|the|after|under|when|which)\b)"
)
_POWER = re.compile(
    rf"(?P<raised>⁰[.·⋅˙]⁵|[{SUPERSCRIPT_SIGNS}][\d{SUPERSCRIPT_DIGITS}]|[{SUPERSCRIPT_DIGITS}](?:[⁄/ᐟ][{SUPERSCRIPT_DIGITS}2])?)"
    r"|(?P<half>\^?½)"
    rf"|\$?(?:\^|\*\*|<sup>)\s?[{{(]{{0,2}}\s?(?P<marked>{_SIGN}?\s?\d(?:\.\d)?(?:\s?/\s?\d)?)"
    r"(?:\s?[)}]{1,2})?(?:</sup>|\$)?(?!\d)"
    rf"|[({{](?P<signed>{_SIGN}\s?\d(?:\.\d)?(?:/\d)?|\d/\d|0\.5)[)}}]"
    rf"|(?P<plain>{_SIGN}?(?:\d(?:/2)?|0\.5))(?![\d.]*\d)"
)
#: Powers that may be something else: the (2) behind a unit can be a citation.
_BRACKETED = re.compile(r"\((?P<power>\d)\)")
_BLANK_POWER = re.compile(
    rf"[{SPACES}](?P<power>[{DASHES}][1-4](?:\.5|/2)?|[13]/2|½"
    rf"|[23](?=[{SPACES}][A-Za-zµμ]{{1,3}}[{SPACES}]?[{DASHES}]\d))(?![\d.]*\d)"
)
#: Factors in brackets with one power: `(N m)−1`.
_GROUP = re.compile(rf"[{SPACES}{DOTS}]?\((?P<factors>[^()\d]{{1,12}})\)(?=\S)")
_OVER = re.compile(r"\s?/\s?|\s?\bper\s")
_TIMES = re.compile(rf"\s?[{DOTS}*]\s?(?=[^\W\d]|[√%°(]|\\sqrt)")
_MAYBE_TIMES = re.compile(rf"(?:\.|[{DASHES}]|\s?[×x]\s)(?=[^\W\d])")
_BLANK = re.compile(rf"[{SPACES}](?=[^\W\d]|√|\\sqrt)|(?=√|\\sqrt)")
#: Behind a power the next factor needs no blank: `Wm−1K−1`.
_POWERED = re.compile(rf"(?<=[\d{SUPERSCRIPT_DIGITS})}}])(?=[A-Za-zµμΩ])")
_GLUED = re.compile(r"[A-Za-zµμΩ]{2,6}(?![A-Za-zµμ])")
#: What makes of a unit only a part of one that is unknown: `mg/dose`, `J·foo`, `MPa foo−1`.
_GOES_ON = re.compile(
    rf"\s?[{DOTS}]\s?(?:[^\W\d]|[(%°√])|/\s?[(A-Za-zµμ]|[\^{SUPERSCRIPT_SIGNS}{SUPERSCRIPT_DIGITS}]"
    rf"|[{SPACES}][A-Za-zµμΩ]{{1,4}}(?:[{SUPERSCRIPT_SIGNS}]|\^|[{DASHES}]\d(?!\w|\.\d))"
    r"|\sten\sto\b"
)
#: Behind a treatment's temperature or time, how it ends: `1100 °C/water quenched`, `24 h/AC`.
_TREATMENT_GOES_ON = re.compile(r"/\s?[A-Za-z]{2,}")
_WHOLE_BEFORE = re.compile(r"(?<![.\d])\d+$")
_WORD_ATTACHED = re.compile(rf"[{DASHES}/][A-Za-z]{{3}}")


@dataclass(frozen=True, slots=True)
class _Product:
    """A product of factors read up to `end`."""

    powers: tuple[tuple[str, float], ...]
    end: int
    below: bool = False
    opened: bool = False
    sure: bool = True
    """False where a join or a power has been taken that may be none."""
    factors: int = 0

    def times(self, name: str, power: float, end: int, sure: bool) -> "_Product":
        powers = dict(self.powers)
        powers[name] = powers.get(name, 0.0) + (-power if self.below and power > 0 else power)
        of_both = self.sure and sure, self.factors + 1
        return _Product(tuple(powers.items()), end, self.below, self.opened, *of_both)

    @property
    def is_unit(self) -> bool:
        """True for a product in which something is left and nothing is raised too high."""
        sizes = [abs(power) for _, power in self.powers]
        return any(sizes) and max(sizes) <= _HIGHEST_POWER

    @property
    def known(self) -> bool:
        """True where the product measures what has a name."""
        return self.is_unit and dimension_of(self.powers) in _TABLE.dimensions


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
    """Read the unit that begins at `at`, however compounded; return it and its end.

    Returns:
        None where no unit begins, and where only a part of what stands there is understood.
    """
    if (alone := _ALONE.match(text, at)) and _TABLE.stands_alone(name := _name_of(alone[1])):
        return compound(((name, 1.0),)), alone.end()
    start = _Product((), at)
    if over := _OVER.match(text, at):  # 10−2/s: nothing stands above the slash
        start = _Product((), over.end(), below=True)
    best = _Product((), at)
    for product in _products(text, start, first=True):
        if not (product.sure or product.known):
            continue
        if (product.end, product.known, product.sure) > (best.end, best.known, best.sure):
            best = product
    if not best.is_unit:
        return None
    end = best.end
    if end == at + 1 and text[at].isupper() and _WORD_ATTACHED.match(text, end):
        return None  # the element in "20 W-composite coatings"
    if best.opened and text[end : end + 1] == ")":
        end += 1
    unit = compound(best.powers)
    if unit.name in _TABLE.apart and _WHOLE_BEFORE.search(text, max(at - 16, 0), at):
        return None
    if unit.name in _TABLE.compound_only and at > 0:
        return None
    if _GOES_ON.match(text, end) and not (
        unit.dimension in ("temperature", "time") and _TREATMENT_GOES_ON.match(text, end)
    ):
        return None
    return unit, end


def _products(text: str, before: _Product, first: bool = False) -> Iterator[_Product]:
    """Give every product that begins with `before` and goes on at its end."""
    if before.factors >= _MOST_FACTORS:
        return
    for product in _grouped(text, before):
        yield product
        yield from _products(text, product)
    for joined, position, needs_power in _joins(text, before, first):
        for product, powered in _factors(text, joined, position):
            if needs_power and not powered:
                if not product.below:
                    continue
                product = replace(product, sure=False)
            yield product
            yield from _products(text, product)


def _joins(text: str, before: _Product, first: bool) -> Iterator[tuple[_Product, int, bool]]:
    """Give the ways to go on: the product, where its next factor begins, if it needs a power."""
    at = before.end
    if first:
        opened = text.startswith("(", at) and before.below
        yield replace(before, end=at + opened, opened=opened or before.opened), at + opened, False
        return
    if over := _OVER.match(text, at):
        opened = text.startswith("(", over.end())
        yield replace(before, below=True, opened=opened), over.end() + opened, False
    elif times := _TIMES.match(text, at):
        yield before, times.end(), False
    elif maybe := _MAYBE_TIMES.match(text, at):
        yield replace(before, sure=False), maybe.end(), False
    elif before.powers and _POWERED.match(text, at):
        yield replace(before, sure=False), at, True
    elif blank := _BLANK.match(text, at):
        yield before, blank.end(), not before.opened and text[at - 1] != "Ω"


def _grouped(text: str, before: _Product) -> Iterator[_Product]:
    """Give the product with factors in brackets that have one power: `mm3 (N m)−1`."""
    group = _GROUP.match(text, before.end) if before.powers else None
    power = _POWER.match(text, group.end()) if group else None
    if group is None or power is None:
        return
    inner, exponent, product = group["factors"], _exponent(power), before
    for within in _products(inner, _Product((), 0, opened=True), first=True):
        if within.end == len(inner):
            for name, own in within.powers:
                product = product.times(name, own * exponent, power.end(), sure=False)
            yield product
            return


def _factors(text: str, before: _Product, at: int) -> Iterator[tuple[_Product, bool]]:
    """Give the readings of the factor at `at`, and whether a power marks it as a factor."""
    if not (symbol := _SYMBOL.match(text, at)):
        yield from ((product, True) for product in _glued(text, before, at))
        return
    name, end = _name_of(symbol["symbol"]), symbol.end()
    if symbol["closing"] and not (symbol["root"] or "").endswith(("{", "(")):
        end -= 1
    if symbol["root"]:
        yield before.times(name, 0.5, end, sure=True), True
        return
    scale = {"s": 2.0, "c": 3.0}.get((symbol["area"] or " ")[0], 1.0)
    if power := _POWER.match(text, end):
        exponent = scale * _exponent(power)
        marked = exponent < 0 or exponent % 1 != 0 or power["raised"] or power["marked"]
        yield before.times(name, exponent, power.end(), sure=True), bool(marked)
        if power["plain"] and exponent > 0:
            yield before.times(name, exponent, power.end(), sure=False), True
        return
    yield before.times(name, scale, end, sure=True), False
    if unsure := _BRACKETED.match(text, end) or _BLANK_POWER.match(text, end):
        exponent = scale * _fraction(unsure["power"])
        yield before.times(name, exponent, unsure.end(), sure=False), True
    if before.below and symbol["symbol"] == "mK":
        yield from ((product, False) for product in _glued(text, before, at))


def _glued(text: str, before: _Product, at: int) -> Iterator[_Product]:
    """Give the readings of two symbols without a sign between them: `W/mK`, `Wm−1`."""
    letters = _GLUED.match(text, at)
    if not letters:
        return
    power = _POWER.match(text, letters.end())
    if power is None and not before.below and "Ω" not in letters[0]:
        return
    exponent, end = (_exponent(power), power.end()) if power else (1.0, letters.end())
    for middle in range(at + 1, letters.end()):
        one, other = (
            part.replace("μ", "µ") for part in (text[at:middle], text[middle : letters.end()])
        )
        if one in _TABLE.factors and other in _TABLE.factors:
            first = before.times(one, 1.0, middle, sure=False)
            yield first.times(other, exponent, end, sure=False)


@lru_cache(maxsize=512)
def _name_of(written: str) -> str:
    return _TABLE.name_of(written)


def _exponent(power: re.Match[str]) -> float:
    if power["half"]:
        return 0.5
    written = power["raised"] or power["marked"] or power["signed"] or power["plain"]
    return _fraction(written)


def _fraction(written: str) -> float:
    written = re.sub("[·⋅˙]", ".", written)
    plain = re.sub(r"[\s⁄ᐟ]", lambda mark: "/" if mark[0] in "⁄ᐟ" else "", written)
    if plain == "½":
        return 0.5
    over, _, under = plain.translate(PLAIN_POWER).partition("/")
    return float(over) / float(under or 1)
