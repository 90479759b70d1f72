"""Tell the rows and columns of a table that are named by a variable: "y = 0.1" of a series."""

import re

from answer.question.parse import ParsedQuestion
from builder.materials.alloys import named_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.formulas.elements import NUMBER
from builder.materials.measurements.tables.materials import TableMaterials

#: A variable with its value: "x = 0.1", or a cell 0.1 below the heading x.
_ASSIGNED = re.compile(rf"(?<!\w)(?P<name>[xyz])\s?[=:]\s?(?P<value>{NUMBER})(?!\d|\.\d)")


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
