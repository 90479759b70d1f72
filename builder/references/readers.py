"""Read bibliographic exports: each entry with an abstract is a paper without a PDF.

BibTeX, RIS, PubMed's .nbib, Web of Science's plain text and tables, Scopus' CSV and CSL-JSON. Every
entry is parsed by itself, so that a broken one is a row with its line number and costs no other.
"""

import csv
import hashlib
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.papers import Paper
from builder.references.jsonl import record_paper
from builder.references.tagged_formats import Entry, blocks, read_tagged
from builder.storage.spreadsheets import decode, delimiter_of

_BIB_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*[{(]", re.MULTILINE)
_NOT_ENTRIES = {"comment", "preamble", "string"}
_COLUMNS = {
    "title": ("title", "article title", "document title", "ti"),
    "abstract": ("abstract", "ab"),
    "doi": ("doi", "di"),
    "year": ("year", "publication year", "py"),
    "journal": ("source title", "journal", "publication title", "so"),
    "authors": ("authors", "author", "af", "au"),
    "id": ("eid", "ut (unique wos id)", "key", "id", "ut"),
}


def read_bibliography(path: Path) -> Iterator[tuple[int, str, Paper]]:
    """Read an export by the suffix of its file.

    Yields:
        The 1-based line of each entry (its number in CSL-JSON), the sha256 of its fields as the
        paper's id, and the paper; an entry that cannot be read is a corrupt paper.
    """
    text = decode(path.read_bytes())
    for line, entry in _READERS[path.suffix.lower()](text):
        identity = hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
        if isinstance(entry, str):
            yield line, identity, Paper("corrupt", f"Line {line}: {entry}")
        else:
            yield line, identity, record_paper({k: _clean(v) for k, v in entry.items()}, line)


def _bibtex(text: str) -> Iterator[Entry]:
    from bibtexparser.latexenc import latex_to_unicode

    found = list(blocks(text, _BIB_ENTRY))
    strings = "".join(block for _, match, block in found if match[1].lower() == "string")
    for line, match, block in found:
        if match[1].lower() in _NOT_ENTRIES:
            continue
        entries = _parsed_bibtex(strings + block)
        if len(entries) != 1:
            yield line, "this BibTeX entry cannot be parsed; look for an unbalanced brace."
            continue
        fields = {name: latex_to_unicode(_unmarked(value)) for name, value in entries[0].items()}
        yield (
            line,
            {
                "title": fields.get("title"),
                "abstract": fields.get("abstract"),
                "doi": fields.get("doi"),
                "year": fields.get("year") or fields.get("date"),
                "journal": fields.get("journal") or fields.get("journaltitle"),
                "authors": re.split(r"\s+and\s+", fields.get("author", "")),
                "id": fields.get("unique-id") or fields.get("ID"),
            },
        )


def _parsed_bibtex(block: str) -> list[dict[str, str]]:
    from bibtexparser.bparser import BibTexParser

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    try:
        return list(parser.parse(block).entries)
    except Exception:  # the parser meets broken input with errors of many kinds
        return []


def _unmarked(value: str) -> str:
    """Return a BibTeX value without the LaTeX marks that carry no words: $_{0.3}$ → 0.3."""
    value = re.sub(r"\$([^$]{0,60})\$", lambda m: re.sub(r"[_^{}]|\\mathrm|\\rm", "", m[1]), value)
    value = re.sub(r"\\(?:textit|textbf|emph|textsubscript|textsuperscript)\b", "", value)
    return re.sub(r"\\([%&$#_])", r"\1", value).replace("{", "").replace("}", "")


def _csv(text: str) -> Iterator[Entry]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    columns = [name.strip().lower() for name in next(rows, [])]
    places = {
        field: next((columns.index(name) for name in names if name in columns), None)
        for field, names in _COLUMNS.items()
    }
    if places["title"] is None or places["abstract"] is None:
        yield 1, "a table of papers has the columns “title” and “abstract”; this one has not."
        return
    line = rows.line_num + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"this row cannot be read ({error})."
            line = rows.line_num + 1
            continue
        if any(cell.strip() for cell in row):
            fields: dict[str, Any] = {
                field: row[place] if place is not None and place < len(row) else None
                for field, place in places.items()
            }
            yield line, {**fields, "authors": re.split(r";\s*", fields["authors"] or "")}
        line = rows.line_num + 1


def _plain(text: str) -> Iterator[Entry]:
    """Read a .txt file: Web of Science writes tab-separated tables and tagged text under it."""
    return _csv(text) if "\t" in text.split("\n", 1)[0] else read_tagged(text)


def _csl(text: str) -> Iterator[Entry]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield 1, f"this is not JSON ({error})."
        return
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
        if not isinstance(entry, Mapping) or "title" not in entry:
            yield number, "this is no CSL-JSON entry with a title."
            continue
        issued = str(entry.get("issued") or "")
        year = re.search(r"(?:18|19|20)\d\d", issued)
        yield (
            number,
            {
                "title": entry.get("title"),
                "abstract": entry.get("abstract"),
                "doi": entry.get("DOI"),
                "year": year and year.group(),
                "journal": entry.get("container-title"),
                "authors": [
                    f"{name.get('family', '')}, {name.get('given', '')}".strip(", ")
                    for name in entry.get("author") or []
                    if isinstance(name, Mapping)
                ],
                "id": str(entry.get("id") or "") or None,
            },
        )


_READERS: dict[str, Callable[[str], Iterator[Entry]]] = {
    ".bib": _bibtex,
    ".ris": read_tagged,
    ".nbib": read_tagged,
    ".ciw": read_tagged,
    ".txt": _plain,
    ".csv": _csv,
    ".json": _csl,
}

_TAG = re.compile(r"</?(?:sub|sup|i|b|em|strong|p|italic|bold|inline-formula|jats:\w+)\b[^<>]*>")
#: "© 2021 Elsevier Ltd. …" before an abstract, "… © 2022 by the authors. Licensee MDPI." behind.
_NOTICE_BEFORE = re.compile(
    r"\A\s*(?:©|copyright\s*©?)\s*\d{4}[^.]{0,80}\.(?:\s*all rights reserved\.)?", re.IGNORECASE
)
_NOTICE_BEHIND = re.compile(
    r"\s*(?:©|copyright\s*©?\s*(?=\d{4})).{0,200}\Z", re.IGNORECASE | re.DOTALL
)
_NONE = re.compile(r"\[?no abstract available\]?\.?", re.IGNORECASE)


def _clean(value: object) -> object:
    """Return a field without HTML tags and the copyright notices that exports add to abstracts."""
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if not isinstance(value, str):
        return value
    text = _TAG.sub("", html.unescape(value))
    text = re.sub(r"(?<=\d) degrees C\b", " °C", text)  # as Web of Science writes units
    text = re.sub(r"(?<=\d) mu m\b", " µm", text)
    text = _NOTICE_BEHIND.sub("", _NOTICE_BEFORE.sub("", text))
    return None if _NONE.fullmatch(text.strip()) else text
