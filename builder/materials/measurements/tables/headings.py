"""Tell what a heading of a table names: a property with its unit, a condition, names."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.numbers.number import number_at
from builder.materials.unit_table import Unit
from builder.materials.units import unit_at, unit_named
from builder.materials.vocabulary import dimensions_of, find_terms

_FILE = Path(__file__).parents[1].with_name("data") / "table_headings.toml"
#: In brackets or behind a slash, a comma or "in": the unit.
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_BEHIND = re.compile(r"(?:\s*/\s*|,\s+|\s+in\s+)(?=[^\s/,])")
#: The electrode that a potential is measured against.
_AGAINST = re.compile(r",?\s(?:vs\.?|versus|against)\s.*$", re.I)
#: What a unit may say of what it counts: kJ/mol H2.
_OF_WHAT = re.compile(r"[\s·-]*(?:of\s)?(?:H2|H|atom|f\.u\.)?$")
_POWER_OF_TEN = re.compile(
    r"[×x*]?\s?10\s?\^?\s?([−–-]?\d{1,2})\s+(?=[^\d\s])|[×x]\s?10\^?([−–-]?\d{1,2})$"
)
#: How a footnote tells its mark: `a)Cmax is …`, `b Measured …`.
_NOTE_MARK = re.compile(r"(?<![^\s.;])\^?([a-h])(?:\)|\s(?=[A-Z]))")
#: What may be a mark that is glued to the word before it, at the end or before a unit.
_GLUED_MARK = re.compile(r"(?<=[^\W\d_]{2})(?P<mark>[a-h])\)?(?=\s*(?:[(,/]|$))")
_MARK = re.compile(r"(?:\^[a-z](?:,[a-z])*|[*†‡§¶]+)(?=\s|$|\()")
#: A mark with a bracket behind it: Cmaxa).
_CLOSED_MARK = re.compile(r"\^?[a-z]\)(?=\s|$|\()")
#: Before a unit that is one of an amount in the heading: "capacity at 300 (°C)".
#: Units in which a, b, c and V are those of a crystal's cell are smaller, in m and m³.
_SMALL = {"length": 2e-9, "volume": 1e-26}
_AMOUNT = re.compile(r"\s\d+(?:\.\d+)?\s*$")
#: A remark in brackets.
_REMARK = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Units that no heading without brackets or a slash is understood to name.
_PLAIN_UNIT = re.compile(r"(?:at|wt|vol|mass|mol|atomic|weight)\.?\s?%|%", re.I)


@lru_cache(maxsize=1)
def heading_words() -> Mapping[str, Any]:
    """Read `data/table_headings.toml`, which says what its lists are."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    lists = {name: frozenset(words) for name, words in table.items() if name != "symbols"}
    return {**lists, "symbols": table["symbols"]}


@lru_cache(maxsize=1)
def _symbols() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in heading_words()["symbols"]:
        for form in entry["forms"]:
            pair = (entry["dimension"], entry["property"])
            found.setdefault(_plain(form), []).append(pair)
    return found


def _plain(text: str) -> str:
    """Return a symbol as it is compared: without blanks and marks of scripts."""
    return re.sub(r"[\s_^,]", "", text.replace("∆", "Δ"))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading names."""

    text: str
    """Its words, the unit and marks of footnotes left out."""
    property: str = ""
    is_known: bool = False
    unit: Unit | None = None
    """None where none is printed."""
    factor: float = 1.0
    """By which a number below it is multiplied: "Cooling rate (10^4 K/s)"."""
    kind: str = ""
    """`condition`, `citation`, `counting`, `phase`, `element`; "" for a property or other words."""
    is_readable: bool = True
    """False where something in it looks like a unit and is none that is known."""


@lru_cache(maxsize=4096)
def read_heading(text: str, is_composition: bool = False, has_phases: bool = False) -> Heading:
    """Tell what a heading names.

    Args:
        text: Its text; those of headings above it go before its own, each with a line break.
        is_composition: Whether element symbols head contents in this table.
        has_phases: Whether the table names phases in a column.
    """
    levels = [_without_marks(level) for level in text.split("\n") if level]
    made = [_read_level(level, is_composition, has_phases) for level in levels]
    chosen = next((one for one in reversed(made) if one.is_known or one.kind), None)
    chosen = chosen or next((one for one in reversed(made) if one.property and one.unit), None)
    chosen = chosen or next((one for one in reversed(made) if one.property), None)
    if chosen is None:
        return made[-1] if made else Heading("")
    units = [one for one in reversed(made) if one.unit is not None]
    readable = all(one.is_readable for one in made)
    if chosen.unit is None and units and not chosen.kind.startswith("c"):
        chosen = replace(chosen, unit=units[0].unit, factor=units[0].factor)
    return replace(chosen, is_readable=readable)


@lru_cache(maxsize=4096)
def shown_heading(text: str, notes: tuple[str, ...]) -> str:
    """Return a heading without the glued mark of a footnote, where it certainly is one.

    A note has the mark, and the mark closes a bracket that nothing opens (`Cmaxa) (wt%)`), or the
    heading names a property without it alone (`Hardnessa (HV)`).

    Args:
        text: The heading as it is kept.
        notes: The footnotes of its table.
    """
    marks = {mark for note in notes for mark in _NOTE_MARK.findall(note)}
    for found in _GLUED_MARK.finditer(text):
        shown = text[: found.start()] + text[found.end() :]
        closes = found[0].endswith(")") and text.count(")") > text.count("(")
        named = not found[0].endswith(")") and _properties(shown) > _properties(text)
        if found["mark"] in marks and (closes or named):
            return shown
    return text


def _properties(text: str) -> int:
    return sum(term.kind == "property" for term in find_terms(text))


def _without_marks(text: str) -> str:
    """Return a heading without marks of footnotes."""
    unopened = text.count(")") - text.count("(")
    if unopened > 0:
        text = _CLOSED_MARK.sub("", text, count=unopened)
    return _MARK.sub("", text).strip()


def _read_level(text: str, is_composition: bool, has_phases: bool) -> Heading:
    name, unit, factor, readable = _without_unit(text)
    if unit is None and (read := unit_at(name, 0)) and "hardness" in read[0].dimension:
        unit = read[0]  # HV0.5 is symbol and unit in one
    words = heading_words()
    plain = name.lower().strip(" .:*")
    for kind in ("citations", "phases", "counting"):
        if plain in words[kind] and (unit is None or kind != "counting"):
            return Heading(name, kind=_KINDS[kind])
    if name in ATOMIC_WEIGHT and (is_composition or _is_content(unit)):
        return Heading(name, f"{name} content", True, unit, factor, "element", readable)
    if plain in words["conditions"] and not (plain == "t" and unit is None):
        return Heading(name, plain, False, unit, factor, "condition", readable)
    if named := _by_symbol(name, text, unit, has_phases):
        return Heading(name, named, True, unit or _percent(text), factor, "", readable)
    if known := _property_in(name, unit or _percent(text)):
        return Heading(name, known, True, unit or _percent(text), factor, "", readable)
    if _WORD.search(name) and (unit is not None or _is_plain(plain)) and len(name) < 80:
        named = " ".join(_REMARK.sub("", plain).split())
        return Heading(name, named, False, unit, factor, "", readable)
    return Heading(name, "", False, unit, factor, "", readable)


_KINDS = {"citations": "citation", "phases": "phase", "counting": "counting"}


def _is_plain(name: str) -> bool:
    """Return whether a heading names a property that has no unit."""
    return not {*re.findall(r"[a-z]+", name)}.isdisjoint(heading_words()["plain"])


def _by_symbol(name: str, text: str, unit: Unit | None, has_phases: bool) -> str:
    """Return the property that a symbol stands for; the whole heading, or its last word."""
    own = unit.dimension if unit else "number"
    last = name.replace(",", " ").split()[-1:]
    symbols = [_plain(name), *(_plain(one) for one in last if re.search(r"[A-ZΔσ]", one[1:]))]
    if has_phases:
        symbols.append(_plain(text))
    for symbol in symbols:
        for dimension, named in _symbols().get(symbol, ()):
            small = unit is not None and unit.size < _SMALL.get(dimension, math.inf)
            if own == dimension and (small or not named.startswith(("lattice", "cell"))):
                return named
            if dimension == "phase" and has_phases:
                return named
    return ""


def _percent(text: str) -> Unit | None:
    found = _PLAIN_UNIT.search(text)
    read = unit_at(found[0].lower(), 0) if found else None
    return read[0] if read else None


def _is_content(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension in ("atomic_fraction", "mass_fraction", "wppm")


def _property_in(name: str, unit: Unit | None) -> str:
    """Return the last property that a heading names and that has such a unit; "" for none."""
    for term in reversed(find_terms(name)):
        if term.kind != "property":
            continue
        dimensions = dimensions_of(term.name)
        own = unit.dimension if unit else "number"
        fits = not dimensions or own in dimensions or unit is None
        share = own in ("volume_fraction", "mass_fraction", "fraction")
        if fits or (share and "fraction" in dimensions):
            return "phase fraction" if term.name == "volume fraction" else term.name
    return ""


def _without_unit(text: str) -> tuple[str, Unit | None, float, bool]:
    """Return a heading without its unit, the unit, its power of ten, and if all was understood."""
    for found in reversed(list(_BRACKETED.finditer(text))):
        unit, factor = _unit(found[1].strip())
        if unit is not None and not _AMOUNT.search(text[: found.start()]):
            return f"{text[: found.start()]} {text[found.end() :]}".strip(), unit, factor, True
    for found in reversed(list(_BEHIND.finditer(text))):
        unit, factor = _unit(text[found.end() :].strip())
        if unit is not None and text[: found.start()].strip():
            return text[: found.start()].strip(), unit, factor, True
    odd = any(_looks_like_unit(found[1]) for found in _BRACKETED.finditer(text))
    return text, None, 1.0, not odd and not _POWER_OF_TEN.search(text)


def _looks_like_unit(text: str) -> bool:
    return bool(re.search(r"/|·|[−-]\d|^(?:a\.?u\.?|arb.*)$|10\^|°", text))


@lru_cache(maxsize=1024)
def _unit(text: str) -> tuple[Unit | None, float]:
    """Read a text that is a unit and nothing else, perhaps with a power of ten before it."""
    factor = 1.0
    if found := _POWER_OF_TEN.match(text):
        power = (found[1] or found[2]).translate(str.maketrans("−–", "--"))
        if abs(int(power)) > 30:
            return None, 1.0
        factor = 10.0 ** int(power)
        text = text[found.end() :].strip()
        if not text:
            return unit_named(""), factor
    text = _AGAINST.sub("", text)
    if not text or number_at(text, 0) is not None:
        return None, 1.0
    read = unit_at(text, 0) or unit_at(_OF_WHAT.sub("", text), 0)
    if read and _OF_WHAT.fullmatch(text[read[1] :]):
        return read[0], factor
    return None, 1.0
