"""Tell the properties that a sentence gives values of without writing their names in full."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from builder.materials.measurements.lists import runs
from builder.materials.measurements.properties.property_symbols import property_symbols
from builder.materials.measurements.value_changes import step_of
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of

#: Letters between a density and its value in per cent.
_DENSITY_REACH = 24
#: The first of two properties whose noun stands behind the second: yield and tensile strength.
_ELLIPSIS = re.compile(
    r"\b(?P<first>[Yy]ield|[Uu]ltimate|[Tt]ensile|[Cc]ompressive|[Ff]racture|[Nn]ano|[Mm]icro)-?"
    r"(?:\s\([A-Z]{1,4}\))?\s?(?:,|and|or|/|&|–|-|,\sand|as well as)\s?(?:the\s)?"
    r"(?P<second>(?:(?:ultimate|tensile|compressive|fracture|yield|flow)\s){1,3})"
    r"(?:strength|stress)"
)
_ELLIPTICAL = {
    "yield": "yield strength",
    "ultimate": "ultimate tensile strength",
    "tensile": "ultimate tensile strength",
    "compressive": "compressive strength",
    "fracture": "fracture strength",
}

_MODULUS = re.compile(r"\bmodul(?:us|i)\b")
#: Between two properties that are named together.
_TOGETHER = re.compile(r"\s(?:\([A-Z]{1,2}\)\s)?(?:and|or)\s(?:the\s)?(?:nano-?|micro-?)?")

#: Dimensions of one property alone, whose units tell which: 500 HV, 2 × 10−5 mm3/(N·m).
_BY_UNIT = {
    "hardness": "hardness",
    "rockwell_hardness": "hardness",
    "rockwell_a_hardness": "hardness",
    "rockwell_b_hardness": "hardness",
    "brinell_hardness": "hardness",
    "knoop_hardness": "hardness",
    "wear_rate": "wear rate",
    "thermal_conductivity": "thermal conductivity",
    "voltage_per_decade": "Tafel slope",
}
_GRAIN_SIZE = "grain size"
#: Right before a value, grains that it is the size of: grains (640 nm), grains with an average size
#: of 2 μm, grain refinement from 5 μm.
_OF_GRAINS = re.compile(
    r"(?:^|[\s(,])(?:(?P<which>[^\s(,]+)\s)?[Gg]rain(?:s(?:\s\(|\sof\s)|s?\s"
    r"(?:\(\s?|(?:with|having)\s(?:an?\s|the\s)?)(?:average|mean)\s(?:size|diameter)s?(?:\sof\s|\s?[:=]\s?)"
    r"|\s(?:growth|refinement|coarsening)\b[^.;:()\d]{0,40}\b(?:from|to)\s)"
    r"(?:(?:about|around|approximately|only|nearly)\s|[~∼≈]\s?)?$"
)
#: Grains of something else than the material, beside those told by a formula.
_OTHER_GRAINS = re.compile(r"(?:abrasive|carbide|oxide|nitride|boride|ceramic)s?", re.IGNORECASE)
#: A word that begins a sentence, and no formula.
_FIRST_WORD = re.compile(r"An?|The|[A-Z][a-z]{3,}")
#: Behind a length, that it is no size: grains of 5 μm width.
_OTHER_LENGTH = re.compile(r"\s(?:in\s)?(?:width|length|height|thickness|wide|long|thick)\b")
#: Letters before a value in which its grains are looked for.
_REACH = 90


def with_implied(
    text: str, terms: Sequence[Mention], quantities: Sequence[Quantity]
) -> tuple[Mention, ...]:
    """Return the terms of a sentence with the properties that it does not write in full.

    These are the first of two whose noun stands behind the second (yield and tensile strength), the
    relative density, which a density in per cent is, the elastic modulus where a hardness goes with
    a modulus, and those written by their symbols.
    """
    symbols = [*property_symbols(text, quantities)]
    if not symbols and not any(term.kind == "property" for term in terms):
        return tuple(terms)
    found = [_whole_density(term, quantities) if term.name == "density" else term for term in terms]
    for one in (*symbols, *_plain_moduli(text, terms)):
        if not any(term.start < one.end and one.start < term.end for term in found):
            found.append(one)
    found.sort(key=lambda term: term.start)
    if "strength" in text or "stress" in text:
        for ellipsis in _ELLIPSIS.finditer(text):
            name = _ELLIPTICAL.get(ellipsis["first"].lower())
            start, end = ellipsis.span("first")
            if name and not any(term.start < end and start < term.end for term in found):
                found.append(Mention(name, "property", ellipsis["first"], start, end))
        found.sort(key=lambda term: term.start)
    return tuple(found)


def _plain_moduli(text: str, terms: Sequence[Mention]) -> Iterator[Mention]:
    """Yield each modulus that is named with a hardness and so is the elastic one."""
    if "modul" not in text:
        return
    for found in _MODULUS.finditer(text):
        for term in terms:
            first, last = sorted((found.span(), (term.start, term.end)))
            if "hardness" in term.name and _TOGETHER.fullmatch(text, first[1], last[0]):
                yield Mention("elastic modulus", "property", found[0], *found.span())


def _whole_density(term: Mention, quantities: Sequence[Quantity]) -> Mention:
    behind = next((q for q in quantities if q.start >= term.end), None)
    if behind and behind.dimension == "fraction" and behind.start - term.end < _DENSITY_REACH:
        return replace(term, name="relative density")
    return term


def unnamed_properties(
    text: str, quantities: Sequence[Quantity], named: Sequence[Mention]
) -> Mapping[int, Mention]:
    """Return the properties that the unit of a value, or the grains before it, alone tell.

    Args:
        text: the sentence.
        quantities: its quantities.
        named: the properties that it names; none is told anew that fits a unit as well.

    Returns:
        A property by the place of each such value.
    """
    known = {dimension for term in named for dimension in dimensions_of(term.name)}
    found: dict[int, Mention] = {}
    for one in quantities:
        if (name := _BY_UNIT.get(one.dimension)) and one.dimension not in known:
            found[one.start] = Mention(name, "property", one.text, one.start, one.end)
    lengths = [one for one in quantities if one.dimension == "length"]
    for run in runs(text, lengths) if "rain" in text else ():
        if _is_of_grains(text, run[0]) and not _OTHER_LENGTH.match(text, run[-1].end):
            found |= {one.start: _grain_size(one) for one in run}
    for first, last in pairwise(lengths):
        begins = first.start in found and step_of(text, first, lengths) == "from"
        if begins and step_of(text, last, lengths) == "to":
            found[last.start] = _grain_size(last)
    return found


def _is_of_grains(text: str, quantity: Quantity) -> bool:
    before = _OF_GRAINS.search(text, max(quantity.start - _REACH, 0), quantity.start)
    if before is None:
        return False
    which = before["which"] or ""
    is_formula = any(letter.isupper() for letter in which)
    is_formula &= before.start() > 0 or not _FIRST_WORD.fullmatch(which)
    return not (is_formula or _OTHER_GRAINS.fullmatch(which))


def _grain_size(one: Quantity) -> Mention:
    return Mention(_GRAIN_SIZE, "property", one.text, one.start, one.end)
