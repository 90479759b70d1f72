"""Write triples to a workbook of Excel in which verdicts are filled in."""

import io
from collections.abc import Mapping, Sequence

from builder.curation.exchange import COLUMNS
from builder.storage.spreadsheets import escape_formula

#: Widths of columns in characters; what is not named is narrow.
_WIDTHS = {
    "reason": 24, "note": 24, "question": 44, "answer": 44, "evidence": 60, "failed": 24,
    "title": 36, "doi": 22, "context": 80, "decided": 24, "flags": 18, "notes": 24,
}  # fmt: skip
_NARROW = 11
#: Columns that a person fills in or may change.
_OPEN = ("verdict", "reason", "note", "question", "answer")
_CHOICES = '"accept,reject,edit"'


def to_xlsx(table: Sequence[Mapping[str, str]]) -> bytes:
    """Return an Excel workbook of one sheet, without control characters, which XLSX forbids.

    Its header stays in view and filters the rows, long texts are wrapped, what a person fills in is
    coloured, and the column `verdict` offers the verdicts in a list, but takes other words as well.
    """
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as CONTROLS
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "triples"
    sheet.append(COLUMNS)
    for row in table:
        sheet.append([CONTROLS.sub("", escape_formula(row[name])) for name in COLUMNS])
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    coloured = PatternFill("solid", fgColor="FFF7E0")
    for number, name in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, _NARROW)
        sheet.cell(1, number).font = bold
        for line in range(2, sheet.max_row + 1):
            cell = sheet.cell(line, number)
            cell.alignment = wrapped
            if name in _OPEN:
                cell.fill = coloured
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    if table:
        offered = DataValidation("list", formula1=_CHOICES, showErrorMessage=False)
        letter = get_column_letter(COLUMNS.index("verdict") + 1)
        offered.add(f"{letter}2:{letter}{len(table) + 1}")
        sheet.add_data_validation(offered)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
