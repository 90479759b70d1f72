"""What Crossref knows of papers whose PDFs do not say it all. Asked only when a person says so."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
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


class Works(Protocol):
    """The part of habanero.Crossref that is used."""

    def works(self, **asked: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class CrossrefRecord:
    """What Crossref says of one file's paper."""

    fields: Mapping[str, Any]
    """title, doi, year, journal, authors, as far as known; empty if nothing was found."""
    note: str = ""


def crossref() -> Works:
    """Crossref's public service, by habanero."""
    from habanero import Crossref

    works: Works = Crossref(ua_string="hea-qa (https://pypi.org/project/hea-qa)", timeout=20)
    return works


def incomplete(paper: Paper) -> bool:
    """Whether a paper lacks any of its metadata."""
    return not all(getattr(paper, name) for name in METADATA)


def look_up(paper: Paper, service: Works) -> CrossrefRecord:
    """Ask for one paper, by its DOI or else by its title; only a title that agrees is taken."""
    if paper.doi:
        work = _asked(service, ids=quote(paper.doi, safe=""))
        if work is None:
            return CrossrefRecord({}, f"Crossref does not know the DOI {paper.doi}.")
        fields = _fields(work)
        if paper.title and fields.get("title") and not _alike(paper.title, fields["title"]):
            return CrossrefRecord({}, f"Under the DOI {paper.doi} it has “{fields['title'][:60]}”.")
        return CrossrefRecord(fields)
    if paper.title:
        answer = _asked(service, query_bibliographic=paper.title, limit=3) or {}
        for work in answer.get("items") or ():
            fields = _fields(work)
            if _alike(paper.title, fields.get("title")):
                return CrossrefRecord(fields)
        return CrossrefRecord({}, "Crossref has no paper of this title.")
    return CrossrefRecord({}, "It has neither a DOI nor a title to ask for.")


def _alike(one: str, other: str | None) -> bool:
    """Whether two titles are one: 95 % of their letters agree, in order."""
    first, second = title_key(one), title_key(other)
    return first is not None and second is not None and fuzz.ratio(first, second) >= 95


def _asked(service: Works, **asked: Any) -> Any:
    try:
        return service.works(**asked)["message"]
    except Exception as error:  # habanero lets through whatever its HTTP client raises
        if getattr(getattr(error, "response", error), "status_code", None) == 404:
            return None
        raise _unreachable(error) from error


def _unreachable(error: Exception) -> UserError:
    return UserError(
        f"Crossref cannot be asked: {str(error)[:200]}",
        "Try again later, or write what you know into corpus/manifest.csv.",
    )


def _fields(work: Mapping[str, Any]) -> dict[str, Any]:
    """A work's metadata (https://github.com/CrossRef/rest-api-doc) in our names."""
    dates = (work.get("issued") or {}).get("date-parts") or [[None]]
    names = (
        f"{who.get('family', '')}, {who.get('given', '')}".strip(", ")
        for who in work.get("author") or ()
    )
    fields = {
        "title": _line((work.get("title") or [""])[0]),
        "doi": _line(work.get("DOI") or "").lower(),
        "year": dates[0][0] if dates[0] else None,
        "journal": _line((work.get("container-title") or [""])[0]),
        "authors": [_line(name) for name in names if name],
    }
    return {name: value for name, value in fields.items() if value}


def _line(text: str) -> str:
    plain = unescape(re.sub(r"</?[a-z:]+[^<>]*>", "", text))
    words = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
    return words.lstrip("=+@")  # which a spreadsheet would take for a formula


def write_found(
    path: Path, papers: Mapping[str, Paper], found: Mapping[str, CrossrefRecord]
) -> int:
    """Add to a manifest what was found and no one has said; the number of cells filled.

    What a person wrote stays as it is, and so does what the PDF itself says.
    """
    manifest = read_manifest(path)
    if manifest.troubles:
        raise UserError(manifest.troubles[0], f"Mend {path.name} first; it is left alone.")
    rows = {file: dict(said) for file, said in manifest.by_file.items()}
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
            table.writerow({**row, "file": file, "authors": authors})
    if filled:
        write_atomic(path, out.getvalue())
    return filled
