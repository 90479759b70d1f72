"""One claim against one text, slot by slot: what the text states otherwise, and what it lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from answer.grounding.alignment import in_its_place, is_given, words_of
from answer.grounding.near_copies import NOT, altered
from answer.question.answerability import may_be_of
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements import Measurement, SentenceFacts
from builder.materials.quantities import Quantity, find_quantities
from builder.materials.vocabulary import find_terms, is_phase

#: Share of a claim's words from which its evidence says the same thing and a `not` tells.
_SAME = 0.5
#: … and share of what the text denies from which the claim says that very thing: `formed by dynamic
#: recrystallization rather than migratory recrystallization` does not deny the first.
_WHOLE = 0.6
#: Kinds of terms a claim may not bring in by itself.
_KINDS = frozenset({"phase", "process", "method", "mechanism", "property", "microstructure"})
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
#: A symbol alone or as a molecule: Ni, H2.
_SYMBOL = re.compile(r"\b([A-Z][a-z]?)2?\b")
#: Properties of one unit that are stated side by side and taken for each other.
_CONFUSED = frozenset({"yield strength", "ultimate tensile strength", "fracture strength"})
_CLAUSE_END = re.compile(r"[;:,.](?:\s|$)|\b(?:but|while|whereas|although|though|that|which)\b")
#: What stands between a quantity and the same one in another unit.
_OPENED = re.compile(r"\s?\(\s?(?:about |approximately |[~≈∼]\s?)?")
#: Words behind a `not` that it denies.
_DENIED = 8


@dataclass(frozen=True, slots=True)
class SlotText:
    """A text laid beside a claim."""

    title: str
    text: str
    parts: Sequence[SentenceFacts]
    """Its sentences."""
    near: Sequence[SentenceFacts]
    """Those that speak of what the claim speaks of, likeliest first."""

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}"


def contradictions(
    stated: SentenceFacts, side: SlotText, asked: ParsedQuestion | None
) -> Iterator[str]:
    """Where the text fills a slot of the claim otherwise, one sentence each."""
    yield from _other_numbers(stated, side)
    yield from _restated(stated, side.text)
    yield from _other_alloys(stated, side)
    yield from _other_phases(stated, side, asked)
    settled: set[Quantity] = set()
    yield from _bound_elsewhere(stated, side, asked, settled)
    yield from _denied(stated, side)
    yield from altered(stated, side.parts)
    yield from in_its_place(stated, side.parts, settled)


def gaps(stated: SentenceFacts, side: SlotText, asked: ParsedQuestion | None) -> Iterator[str]:
    """What the claim names and the text does not, one sentence each."""
    yield from _missing_numbers(stated, side.text)
    yield from _missing_terms(stated, side, asked)


def _other_numbers(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Quantities that the text gives otherwise."""
    given = [quantity for part in side.parts for quantity in part.quantities]
    for quantity in stated.quantities:
        same = [q for q in given if q.dimension == quantity.dimension]
        ends = [replace(quantity, low=end, high=end) for end in {quantity.low, quantity.high}]
        whole = any(is_given(quantity, other) for other in same) or _unlabelled(quantity, side)
        if same and not whole and not all(any(is_given(e, o) for o in same) for e in ends):
            others = ", ".join(dict.fromkeys(q.text for q in same[:4]))
            yield f"It says {quantity.text}; the passage gives {others}."


def _unlabelled(quantity: Quantity, side: SlotText) -> bool:
    """Whether the text gives the number without its unit, as in `from 13.8 nm to 36 ± 8`."""
    number = quantity.text.removesuffix(quantity.unit).strip()
    if not number or number == quantity.text:
        return False
    places = re.finditer(rf"(?<![\w.,]){re.escape(number)}(?![\w.%°])", side.text)
    inside = [(q.start, q.end) for q in find_quantities(side.text)]
    return any(not any(s <= m.start() < e for s, e in inside) for m in places)


def _restated(stated: SentenceFacts, text: str) -> Iterator[str]:
    """A quantity that is given again, and is another: `1.64 GPa (760 MPa)`."""
    for one, other in pairwise(stated.quantities):
        between = stated.text[one.end : other.start], stated.text[other.end :]
        if one.dimension == other.dimension:
            again = _OPENED.fullmatch(between[0]) and between[1].startswith(")")
            both = stated.text[one.start : other.end] in text
            if again and not both and not (is_given(one, other) or is_given(other, one)):
                yield f"It says {one.text} and {other.text} of one thing."


def _missing_numbers(stated: SentenceFacts, text: str) -> Iterator[str]:
    """Bare numbers, and quantities of a kind the text does not give."""
    inside = [(q.start, q.end) for q in stated.quantities if q.unit]
    inside += [(alloy.start, alloy.end) for alloy in find_alloys(stated.text)]
    dimensions = {quantity.dimension for quantity in find_quantities(text)}
    for quantity in stated.quantities:
        if quantity.unit and quantity.dimension not in dimensions:
            yield f"The passage gives no {quantity.text}."
    for match in _NUMBER.finditer(stated.text):
        known = any(start <= match.start() < end for start, end in inside)
        if not known and match.group().replace(",", "") not in _numbers_of(text):
            yield f"The passage does not hold the number {match.group()}."


def _other_alloys(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """Alloys and compounds that the text does not name."""
    named = find_alloys(side.whole)
    said: dict[tuple[int, int], list[Alloy]] = {}
    for alloy in find_alloys(stated.text):
        said.setdefault((alloy.start, alloy.end), []).append(alloy)
    for readings in said.values():
        if not any(compatible(one, other) for one in readings for other in named):
            given = ", ".join(dict.fromkeys(alloy.text for alloy in named[:3])) or "no alloy"
            yield f"It speaks of {readings[0].text}; the passage names {given}."


def _other_phases(
    stated: SentenceFacts, side: SlotText, asked: ParsedQuestion | None
) -> Iterator[str]:
    """Phases that the text names for something else, or whose place it gives to another phase."""
    known = asked.terms if asked else frozenset()
    here = {term.name for part in side.near for term in part.terms if term.kind == "phase"}
    for term in stated.terms:
        if is_phase(term) and here and term.name not in here | known:
            yield f"It says {term.text}; the passage says {', '.join(sorted(here))} there."


def _missing_terms(
    stated: SentenceFacts, side: SlotText, asked: ParsedQuestion | None
) -> Iterator[str]:
    """Terms of the field and elements that the text does not name."""
    known = {mention.name for mention in find_terms(side.whole)} | (asked.terms if asked else set())
    stems = words_of(side.whole)
    for term in stated.terms:
        if term.kind in _KINDS and term.name not in known and not words_of(term.text) <= stems:
            yield f"The passage does not speak of {term.text}."
    for element in find_elements(stated.text):
        if element.symbol not in _elements_of(side.whole):
            yield f"The passage does not speak of {element.text}."


@lru_cache(maxsize=256)
def _elements_of(text: str) -> frozenset[str]:
    """Symbols of the elements that a text names, alone or in alloys."""
    symbols = {element.symbol for element in find_elements(text)}
    symbols |= {symbol for alloy in find_alloys(text) for symbol in alloy.elements}
    return frozenset(symbols) | set(_SYMBOL.findall(text))


@lru_cache(maxsize=256)
def _numbers_of(text: str) -> frozenset[str]:
    """The numbers that a text holds, thousands not set apart."""
    return frozenset(match.group().replace(",", "") for match in _NUMBER.finditer(text))


def _bound_elsewhere(
    stated: SentenceFacts, side: SlotText, asked: ParsedQuestion | None, settled: set[Quantity]
) -> Iterator[str]:
    """Values that the text gives, but of another property, alloy or condition.

    Those it gives of the same are added to ``settled``, with their conditions.
    """
    given = list(_values(side))
    for value in stated.values:
        same = [(v, alloys) for v, alloys in given if is_given(value.quantity, v.quantity)]
        clashes = [_clash(value, other, alloys, asked) for other, alloys in same]
        if clashes and all(clashes):
            yield clashes[0]
        elif value.property and not all(clashes):
            settled |= {value.quantity, *value.conditions}


def _values(side: SlotText) -> Iterator[tuple[Measurement, tuple[Alloy, ...]]]:
    """Every value of a text with its alloys: those of its sentence, else the one spoken of."""
    spoken_of = _only(named_alloys(side.title))
    for part in side.parts:
        for value in part.values:
            yield value, value.alloys or (() if value.composite else spoken_of)
        spoken_of = _only(part.alloys) or spoken_of


def _only(alloys: Sequence[Alloy]) -> tuple[Alloy, ...]:
    """The alloy named, in all its readings; none where several are."""
    return tuple(alloys) if len({(alloy.start, alloy.end) for alloy in alloys}) == 1 else ()


def _clash(
    value: Measurement, given: Measurement, alloys: Sequence[Alloy], asked: ParsedQuestion | None
) -> str:
    """Why two equal values are not of the same thing; "" where nothing says so."""
    number = value.quantity.text
    if {value.step, given.step} == {"from", "to"}:
        return f"The passage gives {number} for the other end of the change."
    if value.property and given.property and value.property != given.property:
        return f"The passage gives {number} for {given.property}, not {value.property}."
    wanted = asked.properties if asked and not value.property else ()
    if (
        given.property in _CONFUSED
        and len(wanted) == 1
        and wanted[0] in _CONFUSED - {given.property}
    ):
        return f"The passage gives {number} for {given.property}, not {wanted[0]}."
    if value.alloys and alloys and not any(compatible(a, b) for a in value.alloys for b in alloys):
        return f"The passage gives {number} for {alloys[0].text}, not {value.alloys[0].text}."
    if asked and not value.alloys and not may_be_of(given, asked):
        whose = alloys[0].text if alloys else "a composite"
        wanted_of = asked.alloys[0].text if asked.alloys else "the alloy itself"
        return f"The passage gives {number} for {whose}, not {wanted_of}."
    own = (*(asked.conditions if asked else ()), *value.conditions)
    for dimension in dict.fromkeys(condition.dimension for condition in own):
        mine = [c for c in own if c.dimension == dimension]
        same = [c for c in given.conditions if c.dimension == dimension]
        if same and not any(is_given(one, other) for one in mine for other in same):
            return f"The passage gives {number} at {same[0].text}, not {mine[-1].text}."
    return ""


def _denied(stated: SentenceFacts, side: SlotText) -> Iterator[str]:
    """A `not` that only one of them has, said of the same."""
    words = words_of(stated.text)
    near = " ".join(part.text for part in side.near)
    theirs = [denied for denied in _denials(near) if denied and _mostly(denied, words, _WHOLE)]
    said = words_of(near)
    own = [denied for denied in _denials(stated.text) if _mostly(denied, said, _SAME)]
    if own and not theirs and not NOT.search(near):
        yield "It denies what the passage says."
    elif theirs and not NOT.search(stated.text):
        yield "It says what the passage denies."


def _mostly(denied: frozenset[str], words: frozenset[str], share: float) -> bool:
    return len(denied & words) >= share * len(denied)


def _denials(text: str) -> Iterator[frozenset[str]]:
    """What each `not` of a text denies: the words behind it, to the end of its clause; none where
    it denies a number."""
    for match in NOT.finditer(text):
        behind = _CLAUSE_END.split(text[match.end() :])[0].split()[:_DENIED]
        yield words_of(" ".join(behind))
