"""Explore the values of a property: those chosen, in order, with facets and a plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.library.body_values import count_body_rows
from builder.library.property_table import PropertyRow, disagreements, levels
from builder.library.stored_values import count_by_property
from builder.storage.database import open_database
from hea.workflows.answers.property_search import PropertyQuery, find_values
from hea.workflows.values.facets import Facet, facets, in_order
from hea.workflows.values.plot_data import ValuePlot
from hea.workflows.values.plots import lacks_composition, plot_values
from hea.workflows.values.scales import each_once

#: Sizes and times of the database's files: it is read again when they change.
_State = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ValueView:
    """What a person who explores a property is shown."""

    query: PropertyQuery
    rows: tuple[PropertyRow, ...]
    """The values that meet all conditions, sorted; of disagreements pair by pair."""
    count: int
    """Number of these values, each once."""
    total: int
    """Values of the property without any condition."""
    facets: tuple[Facet, ...]
    plot: ValuePlot

    @property
    def papers(self) -> int:
        """Number of papers that state the values."""
        return len({row.listed.id for row in self.rows})


def explore_values(
    database: Path, query: PropertyQuery, sort: str = "", down: bool = False, plot: str = "years"
) -> ValueView:
    """Return the values that a query chooses, sorted, with facets and a plot of them.

    Args:
        database: Of a built library.
        query: What is wanted.
        sort: One of `facets.ORDERS`; "" for the order of the papers' files.
        down: The largest first.
        plot: One of `plots.PLOTS`; "" for what most values can be drawn against.

    Raises:
        UserError: Nothing was built yet, or ``sort`` or ``plot`` is not known.
    """
    every = _values(database, _state(database), query.property)
    found = [row for row in levels(every, query.alloy) if query.where.fits(row)]
    if query.disagreements:
        found = [row for pair in disagreeing(found) for row in pair]
    rows = in_order(found, sort, down) if sort else found
    once = [row for _, row in each_once(rows)]
    drawn = plot_values(rows, plot or usual_plot(once))
    return ValueView(query, tuple(rows), len(once), len(every), tuple(facets(once)), drawn)


def usual_plot(rows: Sequence[PropertyRow]) -> str:
    """Return the plot to show first.

    By temperature; by VEC where few values state one and the composition of a third is known.
    """
    stated = sum(row.temperature is not None for row in rows)
    composed = sum(not lacks_composition(row) for row in rows)
    known = stated < composed and 3 * composed >= len(rows)
    return "vec" if 2 * stated < len(rows) and known else "temperature"


def properties_with_values(database: Path) -> Mapping[str, int]:
    """Return property → number of values in the library, the commonest first.

    Values that a body states again count.

    Raises:
        UserError: Nothing was built yet.
    """
    return _counts(database, _state(database))


def disagreeing(rows: Sequence[PropertyRow]) -> list[tuple[PropertyRow, PropertyRow]]:
    """Return pairs of values that disagree, composition by composition."""
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(_composition(row), place)
    return sorted(disagreements(rows), key=lambda pair: first[_composition(pair[0])])


def _composition(row: PropertyRow) -> str:
    return row.alloy.composition_key if row.alloy else ""


def _state(database: Path) -> _State:
    files = (database, database.with_name(f"{database.name}-wal"))
    found = [file.stat() for file in files if file.exists()]
    return tuple((one.st_mtime_ns, one.st_size) for one in found)


@lru_cache(maxsize=8)
def _values(database: Path, state: _State, name: str) -> tuple[PropertyRow, ...]:
    return tuple(find_values(database, PropertyQuery(name)))


@lru_cache(maxsize=4)
def _counts(database: Path, state: _State) -> Mapping[str, int]:
    with closing(open_database(database)) as db:
        counts = Counter(count_by_property(db)) + Counter(count_body_rows(db))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
