"""Read JSON of papers: CSL-JSON of reference managers, and answers of Crossref and its like."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.references.entries import Entry

#: Keys under which services and programs put their lists of works, or one work.
_LISTS = "message items results data references records entries works docs".split()
_DATES = (
    "issued", "published", "published-print", "published-online", "year", "publication_year",
    "publicationDate", "date", "created",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_MOST_DEPTH = 4


def read_json(text: str) -> Iterator[Entry]:
    """Yield every entry of a JSON file, numbered from 1; what is none is an entry with the reason.

    A list that breaks off gives the entries before the break. A line may be an entry, too.
    """
    for number, entry in enumerate(_entries(text), start=1):
        if isinstance(entry, ValueError):
            yield number, str(entry)
            continue
        try:
            yield number, _fields(entry)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            yield number, f"this entry cannot be read ({type(error).__name__}); take it away."


def _entries(text: str) -> Iterator[object]:
    """Yield the entries of a file; what breaks it off as a ValueError at its end."""
    try:
        yield from _unwrapped(json.loads(text))
    except (ValueError, RecursionError) as error:
        fault = error
    else:
        return
    at, decoder = len(text) - len(text.lstrip()), json.JSONDecoder()
    at += text[at : at + 1] == "["
    while (begins := re.compile(r"[\s,]*(?=\{)").match(text, at)) is not None:
        try:
            entry, at = decoder.raw_decode(text, begins.end())
        except (ValueError, RecursionError) as error:
            fault = error
            break
        yield from _unwrapped(entry)
    if text[at:].strip(" \t\n,]"):
        reason = f"{fault}" if isinstance(fault, ValueError) else "it is nested too deeply"
        yield ValueError(f"this is not JSON ({reason}); export it again.")
    elif text.lstrip()[:1] == "[" and not text.rstrip().endswith("]"):
        yield ValueError("the list breaks off here; see whether entries are missing.")


def _unwrapped(data: object, depth: int = 0) -> Iterator[object]:
    """Yield the works of an answer, whatever it wraps them in."""
    if isinstance(data, list):
        for one in data:
            yield from _unwrapped(one, depth + 1) if depth < _MOST_DEPTH else (one,)
        return
    if isinstance(data, Mapping) and not {"title", "abstract", "DOI", "doi"} & data.keys():
        inner = next((data[k] for k in _LISTS if isinstance(data.get(k), list | Mapping)), None)
        if inner is not None and depth < _MOST_DEPTH:
            yield from _unwrapped(inner, depth + 1)
            return
    yield data


def _fields(entry: object) -> dict[str, Any] | str:
    if not isinstance(entry, Mapping) or not _words(entry.get("title")):
        return "this is no entry with a title, of CSL-JSON or Crossref."
    others = entry.get("externalIds")
    return {
        "title": _words(entry["title"]),
        "abstract": _words(entry.get("abstract"), whole=True)
        or _from_places(entry.get("abstract_inverted_index")),
        "doi": _words(entry.get("DOI") or entry.get("doi"))
        or (_words(others.get("DOI")) if isinstance(others, Mapping) else None),
        "year": _year(entry),
        "journal": _words(entry.get("container-title") or entry.get("journal")),
        "authors": _names(entry.get("author") or entry.get("authors")),
        "id": str(entry.get("id") or entry.get("citation-key") or "")[:200] or None,
    }


def _words(value: object, whole: bool = False) -> str | None:
    """Return a text; of a list of texts the first, or the ``whole`` list."""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str) and one.strip()]
        return "\n".join(texts) if whole else next(iter(texts), None)
    return value if isinstance(value, str) and value.strip() else None


def _from_places(index: object) -> str | None:
    """Write a text from the places of its words, as OpenAlex gives abstracts."""
    if not isinstance(index, Mapping):
        return None
    placed = {
        place: word
        for word, places in index.items()
        for place in (places if isinstance(places, list) else ())
        if isinstance(place, int)
    }
    return " ".join(str(placed[place]) for place in sorted(placed)) or None


def _year(entry: Mapping[str, object]) -> str | None:
    found = (_YEAR.search(str(entry.get(name) or "")[:200]) for name in _DATES)
    return next((year.group() for year in found if year), None)


def _names(value: object) -> list[str]:
    people: Sequence[object] = value if isinstance(value, list) else [value]
    return [name for who in people if (name := _name(who))]


def _name(who: object) -> str | None:
    """Return a person as “van der Berg, Jan, Jr.”, a group by its name."""
    if not isinstance(who, Mapping):
        return who if isinstance(who, str) else None

    def part(*names: str) -> str:
        return next((one for name in names if isinstance(one := who.get(name), str) and one), "")

    family = " ".join(filter(None, (part("non-dropping-particle"), part("family", "last"))))
    given = " ".join(filter(None, (part("given", "first"), part("dropping-particle"))))
    return ", ".join(filter(None, (family, given, part("suffix")))) or part("literal", "name")
