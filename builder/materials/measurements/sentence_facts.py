"""Read the measurements of a sentence: values with their property, alloy and conditions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from builder.materials.alloy_labels import AlloyLabel, label_mentions
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.bindings import bind_values
from builder.materials.measurements.conditions.stated_conditions import (
    deformations,
    elliptical_temperatures,
)
from builder.materials.measurements.forms.process_abbreviations import with_abbreviated
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.properties.implied_properties import with_implied
from builder.materials.measurements.value_changes import split_steps
from builder.materials.numbers.number import Number, is_number, number_at
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of, find_terms
from builder.nlp.sentences import LONGEST

#: With more quantities a sentence is a table without its lines, and nothing tells which belongs to
#: what; the fullest of 6,000 sentences has 12.
MOST_QUANTITIES = 60
#: Between a property without a unit and its value, and between the members of a list or change.
_LEADS_TO_BARE = re.compile(
    r"(?:(?:[^.;]|\.(?=[\d%])){0,50}?(?:\b(?:of|was|is|were|are|only|to|about|from|reach\w*)|=|~|≈|:|\()"
    r"|(?:[^.;]|\.(?=[\d%])){0,120}?\bare)\s*"
    r"(?:only |about |around |approximately |as \w+ as |~ ?|≈ ?)?(?=[\d.])"
)
_NEXT_BARE = re.compile(r"\s?(?:,|,?\sand|,?\sor|\sto)\s(?:about\s|~\s?)?(?=\d)")
#: Behind an end of a change without a unit: the next change, whose unit is its own.
_NEXT_CHANGE = re.compile(
    r"(?:\sto\s[\d.]+)?,?\sand\s[\d.]+\s?[^\s\d][^.,;]{0,16}?\sto\s(?:about\s)?[\d.]"
)
#: Behind a number, what makes it one of something else: a unit, a word, a range.
_NOT_BARE = re.compile(
    r"\s?(?:(?!(?:and|or|with|at|for|in|while|whereas|which|when|under|after|but|to|by|over|than|on"
    r"|as|during|due|against|from|respectively|is|was|were|are|has)\b)[A-Za-z%°µμ]|[-–]\d|\s?[×^])"
)


def read_facts(
    text: str, labels: tuple[AlloyLabel, ...] = (), processes: tuple[tuple[str, str], ...] = ()
) -> SentenceFacts:
    """Read the alloys, quantities, terms and measurements of one sentence.

    Args:
        text: the sentence.
        labels: what its paper calls its alloys (`find_labels`); they count as alloys.
        processes: what its paper calls its processes (`process_abbreviations`), with their names.
    """
    # Most sentences have none of them, and are read once for all who ask.
    written = tuple(one for one in labels if one.text in text)
    return _read_facts(text, written, tuple(one for one in processes if one[0] in text))


@lru_cache(maxsize=4096)
def _read_facts(
    text: str, labels: tuple[AlloyLabel, ...], processes: tuple[tuple[str, str], ...]
) -> SentenceFacts:
    alloys = _with_labelled(named_alloys(text), text, labels)
    terms = tuple(
        term
        for term in with_abbreviated(text, find_terms(text), processes)
        if not any(a.start < term.end and term.start < a.end for a in alloys)
    )
    quantities = tuple(
        quantity
        for quantity in find_quantities(text)
        if not any(a.start <= quantity.start < a.end for a in alloys)
        and not (is_number(quantity.text) and _NEXT_CHANGE.match(text, quantity.end))
    )
    if len(text) > LONGEST or len(quantities) > MOST_QUANTITIES:
        return SentenceFacts(text, alloys, quantities, terms, ())
    quantities = tuple(part for quantity in quantities for part in split_steps(text, quantity))
    quantities = _with_bare(text, quantities, terms)
    if not quantities:
        return SentenceFacts(text, alloys, (), terms, ())
    terms = with_implied(text, terms, quantities)
    return SentenceFacts(
        text, alloys, quantities, terms, tuple(bind_values(text, alloys, quantities, terms))
    )


def _with_labelled(
    alloys: tuple[Alloy, ...], text: str, labels: tuple[AlloyLabel, ...]
) -> tuple[Alloy, ...]:
    """Return alloys with those that labels stand for; a whole formula may be a label, too."""
    if not labels:
        return alloys
    found = [*label_mentions(text, labels)]
    meant = {(one.start, one.end) for one in found}
    alloys = tuple(one for one in alloys if (one.start, one.end) not in meant)
    taken = [(alloy.start - 2, alloy.end + 2) for alloy in alloys]
    labelled = [
        alloy
        for alloy in found
        if not any(alloy.start < end and start < alloy.end for start, end in taken)
    ]
    return tuple(sorted([*alloys, *labelled], key=lambda alloy: alloy.start))


def cuts_quantity(words: str, text: str) -> bool:
    """Return True if `words` stand in `text` only as a part of a quantity: the 1 of 1 073 MPa."""
    at = text.find(words) if any(sign.isdigit() for sign in words) else -1
    cut = at >= 0
    while cut and at >= 0:
        end = at + len(words)
        cut = any(
            (one.start < at < one.end or one.start < end < one.end)
            and any(sign.isdigit() for sign in text[max(at, one.start) : min(end, one.end)])
            for one in read_facts(text).quantities
        )
        at = text.find(words, at + 1)
    return cut


def _with_bare(
    text: str, quantities: Sequence[Quantity], terms: Sequence[Mention]
) -> tuple[Quantity, ...]:
    """Add numbers without a unit, strains and elliptical temperatures to the quantities of a text.

    Where a number may be bare or have the unit of the list that it begins, it is bare if the
    properties are listed alike: the friction coefficient and wear rate are 0.3 and 10−5 mm3/N·m.
    """
    named = [term for term in terms if term.kind == "property"]
    pairs = [
        [dimensions_of(name.name) for name in names]
        for names in runs(text, named, adjectives=True)
        if len(names) == 2
    ]
    found = {one.start: one for one in _bare(text, terms)}
    for one, *others in runs(text, quantities):
        bare = len(others) == 1 and is_number(one.text)
        if bare and any(a == ("number",) and one.dimension in b for a, b in pairs):
            one = replace(one, unit="", dimension="number")
        found |= {each.start: each for each in (one, *others)}
    found |= {one.start: one for one in elliptical_temperatures(text)}
    for one in deformations(text):
        found = {at: each for at, each in found.items() if not one.start <= at < one.end}
        found[one.start] = one
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _bare(text: str, terms: Sequence[Mention]) -> Iterator[Quantity]:
    """Find numbers without a unit behind a property that has none, as a friction coefficient."""
    found: dict[int, Number] = {}
    for term in terms:
        if "number" in dimensions_of(term.name):
            lead = _LEADS_TO_BARE.match(text, term.end)
            while lead and (number := number_at(text, lead.end())):
                if _NOT_BARE.match(text, number.end):
                    break
                found[number.start] = number
                lead = _NEXT_BARE.match(text, number.end)
    for number in found.values():
        low, high = number.value - number.below, number.value + number.above
        yield Quantity(
            text[number.start : number.end],
            number.start,
            number.end,
            low,
            high,
            "",
            "number",
            below=number.below,
            above=number.above,
        )
