"""Describe plots of the values of a property as data that every renderer draws alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.collected.values.material import owner_of
from answer.collected.values.naming import material_text
from answer.collected.values.wording import circumstances, number_of, value_text
from builder.errors import UserError
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy
from builder.materials.descriptors import Descriptor, descriptors
from hea.workflows.values.element_map import map_elements
from hea.workflows.values.plot_data import PlotAxis, PlottedValue, ValuePlot, YearBar
from hea.workflows.values.scales import (
    OneScale,
    ScaledValue,
    axis_ends,
    each_once,
    nice_ticks,
    on_one_scale,
    spans_decades,
)

#: Names of plots against a descriptor of the composition, and its symbol.
DESCRIPTORS = {
    "vec": "VEC", "delta": "δ", "smix": "ΔSmix", "hmix": "ΔHmix", "omega": "Ω", "melting": "Tm",
    "electronegativity": "Δχ",
}  # fmt: skip
#: All plots, each with what it shows.
PLOTS = {
    "temperature": "value against test temperature",
    **{name: f"value against {symbol}" for name, symbol in DESCRIPTORS.items()},
    "elements": "elements of the alloys",
    "years": "values by year of the paper",
}
_ZERO = 273.15  # K, of 0 °C
#: The part of the x axis for values without a stated temperature, as a share of the rest: where
#: they are few, and where nearly all are such.
_NARROW, _WIDE = 0.15, 0.6
_STRIP_GAP = 0.04
_COLUMNS = 9
#: Alloys of a plot that are numbered and listed below it.
_MOST_LISTED = 30
#: What has a composition of its own, or none that a descriptor holds for.
_PARTS = {
    "composite": "of composites", "phase": "of phases", "precipitate": "of precipitates",
    "substrate": "of substrates", "other": "of other materials",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands on the x axis."""

    low: float
    high: float
    stated: bool = True


def plot_values(rows: Sequence[PropertyRow], kind: str = "temperature") -> ValuePlot:
    """Describe a plot of the values of one property.

    Amounts alone are drawn: bounds, changes, ratios and what has another dimension than most
    values are left out and counted. Ends of a change are marked, and count neither against
    descriptors nor in the map of elements, as their composition may be another.

    Args:
        rows: The values, of one property.
        kind: One of `PLOTS`.

    Raises:
        UserError: There is no such plot.
    """
    if kind not in PLOTS:
        raise UserError(f"There is no plot “{kind[:40]}”.", f"One of: {', '.join(PLOTS)}.")
    name = rows[0].of if rows else "values"
    if kind == "years":
        return _by_year(rows, name)
    scale = on_one_scale(rows)
    if kind == "elements":
        return _elements(scale, name)
    if kind == "temperature":
        return _by_temperature(scale, name)
    return _by_descriptor(scale, name, DESCRIPTORS[kind], kind)


def _by_temperature(scale: OneScale, name: str) -> ValuePlot:
    """Describe values against temperature; those without one stand in a strip of their own."""
    stated = [one for one in scale.values if one.row.temperature is not None]
    unstated = [one for one in scale.values if one.row.temperature is None]
    celsius = Counter(
        one.row.temperature.unit != "K" for one in stated if one.row.temperature
    ).most_common(1)
    unit, zero = ("°C", _ZERO) if celsius and celsius[0][0] else ("K", 0.0)
    places = {}
    for one in stated:
        assert one.row.temperature is not None
        low, high = one.row.temperature.si
        places[one.number] = _Place(low - zero, high - zero)
    ends = [end for place in places.values() for end in (place.low, place.high)]
    low, high = axis_ends(ends, log=False) if ends else (1.0, 1.0)
    strip = _strip(low, high, len(unstated) / len(scale.values)) if unstated else None
    if strip:
        for place, one in enumerate(sorted(unstated, key=lambda one: (one.middle, one.number))):
            # Spread over columns, so that equal values do not hide one another.
            at = strip[0] + (strip[1] - strip[0]) * (place % _COLUMNS + 1) / (_COLUMNS + 1)
            places[one.number] = _Place(at, at, stated=False)
    notes = []
    if unstated:
        notes.append(
            f"{number_of(len(unstated), 'value')} without a stated temperature"
            f" {'stands' if len(unstated) == 1 else 'stand'} in the strip “not stated” on the left."
        )
    x = PlotAxis(
        f"test temperature ({unit})",
        strip[0] if strip else low,
        high,
        ticks=nice_ticks(low, high) if stated else (),
        strip=strip,
    )
    title = f"{_capital(name)} against test temperature"
    return _scatter("temperature", title, name, scale, scale.values, places, x, notes)


def _strip(low: float, high: float, share: float) -> tuple[float, float]:
    """Return the part of an axis, left of ``low``, that is for what is not stated.

    Args:
        low: Lowest stated place.
        high: Highest stated place; the same as ``low`` if nothing is stated.
        share: How much of all that is drawn is not stated, 0 to 1.
    """
    wide = (high - low) or 1.0
    gap = _STRIP_GAP * wide if high > low else 0.0
    return low - gap - wide * (_NARROW + (_WIDE - _NARROW) * share), low - gap


def _by_descriptor(scale: OneScale, name: str, symbol: str, kind: str) -> ValuePlot:
    """Describe values against a number calculated from the composition."""
    kept: list[ScaledValue] = []
    places: dict[int, _Place] = {}
    left_out = Counter(scale.left_out)
    unit, long_name = "", symbol
    for one in scale.values:
        if why := lacks_composition(one.row):
            left_out[why] += 1
            continue
        assert one.row.alloy is not None
        found = _descriptor(one.row.alloy, symbol)
        if found is None or found.value is None:
            left_out[f"of alloys for which {symbol} cannot be calculated"] += 1
            continue
        unit, long_name = found.unit, found.name
        places[one.number] = _Place(found.value, found.value)
        kept.append(one)
    x = None
    if places:
        low, high = axis_ends([place.low for place in places.values()], log=False)
        words = symbol if long_name == symbol else f"{long_name} {symbol}"
        title = f"{words} ({unit})" if unit else words
        x = PlotAxis(title, low, high, ticks=nice_ticks(low, high))
    counted = OneScale(scale.values, scale.unit, left_out)
    notes = [f"{symbol} is calculated from the nominal composition, not measured."] if kept else []
    title = f"{_capital(name)} against {symbol}"
    return _scatter(kind, title, name, counted, kept, places, x, notes)


def lacks_composition(row: PropertyRow) -> str:
    """Return why no one composition is known to have a value; "" if one is."""
    alloy = row.alloy
    if row.value.step:
        return "ends of changes, whose composition may be another"
    if (owner := owner_of(row)) in _PARTS:
        return _PARTS[owner]
    if alloy is None:
        return "without a stated composition"
    if len({one.composition_key for one in row.value.alloys}) > 1:
        return "of names that fit several compositions"
    if None in alloy.amounts:
        return "of series or systems without stated amounts"
    if alloy.kind != "alloy" or alloy.companion:
        return "of materials beside the alloy"
    return ""


@lru_cache(maxsize=4096)
def _descriptors(
    elements: tuple[str, ...], amounts: tuple[float | None, ...], basis: str
) -> dict[str, Descriptor]:
    alloy = Alloy("", 0, 0, elements, amounts, basis)
    return {one.symbol: one for one in descriptors(alloy)}


def _descriptor(alloy: Alloy, symbol: str) -> Descriptor | None:
    return _descriptors(alloy.elements, alloy.amounts, alloy.basis).get(symbol)


def _scatter(
    kind: str,
    title: str,
    name: str,
    scale: OneScale,
    kept: Sequence[ScaledValue],
    places: dict[int, _Place],
    x: PlotAxis | None,
    notes: list[str],
) -> ValuePlot:
    """Describe points, each at its place."""
    keys = _numbered_alloys(kept)
    points = tuple(
        _point(one, places[one.number], keys.get(material_text(one.row), 0)) for one in kept
    )
    y = None
    if points:
        ends = [end for point in points for end in (point.least, point.most)]
        log = spans_decades(ends)
        low, high = axis_ends(ends, log)
        y = PlotAxis(
            f"{name} ({scale.unit})" if scale.unit else name,
            low,
            high,
            log,
            () if log else nice_ticks(low, high),
        )
    if any(point.change for point in points):
        notes.append("Hollow: the end of a change that a sentence states.")
    if any(point.y_low < point.y_high for point in points):
        notes.append("A bar without a point: a range.")
    if any(point.x_low < point.x_high for point in points):
        notes.append("A level bar: a range of temperatures.")
    if keys:
        listed = "; ".join(f"{key}\N{NO-BREAK SPACE}{alloy}" for alloy, key in keys.items())
        notes.append(f"Alloys: {listed}.")
    return ValuePlot(
        kind, title, _caption([one.row for one in kept]), (*notes, *_left_out(scale.left_out)),
        scale.unit, x, y, points,
    )  # fmt: skip


def _numbered_alloys(kept: Sequence[ScaledValue]) -> dict[str, int]:
    """Return alloy → number, in the order of their names; none if they are too many to list."""
    names = sorted({material_text(one.row) for one in kept}, key=str.casefold)
    if len(names) > _MOST_LISTED:
        return {}
    return {name: number for number, name in enumerate(names, start=1)}


def _point(one: ScaledValue, place: _Place, key: int) -> PlottedValue:
    row = one.row
    around = ", ".join(circumstances(row))
    paper = row.listed.paper
    words = f"{material_text(row)}: {value_text(row)}" + (f" ({around})" if around else "")
    if not place.stated:
        words += "; temperature not stated" if row.temperature is None else ""
    return PlottedValue(
        one.number, place.low, place.high, one.low, one.high, one.least, one.most, place.stated,
        bool(row.value.step), owner_of(row), words,
        ", ".join(str(part) for part in (paper.title or row.listed.place, paper.year) if part),
        row.sentence, row.listed.id, row.start, row.end,
        row.place.number if row.place else 0, (row.place and row.place.row) or 0, key,
    )  # fmt: skip


def _elements(scale: OneScale, name: str) -> ValuePlot:
    """Describe the map of elements."""
    left_out = Counter(scale.left_out)
    kept = []
    for one in scale.values:
        if why := lacks_composition(one.row):
            left_out[why] += 1
        else:
            kept.append(one)
    cells = map_elements(kept)
    alloys = len({one.row.alloy.composition_key for one in kept if one.row.alloy})
    unit = f" in {scale.unit}" if scale.unit else ""
    notes = [
        f"Share: of {number_of(alloys, 'distinct alloy')}. Number below it: the median{unit} of"
        " the values of alloys with the element, whatever their state and temperature."
    ]
    return ValuePlot(
        "elements", f"Elements of the alloys with a {name}", _caption([one.row for one in kept]),
        (*(notes if kept else []), *_left_out(left_out)), scale.unit, cells=tuple(cells),
    )  # fmt: skip


def _by_year(rows: Sequence[PropertyRow], name: str) -> ValuePlot:
    """Describe how many values, of how many papers, each year has; of any kind and scale."""
    years: dict[int | None, list[PropertyRow]] = {}
    rows = [row for _, row in each_once(rows)]
    for row in rows:
        years.setdefault(row.listed.paper.year, []).append(row)
    bars = [
        YearBar(year, len(found), len({row.listed.id for row in found}))
        for year, found in sorted(years.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
    ]
    notes = ("Bounds and values of any scale count.",) if bars else ()
    return ValuePlot(
        "years", f"Values of {name} by year of the paper", _caption(rows), notes, "",
        bars=tuple(bars),
    )  # fmt: skip


def _caption(rows: Sequence[PropertyRow]) -> str:
    papers = len({row.listed.id for row in rows})
    return f"{number_of(len(rows), 'value')} of {number_of(papers, 'paper')}"


def _left_out(counts: Counter[str]) -> list[str]:
    if not counts:
        return []
    return ["Left out: " + "; ".join(f"{n} {why}" for why, n in counts.most_common()) + "."]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
