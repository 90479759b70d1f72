"""Tell which alloy a row or column is of that no formula names: "y = 0.1" of a series, Alloy_2."""

import re
from collections.abc import Iterable, Mapping, Sequence

from answer.fulltext.tables.table_rows import TableCell, TableRow
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.formulas.elements import NUMBER
from builder.materials.measurements.tables.materials import TableMaterials

#: A variable with its value: "x = 0.1", or a cell 0.1 below the heading x.
_ASSIGNED = re.compile(rf"(?<!\w)(?P<name>[xyz])\s?[=:]\s?(?P<value>{NUMBER})(?!\d|\.\d)")
#: What a paper calls an alloy of a row by: Alloy_2, S1, HEA-3; a state may stand behind it.
_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z]{0,8}[ _-]?\d{1,2})(?![\d.]|[^\W_])")
#: How a column is headed that gives the compositions of rows.
_COMPOSITION = re.compile(r"(?:nominal |chemical )?(?:compositions?|formulas?|alloys?)\b", re.I)


def assigned_in(called: str) -> str:
    """Return the variables that row and column of a cell are called by: "x = 0.1, y = 0", or ""."""
    return ", ".join(f"{one['name']} = {one['value']}" for one in _ASSIGNED.finditer(called))


def is_other_member(question: ParsedQuestion, called: str, materials: TableMaterials) -> bool:
    """Return whether a cell is of a member of a series that is not known to be the alloy asked for.

    Args:
        question: The question; one that names a variable itself asks for the row by its name.
        called: What row and column of the cell are called.
        materials: What the paper and the caption of the table say of their materials. Where they
            do not tell which alloy a value of the variable is, the cell is of no alloy by name.
    """
    whole = [alloy for alloy in question.alloys if None not in alloy.amounts]
    if not whole or assigned_in(question.text):
        return False
    named = [one for one in named_alloys(called) if None not in one.amounts]
    if not named and (member := materials.named_by([assigned_in(called)])[0]):
        named = [member]
    return not any(covers_composition(one, alloy) for one in named for alloy in whole)


def labels_of_rows(rows: Iterable[TableRow]) -> Mapping[str, Alloy]:
    """Return the alloys of rows by their labels, where a column gives the compositions.

    The labels are in small letters, as those of `TableMaterials` are.

    Args:
        rows: The rows of the tables of a paper.
    """
    found: dict[str, Alloy] = {}
    for row in rows:
        label = _LABEL.match(row.names[0].text) if row.names else None
        alloy = _stated_composition((*row.names, *row.cells))
        if label and alloy and not find_alloys(label["label"]):
            found.setdefault(label["label"].lower(), alloy)
    return found


def _stated_composition(cells: Sequence[TableCell]) -> Alloy | None:
    """Return the alloy that the column of compositions gives."""
    of = [
        alloy
        for cell in cells
        if _COMPOSITION.match(cell.heading)
        for alloy in named_alloys(cell.text)
        if None not in alloy.amounts
    ]
    return of[0] if len(of) == 1 else None


def is_of_other_label(question: ParsedQuestion, row: TableRow, materials: TableMaterials) -> bool:
    """Return whether the label of a row stands for another alloy than the one asked for.

    Args:
        question: The question.
        row: The row.
        materials: What the paper says of its materials.
    """
    whole = [alloy for alloy in question.alloys if None not in alloy.amounts]
    called = [name.text for name in row.names if not find_alloys(name.text)]
    meant = materials.named_by(called)[0] if called else None
    if meant is None and any(map(_LABEL.match, called[:1])):
        meant = _stated_composition(row.cells)
    if not whole or meant is None or None in meant.amounts:
        return False
    return not any(covers_composition(meant, alloy) for alloy in whole)


def leaves_alloy_open(
    question: ParsedQuestion, row: TableRow, rows: Iterable[TableRow], materials: TableMaterials
) -> bool:
    """Return whether a row is called by a label that nobody tells the alloy of, as are others.

    Args:
        question: The question; one that calls the label itself asks for its row.
        row: The row.
        rows: All rows of its table.
        materials: What the paper says of its materials.
    """
    label = _LABEL.match(row.names[0].text) if row.names else None
    whole = [alloy for alloy in question.alloys if None not in alloy.amounts]
    if label is None or not whole or label["label"] in question.text:
        return False
    called = [name.text for name in row.names]
    if materials.named_by(called)[0] or _stated_composition(row.cells):
        return False
    labels = {found["label"] for one in rows for found in _labels(one)}
    return len(labels) > 1


def _labels(row: TableRow) -> Iterable[re.Match[str]]:
    return [found for name in row.names[:1] if (found := _LABEL.match(name.text))]
