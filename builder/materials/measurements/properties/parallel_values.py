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
#: Between values of several properties and a list of others of the same, in another state.
_AND_OTHERS = re.compile(r"[^.;]{0,70}?(?:,|\band|\bwhile|\bwhereas|\bbut)\s(?:about\s|[~∼≈]\s?)?")
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
    for whole in runs(text, quantities):
        for run in (whole[place:] for place in range(len(whole) - 1)):
            told = [q for q in quantities if q.end <= run[0].start and property_at[q.start]]
            told = told[-len(run) :]
            names = {term.name for q in told if (term := property_at[q.start])}
            if len(names) < len(run) or not all(
                a.dimension == b.dimension for a, b in zip(told, run, strict=True)
            ):
                continue
            before = max(run[0].start - _NEAR, 0), run[0].start
            goes_on = "respectively" in text[run[-1].end :] and _THEY.search(text, *before)
            is_set_beside = goes_on or is_compared_with(text, run)
            if is_set_beside or _is_repeated(text, told, run, property_at):
                found |= {b.start: property_at[a.start] for a, b in zip(told, run, strict=True)}
                break
    return found


def _is_repeated(
    text: str,
    told: Sequence[Quantity],
    run: Sequence[Quantity],
    property_at: Mapping[int, Mention | None],
) -> bool:
    """Return True for values in another state, whose properties are named before the first ones.

    YS = 510 MPa and UTS = 609 MPa along the build direction, and 450 MPa and 550 MPa across it.
    """
    own = [term for q in run if (term := property_at[q.start]) and term.start >= told[-1].end]
    return not own and _AND_OTHERS.fullmatch(text, told[-1].end, run[0].start) is not None
