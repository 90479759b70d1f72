"""Read records of papers without PDFs: one JSON object a line, with title, abstract, doi, year."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.clock import OutOfTimeError, cpu_limit
from builder.papers import Abstract, Paper
from builder.text.characters import one_line
from builder.text.identifiers import find_doi

#: The rule that a record's abstract is said to be found by.
RULE = "record"
#: Longest line that is read, in bytes, and longest field, in characters before it is cleaned.
_MOST_LINE, MOST_FIELD = 4 * 2**20, 100_000
#: CPU time for one entry; an ordinary one takes a thousandth of a second.
_MOST_SECONDS = 10
#: A year alone, or that of a date without dashes (20190301).
_YEAR = re.compile(r"(?<![\d.])(?:18|19|20)\d\d(?=[01]\d[0-3]\d(?!\d)|(?!\d))", re.ASCII)


def read_records(path: Path) -> Iterator[tuple[int, str, Paper]]:
    """Read a JSONL file.

    Yields:
        The 1-based number of each line that is not empty, its sha256 as the paper's id, and the
        paper; a line that cannot be read is a corrupt paper.
    """
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(_MOST_LINE):
            number += 1
            whole = line.endswith(b"\n") or len(line) < _MOST_LINE
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if line:
                yield number, hashlib.sha256(line).hexdigest(), _paper(line, number, whole)
            while not whole:
                rest = lines.readline(_MOST_LINE)
                whole = rest.endswith(b"\n") or len(rest) < _MOST_LINE


def _paper(line: bytes, number: int, whole: bool) -> Paper:
    if not whole:
        told = f"Line {number} is longer than {_MOST_LINE // 2**20} MB; mend or remove the line."
        return Paper("too_big", told)
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Paper("corrupt", f"Line {number} is not JSON ({error}); mend or remove the line.")
    if not isinstance(fields, dict):
        return Paper("corrupt", f"Line {number} is not a JSON object with title and abstract.")
    return guarded(lambda: record_paper(fields, number), number)


def guarded(make: Callable[[], Paper], number: int) -> Paper:
    """Return the paper that is made of one entry; whatever harms the making becomes its state.

    Args:
        make: Makes the paper.
        number: The line of the entry, which the reason names.
    """
    try:
        with cpu_limit(_MOST_SECONDS):
            return make()
    except OutOfTimeError:
        told = f"Line {number}: reading this entry took over {_MOST_SECONDS} s; shorten its fields."
        return Paper("timeout", told)
    except MemoryError:
        told = f"Line {number}: reading this entry took more memory than allowed; take it away."
        return Paper("memory", told)
    except Exception as error:  # an entry may hold anything; the others of its file are good
        kind = type(error).__name__
        return Paper("corrupt", f"Line {number}: this entry cannot be read ({kind}); take it away.")


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
    return Paper("ok", "", abstract=Abstract(text, 0, (0, 0, 0, 0), RULE, 1.0), **known)


def _text(value: object) -> str | None:
    """Return a string on one line without control characters; None for an empty or other value."""
    return (one_line(value[:MOST_FIELD]) or None) if isinstance(value, str) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _year(value: object) -> int | None:
    match = _YEAR.search(str(value)[:100])
    return int(match.group()) if match else None
