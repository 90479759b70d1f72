"""Bind values to the properties of those before them that they are compared with, one by one."""

import re
from collections.abc import Mapping, Sequence

from builder.materials.measurements.lists import runs
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: Right before values that others before them are compared with.
_THAN = re.compile(
    r"\b(?:compared\s(?:to|with)|versus|vs\.?|than|against|relative\sto|from)\s(?:the\s|only\s|~\s?)?$"
)
#: Right before values of what the clause before gives the values of: at 1000 K they fall to.
_THEY = re.compile(r"\b(?:they|(?:these|both)(?:\s(?:values|two|properties))?)\s(?:\w+\s){1,3}$")
#: Letters before a list in which such words are looked for.
_NEAR = 60


def is_compared_with(text: str, run: Sequence[Quantity]) -> bool:
    """Return True for a list of values that others before it are compared with."""
    return _THAN.search(text, max(run[0].start - _NEAR, 0), run[0].start) is not None


def parallel(
    text: str, quantities: Sequence[Quantity], property_at: Mapping[int, Mention | None]
) -> dict[int, Mention | None]:
    """Return the properties of lists that are compared with values before them, one by one.

    20 HV hardness and 30 % elongation, compared to 10 HV and 40 %; they rise to 30 HV and 50 %,
    respectively.

    Args:
        text: the sentence.
        quantities: its quantities.
        property_at: the property of each by its place.
    """
    found: dict[int, Mention | None] = {}
    for run in runs(text, quantities):
        told = [q for q in quantities if q.end <= run[0].start and property_at[q.start]]
        told = told[-len(run) :]
        names = {term.name for q in told if (term := property_at[q.start])}
        if len(run) < 2 or len(names) < len(run):
            continue
        before = max(run[0].start - _NEAR, 0), run[0].start
        goes_on = "respectively" in text[run[-1].end :] and _THEY.search(text, *before)
        if not (goes_on or is_compared_with(text, run)):
            continue
        if all(a.dimension == b.dimension for a, b in zip(told, run, strict=True)):
            found |= {b.start: property_at[a.start] for a, b in zip(told, run, strict=True)}
    return found
