"""Make a record of a paper out of what Crossref knows of its DOI, as a file that a build reads."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from builder.errors import UserError
from builder.library.crossref import Works, _fields, _first, _query
from builder.text.markup import plain_markup, without_heading


def ris_of_doi(doi: str, service: Works) -> str:
    """Return the record of a DOI in RIS, with the abstract where the publisher gave it to Crossref.

    Args:
        doi: As `builder.text.identifiers.find_doi` writes it.
        service: Crossref; only a person who asks for it by name lets it be asked.

    Raises:
        UserError: Crossref cannot be reached, or does not know the DOI.
    """
    work = _query(service, ids=quote(doi, safe=""))
    fields = _fields(work)
    if fields.get("doi", doi) != doi or not fields.get("title"):
        raise UserError(
            f"Crossref does not know the DOI {doi}.", "Check that it is right, or add the PDF."
        )
    return "".join(f"{tag}  - {value}\n" for tag, value in _lines(doi, fields, work))


def _lines(doi: str, fields: dict[str, Any], work: Any) -> Iterator[tuple[str, str]]:
    """Yield the tags of RIS with their values, each on one line."""
    yield "TY", "JOUR"
    yield "TI", fields["title"]
    for author in fields.get("authors", ()):
        yield "AU", author
    if "year" in fields:
        yield "PY", str(fields["year"])
    if "journal" in fields:
        yield "JO", fields["journal"]
    yield "DO", doi
    if abstract := without_heading(plain_markup(_first(work.get("abstract")))).lstrip("=+@: "):
        yield "AB", abstract
    yield "ER", ""
