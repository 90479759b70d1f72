"""Lists in a sentence: mentions with nothing but commas and conjunctions between them."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

#: May stand between the members of a list; IACS is the standard that a conductivity is a share of.
_LIST = re.compile(
    r"(?:\s?IACS)?[\s()]*(?:,|/|and|or|&|,\s*and|as well as)?[\s()]*(?:the|a|an|an average|of)?\s*"
    r"[<>~≈∼≥≤]?\s?"
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


def runs(text: str, mentions: Sequence[PlacedT]) -> list[list[PlacedT]]:
    """Group mentions with nothing but commas, slashes and conjunctions between them."""
    found: list[list[PlacedT]] = []
    for mention in mentions:
        if found and _LIST.fullmatch(text, found[-1][-1].end, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found
