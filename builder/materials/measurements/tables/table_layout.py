"""Tell how a table is to be read: what its columns name, and the cells before its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.materials.alloys import Alloy
from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.measurements.tables.cells import is_empty, looks_like_number, read_numbers
from builder.materials.measurements.tables.headings import Heading, heading_words, read_heading
from builder.materials.unit_table import Unit
from builder.materials.units import unit_named
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.papers import Table

#: Columns before the first value that may name what a row is of.
_MOST_STUBS = 3
_PER_CENT = re.compile(
    r"\b(at|wt|mass|atomic|weight)(?:[.\s]*(?:%|per\s?cent)|\sfractions?\s(?:in|\()\s?%)", re.I
)
#: Contents that differ by less, in per cent, are those of the formula.
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class TableLayout:
    """What the columns of a table name, and the cells before its rows."""

    table: Table
    columns: tuple[Heading, ...]
    stubs: int
    """How many columns at the left name the rows."""
    rows: tuple[Heading, ...] = ()
    """Of a table whose rows are properties: what each names."""
    unit: Unit | None = None
    """Of contents, where the caption tells it."""


def read_layout(table: Table) -> TableLayout | None:
    """Return how to read a table; None where that is not sure."""
    body = table.rows[table.header_rows :]
    if not table.is_sure or not table.header_rows or not body:
        return None
    heads = [headings_of(table, column) for column in range(len(table.rows[0]))]
    composition = _is_composition(table, heads)
    phases = any(head.lower().strip() in heading_words()["phases"] for head in heads)
    columns = tuple(
        _by_caption(read_heading(head, composition, phases), table.caption) for head in heads
    )
    layout = TableLayout(
        table,
        columns,
        _stubs(table, columns),
        unit=_caption_unit(table) if composition else None,
    )
    return _with_rows(layout, composition)


def _with_rows(layout: TableLayout, composition: bool) -> TableLayout | None:
    """Return a layout with what its rows name, where these are the properties; None for none."""
    table, columns, stubs = layout.table, layout.columns, layout.stubs
    body = table.rows[table.header_rows :]
    names = [row_names(table, number, stubs) for number in range(len(body))]
    lines = tuple(read_heading(cells[0] if cells else "", composition) for cells in names)
    elements = sum(line.kind == "element" for line in lines)
    if elements >= max(2, 0.6 * len(body)) and stubs == 1:
        return replace(layout, rows=lines)
    numeric = [
        column
        for column in range(stubs, len(columns))
        if _is_numeric([row[column] for row in body])
    ]
    named = [column for column in numeric if columns[column].property]
    sure = sum(line.is_known or (line.unit is not None and line.property != "") for line in lines)
    is_plain = any(columns[column].is_known or columns[column].unit for column in numeric)
    if numeric and sure >= 0.6 * len(lines) and not (named and is_plain):
        return replace(layout, rows=lines)
    return layout if named else None


def headings_of(table: Table, column: int) -> str:
    """Return the headings of a column, the upper first; one over several columns is for all."""
    parts = []
    for number, row in enumerate(table.rows[: table.header_rows]):
        at = next((left for left in range(column, -1, -1) if row[left]), None)
        if at is None:
            continue
        if at == column or (_has_below(table, number, at) and _has_below(table, number, column)):
            parts.append(row[at])
    return "\n".join(parts)


def _by_caption(heading: Heading, caption: str) -> Heading:
    """Return a heading that is a symbol with the property that the caption alone names for it."""
    if heading.is_known or heading.kind or heading.unit is None:
        return heading
    named = {
        term.name
        for term in find_terms(caption)
        if term.kind == "property" and heading.unit.dimension in dimensions_of(term.name)
    }
    if len(named) == 1 and not re.search(r"[^\W\d_]{4,}", heading.text.split()[0]):
        return replace(heading, property=named.pop(), is_known=True)
    return heading


def _has_below(table: Table, number: int, column: int) -> bool:
    return any(row[column] for row in table.rows[number + 1 : table.header_rows])


def _is_composition(table: Table, heads: Sequence[str]) -> bool:
    """Return whether element symbols at columns, or at rows, mean contents."""
    said = f"{table.caption} {' '.join(heads)} {table.rows[0][0]}".lower()
    if not any(word in said for word in heading_words()["composition"]):
        return False
    columns = sum(head.split("\n")[-1] in ATOMIC_WEIGHT for head in heads)
    rows = sum(row[0] in ATOMIC_WEIGHT for row in table.rows[table.header_rows :])
    return max(columns, rows) > 1


def _caption_unit(table: Table) -> Unit | None:
    """Return the unit of contents that a caption, a note or the corner of a table tells."""
    texts = (" ".join(" ".join(row) for row in table.rows[: table.header_rows]), table.caption)
    for text in (*texts, *table.notes):
        found = {one[1].lower() for one in _PER_CENT.finditer(text)}
        kinds = {"at.%" if one in ("at", "atomic") else "wt.%" for one in found}
        if len(kinds) == 1:
            return unit_named(kinds.pop())
    return None


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell and not is_empty(cell)]
    return bool(filled) and 2 * sum(looks_like_number(cell) for cell in filled) > len(filled)


def _stubs(table: Table, columns: Sequence[Heading]) -> int:
    """Return how many columns at the left of a table name its rows."""
    body = table.rows[table.header_rows :]
    for number in range(min(_MOST_STUBS, len(columns) - 1)):
        cells = [row[number] for row in body]
        if number and (_is_numeric(cells) or columns[number].kind == "element"):
            return number
        if not number and _is_numeric(cells) and columns[number].unit is not None:
            return 0 if columns[number].kind != "condition" else 1
        if not number and columns[number].kind == "element":
            return 0
    return min(_MOST_STUBS, len(columns) - 1)


def row_names(table: Table, number: int, stubs: int) -> list[str]:
    """Return the cells that name a row of the body; blank ones take over those above them."""
    body = table.rows[table.header_rows :]
    cells: list[str] = []
    for column in range(stubs):
        at = number
        while at > 0 and not body[at][column] and body[at][column - 1 if column else 0] == "":
            at -= 1
        if column == 0:
            at = next((up for up in range(number, -1, -1) if body[up][0]), 0)
        if body[at][column]:
            cells.append(body[at][column])
    return cells


def compositions(layout: TableLayout) -> Iterator[tuple[str, dict[str, float], str]]:
    """Yield the labels whose composition a table gives, where its rows or columns are elements.

    Each with the shares of its elements and their basis: "at", "wt", or "" where that is not told.
    Of several rows of a label, as of its dendrites, only that of its nominal composition counts.
    """
    table = layout.table
    shares: dict[tuple[str, int], dict[str, float]] = {}
    basis = _basis(layout.unit)
    for number, row in enumerate(table.rows[table.header_rows :]):
        names = row_names(table, number, layout.stubs)
        for column in range(layout.stubs, len(row)):
            heading = layout.rows[number] if layout.rows else layout.columns[column]
            found = read_numbers(row[column], None) if heading.kind == "element" else []
            label = layout.columns[column].text if layout.rows else next(iter(names), "")
            if len(found) == 1 and label:
                basis = _basis(heading.unit) or basis
                quantity = found[0].quantity
                middle = (quantity.low + quantity.high) / 2
                line = (label, column if layout.rows else number)
                shares.setdefault(line, {}).setdefault(heading.text, middle)
    for (label, place), amounts in shares.items():
        others = [one for one, _ in shares if one == label]
        names = [] if layout.rows else row_names(table, place, layout.stubs)
        if len(others) == 1 or any("nominal" in name.lower() for name in names):
            yield label, amounts, basis


def _basis(unit: Unit | None) -> str:
    return {"mass_fraction": "wt", "atomic_fraction": "at"}.get(unit.dimension if unit else "", "")


def with_unit(layout: TableLayout, subject: Alloy | None) -> TableLayout:
    """Return a layout with at.% as the unit of contents, where one row is that of the formula."""
    if layout.unit is not None or subject is None or subject.basis != "at":
        return layout
    stated = {
        element: 100 * share
        for element, share in zip(subject.elements, subject.fractions, strict=True)
        if share
    }
    for _, shares, _ in compositions(layout):
        if shares.keys() == stated.keys() and all(
            abs(shares[one] - stated[one]) < _NEAR for one in stated
        ):
            return replace(layout, unit=unit_named("at.%"))
    return layout
