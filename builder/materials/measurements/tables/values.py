"""Read the values of tables: each cell that states a property, with its alloy and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.materials.alloys import named_alloys
from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.tables.cells import CellNumber, read_numbers
from builder.materials.measurements.tables.headings import Heading, heading_words, read_heading
from builder.materials.measurements.tables.materials import (
    TableMaterials,
    with_caption,
    with_compositions,
    with_definitions,
)
from builder.materials.measurements.tables.table_layout import (
    TableLayout,
    compositions,
    headings_of,
    read_layout,
    row_names,
    with_unit,
)
from builder.materials.measurements.tables.table_value import TableValue
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import dimensions_of
from builder.papers import Table

#: Names of materials that stand for no composition: 316L, Inconel 718.
_TRADE = re.compile(
    r"\b[2-4]\d\d[LNH]{1,2}\b|Inconel|Hastelloy|AISI|SUS\d|Stellite|steel|Haynes|Waspaloy"
    r"|\bEN AW|\bAA\s?\d{4}|\b[2-7]\d{3}(?:-T\d|[A-Z]\b)",
    re.I,
)
#: Before a temperature in the name of a sample: HT 350 °C.
_HEAT_TREATED = re.compile(r"\bHT[\s-]?$")
_LATTICE = re.compile(r"[abc]\d?")


def is_trade_name(label: str) -> bool:
    """Return whether a label is the trade name of a material, or its standard: 316L, Inconel."""
    return _TRADE.search(label) is not None


def read_tables(tables: Sequence[Table], materials: TableMaterials) -> list[TableValue]:
    """Read the values of all tables of a paper; those that are not sure state none.

    Args:
        tables: The tables, in the order of the paper.
        materials: What its text says of its materials.
    """
    layouts = [read_layout(table) for table in tables]
    materials = with_definitions(materials, (table.caption for table in tables))
    layouts = [one and with_unit(one, materials.subject) for one in layouts]
    for layout in layouts:
        if layout is not None:
            materials = with_compositions(materials, compositions(layout))
    values: list[TableValue] = []
    for number, layout in enumerate(layouts):
        if layout is not None:
            values += _values(number, layout, with_caption(materials, layout.table.caption))
    return values


def _values(number: int, layout: TableLayout, materials: TableMaterials) -> Iterator[TableValue]:
    table = layout.table
    corner = headings_of(table, 0).split("\n") if layout.stubs and not layout.rows else []
    block = [text for text in corner if named_alloys(text)]
    columns = layout.columns
    for place, row in enumerate(table.rows[table.header_rows :]):
        stub = row_names(table, place, layout.stubs)
        if not layout.rows and _heads_elements(row, layout.stubs):
            columns = tuple(read_heading(cell, is_composition=True) for cell in row)
            block = stub
            continue
        if len(row) > 2 and row[0] and not any(row[1:]):
            block = [row[0]]  # the heading of the rows below
            continue
        stub = [*stub, *block]
        for column in range(layout.stubs, len(row)):
            heading = layout.rows[place] if layout.rows else columns[column]
            if not heading.property or heading.kind == "condition" or not heading.is_readable:
                continue
            unit = heading.unit
            if unit is None and heading.kind == "element":
                unit = layout.unit
            for found in read_numbers(row[column], unit, heading.factor):
                value = _value(layout, materials, heading, found, stub, place, column)
                if value is not None:
                    yield replace(value, table=number)


def _heads_elements(row: Sequence[str], stubs: int) -> bool:
    """Return whether a row of a table is one of element symbols, which head those below it."""
    cells = [cell for cell in row[stubs:] if cell]
    return len(cells) > 1 and all(cell in ATOMIC_WEIGHT for cell in cells)


def _value(
    layout: TableLayout,
    materials: TableMaterials,
    heading: Heading,
    found: CellNumber,
    stub: Sequence[str],
    place: int,
    column: int,
) -> TableValue | None:
    table = layout.table
    quantity = found.quantity
    if not heading.is_known and (len(heading.text) < 4) and not quantity.unit:
        return None
    if heading.is_known and not quantity.unit and not _may_be_bare(heading):
        return None
    if heading.kind == "element" and quantity.unit == "%" and layout.unit:
        quantity = replace(quantity, unit=layout.unit.name, dimension=layout.unit.dimension)
    above = headings_of(table, column).split("\n")
    words = [*stub, *above]
    phase = _phase(layout, place)
    names = [*stub[1:], *above] if layout.rows else [*stub, *_compositions(layout, place)]
    if not layout.rows:
        names += above[:-1]
    names = [cell for cell in names if cell != phase]
    alloy, label = materials.named_by(names)
    if alloy is None and not _names_other(names, materials):
        alloy = materials.subject
    named = heading.property
    if found.name:
        if "lattice parameter" not in named or not _LATTICE.fullmatch(found.name):
            return None
        named = f"lattice parameter {found.name}"
    label = label or next(iter(names), "")
    if alloy is None and not _is_material(label, layout):
        return None
    conditions, treatment, others = _conditions(layout, place, column, words)
    cited = found.is_cited or _is_cited(layout, place, column)
    return TableValue(
        0,
        table.header_rows + place,
        column,
        quantity,
        named,
        heading.is_known,
        " ".join(above),
        (alloy,) if alloy else (),
        label,
        conditions,
        others,
        phase,
        _is_calculated(above),
        cited,
        treatment,
    )


def _may_be_bare(heading: Heading) -> bool:
    """Return whether a property is given without a unit."""
    if heading.kind == "element":
        return False  # of what share, by atoms or by weight, nobody knows
    dimensions = dimensions_of(heading.property)
    return not dimensions or "number" in dimensions


def _compositions(layout: TableLayout, place: int) -> list[str]:
    """Return the cells of a row, behind its names, that a heading calls a composition."""
    row = layout.table.rows[layout.table.header_rows + place]
    return [
        row[column]
        for column in range(layout.stubs, len(row))
        if "composition" in layout.columns[column].text.lower()
    ]


def _is_material(label: str, layout: TableLayout) -> bool:
    """Return whether a label is surely one of a material, whose composition is not known."""
    if is_trade_name(label):
        return True
    corner = headings_of(layout.table, 0).lower() if layout.stubs and not layout.rows else ""
    return bool(label) and not heading_words()["materials"].isdisjoint(
        re.findall(r"[a-z]+", corner)
    )


def _names_other(names: Sequence[str], materials: TableMaterials) -> bool:
    """Return whether a row is of a material that is named, but not known."""
    if not names:
        return False
    if is_trade_name(names[0]):
        return True
    if materials.is_certain:
        return False
    coded = re.match(r"[A-Z]{1,4}[a-z]?[-_]?\d|[A-Z]{2,}\d*(?![a-z])|[xyz]\s?=", names[0])
    return bool(materials.labels or materials.families) and coded is not None


def _phase(layout: TableLayout, place: int) -> str:
    table = layout.table
    for column, heading in enumerate(layout.columns):
        if heading.kind == "phase":
            body = table.rows[table.header_rows :]
            return next((body[up][column] for up in range(place, -1, -1) if body[up][column]), "")
    return ""


def _conditions(
    layout: TableLayout, place: int, column: int, words: Sequence[str]
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...], tuple[str, ...]]:
    """Return the conditions of a value, those of treatments, and the words that are none."""
    table = layout.table
    row = table.rows[table.header_rows + place]
    conditions: list[Quantity] = []
    treatment: list[Quantity] = []
    others: list[str] = []
    told = [] if layout.rows else [*zip(layout.columns, row, strict=False)]
    told = [pair for other, pair in enumerate(told) if other != column]
    if layout.rows and layout.stubs:
        head = headings_of(table, column).split("\n")[-1]
        told = [(read_heading(headings_of(table, 0)), head)]
    for heading, cell in told:
        if heading.kind != "condition":
            continue
        found = [one.quantity for one in read_numbers(cell, heading.unit)]
        conditions += found
        if found and _is_of_treatment(heading.text, found[0]):
            treatment += found
            others.append(heading.text)
    for word in words:
        quantities = [
            one
            for one in find_quantities(word)
            if one.dimension in ("temperature", "time", "strain_rate", "heating_rate", "force")
        ]
        conditions += quantities
        treatment += (
            one
            for one in quantities
            if is_of_treatment(word, one) or _HEAT_TREATED.search(word, 0, one.start)
        )
        if (word and not quantities) or any(one in treatment for one in quantities):
            others.append(word)
    return (
        tuple(dict.fromkeys(conditions)),
        tuple(dict.fromkeys(treatment)),
        tuple(dict.fromkeys(others)),
    )


def _is_of_treatment(heading: str, quantity: Quantity) -> bool:
    """Return whether a column gives what a material was treated at: annealing temperature."""
    text = f"{heading} of "
    at = len(text)
    placed = replace(quantity, start=at, end=at + len(quantity.text))
    return is_of_treatment(f"{text}{quantity.text}", placed)


def _is_cited(layout: TableLayout, place: int, column: int) -> bool:
    """Return whether a row, a column or a caption names another paper for its values."""
    table = layout.table
    own = heading_words()["own"]
    body = table.rows[table.header_rows :]
    for other, heading in enumerate(layout.columns):
        if heading.kind == "citation":
            said = next((body[up][other] for up in range(place, -1, -1) if body[up][other]), "")
            return bool(said) and not any(word in said.lower() for word in own)
    head = headings_of(table, column).lower()
    if any(word in head for word in own):
        return False
    if re.search(r"\[\d+|\bref(?:s|erence)?\b\.?|literature|reported", head):
        return True
    caption = table.caption.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", caption) for word in heading_words()["cited"])


def _is_calculated(above: Sequence[str]) -> bool:
    words = {word.lower().strip("().,:") for text in above for word in text.split()}
    return not words.isdisjoint(heading_words()["calculated"])
