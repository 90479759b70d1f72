"""Find what a text counts of passes, turns and layers: `five cold-rolling passes`."""

import re

from answer.question.amounts.counted_parts import NUMBER, counted_parts
from retrieval.lexical import terms

_NOUNS = frozenset("pass turn layer revolution remelting repetition".split())
#: A number, and the words behind it, one of which may be what is counted.
_BEHIND = re.compile(rf"(?<![\w.]){NUMBER}[\s-](?P<words>\w+(?:[\s-]\w+){{0,4}})", re.IGNORECASE)


def counts_in(text: str) -> frozenset[tuple[str, float]]:
    """Return the nouns that a text counts, each with one of its numbers."""
    return frozenset(
        (one.noun, one.number)
        for one in counted_parts(text)
        if one.noun in _NOUNS and not one.is_adjective
    )


def counts_noun(nouns: frozenset[str], text: str) -> bool:
    """Return whether a text gives a number of one of some nouns.

    Args:
        nouns: The stems of the nouns.
        text: The text.
    """
    return any(nouns.intersection(terms(found["words"])) for found in _BEHIND.finditer(text))
