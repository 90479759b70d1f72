"""Compare a claim with a text slot by slot: what the text states otherwise, and what it lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from answer.grounding.alignment import exchanged_mentions, is_given, words_of
from answer.grounding.assertions import (
    compared_otherwise,
    depends_nonetheless,
    kept_off,
    opposite_assertions,
    tools_for_things,
    unlike_assertions,
)
from answer.grounding.near_copies import altered
from answer.grounding.synonyms import said_in
from answer.grounding.turned_changes import agreed_words, turned_changes
from answer.grounding.value_attribution import misattributed_values
from answer.grounding.values_of_others import other_parts, shares_of_others, values_of_others
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, compatible, find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.clause_parser import read_clauses
from builder.nlp.word_classes import ABOVE, BELOW, DENIAL

#: Share of the words that a claim denies which its evidence must hold for the denial to count.
_HELD_BY_EVIDENCE = 0.5
#: Share of the words that the text denies which the claim must hold for the denial to count:
#: `formed by dynamic recrystallization rather than migratory recrystallization` does not deny the
#: first.
_HELD_BY_CLAIM = 0.6
#: The same where the denial stands in a sentence that is not among the nearest.
_HELD_FROM_AFAR = 0.8
#: Kinds of terms that a claim may name only if its source does.
_KINDS = frozenset({"phase", "process", "method", "mechanism", "property", "microstructure"})
#: A number that is part of no word.
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
#: The symbol of an element, alone or as a molecule: Ni, H2.
_SYMBOL = re.compile(r"\b([A-Z][a-z]?)2?\b")
#: What is said not to be there is what these are of: `no evidence of a change`.
_OF_SEEING = re.compile(
    r"\b(?:evidence|signs?|indications?|traces?|obvious|significant|noticeable|apparent)\b"
    r"(?: (?:of|for)\b)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:,.](?:\s|$)|\b(?:but|while|whereas|although|though|that|which)\b")
#: Words that deny without a `not`: `crack-free`, `suppresses the growth`.
_LACKS = re.compile(
    r"-free\b|\b(?:in|un)\w+(?:ed|ble)\b|\b(?:suppress|prevent|avoid|inhibit|hinder|eliminat|mitigat"
    r"|resist|disappear|vanish|retain|remain|maintain|only|single|stab|negligib|insignifican|minor)\w*",
    re.IGNORECASE,
)
#: What an amount is told instead of.
_INSTEAD = re.compile(r"(?:instead of|rather than)\s(?:only |about |just )?[~≈]?\d", re.IGNORECASE)
#: Text between a quantity and the same quantity in another unit.
_RESTATED = re.compile(r"\s?\(\s?(?:about |approximately |[~≈∼]\s?)?")
#: Words behind a `not` that it denies, at most, and the characters in which they are looked for.
_MOST_DENIED, _DENIED_WITHIN = 8, 400


@dataclass(frozen=True, slots=True)
class SlotText:
    """A text that a claim is compared with."""

    title: str
    text: str
    parts: Sequence[SentenceFacts]
    """Its sentences."""
    near: Sequence[SentenceFacts]
    """The sentences that speak of the claim's subject, the likeliest first."""

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}"


def contradictions(
    stated: SentenceFacts, side: SlotText, question: ParsedQuestion | None
) -> Iterator[str]:
    """Yield a reason for each slot of the claim that the text fills otherwise."""
    yield from _other_numbers(stated, side)
    yield from _other_uncertainty(stated, side)
    yield from _other_bound(stated, side)
    yield from _restated(stated, side.text)
    yield from _other_alloys(stated, side)
    yield from _other_phases(stated, side, question)
    settled = {quantity for quantity in stated.quantities if _unlabelled(quantity, side)}
    yield from misattributed_values(stated, side.title, side.parts, question, settled)
    yield from values_of_others(stated, side.parts, question)
    texts = [part.text for part in side.parts]
    yield from other_parts(stated.text, texts)
    yield from shares_of_others(stated.text, texts)
    yield from _denied(stated, side)
    yield from opposite_assertions(stated, side.near)
    yield from kept_off(stated, side.parts)
    yield from depends_nonetheless(stated, side.parts)
    yield from compared_otherwise(stated, side.parts)
    yield from tools_for_things(stated, side.parts)
    yield from altered(stated, side.parts)
    asked = question.text if question else ""
    yield from turned_changes(stated.text, texts, asked)
    agreed = agreed_words(stated.text, texts, asked)
    yield from exchanged_mentions(stated, side.parts, settled, agreed)


def gaps(stated: SentenceFacts, side: SlotText, question: ParsedQuestion | None) -> Iterator[str]:
    """Yield a reason for each mention of the claim that the text does not have."""
    yield from _missing_numbers(stated, side.text)
    yield from _missing_terms(stated, side, question)
    asked = question.text if question and not question.yes_no else ""
    yield from unlike_assertions(stated, side.near, side.parts, asked)


def _other_numbers(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Yield quantities of which the text gives others of their dimension only."""
    given = [quantity for part in side.parts for quantity in part.quantities]
    for quantity in stated.quantities:
        same = [q for q in given if q.dimension == quantity.dimension]
        ends = [replace(quantity, low=end, high=end) for end in {quantity.low, quantity.high}]
        held = any(is_given(quantity, other) for other in same) or _unlabelled(quantity, side)
        if same and not held and not all(any(is_given(e, o) for o in same) for e in ends):
            others = ", ".join(dict.fromkeys(q.text for q in same[:4]))
            yield f"It says {quantity.text}; the passage gives {others}."


def _other_uncertainty(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Yield values with an uncertainty that the text gives to another value: `90 ± 3` of two."""
    given = [one for part in side.parts for one in part.quantities if one.plus_minus]
    for quantity in stated.quantities:
        middle = quantity.low + quantity.below
        same = [one for one in given if equal(quantity, one)]
        wrong = [
            one for one in same if (one.low + one.below, one.below) != (middle, quantity.below)
        ]
        if quantity.plus_minus and same and same == wrong and same[0].unit == quantity.unit:
            yield f"It says {quantity.text}; the passage gives {same[0].text}."


def _other_bound(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Yield amounts that a claim names as the least, and the text as the most, or so."""
    for quantity in stated.quantities:
        before = stated.text[: quantity.start]
        given = [
            part.text[: one.start]
            for part in side.parts
            for one in part.quantities
            if is_given(quantity, one) or is_given(one, quantity)
        ]
        if given and all(is_other_bound(before, text) for text in given):
            yield f"The passage gives {quantity.text} as the other bound."


def is_other_bound(claimed: str, stated: str) -> bool:
    """Return whether an amount is a lower bound in one text, and an upper bound in the other.

    Args:
        claimed: What stands before the amount in a claim.
        stated: What stands before it in a paper.
    """
    turned = ((ABOVE, BELOW), (BELOW, ABOVE))
    return any(own.search(claimed) and other.search(stated) for own, other in turned)


def _unlabelled(quantity: Quantity, side: SlotText) -> bool:
    """Return True if the text gives the number without its unit, or under a longer one.

    As in `from 13.8 nm to 36 ± 8`; a claim may cut `57.5 %IACS` or `44.3 at.%` to a percentage.
    """
    number = quantity.text.removesuffix(quantity.unit).strip()
    if quantity.unit == "%" and re.search(
        rf"(?<![\w.,]){re.escape(number)}\s?(?:%[A-Z]|(?:at|wt|vol|mol)\.?\s?%)", side.text
    ):
        return True
    if not number or number == quantity.text:
        return False
    places = re.finditer(rf"(?<![\w.,]){re.escape(number)}(?![\w.%°])", side.text)
    inside = [(q.start, q.end) for q in find_quantities(side.text)]
    return any(not any(s <= m.start() < e for s, e in inside) for m in places)


def _restated(stated: SentenceFacts, text: str) -> Iterator[str]:
    """Yield quantities that the claim restates as another amount: `1.64 GPa (760 MPa)`."""
    for one, other in pairwise(stated.quantities):
        between = stated.text[one.end : other.start], stated.text[other.end :]
        if one.dimension == other.dimension:
            again = _RESTATED.fullmatch(between[0]) and between[1].startswith(")")
            both = stated.text[one.start : other.end] in text
            if again and not both and not (is_given(one, other) or is_given(other, one)):
                yield f"It says {one.text} and {other.text} of one thing."


def _missing_numbers(stated: SentenceFacts, text: str) -> Iterator[str]:
    """Yield numbers that the text does not hold, and quantities of a dimension it does not give."""
    inside = [(q.start, q.end) for q in stated.quantities if q.unit]
    inside += [(alloy.start, alloy.end) for alloy in find_alloys(stated.text)]
    dimensions = {quantity.dimension for quantity in find_quantities(text)}
    for quantity in stated.quantities:
        multiple = quantity.dimension == "ratio" and _is_multiple(quantity, text)
        if quantity.unit and quantity.dimension not in dimensions and not multiple:
            yield f"The passage gives no {quantity.text}."
    for match in _NUMBER.finditer(stated.text):
        known = any(start <= match.start() < end for start, end in inside)
        if not known and match.group().replace(",", "") not in _numbers_of(text):
            yield f"The passage does not hold the number {match.group()}."


def _is_multiple(quantity: Quantity, text: str) -> bool:
    """Return True if a text gives a ratio as a multiple: `a 5 × increase`, `5-fold`."""
    return re.search(rf"(?<![\w.]){quantity.low:g}\s?(?:×|x\b|-?fold\b)", text) is not None


def _other_alloys(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Yield alloys and compounds that the text does not name."""
    named = find_alloys(side.whole)
    readings_at: dict[tuple[int, int], list[Alloy]] = {}
    for alloy in find_alloys(stated.text):
        readings_at.setdefault((alloy.start, alloy.end), []).append(alloy)
    for readings in readings_at.values():
        known = [*readings, *(_alone(one) for one in readings if _has_companion(one, side.whole))]
        if not any(compatible(one, other) for one in known for other in named):
            given = ", ".join(dict.fromkeys(alloy.text for alloy in named[:3])) or "no alloy"
            yield f"It speaks of {readings[0].text}; the passage names {given}."


def _has_companion(alloy: Alloy, text: str) -> bool:
    """Return True if a text names the elements and the amounts of what is added to an alloy."""
    symbols = {one.symbol for one in find_elements(alloy.companion)}
    amounts = find_quantities(alloy.companion)
    given = find_quantities(text)
    return (
        bool(symbols)
        and symbols <= _elements_of(text)
        and all(any(is_given(one, other) for other in given) for one in amounts)
    )


def _alone(alloy: Alloy) -> Alloy:
    return replace(alloy, companion="")


def _other_phases(
    stated: SentenceFacts, side: SlotText, question: ParsedQuestion | None
) -> Iterator[str]:
    """Yield phases that are not among those in the sentences about the claim's subject."""
    known = question.terms if question else frozenset()
    here = {term.name for part in side.near for term in part.terms if term.kind == "phase"}
    # A phase may stand there by a sign that is no word of the vocabulary by itself: `(σ and µ)`.
    text = " ".join(part.text for part in side.near)
    known |= {term.name for term in stated.terms if term.text in text}
    for term in stated.terms:
        if is_phase(term) and here and term.name not in here | known:
            yield f"It says {term.text}; the passage says {', '.join(sorted(here))} there."


def _missing_terms(
    stated: SentenceFacts, side: SlotText, question: ParsedQuestion | None
) -> Iterator[str]:
    """Yield terms of the field and elements that the text does not name."""
    known = {mention.name for mention in find_terms(side.whole)} | (
        question.terms if question else set()
    )
    stems = words_of(side.whole)
    for term in stated.terms:
        if term.kind in _KINDS and term.name not in known and not words_of(term.text) <= stems:
            yield f"The passage does not speak of {term.text}."
    for element in find_elements(stated.text):
        if element.symbol not in _elements_of(side.whole):
            yield f"The passage does not speak of {element.text}."


@lru_cache(maxsize=256)
def _elements_of(text: str) -> frozenset[str]:
    """Return the symbols of the elements that a text names, alone or in alloys."""
    symbols = {element.symbol for element in find_elements(text)}
    symbols |= {symbol for alloy in find_alloys(text) for symbol in alloy.elements}
    return frozenset(symbols) | set(_SYMBOL.findall(text))


@lru_cache(maxsize=256)
def _numbers_of(text: str) -> frozenset[str]:
    """Return the numbers that a text holds, without separators of thousands."""
    return frozenset(match.group().replace(",", "") for match in _NUMBER.finditer(text))


def _denied(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Yield a denial of the same words that only the claim or only the text has."""
    words = words_of(stated.text)
    near = " ".join(part.text for part in side.near)
    said = words_of(_without_denials(near))
    whole = " ".join(part.text for part in side.parts)
    theirs = [
        denied
        for text, share in ((near, _HELD_BY_CLAIM), (whole, _HELD_FROM_AFAR))
        for denied in _denials(text)
        if denied and _mostly(denied, words, share) and not denied <= said
    ]
    if not read_clauses(stated.text):
        # What is no sentence is denied only where a denial covers all of it.
        theirs = [denied for denied in theirs if _mostly(words, denied, _HELD_BY_CLAIM)]
    if not theirs and any(_is_said(denied, side.near) for denied in _denials(stated.text)):
        yield "It denies what the passage says."
    elif theirs and not DENIAL.search(stated.text):
        yield "It says what the passage denies."


def _is_said(denied: frozenset[str], near: Sequence[SentenceFacts]) -> bool:
    """Return True if sentences say what a claim denies, and none of them denies any of it.

    A `not` of something else in the same sentence does not deny it.
    """
    speaking = [
        part.text for part in near if _mostly(denied, words_of(part.text), _HELD_BY_EVIDENCE)
    ]
    return bool(speaking) and not any(
        _LACKS.search(text) or any(not (its and denied) or its & denied for its in _denials(text))
        for text in speaking
    )


def _mostly(denied: frozenset[str], words: frozenset[str], share: float) -> bool:
    return len(said_in(denied, words)) >= share * len(denied)


def _without_denials(text: str) -> str:
    """Return a text without what its denials cover: `with and without cracks` says cracks too."""
    kept, end = "", 0
    for match in DENIAL.finditer(text):
        kept += text[end : match.start()] if match.start() >= end else ""
        end = max(end, match.end() + len(_covered(text, match.end())))
    return kept + text[end:]


def _covered(text: str, start: int) -> str:
    """Return what a denial that ends here covers: some words, to the end of its clause at most."""
    near = text[start : start + _DENIED_WITHIN]
    return "".join(re.findall(r"\s*\S+", _CLAUSE_END.split(near)[0])[:_MOST_DENIED])


def _denials(text: str) -> Iterator[frozenset[str]]:
    """Yield the words that each `not` of a text denies, to the end of its clause.

    Empty for a `not` that denies a number.
    """
    for match in DENIAL.finditer(text):
        if text.startswith(" only", match.end()):
            continue  # `not only … but also` denies nothing
        if _INSTEAD.match(text, match.start()):
            continue
        yield words_of(_OF_SEEING.sub(" ", _covered(text, match.end())))
