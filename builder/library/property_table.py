"""Tabulate every value of a property that the abstracts state, and the pairs that disagree."""

import difflib
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, compatible
from builder.materials.measurements.certainty.binding_features import paper_bindings
from builder.materials.measurements.certainty.row_model import (
    VARIABLE,
    row_chance,
    row_model,
)
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.owner_binding import UNTOLD
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantity import TEMPERATURE_TOLERANCE, Quantity, equal
from builder.materials.vocabulary import TERMS, dimensions_of, find_terms
from builder.papers import READABLE

#: Two values of one alloy at one temperature disagree where they differ by more than this share:
#: more than the scatter between test bars, so that the state of the material must differ.
DISAGREEMENT = 0.2
#: Pairs of values of one composition that are compared.
_MOST_COMPARED = 500_000
#: A group of elements that a family holds in any amount: CoCrFeNi(TiC)x.
_GROUP = re.compile(
    r"(?P<base>[A-Za-z\d.]*)\((?P<group>(?:[A-Z][a-z]?){2,4})\)\s?[xyz](?P<rest>[A-Za-w\d.]*)"
)
#: Bounds by which values are chosen for comparison are this factor wider, against rounding.
_ROUNDED = 1 + 1e-9


#: How alike a word and the one that was meant are at least, of 1: `hardnes`, `strenght`.
_NEAR = 0.8
_MOST_OFFERED = 8
_ALL_PROPERTIES = "`hea table` alone lists the properties that your papers give values of."


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """Where behind its abstract a paper states a value."""

    part: Literal["body", "table"]
    number: int
    """Number of the paragraph or table in the body, from 1."""
    page: int
    """1-based page; 0 in a file without pages."""
    text: str
    """The sentence, or the row of the table with its headings."""
    label: str = ""
    """Of a table, what it is called."""
    row: int | None = None
    """Of a table the row, from 1; rows of headings are not counted."""


@dataclass(frozen=True, slots=True, eq=False)
class PropertyRow:
    """One value of a property, and the sentence ``abstract[start:end]`` that states it.

    With a place the value stands behind the abstract: ``start`` and ``end`` count in the paragraph
    there, or in the row.
    """

    listed: CatalogEntry
    start: int
    end: int
    of: str
    """The property by its name in the vocabulary."""
    value: Measurement
    alloy: Alloy | None
    """The alloy, or one reading of its name; None where the paper names none."""
    inherited: bool
    """Whether the alloy is named in an earlier sentence or the title, not in this one."""
    phases: tuple[str, ...]
    """Phases that the sentence names, by their names in the vocabulary."""
    place: ValuePlace | None = None
    """None for a value of the abstract."""
    chance: float | None = None
    """How likely all that is said of it is right, 0 to 1; None for a cell of a table."""

    @property
    def source(self) -> str:
        """What of the paper states it: `abstract`, `body` or `table`."""
        return self.place.part if self.place else "abstract"

    @property
    def is_sure(self) -> bool:
        """Whether it is so likely right that it stands among the sure values of a table."""
        return self.chance is None or self.chance >= row_model().threshold

    @property
    def sentence(self) -> str:
        """The sentence, or the row of a table, that states the value."""
        if self.place:
            return self.place.text
        assert self.listed.paper.abstract is not None
        return self.listed.paper.abstract.text[self.start : self.end]

    @property
    def temperature(self) -> Quantity | None:
        """The temperature that the value was measured at; None where none is stated."""
        found = (
            condition
            for condition in self.value.conditions
            if condition.dimension == "temperature" and condition not in self.value.treatment
        )
        return next(found, None)


def named_property(words: str) -> str:
    """Return the vocabulary's name of a property from any of its forms: YS, proof stress.

    Raises:
        UserError: It is no property that the tables know.
    """
    found = [mention for mention in find_terms(words) if mention.kind == "property"]
    if len(found) == 1 and found[0].text == words.strip():
        return found[0].name
    *others, last = [f"“{one}”" for one in _near_properties(words[:60])[:_MOST_OFFERED]] or [""]
    offered = f"{', '.join(others)} or {last}" if others else last
    hint = f"Did you mean {offered}?" if offered else _ALL_PROPERTIES
    raise UserError(f"“{words[:60]}” is not a known property.", hint)


def _near_properties(words: str) -> list[str]:
    """Return properties one of whose forms has all words given, each as given or nearly so."""
    forms = [
        (form, term.name)
        for term in TERMS
        if term.kind == "property" and dimensions_of(term.name)
        for form in term.forms
    ]
    parts = {word for form, _ in forms for word in form.casefold().split()}
    wanted = set()
    for word in words.casefold().split():
        # Of a short one, such as YTS, another that is near is another abbreviation.
        near = difflib.get_close_matches(word, parts, n=1, cutoff=_NEAR if len(word) > 3 else 1.0)
        wanted.update(near or [word])
    found = (name for form, name in forms if wanted and wanted <= {*form.casefold().split()})
    return sorted(dict.fromkeys(found))


def property_table(
    rows: Iterable[CatalogEntry], name: str, alloy: Alloy | None = None
) -> list[PropertyRow]:
    """List every stated value of a property, paper by paper; of one alloy where one is given."""
    return levels((one for row in rows for one in values_of(row) if one.of == name), alloy)


def levels(rows: Iterable[PropertyRow], alloy: Alloy | None = None) -> list[PropertyRow]:
    """Return the rows that are no differences, only those of an alloy where one is given."""
    found = [one for one in rows if not one.value.relative]
    if alloy is None:
        return found
    return [one for one in found if one.alloy is not None and compatible(one.alloy, alloy)]


def disagreements(table: Sequence[PropertyRow]) -> list[tuple[PropertyRow, PropertyRow]]:
    """Return pairs of values from two papers on one composition, at one temperature, far apart.

    No more than `_MOST_COMPARED` pairs of one composition are compared, the first ones of those
    whose ranges lie apart: values are sorted, so that the others need not be looked at.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(table):
        if row.alloy is not None and None not in row.alloy.amounts:
            key = row.alloy.composition_key, row.value.quantity.dimension
            groups.setdefault(key, []).append(place)
    found = [
        pair
        for places in groups.values()
        for pair in islice(_pairs_apart(table, places), _MOST_COMPARED)
        if _disagree(table[pair[0]], table[pair[1]])
    ]
    return [(table[place], table[behind]) for place, behind in sorted(found)]


def values_of(row: CatalogEntry) -> Iterator[PropertyRow]:
    """Yield every value of any property in one abstract, differences included.

    A value that no one of several materials can be told to hold is left out.
    """
    abstract = row.paper.abstract
    if abstract is None or row.paper.state not in READABLE:
        return
    read = read_paper(row.paper.title, abstract.text)
    paper = paper_bindings(row.paper.title, read)
    for stated in read:
        terms = stated.facts.terms
        phases = tuple(dict.fromkeys(term.name for term in terms if term.kind == "phase"))
        for value in stated.facts.values:
            if value.property and value.sample != UNTOLD.sample:
                alloy = written_out(value.alloys[0]) if value.alloys else None
                inherited = "alloys" in value.inherited
                yield PropertyRow(
                    row,
                    stated.start,
                    stated.end,
                    value.property,
                    value,
                    alloy,
                    inherited,
                    phases,
                    chance=row_chance(value, stated.facts, paper),
                )


def written_out(alloy: Alloy) -> Alloy:
    """Return the member of a family by its own formula: Al0.3CoCrFeNi for AlxCoCrFeNi.

    A group keeps its brackets: CoCrFeNi(TiC)0.2 for CoCrFeNi(TiC)x.
    """
    if None in alloy.amounts or not VARIABLE.search(alloy.text):
        return alloy
    group = _GROUP.fullmatch(alloy.text)
    if group and (amount := _amount_of(group, alloy)):
        return replace(alloy, text=f"{group['base']}({group['group']}){amount:g}{group['rest']}")
    pairs = [pair for pair in zip(alloy.elements, alloy.amounts, strict=True) if pair[1]]
    pairs.sort(key=lambda pair: re.search(rf"{pair[0]}(?![a-wyz])|$", alloy.text).start())  # type: ignore[union-attr]
    text = "".join(element + (f"{n:g}" if n != 1 else "") for element, n in pairs)
    return replace(alloy, text=text)


def _amount_of(group: re.Match[str], alloy: Alloy) -> float:
    """Return how often a member of a family holds a group; 0 where it is not told, or none."""
    amounts = dict(zip(alloy.elements, alloy.amounts, strict=True))
    held = {amounts.get(one) or 0.0 for one in re.findall("[A-Z][a-z]?", group["group"])}
    return held.pop() if len(held) == 1 else 0.0


def _pairs_apart(table: Sequence[PropertyRow], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the places, each with those behind it, of values that may disagree, in order."""
    values: dict[int, _SortedValues] = {}
    for alike in _comparable(table, places):
        values |= dict.fromkeys(alike, _SortedValues(table, alike))
    for place in places:
        apart = values[place].apart_from(table[place])
        yield from ((place, behind) for behind in sorted(apart) if behind > place)


def _comparable(table: Sequence[PropertyRow], places: Iterable[int]) -> Iterator[list[int]]:
    """Yield the places of values of one form of a material, measured at much the same temperature.

    Of temperatures in order, those belong together of which none is further from the next than two
    that are equal can be.
    """
    groups: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for place in places:
        at = table[place].temperature
        kelvins = 0.0 if at is None else replace(at, low=at.low + at.below).si[0]
        key = table[place].value.owner, at is None
        groups.setdefault(key, []).append((kelvins, place))
    for group in groups.values():
        alike: list[int] = []
        last = -math.inf
        for kelvins, place in sorted(group):
            if kelvins - last > _ROUNDED * TEMPERATURE_TOLERANCE and alike:
                yield alike
                alike = []
            alike.append(place)
            last = kelvins
        yield alike


class _SortedValues:
    """Values in the order of their ends in SI units, to find those far from one of them."""

    def __init__(self, table: Sequence[PropertyRow], places: Iterable[int]) -> None:
        spans = [(*table[place].value.quantity.si, place) for place in places]
        self._from_low = sorted((low, place) for low, _, place in spans)
        self._from_reach = sorted((_reach(high), place) for _, high, place in spans)

    def apart_from(self, row: PropertyRow) -> Iterator[int]:
        """Yield the places of all values that lie far above or below a row's, and few others."""
        low, high = row.value.quantity.si
        above = bisect_left(self._from_low, (_reach(high),))
        below = bisect_right(self._from_reach, (low, math.inf))
        yield from (place for _, place in self._from_low[above:])
        yield from (place for _, place in self._from_reach[:below])


def _reach(high: float) -> float:
    """Return where values begin that lie far above a range with this end, or just below it."""
    return high + DISAGREEMENT * abs(high) / _ROUNDED


def _disagree(one: PropertyRow, other: PropertyRow) -> bool:
    return (
        one.listed.id != other.listed.id
        and _same_material(one.value, other.value)
        and _same_temperature(one.temperature, other.temperature)
        and _apart(one.value.quantity, other.value.quantity)
    )


def _same_material(one: Measurement, other: Measurement) -> bool:
    """Return whether two values are of the same form of a material, and tested in one way."""
    same_kind = one.kind == other.kind or not (one.kind and other.kind)
    return one.owner == other.owner and same_kind


def _same_temperature(one: Quantity | None, other: Quantity | None) -> bool:
    return one is other if one is None or other is None else equal(one, other)


def _apart(one: Quantity, other: Quantity) -> bool:
    """Return whether the ranges of two values, in SI units, differ by more than DISAGREEMENT."""
    (low, high), (least, most) = one.si, other.si
    gap = max(low - most, least - high)
    return gap > DISAGREEMENT * max(abs(high), abs(most))
