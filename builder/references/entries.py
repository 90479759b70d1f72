"""Entries of exports: fields as the formats give them, and how many a file seems to hold."""

import re
from typing import Any

#: One entry: the line it begins on, and its fields or what is wrong with it.
Entry = tuple[int, dict[str, Any] | str]

#: What each format writes once an entry, whatever a parser makes of the rest: the name to be shown,
#: and patterns of which the commonest counts.
_ONCE = {
    ".bib": (
        "marks “@” and titles",
        (
            r"^[ \t]*@(?!(?:comment|preamble|string)\b)\w+[ \t]*[{(,]",
            r"^[ \t]*@?(?:article|book|conference|in(?:book|collection|proceedings)|manual|misc"
            r"|online|patent|proceedings|report|techreport|(?:phd|masters)?thesis)[ \t]*[{(]"
            r"[^\s,={}]*,",
            r"^[ \t,]*title[ \t]*=",
        ),
    ),
    "RIS": (
        "tags TY, ER and TI",
        (r"^TY {0,2}-(?= |$)", r"^ER {0,2}-", r"^TI {1,2}-", r"^T1 {1,2}-"),
    ),
    "PubMed": ("tags PMID and TI", (r"^PMID ?-", r"^TI {1,2}-")),
    "Web of Science": ("tags PT, UT and ER", (r"^PT [A-Z]\b", r"^UT \S", r"^ER[ \t]*$")),
}
#: Numbers that databases give each record of a table.
_RECORD_NUMBERS = (r"\bWOS:[A-Z0-9]{9,20}\b", r"\b2-s2\.0-\d{6,14}\b")


def announced(text: str, kind: str) -> tuple[int, str]:
    """Count the entries that a file seems to hold, without parsing any.

    Args:
        text: The file.
        kind: A suffix, or a kind of tagged export.

    Returns:
        The number, and what was counted; 0 for a kind that has no such mark.
    """
    if kind == "table":
        return max((len(set(re.findall(one, text))), "record numbers") for one in _RECORD_NUMBERS)
    marks, patterns = _ONCE.get(kind, ("", ()))
    flags = re.MULTILINE | (re.IGNORECASE if kind == ".bib" else 0)
    return max((len(re.findall(one, text, flags)) for one in patterns), default=0), marks
