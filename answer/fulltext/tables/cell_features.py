"""Measure what a cell of a table says of what is asked for."""

import re

from answer.fulltext.asked import AskedStatement, numbers_of
from answer.fulltext.tables.headings import unit_of
from answer.fulltext.tables.table_rows import TableCell, TableRow
from builder.materials.alloys import find_alloys

#: How a cell with a number begins: ≤0.025, a = 4.97, up to 5; p (2 × 1) is none.
_LEADS = re.compile(
    r"(?:[a-zα-ω]{2,6}\.?\s){0,2}(?:\w{1,3}\s?[=≈]\s?)?[<>≤≥~≈±+−–(-]{0,2}\s?\d", re.IGNORECASE
)
_REFERENCE = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
_SIGN = re.compile(r"(?<![A-Za-z])[abc](?![A-Za-z])")


def cell_features(asked: AskedStatement, cell: TableCell, row: TableRow) -> dict[str, float]:
    """Return the features of a cell by name, but for the numbers that are told around it.

    Args:
        asked: What the question asks for.
        cell: The cell.
        row: Its row.
    """
    unit, number = unit_of(cell, row), asked.number
    found = {
        "cell": 1.0,
        "cell, for a number": float(number),
        "cell, for why": float(asked.why),
        "cell is asked number": float(not asked.numbers.isdisjoint(numbers_of(cell.text))),
        "cell is number": float(number and _is_number(asked, cell.text)),
    }
    if number and asked.dimensions and unit:
        found["unit of cell"] = 1.0 if unit.dimension in asked.dimensions else -1.0
    if asked.axis:
        found["axis"] = float(asked.axis in _SIGN.findall(f"{cell.heading} {cell.text}"))
    return found


def _is_number(asked: AskedStatement, cell: str) -> bool:
    """Return whether a cell may give what is asked for: only shares stand in a formula."""
    if asked.dimensions and "atomic_fraction" not in asked.dimensions and find_alloys(cell):
        return False
    return _LEADS.match(_REFERENCE.sub("", cell)) is not None
