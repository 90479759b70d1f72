"""Find what a text counts of passes, turns and layers: `five cold-rolling passes`."""

import re

from retrieval.lexical import terms

_IN_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_ONE = rf"(?:\d{{1,4}}|{'|'.join(_IN_WORDS)})"
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?<!table\s)(?<!figure\s)(?P<numbers>{_ONE}(?:(?:,\s(?:and\s)?|\s(?:and|or|to)\s|\s?[–-]\s?){_ONE}){{0,11}})"
    r"(?:[\s-][A-Za-z][A-Za-z-]{0,19}){0,2}?[\s-]"
    r"(?P<noun>pass|turn|layer|revolution|remelting|repetition)(?:e?s)?(?![A-Za-z])",
    re.IGNORECASE,
)
#: A number, and the words behind it, one of which may be what is counted.
_BEHIND = re.compile(rf"(?<![\w.]){_ONE}[\s-](?P<words>\w+(?:[\s-]\w+){{0,4}})", re.IGNORECASE)
_NUMBER = re.compile(_ONE, re.IGNORECASE)


def counts_in(text: str) -> frozenset[tuple[str, float]]:
    """Return the nouns that a text counts, each with one of its numbers."""
    return frozenset(
        (found["noun"].lower(), _value(number))
        for found in _COUNTED.finditer(text)
        for number in _NUMBER.findall(found["numbers"])
    )


def counts_noun(nouns: frozenset[str], text: str) -> bool:
    """Return whether a text gives a number of one of some nouns.

    Args:
        nouns: The stems of the nouns.
        text: The text.
    """
    return any(nouns.intersection(terms(found["words"])) for found in _BEHIND.finditer(text))


def _value(number: str) -> float:
    return float(number) if number.isdigit() else _IN_WORDS.index(number.lower()) + 1.0
