"""Read exports that tag each line of an entry: RIS, PubMed's .nbib, Web of Science's plain text."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

#: One entry: the line it begins on, and its fields or what is wrong with it.
Entry = tuple[int, dict[str, Any] | str]

_BEGINS = {
    "RIS": re.compile(r"^TY {1,2}-", re.MULTILINE),
    "PubMed": re.compile(r"^PMID ?-", re.MULTILINE),
    "Web of Science": re.compile(r"^PT [A-Z]$", re.MULTILINE),
}


def blocks(text: str, begins: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str], str]]:
    """Cut a text where entries begin.

    Yields:
        The 1-based line of each entry, the match of its beginning, and its own text.
    """
    starts = list(begins.finditer(text))
    for match, following in zip_longest(starts, starts[1:]):
        end = following.start() if following else len(text)
        yield text.count("\n", 0, match.start()) + 1, match, text[match.start() : end]


def read_tagged(text: str) -> Iterator[Entry]:
    """Yield every entry of a tagged export of any of the three kinds; none of another text."""
    kind = next((kind for kind, begins in _BEGINS.items() if begins.search(text)), None)
    if kind is None:
        return
    for line, _, block in blocks(text, _BEGINS[kind]):
        ended = block if re.search(r"^ER\b", block, re.MULTILINE) else f"{block}\nER  - \n"
        try:
            [fields] = _parser(kind).parse(ended)
        except Exception:  # the parser meets broken input with errors of many kinds
            yield line, f"this {kind} entry cannot be parsed; look for a missing tag."
            continue
        yield line, _FIELDS[kind](fields)


def _parser(kind: str) -> Any:
    import rispy

    if kind == "PubMed":
        from builder.references.pubmed_parser import PubMedParser  # loads rispy

        return PubMedParser()
    return rispy.RisParser() if kind == "RIS" else rispy.WokParser()


def _ris(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": fields.get("title") or fields.get("primary_title"),
        "abstract": fields.get("abstract") or fields.get("notes_abstract"),
        "doi": fields.get("doi"),
        "year": fields.get("year") or fields.get("publication_year"),
        "journal": fields.get("journal_name") or fields.get("secondary_title"),
        "authors": fields.get("authors") or fields.get("first_authors") or [],
        "id": fields.get("accession_number") or fields.get("id"),
    }


def _web_of_science(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": fields.get("document_title"),
        "abstract": fields.get("abstract"),
        "doi": fields.get("doi"),
        "year": fields.get("publication_year") or fields.get("early_access_date"),
        "journal": fields.get("publication_name"),
        "authors": fields.get("author_full_name") or fields.get("authors") or [],
        "id": fields.get("accession_number"),
    }


def _pubmed(fields: Mapping[str, list[str]]) -> dict[str, Any]:
    first = {name: values[0] for name, values in fields.items() if isinstance(values, list)}
    located = [*fields.get("locations", ()), *fields.get("identifiers", ())]
    doi = next((place for place in located if place.endswith("[doi]")), None)
    number = fields.get("pmid")
    return {
        "title": first.get("title"),
        "abstract": first.get("abstract"),
        "doi": doi and doi.removesuffix("[doi]").strip(),
        "year": first.get("published"),
        "journal": first.get("journal"),
        "authors": fields.get("authors", []),
        "id": f"pmid:{number}" if isinstance(number, str) else None,
    }


_FIELDS = {"RIS": _ris, "Web of Science": _web_of_science, "PubMed": _pubmed}
