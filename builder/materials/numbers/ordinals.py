"""Find the ordinals of cycles: `the 300th cycle`, `the 10th, 50th and 200th hydrogen cycles`."""

import re
from collections.abc import Iterator

_ORDINAL = r"\d{1,7}\s?\^?(?:st|nd|rd|th)(?![A-Za-z])"
#: Ordinals, and behind them the noun that they count.
_LISTED = re.compile(
    rf"(?<![\w.,-]){_ORDINAL}(?:(?:,|,?\s(?:and|or|to)|[–-])\s?{_ORDINAL}){{0,11}}"
    r"(?P<noun>(?:\s(?!(?:and|or|of|in|the|to|at|for|with)\b)[A-Za-z][A-Za-z/–-]{0,29}){0,3}"
    r"\scycles?(?![A-Za-z]))"
)
_ONE = re.compile(_ORDINAL)
_DIGITS = re.compile(r"\d+")


def find_cycle_ordinals(text: str) -> Iterator[tuple[int, int, float]]:
    """Find the cycles of a text that are told by their ordinals.

    Returns:
        Start, end, and the number of the cycle; the last of a list ends behind its noun.
    """
    for found in _LISTED.finditer(text) if "cycle" in text else ():
        ordinals = [*_ONE.finditer(text, found.start(), found.start("noun"))]
        for one in ordinals:
            end = found.end() if one is ordinals[-1] else one.end()
            number = _DIGITS.match(one[0])
            assert number is not None
            yield one.start(), end, float(number[0])
