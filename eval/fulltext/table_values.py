"""Score values read from tables: alloy, property, number and unit as a person has read them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.materials.alloys import find_alloys
from builder.materials.measurements.tables.cells import read_numbers
from builder.materials.measurements.tables.materials import materials_of
from builder.materials.measurements.tables.table_value import TableValue
from builder.materials.measurements.tables.values import read_tables
from builder.materials.units import unit_at
from builder.papers import Paper
from eval.fulltext.table_cells import TableGold, tables_at
from eval.metrics.extraction_scores import Share

_POWER = re.compile(r"10\^(\d+)\s")
_OF_HYDROGEN = re.compile(r"\s?H2\b")
_WORD = re.compile(r"[a-z]{4,}")
#: Letters by which two words are taken for forms of one.
_STEM = 6


@dataclass(frozen=True, slots=True)
class MeasurementScores:
    """How truly values were read from tables."""

    n: int
    unscored: int
    """Tables whose PDF is not there."""
    precision: Share
    """Values that were read and are right."""
    recall: Share
    """Values of the gold that were read."""
    misses: tuple[tuple[str, str], ...]
    """File, and the value that was not read, or was read and is none."""


def measurements_score(gold: Iterable[TableGold], papers: Mapping[str, Paper]) -> MeasurementScores:
    """Score the values in tables of papers, by file name, against those of the gold rows.

    A property matches by its words, since tables call it otherwise than a person would.
    """
    rows = list(gold)
    read = [row for row in rows if row.file in papers]
    right = made = there = 0
    misses: list[tuple[str, str]] = []
    values = {file: _values(papers[file]) for file in {row.file for row in read}}
    for row in read:
        body = papers[row.file].body
        place = next(tables_at(row, papers), None)
        number = body.tables.index(place) if body and place else -1
        left = [one for one in values[row.file] if one.table == number]
        made, there = made + len(left), there + len(row.measurements)
        for stated in row.measurements:
            match = next((one for one in left if _is_same(stated, one)), None)
            if match is None:
                misses.append((row.file, f"{row.label}: {_said(stated)}"))
            else:
                left.remove(match)
                right += 1
        misses += [
            (row.file, f"{row.label}, none: {one.property} {one.quantity.text}") for one in left
        ]
    return MeasurementScores(
        len(read), len(rows) - len(read), Share(right, made), Share(right, there), tuple(misses)
    )


def _values(paper: Paper) -> Sequence[TableValue]:
    return read_tables(paper.body.tables, materials_of(paper)) if paper.body else ()


def _said(stated: Mapping[str, Any]) -> str:
    return f"{stated['alloy']}, {stated['property']} {stated['value']} {stated['unit']}"


def _is_same(stated: Mapping[str, Any], value: TableValue) -> bool:
    return (
        _same_number(stated, value)
        and _same_unit(str(stated["unit"]), value)
        and _same_property(str(stated["property"]), value)
        and _same_alloy(str(stated["alloy"]), value)
    )


def _same_number(stated: Mapping[str, Any], value: TableValue) -> bool:
    text = str(stated["value"])
    numbers = read_numbers(text, None) or read_numbers(text.split(" b =")[0], None)
    if not numbers:
        return False
    power = _POWER.match(str(stated["unit"]))
    factor = 10.0 ** int(power[1]) if power else 1.0
    one, other = numbers[0].quantity, value.quantity
    middle = factor * (one.low + one.high) / 2
    return abs(middle - (other.low + other.high) / 2) <= 1e-6 * abs(middle) + 1e-9


def _same_unit(stated: str, value: TableValue) -> bool:
    stated = _OF_HYDROGEN.sub("", _POWER.sub("", stated))
    unit = unit_at(stated, 0) if stated else None
    if unit is None:
        return not value.quantity.unit or not stated
    return unit[0].name == value.quantity.unit or (
        "%" in stated and value.quantity.unit in ("%", "wt.%", "at.%") and stated == "%"
    )


def _same_property(stated: str, value: TableValue) -> bool:
    if stated.endswith(" content"):
        return value.property == stated
    ours = f"{value.property} {value.heading}".lower()
    if "lattice parameter" in stated:
        axis = re.search(r"parameter ([abc])\b", stated)
        own = re.search(r"parameter ([abc])\b", value.property)
        return "lattice parameter" in ours and (not axis or not own or axis[1] == own[1])
    return any(word[:_STEM] in ours for word in _WORD.findall(stated.lower()))


def _same_alloy(stated: str, value: TableValue) -> bool:
    keys = {one.composition_key for one in find_alloys(stated) if len(one.elements) > 1}
    if keys:
        return any(one.composition_key in keys for one in value.alloys)
    names = (value.label, *(one.text for one in value.alloys))
    plain = [re.sub(r"\s", "", one).lower() for one in names]
    return any(one and one in re.sub(r"\s", "", stated).lower() for one in plain)
