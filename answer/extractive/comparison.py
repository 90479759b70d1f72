"""Compare two alloys, or one under two conditions or after two processes, by one property.

A comparison is settled only where a value of the property is stated for each side. The two values
may stand in two papers, if no condition but the compared one tells them apart. All other questions
are left open: the quotes tell more than a wrong word would.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, rank
from answer.question.answerability import find_support
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import LESS, MORE
from retrieval.hybrid import Hit
from retrieval.lexical import terms

#: Words that only set two sides against each other; an abstract about one side need not hold them.
_COMPARING_WORDS = frozenset(
    terms(
        "compare compared comparison difference differ versus vs than higher lower more less"
        " stronger weaker harder softer tougher denser stiffer larger smaller greater better worse"
        " or both which"
    )
)
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|versus|vs)\b|\bthan\b|\bor\b", re.IGNORECASE)


#: Between the routes that are compared: `SPS or conventional sintering`.
_OR = re.compile(r"[\w\s,-]{0,30}?\b(?:or|than|versus|vs\.?|and|with|to)\b[\w\s-]{0,30}")
_MORE_BEHIND = re.compile(
    r"\s(?:\w+\s){0,2}?(?P<more>more|faster)\b|\s(?:\w+\s){0,2}?(?:less|slower)\b"
)


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of the two sides of a comparison: an alloy, or a condition or state of the only alloy."""

    text: str
    alloy: Alloy
    conditions: tuple[Quantity, ...]
    """All conditions that its value must be stated under."""
    state: str = ""
    """The process that it went through, where processes are compared."""


@dataclass(frozen=True, slots=True)
class _AskedComparison:
    """What a question compares, and which side it asks for."""

    properties: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A settled comparison."""

    outcome: str
    """The side that has more, or less; `yes` or `no` if the question names that side itself; "" if
    the two values do not tell."""
    evidence: tuple[RankedSentence, ...]
    """The sentences with the two values: one if both stand in the same sentence."""


#: A value of the compared property, and the sentence that states it.
_StatedValue = tuple[Measurement, RankedSentence]


def compare_sides(
    question: ParsedQuestion, candidates: Sequence[RankedSentence]
) -> Comparison | None:
    """Find out which of two sides has more, or less, of a property.

    None if the question compares nothing, or a value of a side is not stated or not the only one.
    The outcome is open where the two values are equal, overlap, or were measured under different
    conditions.
    """
    sides, asked = _sides(question), _asked(question)
    if sides is None or asked is None:
        return None
    values = _values_of_both(asked.properties, candidates, sides)
    if values is None or not all(map(_agree, values)):
        return None
    (first, first_sentence), (second, second_sentence) = values[0][0], values[1][0]
    if first.quantity.dimension != second.quantity.dimension:
        return None
    both = (first_sentence, second_sentence)
    evidence = both[:1] if first_sentence is second_sentence else both
    if not _comparable(first, second, sides) or _overlap(first.quantity, second.quantity):
        return Comparison("", evidence)
    first_wins = (first.quantity.si > second.quantity.si) == asked.more
    if question.yes_no and not re.search(r"\bor\b", question.text):
        return Comparison("yes" if first_wins else "no", evidence)
    return Comparison(sides[0 if first_wins else 1].text, evidence)


def rank_for_each_side(question: ParsedQuestion, hits: Sequence[Hit]) -> list[RankedSentence]:
    """Find the likeliest sentence for each of two sides that no one paper holds both of.

    Empty unless the question compares two sides and papers state one property of both.
    """
    sides = _sides(question)
    if sides is None or not _COMPARES.search(question.text):
        return []
    words = question.words - _COMPARING_WORDS
    for name in _compared_properties(question):
        found: list[RankedSentence] = []
        for side in sides:
            one_sided = replace(
                question,
                alloys=(side.alloy,),
                conditions=side.conditions,
                words=words,
                yes_no=False,
            )
            ranked = rank(one_sided, [hit for hit in hits if _lacks_nothing(one_sided, hit)])
            stating = (one for one in ranked if any(_values([one], name, side, sides)))
            found += [one for one in [next(stating, None)] if one is not None]
        if len(found) == len(sides):
            return found
    return []


def _lacks_nothing(question: ParsedQuestion, hit: Hit) -> bool:
    return not find_support(question, hit.listed.paper.title, abstract_of(hit)).missing


def _sides(question: ParsedQuestion) -> tuple[ComparedSide, ComparedSide] | None:
    """Return the compared sides in the question's order; None if it does not name two."""
    match list({alloy.text: alloy for alloy in question.alloys}.values()), question.conditions:
        case [one, two], conditions:
            return ComparedSide(one.text, one, conditions), ComparedSide(two.text, two, conditions)
        case [one], (first, second) if first.dimension == second.dimension:
            return ComparedSide(first.text, one, (first,)), ComparedSide(
                second.text, one, (second,)
            )
    return _routes(question)


def _routes(question: ParsedQuestion) -> tuple[ComparedSide, ComparedSide] | None:
    """Return the two processes of one alloy that a question compares; None if it does not."""
    alloys = {alloy.composition_key: alloy for alloy in question.alloys}
    named = [term for term in find_terms(question.text) if term.kind in ("process", "condition")]
    if len(alloys) != 1 or len({term.name for term in named}) != 2 or len(named) != 2:
        return None
    one, other = named
    if is_kind_of(one.name, other.name) or is_kind_of(other.name, one.name):
        return None
    if not _OR.fullmatch(question.text, one.end, other.start):
        return None
    [alloy] = alloys.values()
    return (
        ComparedSide(one.text, alloy, question.conditions, one.name),
        ComparedSide(other.text, alloy, question.conditions, other.name),
    )


def _compared_properties(question: ParsedQuestion) -> tuple[str, ...]:
    """Return the property to compare; several if a comparative may mean any of them."""
    asked = _by_comparative(question)
    return (
        question.properties if len(question.properties) == 1 else asked.properties if asked else ()
    )


def _asked(question: ParsedQuestion) -> _AskedComparison | None:
    """Return what is compared and in which sense; None if the question does not tell both."""
    if len(question.properties) != 1:
        return _by_comparative(question)
    less, more = LESS.search(question.text), MORE.search(question.text)
    return _AskedComparison(question.properties, bool(more)) if bool(less) != bool(more) else None


def _by_comparative(question: ParsedQuestion) -> _AskedComparison | None:
    for more, table in ((True, "more"), (False, "less")):
        for words, names in _comparatives()[table].items():
            if re.search(rf"\b{words}\b", question.text, re.IGNORECASE):
                return _AskedComparison(names, more)
    for verb, names in _comparatives()["verbs"].items():
        found = re.search(rf"\b{verb}\b", question.text, re.IGNORECASE)
        if found and (behind := _MORE_BEHIND.match(question.text, found.end())):
            return _AskedComparison(names, bool(behind["more"]))
    return None


@cache
def _comparatives() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    read = tomllib.loads(Path(__file__).with_name("comparatives.toml").read_text("utf-8"))
    return {
        kind: {words: tuple(names) for words, names in table.items()}
        for kind, table in read.items()
    }


def _values_of_both(
    names: Sequence[str],
    candidates: Sequence[RankedSentence],
    sides: tuple[ComparedSide, ComparedSide],
) -> tuple[list[_StatedValue], list[_StatedValue]] | None:
    """Return each side's values of the first property that is stated of both; None if none is."""
    for name in names:
        one, two = (list(_values(candidates, name, side, sides)) for side in sides)
        if one and two:
            return one, two
    return None


def _values(
    candidates: Sequence[RankedSentence],
    name: str,
    side: ComparedSide,
    sides: Sequence[ComparedSide],
) -> Iterator[_StatedValue]:
    """Yield the values of a property that sentences state of one side and not of the other.

    A sentence that names no alloy speaks of the only alloy that its abstract names.
    """
    both = list({one.alloy.text: one.alloy for one in sides}.values())
    for candidate in candidates:
        for value in candidate.statement.values:
            if value.property != name or value.relative or value.composite or value.step:
                continue
            alloys = value.alloys or named_alloys(abstract_of(candidate.hit))
            described = [one for one in both if any(compatible(one, other) for other in alloys)]
            if described != [side.alloy]:
                continue
            unambiguous = value.alloys or all(compatible(side.alloy, one) for one in alloys)
            if not _is_of_state(value, side, sides):
                continue
            if unambiguous and _holds_under(value, side.conditions):
                yield value, candidate


def _holds_under(value: Measurement, conditions: Sequence[Quantity]) -> bool:
    return all(any(equal(one, stated) for stated in value.conditions) for one in conditions)


def _is_of_state(value: Measurement, side: ComparedSide, sides: Sequence[ComparedSide]) -> bool:
    """Return True if a value is stated of the process of its side, and not of the other's."""
    if not side.state:
        return True
    held = [one for one in sides if any(is_kind_of(own, one.state) for own in value.states)]
    return held == [side]


def _agree(found: Sequence[_StatedValue]) -> bool:
    """Return True if all values found for a side are the same amount."""
    return all(equal(found[0][0].quantity, value.quantity) for value, _ in found)


def _comparable(one: Measurement, other: Measurement, sides: Sequence[ComparedSide]) -> bool:
    """Return True if two values differ in the compared condition alone."""
    compared = {side.conditions for side in sides}
    varied = {of.dimension for conditions in compared for of in conditions if len(compared) > 1}
    differ = any(
        mine.dimension == theirs.dimension
        and mine.dimension not in varied
        and not equal(mine, theirs)
        for mine in one.conditions
        for theirs in other.conditions
    )
    if any(
        f"un{mine}" == theirs or mine == f"un{theirs}"
        for mine in one.states
        for theirs in other.states
    ):
        return False  # the one before immersion, the other after it
    return not differ


def _overlap(one: Quantity, other: Quantity) -> bool:
    """Return True if the ranges of two quantities meet."""
    return max(one.si[0], other.si[0]) <= min(one.si[1], other.si[1])
