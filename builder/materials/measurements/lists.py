"""Lists in a sentence: mentions with nothing but commas and conjunctions between them."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

#: May stand between the members of a list; IACS is the standard that a conductivity is a share of.
_LIST = re.compile(
    r"(?:\s?IACS)?[\s()]*(?:[,、\uff0c]|/|and|or|&|,\s*and|as well as)?[\s()]*"
    r"(?:the|a|an|an average|of)?\s*[<>~≈∼≥≤]?\s?"
)


_WITH_ADJECTIVE = re.compile(
    rf"(?:{_LIST.pattern})(?:\([A-Za-z]{{1,6}}\)(?:{_LIST.pattern}))?"
    r"(?:(?!with\b|from\b|to\b|in\b|of\b|at\b|by\b|for\b|is\b|was\b|but\b|on\b)[a-z-]+\s)?"
)


class Placed(Protocol):
    """Whatever stands at [start, end) of a sentence."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


PlacedT = TypeVar("PlacedT", bound=Placed)


def run_of(text: str, one: PlacedT, all_of_them: Sequence[PlacedT]) -> list[PlacedT]:
    """Return the list a mention stands in (`1, 2 and 3`), or the mention alone."""
    return next((run for run in runs(text, all_of_them) if one in run), [one])


def runs(text: str, mentions: Sequence[PlacedT], adjectives: bool = False) -> list[list[PlacedT]]:
    """Group mentions with nothing but commas, slashes and conjunctions between them.

    Args:
        text: the sentence.
        mentions: what may stand in lists, in the order of the sentence.
        adjectives: whether a word may stand before each: hardness and average grain size.
    """
    between = _WITH_ADJECTIVE if adjectives else _LIST
    found: list[list[PlacedT]] = []
    for mention in mentions:
        if found and between.fullmatch(text, found[-1][-1].end, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found
