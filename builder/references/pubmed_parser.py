"""PubMed's .nbib format for rispy. It loads rispy: import it late."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

import rispy

#: PubMed's tags (https://www.nlm.nih.gov/bsd/mms/medlineelements.html), each a list of values.
_TAGS = {
    "PMID": "pmid",
    "TI": "title",
    "AB": "abstract",
    "FAU": "authors",
    "JT": "journal",
    "DP": "published",
    "LID": "locations",
    "AID": "identifiers",
    "UK": "unknown",
}


class PubMedParser(rispy.RisParser):  # type: ignore[misc]
    """A parser of MEDLINE/PubMed entries: tags of two to four letters, indented continuations."""

    START_TAG = "PMID"
    DEFAULT_MAPPING: ClassVar[dict[str, str]] = _TAGS
    DEFAULT_LIST_TAGS: ClassVar[list[str]] = list(_TAGS)

    def parse_line(self, line: str) -> tuple[str | None, str]:
        """Return the tag of a line, None without one, and its value."""
        found = re.match(r"([A-Z]{2,4}) *- ?(.*)", line)
        return (found[1], found[2].strip()) if found else (None, line.strip())

    def parse_lines(self, lines: Any) -> Any:
        """Parse lines, each with its indented continuations joined to it."""
        return super().parse_lines(iter(_unfolded(lines)))


def _unfolded(lines: Iterable[str]) -> list[str]:
    """Join the lines that are indented by six spaces to the one before; leave out empty ones."""
    whole: list[str] = []
    for line in lines:
        if line.startswith("      ") and whole:
            whole[-1] += " " + line.strip()
        else:
            whole.append(line.rstrip())
    return [line for line in whole if line]
