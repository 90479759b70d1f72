"""Read records of papers without PDFs: one JSON object a line, with title, abstract, doi, year."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.papers import Abstract, Paper
from builder.text.characters import one_line
from builder.text.identifiers import find_doi

#: The rule that a record's abstract is said to be found by.
RULE = "record"
#: A year alone, or that of a date without dashes (20190301).
_YEAR = re.compile(r"(?<![\d.])(?:18|19|20)\d\d(?=[01]\d[0-3]\d(?!\d)|(?!\d))", re.ASCII)


def read_records(path: Path) -> Iterator[tuple[int, str, Paper]]:
    """Read a JSONL file.

    Yields:
        The 1-based number of each line that is not empty, its sha256 as the paper's id, and the
        paper; a line that cannot be read is a corrupt paper.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if line:
                yield number, hashlib.sha256(line).hexdigest(), _paper(line, number)


def _paper(line: bytes, number: int) -> Paper:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Paper("corrupt", f"Line {number} is not JSON ({error}); mend or remove the line.")
    if not isinstance(fields, dict):
        return Paper("corrupt", f"Line {number} is not a JSON object with title and abstract.")
    return record_paper(fields, number)


def record_paper(fields: Mapping[str, object], number: int) -> Paper:
    """Make a paper of a record.

    Args:
        fields: title, abstract, doi, year, journal, authors and id, as far as known; fields of
            another type are left out.
        number: The line that the reason names where there is no abstract.
    """
    title, text = _text(fields.get("title")), _text(fields.get("abstract"))
    known: dict[str, Any] = {
        "title": title,
        "doi": find_doi(_text(fields.get("doi")) or ""),
        "year": _year(fields.get("year")),
        "key": _text(fields.get("id")),
        "journal": _text(fields.get("journal")),
        "authors": tuple(filter(None, map(_text, _list(fields.get("authors"))))),
    }
    if text is None:
        return Paper("no_abstract", f"Line {number} has no abstract.", **known)
    return Paper("ok", "", abstract=Abstract(text, 1, (0, 0, 0, 0), RULE, 1.0), **known)


def _text(value: object) -> str | None:
    """Return a string on one line without control characters; None for an empty or other value."""
    return (one_line(value) or None) if isinstance(value, str) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _year(value: object) -> int | None:
    match = _YEAR.search(str(value)[:100])
    return int(match.group()) if match else None
