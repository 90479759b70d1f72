"""Choose values by element, phase, route, temperature and year, and count what there is of each."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from answer.collected.values.material import owner_of
from answer.collected.values.order import ends_of, scale_of
from builder.errors import UserError
from builder.library.property_table import PropertyRow
from builder.materials.measurements.states import CALCULATED
from builder.materials.vocabulary import TERMS, find_terms
from retrieval.filters import read_filters

#: What stands for a temperature that no paper states.
NOT_STATED = "not stated"
#: Names of bands of test temperature, each with the lowest and the highest temperature in °C.
BANDS: dict[str, tuple[float, float]] = {
    "below 0 °C": (-273.15, -0.1),
    "0 to 50 °C": (0.0, 50.0),
    "50 to 500 °C": (50.1, 500.0),
    "above 500 °C": (500.1, 1e5),
}
_ZERO = 273.15  # K, of 0 °C
_NUMBER = r"[-−–]?\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_NUMBER})?\s*(\.\.)?\s*({_NUMBER})?\s*(°?\s*[CF]|K)?", re.IGNORECASE)
#: Kinds of terms that tell how a material was made, or its state.
_ROUTES = frozenset({"process", "condition"})
#: What values can be sorted by.
ORDERS = ("paper", "alloy", "value", "temperature", "year", "route")


@dataclass(frozen=True, slots=True)
class ValueFilter:
    """Which values of a property a person wants to see; all conditions must hold."""

    elements: frozenset[str] = frozenset()
    """Symbols that the alloy of the value must contain together."""
    phases: frozenset[str] = frozenset()
    """Phases that the sentence must name, by their names in the vocabulary."""
    routes: frozenset[str] = frozenset()
    """Routes and states of the material, of which all must be stated."""
    owners: frozenset[str] = frozenset()
    """What it may be a value of: `alloy`, `coating`, `composite` …; anything if none is given."""
    temperature: tuple[float, float] | None = None
    """Lowest and highest test temperature in K."""
    unstated: bool = False
    """Only values without a stated temperature."""
    first_year: int | None = None
    last_year: int | None = None

    def fits(self, row: PropertyRow) -> bool:
        """Return whether a value meets all conditions; what is not stated meets none."""
        elements = set(row.alloy.elements) if row.alloy else set()
        year = row.listed.paper.year
        return (
            self.elements <= elements
            and self.phases <= set(row.phases)
            and self.routes <= set(row.value.states)
            and (not self.owners or owner_of(row) in self.owners)
            and self._at(row)
            and (
                not (self.first_year or self.last_year)
                or (year is not None and (self.first_year or 0) <= year <= (self.last_year or 9999))
            )
        )

    def _at(self, row: PropertyRow) -> bool:
        stated = row.temperature
        if self.unstated:
            return stated is None
        if self.temperature is None:
            return True
        if stated is None:
            return False
        low, high = stated.si
        return self.temperature[0] <= low and high <= self.temperature[1]


def read_value_filter(
    has: Sequence[str] = (),
    phases: Sequence[str] = (),
    routes: Sequence[str] = (),
    temperature: str = "",
    years: str | None = None,
    owners: Sequence[str] = (),
) -> ValueFilter:
    """Return the filter that a person wrote.

    Args:
        has: Elements, such as `Al` or `aluminium`.
        phases: Phases, such as `B2`.
        routes: Routes and states by their names in the vocabulary, such as `annealing`.
        temperature: A band of `BANDS`, `not stated`, `77 K`, `20..25 °C`, `600..` (°C).
        years: `2016`, `2018..`, `..2015` or `2014..2018`.
        owners: What it may be a value of: `alloy`, `coating` …

    Raises:
        UserError: One of them is not known.
    """
    read = read_filters(has, phases, (), years or None)
    unstated = temperature.strip() == NOT_STATED
    return ValueFilter(
        read.elements,
        read.terms,
        frozenset(map(_route, routes)),
        frozenset(owners),
        None if unstated or not temperature.strip() else _kelvins(temperature.strip()),
        unstated,
        read.first_year,
        read.last_year,
    )


def _route(words: str) -> str:
    """Return the vocabulary's name of a route or state."""
    names = [term.name for term in TERMS if term.kind in _ROUTES]
    if words in names or words == CALCULATED or words.endswith(" state"):
        return words  # as a facet names it
    found = {one.name for one in find_terms(words) if one.kind in _ROUTES}
    if len(found) == 1:
        return found.pop()
    near = difflib.get_close_matches(words, names, n=1, cutoff=0.5)
    hint = f"Did you mean “{near[0]}”?" if near else "Write it as papers do: annealing, LPBF, SPS."
    raise UserError(f"“{words[:60]}” is not a known route.", hint)


def _kelvins(words: str) -> tuple[float, float]:
    """Return the lowest and the highest temperature in K that words name."""
    if band := BANDS.get(words):
        return band[0] + _ZERO, band[1] + _ZERO
    read = _SPAN.fullmatch(words)
    if not read or not (read[1] or read[3]) or (read[1] and read[3] and not read[2]):
        raise UserError(
            f"“{words[:40]}” is not a temperature.",
            f"Write 77 K, 20..25 °C, 600.., 1000 °F, {NOT_STATED}, or one of: {', '.join(BANDS)}.",
        )
    unit = (read[4] or "C").upper()[-1]
    low = _kelvin(read[1], unit) if read[1] else 0.0
    high = _kelvin(read[3], unit) if read[3] else (1e5 if read[2] else low)
    if high < low:
        raise UserError(f"“{words[:40]}” ends before it begins.", "Write the lower one first.")
    # Room temperature is 298 K, 25 °C is 298.15 K: half a degree is no other temperature.
    return low - 0.5, high + 0.5


def _kelvin(words: str, unit: str) -> float:
    """Return a number of K, C or F in K."""
    degrees = float(words.replace("−", "-").replace("–", "-"))
    if unit == "F":
        degrees = (degrees - 32) / 1.8
    return degrees if unit == "K" else degrees + _ZERO


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of values by which some can be chosen."""

    name: str
    counts: tuple[tuple[str, int], ...]
    """Each choice with the number of values it leaves, the commonest first."""


def facets(rows: Iterable[PropertyRow], most: int = 40) -> list[Facet]:
    """Count values by each facet.

    Args:
        rows: The values that are shown.
        most: Choices of one facet that are listed.
    """
    listed = list(rows)
    counted = {
        "element": _counted(listed, lambda row: row.alloy.elements if row.alloy else ()),
        "phase": _counted(listed, lambda row: row.phases),
        "route": _counted(listed, lambda row: row.value.states),
        "temperature": _counted(listed, lambda row: [band_of(row)]),
        "of": _counted(listed, lambda row: [owner_of(row)]),
        "year": _counted(listed, lambda row: _year(row)),
    }
    made = []
    for name, counts in counted.items():
        in_order = counts.most_common(most)
        if name == "year":
            in_order = sorted(counts.items(), reverse=True)[:most]
        if name == "temperature":
            names = [NOT_STATED, *BANDS]
            in_order = sorted(counts.items(), key=lambda pair: names.index(pair[0]))
        made.append(Facet(name, tuple(in_order)))
    return made


def _counted(
    rows: Iterable[PropertyRow], of: Callable[[PropertyRow], Collection[str]]
) -> Counter[str]:
    return Counter(name for row in rows for name in dict.fromkeys(of(row)))


def _year(row: PropertyRow) -> list[str]:
    return [str(row.listed.paper.year)] if row.listed.paper.year else []


def band_of(row: PropertyRow) -> str:
    """Return the band of a value's test temperature; `not stated` where the paper gives none.

    A range is of the band of its middle.
    """
    stated = row.temperature
    if stated is None:
        return NOT_STATED
    middle = sum(stated.si) / 2 - _ZERO
    return next((name for name, (_, high) in BANDS.items() if middle <= high), NOT_STATED)


def in_order(rows: Sequence[PropertyRow], by: str, down: bool = False) -> list[PropertyRow]:
    """Return values sorted; what is not stated stands last either way.

    Args:
        rows: The values.
        by: One of `ORDERS`; `value` sorts values of one scale by their size, scale by scale.
        down: The largest first.

    Raises:
        UserError: ``by`` is none of these.
    """
    if by not in ORDERS:
        raise UserError(f"“{by[:40]}” is nothing to sort by.", f"One of: {', '.join(ORDERS)}.")
    keys: dict[str, Callable[[PropertyRow], float | str | None]] = {
        "paper": lambda row: (row.listed.paper.title or row.listed.place).casefold(),
        "alloy": lambda row: row.alloy.name.casefold() if row.alloy else row.value.sample or None,
        "value": lambda row: ends_of(row.value.quantity, row.of)[1],
        "temperature": lambda row: row.temperature.si[0] if row.temperature else None,
        "year": lambda row: row.listed.paper.year,
        "route": lambda row: ", ".join(row.value.states) or None,
    }
    key = keys[by]
    stated = [row for row in rows if key(row) is not None]
    unstated = [row for row in rows if key(row) is None]
    stated.sort(key=key, reverse=down)  # type: ignore[arg-type]  # none of them is None
    if by == "value":  # HV and HRC are no amounts of one thing
        sizes = Counter(scale_of(row.value.quantity, row.of) for row in rows)
        stated.sort(key=lambda row: -sizes[scale_of(row.value.quantity, row.of)])
    return [*stated, *unstated]
