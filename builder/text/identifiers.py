"""Find the DOI in what people and programs write as one: with its resolver, dots and brackets."""

import re
from urllib.parse import unquote

from builder.text.characters import without_invisible

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"“”]{1,300}")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def find_doi(text: str) -> str | None:
    """Return the first DOI of a text in lower case; None without one.

    What ends a sentence or closes a bracket opened before it is no part of it; a link's query and
    fragment are none, either.
    """
    plain = without_invisible(text)
    if "%2f" in plain.lower():
        plain = unquote(plain)
    found = _DOI.search(plain)
    if found is None:
        return None
    doi = found.group()
    if re.search(r"https?://[\w.]{1,60}/\Z", plain[: found.start()]):
        doi = re.split(r"[?#]", doi)[0]
    while doi and (
        doi[-1] in ".,;:'’*"
        or (doi[-1] in _CLOSING and doi.count(doi[-1]) > doi.count(_CLOSING[doi[-1]]))
    ):
        doi = doi[:-1]
    return doi.lower() if "/" in doi and not doi.endswith("/") else None
