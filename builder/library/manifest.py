"""Read `corpus/manifest.csv`: metadata by a person, which overrule what was read in a file."""

import csv
import difflib
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.library.catalog import METADATA
from builder.storage.spreadsheets import decode, delimiter_of

_Row = Mapping[str, str]
COLUMNS = ("file", *METADATA)


@dataclass(frozen=True, slots=True)
class PaperOverrides:
    """Metadata of papers by file, as a person wrote them."""

    by_file: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """File (path below the corpus folder) → title, doi, year, journal, authors, where given."""
    troubles: tuple[str, ...] = ()
    """Rows left out, each with its line and the reason."""
    fingerprint: str = ""
    """sha256 of the file's bytes; empty where there is none."""


def read_manifest(path: Path) -> PaperOverrides:
    """Read a manifest, if there is one; bad rows are left out and reported.

    Raises:
        UserError: A column is unknown, or the table cannot be read.
    """
    if not path.is_file():
        return PaperOverrides()
    data = path.read_bytes()
    text = decode(data).replace("\0", "")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or []]
    for name in rows.fieldnames:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0)[0]
            raise UserError(f"“{name}” in {path.name} is not a column.", f"Did you mean “{near}”?")
    by_file: dict[str, dict[str, Any]] = {}
    troubles = []
    for row in _rows(rows, path):
        given = {name: (row.get(name) or "").strip() for name in COLUMNS}
        fault = _fault(given, by_file)
        if fault:
            troubles.append(f"{path.name}, line {rows.line_num}: {fault}")
        else:
            by_file[given["file"]] = _typed(given)
    return PaperOverrides(by_file, tuple(troubles), hashlib.sha256(data).hexdigest())


def _rows(rows: Iterator[_Row], path: Path) -> Iterator[_Row]:
    """Yield the rows of a table; raise UserError for one that cannot be read."""
    try:
        yield from rows
    except csv.Error as error:
        raise UserError(f"{path.name} cannot be read: {error}.", "Mend it.") from error


def _fault(given: Mapping[str, str], by_file: Mapping[str, object]) -> str:
    """Return why a row must be left out; "" for a good one."""
    if not given["file"]:
        return "it names no file."
    if given["file"] in by_file:
        return f"{given['file']} was named before."
    if given["year"] and not (given["year"].isdecimal() and 1800 <= int(given["year"]) <= 2100):
        return f"“{given['year']}” is no year."
    return ""


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the metadata of a row: the year as a number, the authors as a list."""
    values: dict[str, Any] = {name: given[name] for name in METADATA if given[name]}
    if "year" in values:
        values["year"] = int(values["year"])
    if "doi" in values:
        values["doi"] = values["doi"].lower().removeprefix("https://doi.org/")
    if "authors" in values:
        values["authors"] = [name.strip() for name in values["authors"].split(";")]
    return values
