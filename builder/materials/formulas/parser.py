"""The grammar of a formula: from characters to elements, brackets and their amounts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from builder.materials.formulas.elements import NUMBER, SYMBOL

#: δ stands for the vacancies of an oxide.
#: No word goes on, but a unit may: CoCrFeNi(AlTi)xwt%.
NO_WORD = r"(?:(?![a-zα-ω])|(?=(?:at|wt|vol|mol)\.?\s?%))"
_VARIABLE = rf"{NUMBER}?[xyzδ]{NO_WORD}"
ELEMENT = re.compile(rf"({SYMBOL})(?=[xyzδ]?{NO_WORD})")
_AMOUNT = re.compile(
    rf"\(\s?({NUMBER}\s?[-+]\s?{_VARIABLE})\s?\)|({NUMBER}-{NUMBER})(?![\w.]|\s?(?:wt|at|vol|mol|%))"
    rf"|((?:{_VARIABLE}|{NUMBER})(?:\s?[-+]\s?{_VARIABLE})*)"
)
_AMOUNT_TERM = re.compile(rf"([-+]?)\s?({NUMBER})?([xyzδ?])?")
#: Amounts that nobody writes: what stood between 1 and x, 0 and 5 is lost.
_BROKEN_AMOUNT = re.compile(r"1[xyz]|0\d+")
_BRACKET = re.compile(r"([(\[{])\s?")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_SEPARATOR = re.compile(r"\s?[,/]\s?")


@dataclass(frozen=True, slots=True)
class Part:
    """An element or a bracket of a formula, with its amount."""

    of: "str | tuple[Part, ...]"
    amount: str
    """Empty for 1, "?" for an unstated one, else a number or an expression in x, y, z."""


Parts = tuple[Part, ...]


def read_formula(plain: str, at: int, depth: int = 0) -> tuple[Parts, int]:
    """Read elements and brackets written together: Al0.3CoCrFeNi, (CoCrFeNi)94Ti2Al4.

    Args:
        plain: the text of `markup.plain_formulas`.
        at: where to begin.
        depth: the number of brackets open before.

    Returns:
        The parts, none if no formula begins there, and the end.
    """
    parts: list[Part] = []
    while True:
        if match := ELEMENT.match(plain, at):
            amount, at = read_amount(plain, match.end())
            parts.append(Part(match[1], amount))
        elif (
            depth < 4
            and plain[at : at + 1] in _CLOSING
            and (bracket := _bracket(plain, at, depth, parts))
        ):
            part, at = bracket
            parts.append(part)
        else:
            return tuple(parts), at


def _bracket(plain: str, at: int, depth: int, before: Sequence[Part]) -> tuple[Part, int] | None:
    """Read a bracket and its amount: (TiNb)0.325, (Al, Ti)."""
    opening = _BRACKET.match(plain, at)
    if not opening:
        return None
    inside, at = read_formula(plain, opening.end(), depth + 1)
    while inside and (separator := _SEPARATOR.match(plain, at)):
        more, at = read_formula(plain, separator.end(), depth + 1)
        if not more:
            return None
        # A comma says that the elements share the place, not in which ratio.
        inside = tuple(Part(part.of, part.amount or "?") for part in (*inside, *more))
    at += plain[at : at + 1] == " "
    if not inside or plain[at : at + 1] != _CLOSING[opening[1]]:
        return None
    amount, at = read_amount(plain, at + 1)
    # A label beside the formula: NiAl(B2), CoCrFeNiTi0.2(Ti0.2); but CoCrFeNi(Si0.5).
    symbols = symbols_of(inside)
    is_part = "." in inside[0].amount and not symbols <= symbols_of(tuple(before))
    if len(symbols) == 1 and not amount and not is_part:
        return None
    return Part(inside, amount), at


def read_amount(plain: str, at: int) -> tuple[str, int]:
    """Read the amount behind an element or a bracket; "" if there is none up to 100."""
    first = plain[at : at + 1]
    match = _AMOUNT.match(plain, at) if first.isdecimal() or first in "(.xyzδ" else None
    if not match:
        return "", at
    if match[2]:  # a range: Hf0.1-0.42
        return "?", match.end()
    amount = match[1] or match[3]
    if (value_of(amount, {}) or 0) > 100:
        return "", at
    return amount, match.end()


def is_broken(parts: Parts) -> bool:
    """Return True if an amount shows that a mark of the formula is lost: As1xPx, Al05CoCrFeNi."""
    return any(
        _BROKEN_AMOUNT.fullmatch(part.amount)
        or (not isinstance(part.of, str) and is_broken(part.of))
        for part in parts
    )


def symbols_of(parts: Parts) -> frozenset[str]:
    """Return the symbols of all elements, those within brackets among them."""
    return frozenset(_each_symbol(parts))


def _each_symbol(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part.of, str):
            yield part.of
        else:
            yield from _each_symbol(part.of)


def amounts_of(parts: Parts, values: Mapping[str, float]) -> dict[str, float | None]:
    """Add up the amount of each element; None if it depends on a variable without a value."""
    amounts: dict[str, float | None] = {}
    shares = _are_shares(parts)
    for part in parts:
        times = value_of(part.amount, values)
        inside = {part.of: 1.0} if isinstance(part.of, str) else amounts_of(part.of, values)
        if shares and times is not None and None not in inside.values():
            times /= fsum(amount or 0 for amount in inside.values()) or 1
        for element, amount in inside.items():
            earlier = amounts.get(element, 0.0)
            if times is None or amount is None or earlier is None:
                amounts[element] = None
            else:
                amounts[element] = earlier + times * amount
    return amounts


def _are_shares(parts: Parts) -> bool:
    """Return True if the amounts add up to 100 or to 1 for any x.

    The amount of a bracket is then its share of the whole: (CoCrFeNi)94Ti2Al4 holds 23.5 at.% Co,
    whereas CoCrFeNi(TiNb)0.325 has 0.325 Ti for each Co.
    """
    if all(isinstance(part.of, str) for part in parts) or len(parts) < 2:
        return False
    for values in ({"x": 0.11, "y": 0.07, "z": 0.05}, {"x": 0.23, "y": 0.19, "z": 0.17}):
        sizes = [value_of(part.amount, values) for part in parts]
        total = fsum(size or 0 for size in sizes)
        if None in sizes or not (abs(total - 100) <= 0.5 or abs(total - 1) <= 0.005):
            return False
    return True


def value_of(amount: str, values: Mapping[str, float]) -> float | None:
    """Return the number that "2.1", "x" or "100-x" stands for; None if a variable has no value."""
    if not amount:
        return 1.0
    total = 0.0
    for sign, number, variable in _AMOUNT_TERM.findall(amount):
        if not number and not variable:
            continue
        if variable and variable not in values:
            return None
        size = float(number or 1) * (values[variable] if variable else 1)
        total += -size if sign == "-" else size
    return total
