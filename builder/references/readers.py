"""Read bibliographic exports: each entry with an abstract is a paper without a PDF.

BibTeX, RIS, PubMed's .nbib, Web of Science's plain text and tables, CSV of Scopus, Zotero and
others, CSL-JSON and Crossref. A broken entry is a row with its line number and costs no other;
where fewer are read than a file seems to hold, one more row says so.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from builder.papers import Paper
from builder.references.bibtex import read_bibtex
from builder.references.entries import Entry, announced
from builder.references.json_formats import read_json
from builder.references.jsonl import MOST_FIELD, guarded, record_paper
from builder.references.tables import read_table
from builder.references.tagged_formats import read_tagged, tagged_kind
from builder.storage.spreadsheets import decode
from builder.text.copyright_notice import without_notices
from builder.text.markup import plain_markup, tex_formula, without_heading
from builder.text.raised import resolve_raised

_READERS: dict[str, Callable[[str], Iterator[Entry]]] = {
    ".bib": read_bibtex,
    ".ris": read_tagged,
    ".nbib": read_tagged,
    ".ciw": read_tagged,
    ".csv": read_table,
    ".tsv": read_table,
    ".json": read_json,
}
_FORMULA = re.compile(r"(?<!\\)\$(?=[^$\n]{0,200}[\\_^])([^$\n]{1,200})\$")
#: More dollars than these are no formulas of an abstract, and would take long to read.
_MOST_DOLLARS = 400
#: More authors than these are none of a paper; collaborations have some thousands.
_MOST_NAMES = 10_000
_NONE = re.compile(
    r"\[?(?:no abstract(?: is)? available|abstract not available)\]?\.?", re.IGNORECASE
)


def read_bibliography(path: Path) -> Iterator[tuple[int, str, Paper]]:
    """Read an export by the suffix of its file.

    Yields:
        The 1-based line of each entry (its number in JSON), the paper's id, and the paper; an entry
        that cannot be read is a corrupt paper. The id is the sha256 of the entry's fields; of the
        file and the line for an entry that names no paper, as such entries are all alike. Line 0 is
        the file itself, where it seems to hold more entries than were read.
    """
    text = decode(path.read_bytes())
    whole = hashlib.sha256(text.encode()).hexdigest()
    read, kind = _format(path.suffix.lower(), text)
    count = 0
    for line, entry in read(text):
        count += 1
        if isinstance(entry, str):
            paper = Paper("corrupt", f"Line {line}: {entry}")
        else:
            paper = guarded(partial(_paper, entry, line), line)
        named = paper.abstract or paper.title or paper.doi
        own = json.dumps(entry, sort_keys=True) if named else f"{whole} {line}"
        yield line, hashlib.sha256(own.encode()).hexdigest(), paper
    expected, marks = announced(text, kind)
    if count and expected > count:
        reason = (
            f"It seems to hold {expected} entries by its {marks}, but {count} were read; look for a"
            " missing line, brace or quotation mark, or export it again."
        )
        yield 0, whole, Paper("corrupt", reason)


def _paper(entry: Mapping[str, object], line: int) -> Paper:
    return record_paper({name: _clean(name, value) for name, value in entry.items()}, line)


def _format(suffix: str, text: str) -> tuple[Callable[[str], Iterator[Entry]], str]:
    """Return the reader of an export, and the kind by which its entries are counted.

    Web of Science writes tab-separated tables and tagged text under .txt alike.
    """
    tagged = tagged_kind(text)
    if suffix == ".txt" and tagged is None:
        suffix = ".tsv"
        if "\t" not in text.split("\n", 1)[0]:
            return read_tagged, ""
    read = _READERS.get(suffix, read_tagged)
    return read, "table" if read is read_table else (
        tagged or ""
    ) if read is read_tagged else suffix


def _clean(name: str, value: object) -> object:
    """Return a field without markup, and an abstract without what exports add to it."""
    if isinstance(value, list):
        return [_clean(name, item) for item in value[:_MOST_NAMES]]
    if not isinstance(value, str) or name == "doi":
        return value
    value = value[:MOST_FIELD]
    text = _FORMULA.sub(_formula, value) if 1 < value.count("$") <= _MOST_DOLLARS else value
    text = plain_markup(resolve_raised(text))
    text = re.sub(r"(?<=\d) degrees C\b", " °C", text)  # as Web of Science writes units
    text = re.sub(r"(?<=\d) mu m\b", " µm", text)
    if name != "abstract":
        return text
    text = without_heading(without_notices(without_heading(text)))
    return None if _NONE.fullmatch(text.strip()) else text


def _formula(match: re.Match[str]) -> str:
    """Return a formula of TeX as text; as it stands where it cannot be read."""
    try:
        return tex_formula(match[1])
    except ValueError:
        return match[0]
