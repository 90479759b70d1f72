"""Read `corpus/manifest.csv`: metadata by a person, which overrule what was read in a file."""

import codecs
import csv
import difflib
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.library.catalog import METADATA
from builder.storage.files import read_regular, write_atomic
from builder.storage.spreadsheets import decode, delimiter_of, escape_formula, unescape_formula
from builder.text.characters import one_line, without_invisible
from builder.text.identifiers import find_doi

_Row = Mapping[str, str]
#: What a row may hold beside its file.
CORRECTED = (*METADATA, "abstract")
COLUMNS = ("file", *CORRECTED)
#: Characters of the longest abstract.
_MOST_ABSTRACT = 20_000
#: A manifest of a million papers is shorter.
_MOST_BYTES = 1 << 28
_YEAR = re.compile(r"18\d\d|19\d\d|20\d\d|2100", re.ASCII)


@dataclass(frozen=True, slots=True)
class PaperOverrides:
    """Metadata of papers by file, as a person wrote them."""

    by_file: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """File (path below the corpus folder) → what is given of `CORRECTED`."""
    troubles: tuple[str, ...] = ()
    """Rows left out, each with its line and the reason."""
    fingerprint: str = ""
    """sha256 of the file's bytes; empty where there is none."""


def read_manifest(path: Path) -> PaperOverrides:
    """Read a manifest, if there is one; bad rows are left out and reported.

    Raises:
        UserError: A column is unknown, or the table cannot be read or is no file.
    """
    try:
        data = read_regular(path, _MOST_BYTES)
    except FileNotFoundError:
        return PaperOverrides()
    text = decode(data).replace("\0", "")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows.fieldnames = [one_line(name).lower() for name in rows.fieldnames or []]
    for name in rows.fieldnames:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0)[0]
            raise UserError(f"“{name}” in {path.name} is not a column.", f"Did you mean “{near}”?")
    by_file: dict[str, dict[str, Any]] = {}
    troubles = []
    for row in _rows(rows, path):
        given = {name: without_invisible(_cell(row, name)).strip() for name in COLUMNS}
        given["file"] = _cell(row, "file").strip()
        fault = _shape_fault(row) or _fault(given, by_file)
        if fault:
            troubles.append(f"{path.name}, line {rows.line_num}: {fault}")
        else:
            by_file[given["file"]] = _typed(given)
    return PaperOverrides(by_file, tuple(troubles), hashlib.sha256(data).hexdigest())


def _cell(row: _Row, name: str) -> str:
    return unescape_formula(row.get(name) or "")


def _rows(rows: Iterator[_Row], path: Path) -> Iterator[_Row]:
    """Yield the rows of a table; raise UserError for one that cannot be read."""
    try:
        yield from rows
    except csv.Error as error:
        raise UserError(f"{path.name} cannot be read: {error}.", "Correct it.") from error


def _shape_fault(row: Mapping[Any, Any]) -> str:
    """Return why a row is none of the table; "" for one that is."""
    if any(cell.strip() for cell in row.get(None) or ()):
        return (
            "it has more cells than there are columns; put a cell with a comma in quotation marks."
        )
    if any("\n" in (cell or "") for name, cell in row.items() if name is not None):
        return "a cell goes on over several lines; look for a lone quotation mark."
    return ""


def _fault(given: Mapping[str, str], by_file: Mapping[str, object]) -> str:
    """Return why a row must be left out; "" for a good one."""
    if not given["file"]:
        return "it names no file."
    if given["file"] in by_file:
        return f"{given['file']} was named before."
    if given["year"] and not _YEAR.fullmatch(given["year"]):
        return f"“{given['year'][:30]}” is no year."
    if len(given["abstract"]) > _MOST_ABSTRACT:
        return f"its abstract has more than {_MOST_ABSTRACT:,} characters."
    if given["doi"] and not find_doi(given["doi"]):
        return f"“{given['doi'][:60]}” is no DOI."
    return ""


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the metadata of a row: the year as a number, the authors as a list."""
    values: dict[str, Any] = {name: one_line(given[name]) for name in CORRECTED if given[name]}
    if "year" in values:
        values["year"] = int(values["year"])
    if "doi" in values:
        values["doi"] = find_doi(values["doi"])
    if "authors" in values:
        values["authors"] = [name.strip() for name in values["authors"].split(";")]
    return values


def correct_row(path: Path, file: str, given: Mapping[str, str]) -> None:
    """Write what a person knows of one file into a manifest; all else in it stays as it is.

    Args:
        path: The manifest; it is made if there is none.
        file: The file, below the corpus folder.
        given: Column → text, as a person writes it; an empty one takes back a correction.

    Raises:
        UserError: A value is no year or no DOI, or the manifest cannot be read; it is left alone.
    """
    cells = {name: one_line(given[name]) for name in CORRECTED if name in given}
    if fault := _fault({**dict.fromkeys(COLUMNS, ""), **cells, "file": file}, {}):
        raise UserError(fault[0].upper() + fault[1:], "Correct it; nothing was written.")
    if troubles := read_manifest(path).troubles:
        raise UserError(troubles[0], f"Correct {path.name} first; it was not changed.")
    data = read_regular(path, _MOST_BYTES) if path.exists() else b""
    text = decode(data)
    delimiter = delimiter_of(text) if text.strip() else ","
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    header = rows[0] if rows else list(COLUMNS)
    names = [one_line(name).lower() for name in header]
    for name in ("file", *cells):
        if name not in names:
            names.append(name)
            header.append(name)
    place = names.index("file")
    found = (r for r in rows[1:] if len(r) > place and unescape_formula(r[place]).strip() == file)
    row = next(found, None)
    if row is None:
        row = [escape_formula(file) if name == "file" else "" for name in names]
        rows = [header, *rows[1:], row]
    for short in rows[1:]:
        short += [""] * (len(names) - len(short))
    for name, cell in cells.items():
        row[names.index(name)] = escape_formula(cell)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    # Excel takes a file for UTF-8 by this mark alone.
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    write_atomic(path, mark + out.getvalue())
