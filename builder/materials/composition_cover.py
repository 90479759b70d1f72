"""Tell whether what a paper says of one composition holds for another, as AlxCoCrFeNi for x = 0.3.

A family holds for the members that the paper lists, and between the ends of a range it studied.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Literal

from builder.materials.alloys import Alloy, compatible
from builder.materials.companions import same_companion
from builder.materials.formulas.elements import ATOMIC_WEIGHT, NUMBER
from builder.materials.formulas.markup import plain_formulas
from builder.materials.formulas.members import read_values
from builder.materials.formulas.parser import amounts_of, read_formula

#: Atomic fractions are the same within it: a third is written 0.33, 33 % and 33.4 %.
TOLERANCE = 0.005

_VARIABLE = re.compile(r"(?<![A-Za-z])[xyz](?![a-z])|(?<=[a-z)\d])[xyz](?![a-z])|(?<=[A-Z])[xyz]")
_VALUES = re.compile(r"(?<!\w)(?P<variable>[xyz])\s?(?:[=:∈]|(?:is|are|was|were)\s)")
_TO = r"\s?(?:-|–|—|−|~|to|up\sto|through|÷)\s?"
_LESS = r"\s?(?:<|≤|⩽|<=)\s?"
_RANGE = re.compile(
    rf"(?<!\w)(?P<of>[xyz])\s?(?:=\s?|(?:\w+\s){{0,2}}(?:from|(?P<between>between))\s)"
    rf"(?P<low>{NUMBER})(?:(?P<and>\sand\s)|{_TO})(?P<high>{NUMBER})"
    rf"|(?P<least>{NUMBER}){_LESS}(?P<within>[xyz]){_LESS}(?P<most>{NUMBER})"
)

_Fractions = dict[str, float]


def covers_composition(stated: Alloy, asked: Alloy, text: str = "") -> bool:
    """Return True if a statement about one composition holds for another.

    A formula without numbers is equimolar. A family (AlxCoCrFeNi) holds for the members listed
    behind it or in the text, and for what lies between the ends of a range of x in the text; a
    system (Co-Cr-Fe-Ni) for the equimolar alloy alone. What is asked of a family holds if any
    member of it is spoken of.

    Args:
        stated: the alloy that a paper speaks of.
        asked: the alloy that somebody asks about.
        text: title and abstract of the paper, which may tell the values of the variable.
    """
    if not same_companion(stated.companion, asked.companion):
        return False
    if None in asked.amounts:
        return compatible(stated, asked)
    wanted = _fractions(asked, asked.amounts)
    if None not in stated.amounts:
        return _same(_fractions(stated, stated.amounts), wanted)
    if any(_same(_fractions(stated, member), wanted) for member in stated.members):
        return True
    if not _VARIABLE.search(stated.text):
        return {*stated.elements} == {*wanted} and _same(
            wanted, dict.fromkeys(wanted, 1 / len(wanted))
        )
    return any(_within(ends, wanted) for ends in _ends(stated, text))


def is_between_members(stated: Alloy, asked: Alloy, text: str) -> bool:
    """Return True for a composition within a range of a family that a text tells at no other place.

    The paper need not have made it, so that no value of the family is known to be one of it.

    Args:
        stated: the family, as a paper writes it: AlxVNbTa.
        asked: the alloy that somebody asks about.
        text: title and abstract of the paper, which tell the values of the variable.
    """
    if None in asked.amounts or None not in stated.amounts:
        return False
    wanted = _fractions(asked, asked.amounts)
    ranges = [*_ends(stated, text)]
    told = [*(_fractions(stated, one) for one in stated.members), *chain.from_iterable(ranges)]
    within = any(_within(ends, wanted) for ends in ranges)
    return within and not any(_same(one, wanted) for one in told)


def is_system(alloy: Alloy) -> bool:
    """Return True for elements whose amounts nobody tells, which no variable stands for either."""
    return {*alloy.amounts} == {None} and not _VARIABLE.search(alloy.text)


def place_in_family(
    family: Alloy, asked: Alloy, text: str
) -> Literal["", "first", "inside", "last"]:
    """Tell where a composition stands among the members that a text tells of a family.

    Args:
        family: an alloy with a variable, as a paper writes it.
        asked: the alloy that somebody asks about.
        text: title and abstract of the paper, which tell the values of the variable.

    Returns:
        `first` for the least value of the variable and `last` for the greatest, `inside` for what
        lies between them; "" for another alloy, or if the text tells no two values of one variable.
    """
    if None in asked.amounts:
        return ""
    ranges = [one for one in _ranges(text) if one[0] in family.text]
    values = sorted({value for _, low, high in ranges for value in (low, high)})
    if len(values) < 2 or len({variable for variable, _, _ in ranges}) > 1:
        return ""
    wanted = _fractions(asked, asked.amounts)
    variable = ranges[0][0]
    first, last = (_member(family, variable, value) for value in (values[0], values[-1]))
    if first is None or last is None:
        return ""
    if _same(first, wanted):
        return "first"
    if _same(last, wanted):
        return "last"
    return "inside" if _within((first, last), wanted) else ""


def _ends(family: Alloy, text: str) -> Iterator[tuple[_Fractions, _Fractions]]:
    """Yield the members at both ends of each range of the variable that a text states.

    A listed value is a range from itself to itself.
    """
    for variable, low, high in _ranges(text):
        first, last = _member(family, variable, low), _member(family, variable, high)
        if first is not None and last is not None:
            yield first, last


def _member(family: Alloy, variable: str, value: float) -> _Fractions | None:
    """Return a family with its variable at a value; None if amounts stay open or are below zero."""
    parts, _ = read_formula(plain_formulas(family.text).text, 0)
    amounts = amounts_of(parts, {variable: value})
    known = {element: size for element, size in amounts.items() if size is not None}
    if len(known) < len(amounts) or not min(known.values()) >= 0 < max(known.values()):
        return None
    return _normal(family.basis, known)


@lru_cache(maxsize=256)
def _ranges(text: str) -> tuple[tuple[str, float, float], ...]:
    """Return the variable and the ends of each range, or listed value, that a text gives to it."""
    return tuple(dict.fromkeys(_given_ranges(text)))


def _given_ranges(text: str) -> Iterator[tuple[str, float, float]]:
    for match in _RANGE.finditer(text):
        if match["and"] and not match["between"]:  # x = 0.6 and 1 are two members
            continue
        low, high = (
            (match["low"], match["high"]) if match["of"] else (match["least"], match["most"])
        )
        if float(low) < float(high):
            yield match["of"] or match["within"], float(low), float(high)
    for match in _VALUES.finditer(text):
        given = read_values(text, match.start())
        for value in given.values:
            yield given.variable, value, value


def _fractions(alloy: Alloy, amounts: tuple[float | None, ...]) -> _Fractions:
    sizes = zip(alloy.elements, amounts, strict=True)
    return _normal(alloy.basis, {element: size for element, size in sizes if size})


def _normal(basis: str, amounts: _Fractions) -> _Fractions:
    """Return atomic fractions for amounts by weight or by atoms."""
    moles = {
        element: size / ATOMIC_WEIGHT[element] if basis == "wt" else size
        for element, size in amounts.items()
    }
    total = sum(moles.values())
    return {element: size / total for element, size in moles.items()}


def _same(one: _Fractions, other: _Fractions) -> bool:
    return _within((one, one), other)


def _within(ends: tuple[_Fractions, _Fractions], wanted: _Fractions) -> bool:
    """Return True if each fraction lies between those at both ends."""
    first, last = ends
    for element in {*first, *last, *wanted}:
        low, high = sorted((first.get(element, 0.0), last.get(element, 0.0)))
        if not low - TOLERANCE <= wanted.get(element, 0.0) <= high + TOLERANCE:
            return False
    return True
