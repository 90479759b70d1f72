"""Show the values of a property, one row each."""

import re
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from builder.library.property_table import PropertyRow
from builder.materials.quantity import with_unit
from hea.render import console

_MOST_OF_AN_ALLOY = 16


def show_evidence(found: Sequence[PropertyRow]) -> None:
    """Show the table, and note what its marks mean."""
    console.out.print(evidence_table(found))
    papers = len({one.listed.id for one in found})
    console.note(
        f"{len(found)} values from {papers} papers, as their abstracts state them. An alloy in"
        " brackets is named in another sentence; → marks the ends of a change. --csv FILE and"
        " --json give the sentences."
    )


def evidence_table(found: Sequence[PropertyRow]) -> Table:
    """Return a table with one row for each value, in 80 columns."""
    made = console.table("alloy", "value", "at", "paper")
    for one in found:
        paper = one.listed.paper
        alloy = console.cut(one.alloy.name if one.alloy else "?", _MOST_OF_AN_ALLOY)
        conditions = ", ".join(_short(with_unit(condition)) for condition in one.value.conditions)
        made.add_row(
            Text(f"({alloy})" if one.inherited else str(alloy)),
            Text(_value(one), "bold"),
            Text(conditions),
            Text(paper.doi or paper.title or one.listed.place, overflow="fold"),
        )
    return made


def _short(condition: str) -> str:
    return "RT" if re.fullmatch(r"(?:room|ambient)[- ]temperature", condition, re.I) else condition


def _value(one: PropertyRow) -> str:
    text = with_unit(one.value.quantity)
    return {"from": f"{text} →", "to": f"→ {text}"}.get(one.value.step, text)
