"""Join what blanks have split within one formula, where it cannot be two."""

import re
from collections.abc import Sequence
from math import fsum

from builder.materials.formulas.elements import NUMBER, SYMBOL
from builder.materials.formulas.parser import (
    Part,
    Parts,
    amounts_of,
    read_amount,
    read_formula,
    symbols_of,
    value_of,
)

_AMOUNT_APART = re.compile(r" (\d?\.\d+)(?= [A-Z])")
_AMOUNT_BEFORE_MORE = re.compile(rf" (?={NUMBER}{SYMBOL})")
#: An element with its amount, blanks around both: Fe 50 Mn 30 Co 10 Cr 10.
_ITEM = re.compile(rf"({SYMBOL})(?:( ?)({NUMBER}))?(?![\w°%/+-]|\.\d| ?%|\s(?:at|wt|vol|mol)\b)")
#: The amount of what stands before, and a further element with its own: 2.1 Nb 0.4.
_AMOUNT_THEN_MORE = re.compile(
    rf" ({NUMBER}|[xyz])(?=((?: {SYMBOL} (?:{NUMBER}|[xyz]))+)(?![\w.%]))"
)
_MORE = re.compile(rf" ({SYMBOL}) ({NUMBER}|[xyz])")
_ALSO_WORDS = frozenset({"In", "As", "Be"})
#: Rounded per cents of one composition add up to no more.
_MOST = 105


def read_spaced_elements(plain: str, start: int) -> tuple[Parts, int] | None:
    """Read elements that blanks part: Al 0.5 Co Cr Fe Ni; Fe 50 Mn 30 Co 10 Cr 10; Co Cr Fe Ni.

    Args:
        plain: the text of `markup.plain_formulas`.
        start: where the first element stands.

    Returns:
        The parts and their end; None for less than four elements, or three whose amounts add up
        to 100 or to 1.
    """
    items: list[re.Match[str]] = []
    at = start
    while (item := _ITEM.match(plain, at)) and item[1] not in [other[1] for other in items]:
        items.append(item)
        at = item.end() + 1
        if plain[item.end() : at] != " ":
            break
    if items and items[-1].group() in _ALSO_WORDS:  # Co Cr Fe Ni In addition
        items.pop()
    if len(items) < 3:
        return None
    amounts = [item[3] or "" for item in items]
    end = items[-1].end()
    if items[-1][2] and not all(amounts):  # Co Cr Fe Ni 20 samples
        amounts[-1], end = "", items[-1].end(1)
    sizes = [float(amount) for amount in amounts if amount]
    total = fsum(sizes)
    is_whole = len(sizes) == len(items) and (abs(total - 100) <= 1 or abs(total - 1) <= 0.01)
    if total > _MOST or (len(items) < 4 and not is_whole):
        return None
    if not sizes and all(len(item[1]) == 1 for item in items):
        return None
    missing = "" if sizes else "?"
    pairs = zip(items, amounts, strict=True)
    return tuple(Part(item[1], amount or missing) for item, amount in pairs), end


def starts_apart(plain: str, end: int) -> bool:
    """Return True if the amount of the element before stands behind a blank: Al 0.3 CoCrFeNi."""
    return _AMOUNT_APART.match(plain, end) is not None


def join_spaced(plain: str, start: int, run: tuple[Parts, int]) -> tuple[Parts, int]:
    """Join a run with what a blank has split from it, if that cannot be a second formula.

    Joined are one element with its amount and a following run (Al0.3 CoCrFeNi), runs in which
    every element has its amount (Fe31Mn28 Ni15Al24.5), an amount and its element (Ni 22Nb78),
    single elements whose amounts are no whole numbers with the run before (CrFeNi Al0.5 Cu0.5), and
    what has blanks around each amount (CoCrFeNi 2.1 Nb 0.4).
    """
    parts, end = run
    lone = len(parts) == 1 and isinstance(parts[0].of, str) and not parts[0].amount
    if lone and (apart := _AMOUNT_APART.match(plain, end)):  # Al 0.3 CoCrFeNi
        parts, end = (Part(parts[0].of, apart[1]),), apart.end()
    elif tail := _read_tail(plain, parts, end):
        return tail
    while parts and plain[end : end + 1] == " " and plain[start:end] != "Six":
        if joined := _join_amount(plain, parts, end):
            parts, end = joined
            continue
        more, after = read_formula(plain, end + 1)
        if plain[after : after + 1].isalnum() or not _belong_together(parts, more):
            break
        parts, end = (*parts, *more), after
    if lone or len(run[0]) != 1 or len(parts) != 2:
        return parts, end
    # Two labels (Nb0.2 Ti0.2) are no alloy of two elements.
    total = fsum(value_of(part.amount, {}) or 0 for part in parts)
    two_labels = all(isinstance(part.of, str) for part in parts) and abs(total - 100) > 1
    return run if two_labels else (parts, end)


def _read_tail(plain: str, parts: Parts, end: int) -> tuple[Parts, int] | None:
    """Read `2.1 Nb 0.4` behind CoCrFeNi, `94 Ti 2 Al 4` behind a bracket; None if in doubt."""
    first = _AMOUNT_THEN_MORE.match(plain, end)
    if not first or not parts or parts[-1].amount:
        return None
    more = [Part(*found.groups()) for found in _MORE.finditer(first[2])]
    joined = (*parts[:-1], Part(parts[-1].of, first[1]), *more)
    amounts = [part.amount for part in joined if part.amount]
    total = fsum(value_of(amount, {}) or 0 for amount in amounts)
    is_plain = len(symbols_of(joined)) == sum(len(symbols_of((part,))) for part in joined)
    is_ratio = len(symbols_of(parts)) > 2 and any(not amount.isdigit() for amount in amounts)
    return (joined, first.end(2)) if is_plain and (is_ratio or abs(total - 100) <= 1) else None


def _join_amount(plain: str, parts: Parts, end: int) -> tuple[Parts, int] | None:
    """Join the last element with its amount behind a blank, if all then have per cents."""
    if not _AMOUNT_BEFORE_MORE.match(plain, end) or parts[-1].amount:
        return None
    amount, at = read_amount(plain, end + 1)
    more, after = read_formula(plain, at)
    joined = (*parts[:-1], Part(parts[-1].of, amount), *more)
    total = fsum(value_of(part.amount, {}) or 0 for part in joined if part.amount)
    is_whole = all(part.amount for part in joined) and 50 < total <= _MOST
    return (joined, after) if is_whole and not plain[after : after + 1].isalnum() else None


def _belong_together(parts: Parts, more: Parts) -> bool:
    """Return True if two runs with a blank between them are one composition."""
    symbols, others = symbols_of(parts), symbols_of(more)
    if not more or symbols & others:
        return False
    if _is_addition(more) and len(symbols) > 2:
        return True
    if not all(part.amount for part in parts):
        return False
    if not all(part.amount for part in more) and (len(symbols) > 1 or len(others) <= 2):
        return False
    # At most the 100 % of one composition, give or take its rounding.
    return fsum(amount or 0 for amount in amounts_of((*parts, *more), {}).values()) <= _MOST


def _is_addition(more: Sequence[Part]) -> bool:
    """Return True for one element whose amount is a fraction or a variable: no alloy by itself."""
    only = more[0]
    return (
        len(more) == 1
        and isinstance(only.of, str)
        and not only.amount.isdigit()
        and only.amount not in ("", "?")
    )
