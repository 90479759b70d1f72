"""Look up missing metadata of papers at Crossref, when a person asks for it, and only then."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from rapidfuzz import fuzz

from builder.errors import UserError
from builder.library.catalog import METADATA
from builder.library.manifest import COLUMNS, read_manifest
from builder.library.source_merging import title_key
from builder.papers import Paper
from builder.storage.files import write_atomic
from builder.storage.spreadsheets import escape_formula
from builder.text.identifiers import find_doi
from builder.text.markup import plain_markup


class Works(Protocol):
    """The part of `habanero.Crossref` that is used."""

    def works(self, **query: Any) -> Any:
        """Return the service's answer to a query of its REST API."""


@dataclass(frozen=True, slots=True)
class CrossrefRecord:
    """Metadata that Crossref has of one file's paper."""

    fields: Mapping[str, Any]
    """title, doi, year, journal, authors, as far as known; empty if nothing was found."""
    note: str = ""
    """Why nothing was found."""


def crossref() -> Works:
    """Return a client of Crossref's public service."""
    from habanero import Crossref

    works: Works = Crossref(ua_string="hea-qa (https://pypi.org/project/hea-qa)", timeout=20)
    return works


def incomplete(paper: Paper) -> bool:
    """Return whether a paper lacks any of its metadata."""
    return not all(getattr(paper, name) for name in METADATA)


def look_up(paper: Paper, service: Works) -> CrossrefRecord:
    """Look up one paper by its DOI or else by its title; take only a title that agrees.

    Raises:
        UserError: Crossref cannot be reached.
    """
    if paper.doi:
        work = _query(service, ids=quote(paper.doi, safe=""))
        if work is None:
            return CrossrefRecord({}, f"Crossref does not know the DOI {paper.doi}.")
        fields = _fields(work)
        if paper.title and fields.get("title") and not _same_title(paper.title, fields["title"]):
            return CrossrefRecord({}, f"Under the DOI {paper.doi} it has “{fields['title'][:60]}”.")
        return CrossrefRecord(fields)
    if paper.title:
        answer = _query(service, query_bibliographic=paper.title, limit=3) or {}
        for work in answer.get("items") or ():
            fields = _fields(work)
            if _same_title(paper.title, fields.get("title")):
                return CrossrefRecord(fields)
        return CrossrefRecord({}, "Crossref has no paper of this title.")
    return CrossrefRecord({}, "It has neither a DOI nor a title to ask for.")


def _same_title(one: str, other: str | None) -> bool:
    """Return whether 95 % of the letters of two titles agree, in order."""
    first, second = title_key(one), title_key(other)
    return first is not None and second is not None and fuzz.ratio(first, second) >= 95


def _query(service: Works, **query: Any) -> Any:
    """Return the message of an answer; None for a DOI that Crossref does not know."""
    try:
        return service.works(**query)["message"]
    except Exception as error:  # habanero lets through whatever its HTTP client raises
        if getattr(getattr(error, "response", error), "status_code", None) == 404:
            return None
        raise _unreachable(error) from error


def _unreachable(error: Exception) -> UserError:
    return UserError(
        f"Crossref cannot be asked: {str(error)[:200]}",
        "Try again later, or write what you know into corpus/manifest.csv.",
    )


def _fields(work: Any) -> dict[str, Any]:
    """Return a work's metadata (https://github.com/CrossRef/rest-api-doc), named as in METADATA.

    What is not of the type that Crossref documents is left out.
    """
    if not isinstance(work, Mapping):
        return {}
    people = work.get("author")
    names = map(_name, people if isinstance(people, list) else ())
    fields = {
        "title": _line(_first(work.get("title"))),
        "doi": find_doi(_first(work.get("DOI"))),
        "year": _year(work.get("issued")),
        "journal": _line(_first(work.get("container-title"))),
        "authors": [_line(name) for name in names if name],
    }
    return {name: value for name, value in fields.items() if value}


def _first(value: object) -> str:
    """Return a text, or the first of a list of texts; "" for anything else."""
    one = next(iter(value), "") if isinstance(value, list) else value
    return one if isinstance(one, str) else ""


def _name(who: object) -> str:
    if not isinstance(who, Mapping):
        return ""
    parts = (who.get("family"), who.get("given"))
    return ", ".join(part for part in parts if isinstance(part, str) and part)


def _year(issued: object) -> int | None:
    found = re.search(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", str(issued)[:200])
    return int(found.group()) if found else None


def _line(text: str) -> str:
    """Return a text on one line without markup and control characters."""
    return plain_markup(text).lstrip("=+@")  # which a spreadsheet would take for a formula


def write_found(
    path: Path, papers: Mapping[str, Paper], found: Mapping[str, CrossrefRecord]
) -> int:
    """Fill empty cells of a manifest; what a person wrote or a PDF says stays as it is.

    Args:
        path: The manifest; it is made if there is none.
        papers: File → the paper as it was read.
        found: File → what Crossref has of it.

    Returns:
        The number of cells filled.

    Raises:
        UserError: A row of the manifest cannot be read; the file is left alone.
    """
    manifest = read_manifest(path)
    if manifest.troubles:
        raise UserError(manifest.troubles[0], f"Correct {path.name} first; it was not changed.")
    rows = {file: dict(given) for file, given in manifest.by_file.items()}
    filled = 0
    for file, answer in found.items():
        row = rows.setdefault(file, {})
        for name, value in answer.fields.items():
            if not row.get(name) and not getattr(papers[file], name):
                row[name] = value
                filled += 1
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for file, row in rows.items():
        if row:
            authors = "; ".join(row.get("authors", ()))
            cells = {**row, "file": file, "authors": authors}
            table.writerow({name: escape_formula(str(cell)) for name, cell in cells.items()})
    if filled:
        write_atomic(path, out.getvalue())
    return filled
