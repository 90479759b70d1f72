"""`hea table`: every value of a property in the corpus, with the sentence it stands in."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from builder.errors import UserError
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.quantities import with_unit
from builder.storage.files import write_atomic
from hea.render import console
from hea.render.json_contracts import EVIDENCE

_MOST_OF_AN_ALLOY = 16


def asked_alloy(words: str) -> Alloy:
    """The alloy a person names on the command line."""
    found = named_alloys(words)
    if not found:
        raise UserError(f"“{words[:60]}” is no alloy.", "Write a formula, such as Al0.3CoCrFeNi.")
    return found[0]


def write_csv(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Write records as a table that any spreadsheet opens."""
    text = io.StringIO()
    out = csv.DictWriter(text, EVIDENCE)
    out.writeheader()
    out.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    write_atomic(path, text.getvalue())
    console.note(f"{len(rows)} rows written to {path}")


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; −100 MPa stays what it is."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value.startswith(("=", "+", "@", "\t")):
        return f"'{value}"
    return value


def show_evidence(found: Sequence[PropertyRow]) -> None:
    """The table, and what its marks mean."""
    console.out.print(evidence_table(found))
    papers = len({one.listed.id for one in found})
    console.note(
        f"{len(found)} values from {papers} papers, as their abstracts state them. An alloy in"
        " brackets is named in another sentence; → marks the ends of a change. --csv FILE and"
        " --json give the sentences."
    )


def evidence_table(found: Sequence[PropertyRow]) -> Table:
    """One row a value, in 80 columns."""
    made = console.table("alloy", "value", "at", "paper")
    for one in found:
        paper = one.listed.paper
        alloy = console.cut(one.alloy.text if one.alloy else "?", _MOST_OF_AN_ALLOY)
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
