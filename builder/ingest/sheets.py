"""Read the rows of sheets that people give: CSV, XLSX or JSONL with a column `id`, or JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from builder.storage.spreadsheets import decode, delimiter_of

SheetRow = Mapping[str, Any]
_MOST_LINE = 1 << 20
#: Rows of a sheet of Excel. A damaged file may name any number, and openpyxl makes up the rows
#: before it.
_MOST_ROWS = 1_048_576


def read_sheet_rows(path: Path) -> Iterator[tuple[int, SheetRow | None]]:
    """Yield each row with its line: its cells as text by the names of the columns.

    What stands in a cell of JSON as a list or an object is left as it is.

    Yields:
        The 1-based line, in JSON the number of the item, and the row; None for a line that is no
        row of a table.

    Raises:
        ValueError: It is of none of these formats, or broken, or has no column `id`.
    """
    rows = _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_text(path)
    for line, row in rows:
        yield line, row and {str(name): _text(cell) for name, cell in row.items() if name}


def _text(cell: object) -> object:
    if isinstance(cell, (dict, list)):
        return cell
    return "" if cell is None else str(cell)


def _read_text(path: Path) -> Iterator[tuple[int, Mapping[Any, Any] | None]]:
    text = decode(path.read_bytes())
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, _parse_object(line)
        return
    if path.suffix.lower() == ".json":
        yield from _parse_items(text)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    if "id" not in (reader.fieldnames or ()):
        raise ValueError("it has no column “id”")
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _parse_object(line: str) -> Mapping[str, Any] | None:
    try:
        row = json.loads(line) if len(line) < _MOST_LINE else None
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _parse_items(text: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    try:
        items = json.loads(text)
    except RecursionError as error:
        raise ValueError("its lists are nested too deeply") from error
    if not isinstance(items, list):
        raise ValueError("it holds no list of tasks or records")
    for number, item in enumerate(items, start=1):
        yield number, item if isinstance(item, dict) else None


def _read_workbook(path: Path) -> Iterator[tuple[int, Mapping[Any, Any] | None]]:
    """Yield the rows of the sheet that is on top, by the names of its first row."""
    names: list[str] = []
    rows = _workbook_rows(path)
    while True:
        try:
            number, values = next(rows)
        except StopIteration:
            break
        except MemoryError:
            raise
        except Exception as error:  # openpyxl meets broken workbooks with errors of many kinds
            raise ValueError("it is no Excel workbook, or a damaged one") from error
        if number > _MOST_ROWS:
            raise ValueError(f"it goes on below row {_MOST_ROWS:,}, the last one of Excel")
        if names:
            yield number, dict(zip(names, values, strict=False))
        elif "id" in (names := [str(name) for name in values]):
            continue
        else:
            break
    if "id" not in names:
        raise ValueError("it has no column “id”")


def _workbook_rows(path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a workbook's top sheet that hold anything, with their numbers."""
    import openpyxl

    with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
        sheet = book.active
        sheet.reset_dimensions()  # the size that a file states may be another than it has
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > _MOST_ROWS or any(value is not None for value in values):
                yield number, values
