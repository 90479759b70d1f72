"""Write values as a table: CSV, an Excel workbook, or Parquet."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from builder.errors import UserError
from builder.storage.spreadsheets import escape_formula
from hea.workflows.json_contracts import EVIDENCE

#: Widths of the columns of a workbook that hold much or little text, in characters.
_WIDTHS = {
    "sentence": 80,
    "title": 50,
    "alloy": 24,
    "material": 24,
    "property": 20,
    "conditions": 24,
    "states": 24,
}
_Rows = Sequence[Mapping[str, Any]]


def to_csv(rows: _Rows) -> bytes:
    """Return rows of `hea table --json` as CSV that any spreadsheet opens."""
    text = io.StringIO()
    out = csv.DictWriter(text, EVIDENCE)
    out.writeheader()
    out.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def to_xlsx(rows: _Rows) -> bytes:
    """Return rows as a workbook of one sheet, without control characters."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as CONTROLS
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "values"
    sheet.append(list(EVIDENCE))
    for row in rows:
        cells = [_cell(row[name]) for name in EVIDENCE]
        sheet.append([CONTROLS.sub("", one) if isinstance(one, str) else one for one in cells])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, name in enumerate(EVIDENCE, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 13)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_parquet(rows: _Rows) -> bytes:
    """Return rows as Parquet, lists as lists.

    Raises:
        ModuleNotFoundError: pyarrow is not installed.
    """
    import pyarrow
    from pyarrow import parquet

    table = pyarrow.table({name: [row[name] for row in rows] for name in EVIDENCE})
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


#: What writes a table, by its form.
TABLE_FORMS: dict[str, Callable[[_Rows], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "parquet": to_parquet,
}
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def written_table(rows: _Rows, form: str) -> bytes:
    """Return rows in one of the `TABLE_FORMS`.

    Raises:
        UserError: There is no such form.
        ModuleNotFoundError: Parquet is asked for, and pyarrow is not installed.
    """
    if form not in TABLE_FORMS:
        raise UserError(
            f"“{form[:20]}” is not a form of a table.", f"One of: {', '.join(TABLE_FORMS)}."
        )
    return TABLE_FORMS[form](rows)


def has_parquet() -> bool:
    """Return whether Parquet can be written here."""
    return importlib.util.find_spec("pyarrow") is not None


def _cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; a number stays one."""
    if isinstance(value, list):
        value = "; ".join(value)
    return escape_formula(value) if isinstance(value, str) else value
