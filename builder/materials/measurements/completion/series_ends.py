"""Give each end of a change the amount of what is varied: from 431 to 596 MPa as a rate rises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.materials.alloy_labels import end_member
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantity import Quantity

_NOUN = (
    r"(?P<{0}>(?:(?!the\b|of\b|in\b)[a-z-]+\s){{0,2}}?"
    r"(?:temperature|time|rate|speed|velocity|power|voltage|bias|pressure|dose|load|current))s?\b"
)
#: What is raised or lowered along a change: with increasing rate, as the laser power increases.
_VARIED = re.compile(
    r"\b(?:[Ww]ith|[Oo]n|[Bb]y|[Uu]pon)\s(?:the\s|an?\s)?(?P<change>increas|decreas)(?:e|ing)\s"
    rf"(?:of\s|in\s)?(?:the\s)?{_NOUN.format('noun')}"
    rf"|\b(?:[Aa]s|[Ww]hen)\s(?:the\s)?{_NOUN.format('risen')}\s(?:was\s|is\s)?(?P<changed>increas|decreas)"
)
_RANGE = re.compile(r"\d\s?(?:[^\s\d]+\s)?(?:to|[-–~∼]|and)\s?\d")

_TO = re.compile(r"\s?to\s(?:about\s|[~∼≈]\s?)?")


#: What tells the ends of a change apart by something else than the member of a family.
_OTHERWISE = re.compile(
    r"\b(?:after|before|when|temperatures?|times?|rates?|anneal\w*|aging|aged|compared|than|due\sto"
    r"|because|owing|tests?|tested|states?)\b"
)


@dataclass(frozen=True, slots=True)
class SeriesEnds:
    """The amounts between which something is varied, as other sentences tell them."""

    first: Quantity
    last: Quantity
    of_making: bool
    """True for what the material was made or treated at: the annealing temperature."""


def with_series_ends(
    values: Sequence[Measurement], facts: SentenceFacts, stated: Sequence[SentenceFacts]
) -> tuple[Measurement, ...]:
    """Return values with the amount that goes with each end of their change.

    Args:
        values: the values of a sentence: 431 MPa and 596 MPa, with increasing rate.
        facts: the sentence.
        stated: all sentences of the paper, one of which gives the range of what is varied.
    """
    if not any(one.step for one in values):
        return tuple(values)
    varied = _VARIED.search(facts.text)
    ends = _ends_of(varied["noun"] or varied["risen"], stated) if varied else None
    if varied is None or ends is None:
        return tuple(values)
    falls = (varied["change"] or varied["changed"]) == "decreas"
    at = {"from": ends.last if falls else ends.first, "to": ends.first if falls else ends.last}
    return tuple(_at(value, at[value.step], ends) if value.step else value for value in values)


def with_end_members(
    values: Sequence[Measurement], facts: SentenceFacts, before: str
) -> tuple[Measurement, ...]:
    """Return the ends of changes along a family as values of its first and last member.

    The sentence before tells what is varied: With more Ti a phase forms. The hardness rises from
    200 HV to 400 HV.

    Args:
        values: the values of a sentence.
        facts: the sentence.
        before: the sentence before; "" for none.
    """
    if not before or _OTHERWISE.search(facts.text):
        return tuple(values)
    return tuple(_of_end(value, before) for value in values)


def _of_end(value: Measurement, before: str) -> Measurement:
    if not value.step or value.conditions or "alloys" not in value.inherited:
        return value
    if not value.alloys or None not in value.alloys[0].amounts:
        return value
    member = end_member(value.alloys[0], before, value.step)
    return replace(value, alloys=(member,)) if member else value


def _at(value: Measurement, end: Quantity, ends: SeriesEnds) -> Measurement:
    if any(one.dimension == end.dimension for one in value.conditions):
        return value
    treatment = (*value.treatment, end) if ends.of_making else value.treatment
    return replace(value, conditions=(*value.conditions, end), treatment=treatment)


def _ends_of(noun: str, stated: Sequence[SentenceFacts]) -> SeriesEnds | None:
    """Return the ends of the one range, or list, of amounts that a paper gives behind a noun."""
    before = re.compile(rf"\b{re.escape(noun)}s?\b[^.;,]{{0,30}}$", re.IGNORECASE)
    found = {
        (ends.first.si, ends.last.si): ends
        for facts in stated
        for run in _series(facts)
        if before.search(facts.text, max(run[0].start - 80, 0), run[0].start)
        and (ends := _ends_in(run, facts.text))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _series(facts: SentenceFacts) -> Iterator[Sequence[Quantity]]:
    """Yield the lists of amounts of a sentence, and the two ends of each change."""
    yield from runs(facts.text, facts.quantities)
    for first, last in pairwise(facts.quantities):
        if _TO.fullmatch(facts.text, first.end, last.start):
            yield first, last


def _ends_in(run: Sequence[Quantity], text: str) -> SeriesEnds | None:
    first, last = run[0], run[-1]
    of_making = is_of_treatment(text, first)
    if len(run) > 1 and first.dimension == last.dimension and first.si[0] < last.si[1]:
        return SeriesEnds(first, last, of_making)
    if len(run) > 1 or first.below or first.low >= first.high or not _RANGE.search(first.text):
        return None
    low, high = (
        replace(first, text=f"{end:g} {first.unit}", low=end, high=end)
        for end in (first.low, first.high)
    )
    return SeriesEnds(low, high, of_making)
