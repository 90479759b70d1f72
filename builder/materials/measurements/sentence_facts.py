"""Read the measurements of a sentence: values with their property, alloy and conditions."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from builder.materials.alloy_labels import AlloyLabel, label_mentions
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.element_mentions import Element, find_elements
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.value_changes import is_difference, split_steps, step_of
from builder.materials.numbers.number import Number, number_at
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of, find_terms

#: Dimensions in which the conditions of a measurement or of a treatment are given.
CONDITIONS = frozenset(
    "temperature time strain_rate heating_rate irradiation_damage mass_fraction atomic_fraction"
    " rotation energy_density cycles".split()
)
#: Characters within which a property before a value, and one behind it, belongs to the value.
_BEFORE, _BEHIND = 90, 28
#: May stand between a value and the alloy behind it: `1100 MPa for the X alloy`.
_LEADS_TO_ALLOY = re.compile(
    r"\s*\)?,?\s*(?:for|in|of|with)\s+(?:the\s+|a\s+|an\s+)?(?:[\w.-]+\s+){0,2}?"
)
#: May stand between a value and the condition behind it: `1100 MPa when tested at 77 K`.
_LEADS_TO_CONDITION = re.compile(
    r"(?:[^.;,]|,(?= respectively)|\.(?=\d)){0,45}?\b(?:at|for|to|from|under|after|and)\b"
    r"[^.;,]{0,30}?|\s*\(?"
)
#: May stand between the members of a list.
_LIST = re.compile(r"[\s()]*(?:,|/|and|or|&|,\s*and)?[\s()]*(?:the|a|an)?\s*[<>~≈∼≥≤]?\s?")
_AND_AT = re.compile(r"\s*,?\s*(?:down to|up to|to|and|or|as well as|–|-)\s*(?:at\s+)?", re.I)
#: Between a property without a unit and its value.
_LEADS_TO_BARE = re.compile(
    r"(?:[^.;]|\.(?=\d)){0,50}?(?:\b(?:of|was|is|only|to|about)|=|~|≈|:)\s*"
    r"(?:only |about |as \w+ as )?(?=[\d.])"
)
#: Behind a number, what makes it one of something else: a unit, a word, a range.
_NOT_BARE = re.compile(r"\s?(?:[A-Za-z%°µμ]|[-–]\d)")

_Placed = TypeVar("_Placed", bound="Quantity | Mention | Alloy | Element")


@lru_cache(maxsize=4096)
def read_facts(text: str, labels: tuple[AlloyLabel, ...] = ()) -> SentenceFacts:
    """Read the alloys, quantities, terms and measurements of one sentence.

    Args:
        text: the sentence.
        labels: what its paper calls its alloys (`find_labels`); they count as alloys.
    """
    alloys = named_alloys(text)
    taken = [(alloy.start - 2, alloy.end + 2) for alloy in alloys]
    labelled = [
        alloy
        for alloy in (label_mentions(text, labels) if labels else ())
        if not any(alloy.start < end and start < alloy.end for start, end in taken)
    ]
    alloys = tuple(sorted([*alloys, *labelled], key=lambda alloy: alloy.start))
    terms = tuple(
        term
        for term in find_terms(text)
        if not any(a.start < term.end and term.start < a.end for a in alloys)
    )
    quantities = tuple(
        quantity
        for quantity in find_quantities(text)
        if not any(a.start <= quantity.start < a.end for a in alloys)
    )
    quantities = tuple(part for quantity in quantities for part in split_steps(text, quantity))
    quantities = tuple(sorted([*quantities, *_bare(text, terms)], key=lambda q: q.start))
    return SentenceFacts(
        text, alloys, quantities, terms, tuple(_values(text, alloys, quantities, terms))
    )


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


def _bare(text: str, terms: Sequence[Mention]) -> Iterator[Quantity]:
    """Find numbers without a unit behind a property that has none, as a friction coefficient."""
    found: dict[int, Number] = {}
    for term in terms:
        if "number" in dimensions_of(term.name):
            lead = _LEADS_TO_BARE.match(text, term.end)
            number = number_at(text, lead.end()) if lead else None
            if number and not _NOT_BARE.match(text, number.end):
                found[number.start] = number
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


def _values(
    text: str, alloys: Sequence[Alloy], quantities: Sequence[Quantity], terms: Sequence[Mention]
) -> Iterator[Measurement]:
    named = [term for term in terms if term.kind == "property"]
    of = {q.start: _property(text, q, quantities, named) for q in quantities}
    measured = [q for q in quantities if of[q.start] or q.dimension not in CONDITIONS]
    conditions = [q for q in quantities if q not in measured]
    for quantity in measured:
        of_alloys = _alloys(text, quantity, measured, alloys)
        composite = any(alloy.companion for alloy in of_alloys)
        yield Measurement(
            quantity,
            of[quantity.start],
            () if composite else of_alloys,
            _conditions(
                text,
                quantity,
                [q for q in measured if q.dimension == quantity.dimension],
                [q for q in measured if of[q.start] == of[quantity.start]],
                conditions,
            ),
            step_of(text, _run(text, quantity, measured)[0], measured),
            is_difference(text, quantity),
            composite,
        )


def _property(
    text: str, quantity: Quantity, quantities: Sequence[Quantity], named: Sequence[Mention]
) -> str | None:
    """Return the property that a quantity is a value of."""
    fits = [term for term in named if quantity.dimension in dimensions_of(term.name)]
    if not fits:
        return None
    run = _run(text, quantity, quantities)
    if len(run) > 1:
        for names in _runs(text, named):
            if len(names) == len(run) and ("respectively" in text or names[-1].end <= run[0].start):
                name = names[run.index(quantity)].name
                if quantity.dimension in dimensions_of(name):
                    return name
    before = [term for term in fits if term.end <= quantity.start]
    behind = [term for term in fits if 0 <= term.start - quantity.end <= _BEHIND]
    if behind and not re.search(r"[,;]|\band\b", text[quantity.end : behind[0].start]):
        return behind[0].name
    near = [term for term in before if quantity.start - term.end <= _BEFORE]
    if near:
        return near[-1].name
    return fits[0].name if len({term.name for term in fits}) == 1 and before else None


def _alloys(
    text: str, quantity: Quantity, measured: Sequence[Quantity], alloys: Sequence[Alloy]
) -> tuple[Alloy, ...]:
    """Return the alloy a value belongs to, with all readings of an ambiguous name."""
    spans = list(dict.fromkeys((alloy.start, alloy.end) for alloy in alloys))
    if not spans:
        return ()
    chosen: tuple[int, int] | None = spans[0] if len(spans) == 1 else None
    same = [q for q in measured if q.dimension == quantity.dimension]
    run = _run(text, quantity, same)
    if chosen is None and "respectively" in text and len(run) > 1:
        firsts: list[Alloy | Element] = [
            next(a for a in alloys if (a.start, a.end) == span) for span in spans
        ]
        elements = [e for e in find_elements(text) if not any(a < e.end <= b for a, b in spans)]
        for names in _runs(text, sorted([*firsts, *elements], key=lambda name: name.start)):
            if len(names) == len(run):
                chosen = (names[run.index(quantity)].start, names[run.index(quantity)].end)
    if chosen is None:
        behind = next((span for span in spans if span[0] >= quantity.end), None)
        if behind and _LEADS_TO_ALLOY.fullmatch(text, quantity.end, behind[0]):
            chosen = behind
        else:
            before = [span for span in spans if span[1] <= quantity.start]
            chosen = before[-1] if before else behind
    return tuple(alloy for alloy in alloys if (alloy.start, alloy.end) == chosen)


def _conditions(
    text: str,
    quantity: Quantity,
    same: Sequence[Quantity],
    rivals: Sequence[Quantity],
    conditions: Sequence[Quantity],
) -> tuple[Quantity, ...]:
    """Return the temperatures, times and rates at which a value holds.

    Args:
        text: the sentence.
        quantity: the value.
        same: the values of its dimension.
        rivals: the values of its property. In `YS = 370 MPa and UTS = 610 MPa at 293 K` the
            temperature holds for both, as they are no rivals.
        conditions: the conditions that the sentence states.
    """
    run = _run(text, quantity, same)
    found: list[Quantity] = []
    for dimension in dict.fromkeys(condition.dimension for condition in conditions):
        stated = [c for c in conditions if c.dimension == dimension]
        lists = [names for names in _runs(text, stated) if len(names) == len(run) > 1]
        if lists:
            found.append(lists[0][run.index(quantity)])
            continue
        following = [q.start for q in rivals if q.start >= quantity.end]
        limit = following[0] if following else len(text)
        behind = [c for c in stated if quantity.end <= c.start < limit]
        if behind and _LEADS_TO_CONDITION.fullmatch(text, quantity.end, behind[0].start):
            found += _chain(text, behind)
            continue
        # `At 77 K, …` holds for what follows it; one value's own condition for none but that.
        before = [
            c
            for c in stated
            if c.end <= quantity.start
            and not any(
                q.end <= c.start and _LEADS_TO_CONDITION.fullmatch(text, q.end, c.start)
                for q in same
            )
        ]
        if before:
            found.append(before[-1])
        elif behind and len(same) == 1:
            found.append(behind[0])
    return tuple(sorted(found, key=lambda condition: condition.start))


def _chain(text: str, conditions: Sequence[Quantity]) -> list[Quantity]:
    """Return the first condition and those joined to it: `from room temperature down to 77 K`."""
    chain = [conditions[0]]
    for condition in conditions[1:]:
        if not _AND_AT.fullmatch(text, chain[-1].end, condition.start):
            break
        chain.append(condition)
    return chain


def _run(text: str, one: _Placed, all_of_them: Sequence[_Placed]) -> list[_Placed]:
    """Return the list a mention stands in (`1, 2 and 3`), or the mention alone."""
    return next((run for run in _runs(text, all_of_them) if one in run), [one])


def _runs(text: str, mentions: Sequence[_Placed]) -> list[list[_Placed]]:
    """Group mentions with nothing but commas, slashes and conjunctions between them."""
    runs: list[list[_Placed]] = []
    for mention in mentions:
        if runs and _LIST.fullmatch(text, runs[-1][-1].end, mention.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs
