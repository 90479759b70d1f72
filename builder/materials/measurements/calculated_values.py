"""Tell values that were calculated from those that were measured."""

import re
from collections.abc import Sequence

from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

_CALCULATED = re.compile(
    r"\b(?:calculated|predict(?:ed|s)|simulat(?:ed|ions?)|first[- ]principles|ab initio|DFT|density"
    r"[- ]functional|molecular[- ]dynamics|MD|Monte Carlo|theoretical(?:ly)?|CALPHAD|computed"
    r"|modell?ed|machine[- ]learning)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\b(?:experiment\w*|measur\w+|tested)\b", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:experiment\w*|measur\w+|tested|fabricated|prepared|cast|sintered)\b", re.IGNORECASE
)
#: Before the experiments that a paper calculates instead of: `difficult to observe experimentally`.
_NO_EXPERIMENT = re.compile(
    r"\b(?:difficult|challenging|hard|impossible|cannot|lack(?:s|ing)?)\b[^.;]{0,120}?\bexperiment\w*",
    re.IGNORECASE,
)


def is_calculated_value(
    text: str, quantity: Quantity, term: Mention, named: Sequence[Mention]
) -> bool:
    """Return True if the nearest word on how a value was found says that it was calculated.

    Args:
        text: the sentence.
        quantity: the value.
        term: its property.
        named: the properties that the sentence names; the `predicted` before one holds for no
            other.
    """
    said = [
        found
        for found in _CALCULATED.finditer(text, 0, quantity.start)
        if all(one == term or not 0 <= one.start - found.end() <= 1 for one in named)
    ]
    if not said:
        return False
    measured = [*_MEASURED.finditer(text, 0, quantity.start)]
    return not measured or measured[-1].start() < said[-1].start()


def is_calculated(title: str, abstract: str) -> bool:
    """Return True for a paper that calculates, and says nothing of an experiment of its own."""
    own = _NO_EXPERIMENT.sub(" ", f"{title}. {abstract}")
    return bool(_CALCULATED.search(title)) and not _MADE.search(own)
