"""Measure how well a value fits a question whose slots it does not all fill.

What contradicts the question is no candidate; what is unsaid, and what stands around the value,
is a feature.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from answer.extractive.nouns_of_values import is_of_other_noun, noun_words
from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.values.named_amounts import numbers_of
from answer.extractive.values.slots_of_values import PaperText, StatedValue
from answer.extractive.values.unsaid_slots import asks_change, unsaid_slots, with_its_sense
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from answer.question.wording.variants import variants
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantity import Quantity, equal
from retrieval.hybrid import Hit
from retrieval.lexical import terms, word_set

#: Words of the noun phrase that every value may have.
_COMMON = frozenset(
    terms(
        "average mean maximum minimum highest lowest max min total value amount level about roughly"
        " approximately exact best optimal optimum typical overall final large small big high low"
    )
)
_REACH = 80
_BEHIND = 30
#: Nothing that belongs to a value is looked for across these.
_BREAK = re.compile(r"[;:]|,\s(?:and|while|whereas|but|which)\b|\bwhereas\b|\bwhile\b")
#: How a temperature is called that says nothing where a temperature is asked for.
_ROOM = re.compile(r"\b(?:room|ambient)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s[~≈∼]?\s?$")
#: A difference of scores from which on it does not matter.
_MOST_MARGIN = 3.0
_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
_CUT = re.compile(r"[,;:)]")
#: Between the members of a list, or the ends of a change.
_GOES_ON = re.compile(r"\s?(?:to|and|or|,|,\sand)\s?[~≈∼]?\s?")
_OTHERS = re.compile(
    r"\b(?:than|that of|compared (?:to|with)|respect to)\b.{0,40}$"
    r"|\b(?:reported|conventional|literature)\b",
    re.IGNORECASE | re.DOTALL,
)
_EXTREME = re.compile(
    r"\b(?:best|optim\w+|ideal|most|least|highest|lowest|max\w*|min\w*|largest|smallest|peak\w*"
    r"|strongest|hardest|superior|excellent|up to|critical|limit)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LikelyValue:
    """A value that contradicts nothing asked, and what is measured of it."""

    stated: StatedValue
    features: dict[str, float]


def paper_text(hit: Hit) -> PaperText:
    """Return what a paper found says."""
    title, abstract = hit.listed.paper.title, abstract_of(hit)
    return PaperText(title or "", abstract, read_paper(title, abstract))


def stands_by_noun(question: ParsedQuestion, stated: StatedValue) -> bool:
    """Return True if the noun that is asked about stands around a value: its unit is the noun's."""
    noun = terms(" ".join(noun_words(question.text)[-1:]))
    return not noun or not word_set(" ".join(_around(stated))).isdisjoint(noun)


def likely_values(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> list[LikelyValue]:
    """Return the values that the quoted sentences state and that contradict nothing asked.

    Args:
        question: A question that asks for a number.
        chosen: The quoted sentences, the likeliest first; the paper of the first one counts.
    """
    paper = paper_text(chosen[0].hit)
    quoted = [one for one in chosen if one.hit is chosen[0].hit]
    places = {one.start: rank for rank, one in enumerate(quoted)}
    open_values = [one for placed in paper.facts for one in _open_values(question, placed, paper)]
    found = []
    for stated, unsaid in open_values:
        rank = places.get(stated.placed.start)
        if rank is None or _is_end(stated) or _is_of_others(stated):
            continue
        rivals = [
            one
            for one, _ in open_values
            if one.value.quantity.dimension == stated.value.quantity.dimension
            and not equal(one.value.quantity, stated.value.quantity)
        ]
        features = {
            "always": 1.0,
            **{f"{slot} unsaid": 1.0 for slot in unsaid},
            **_words_shared(question, stated, unsaid, paper),
            **_beside(question, stated, rivals),
            "first sentence": float(rank == 0),
            "papers quoted": float(len(quoted) < len(chosen)),
            "first paper": float(chosen[0].hit.rank == 1),
            "margin": min(quoted[0].score - quoted[rank].score, _MOST_MARGIN) / _MOST_MARGIN,
        }
        found.append(LikelyValue(stated, features))
    return found


def _open_values(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[tuple[StatedValue, frozenset[str]]]:
    """Yield the values of a sentence that contradict nothing, and the slots they leave unsaid."""
    bound = {value.quantity.start: value for value in placed.facts.values}
    quantities = {one.start: one for one in placed.facts.quantities}
    asked = names_asked(question)
    told = {one.quantity.dimension for one in placed.facts.values if one.property in asked}
    is_by_noun = not question.dimensions and not asked
    if is_by_noun:
        noun = noun_words(question.text)
        quantities = {one.start: one for one in numbers_of(noun, placed.facts.text)} | quantities
    for start, quantity in quantities.items():
        if _ROOM.search(quantity.text) or _is_named(quantity, question):
            continue
        if is_of_other_noun(question, placed.facts.text, quantity):
            continue
        value = bound.get(start) or Measurement(quantity, None, (), ())
        if value.property not in asked and quantity.dimension in told:
            continue  # what the sentence gives for the property asked about is another value
        stated = with_its_sense(StatedValue(value, placed))
        if is_by_noun and not value.property and not stands_by_noun(question, stated):
            continue
        unsaid = unsaid_slots(question, stated, paper)
        if unsaid is not None:
            yield stated, unsaid


def _is_named(quantity: Quantity, question: ParsedQuestion) -> bool:
    """Return True for an amount that the question itself states, such as `20 pulses`."""
    if any(equal(quantity, one) for one in question.conditions):
        return True
    text = question.text
    for one in question.alloys:
        text = text.replace(one.text, " ")
    return f"{quantity.low:g}" in _NUMBER.findall(text)


def _words_shared(
    question: ParsedQuestion, stated: StatedValue, unsaid: AbstractSet[str], paper: PaperText
) -> dict[str, float]:
    """Return how many of the words of a question stand around a value, and how near."""
    before, behind = _around(stated)
    near = word_set(before) | word_set(behind)
    here, title = word_set(stated.placed.facts.text), word_set(paper.title)
    noun = frozenset(terms(" ".join(noun_words(question.text)))) - _COMMON
    asked = question.words - _COMMON
    superlative = _EXTREME.search(question.text) is not None
    return {
        "noun near": _share(noun, near),
        "noun in sentence": _share(noun, here),
        "noun unsaid": float("property" in unsaid and bool(noun) and not noun & near),
        "words near": _share(asked - title, near),
        "words in sentence": _share(asked - noun - title, here),
        "words in paper": _share(asked, word_set(paper.text)),
        "extreme unsaid": float(superlative and not _EXTREME.search(stated.placed.facts.text)),
        "extreme near": float(superlative and _EXTREME.search(before) is not None),
    }


def _beside(
    question: ParsedQuestion, stated: StatedValue, rivals: Sequence[StatedValue]
) -> dict[str, float]:
    """Return which other values of its dimension stand beside a value, and what it is itself."""
    here = sum(one.placed is stated.placed for one in rivals)
    return {
        "no rival in sentence": float(not here),
        "rivals in sentence": min(here, 3) / 3,
        "rivals in paper": min(len(rivals) - here, 4) / 4,
        "unit asked": float(stated.value.quantity.dimension in question.dimensions),
        "change": float(asks_change(question)),
        "is a condition": float(_is_condition(stated)),
    }


def _is_of_others(stated: StatedValue) -> bool:
    """Return True for a value that is told of other materials, to compare with."""
    start = stated.value.quantity.start
    return _OTHERS.search(stated.placed.facts.text[max(start - 120, 0) : start]) is not None


def _is_end(stated: StatedValue) -> bool:
    """Return True for an end of a change: which of the two is asked for remains open."""
    facts, quantity = stated.placed.facts, stated.value.quantity
    if stated.value.step or _FROM.search(facts.text, 0, quantity.start):
        return True
    return any(
        facts.text[one.end : other.start].strip(" ~≈∼") == "to"
        for one, other in pairwise(facts.quantities)
        if quantity in (one, other)
    )


def _is_condition(stated: StatedValue) -> bool:
    """Return True for a quantity that another value of its sentence is stated at."""
    quantity = stated.value.quantity
    return any(
        one.start == quantity.start
        for value in stated.placed.facts.values
        for one in value.conditions
    )


def _around(stated: StatedValue) -> tuple[str, str]:
    """Return the words before and behind a value, up to a break or another quantity.

    What stands before one end of a change or a list is said of all of it.
    """
    facts, quantity = stated.placed.facts, stated.value.quantity
    first = quantity.start
    for one in reversed(facts.quantities):
        if one.end <= first and _GOES_ON.fullmatch(facts.text, one.end, first):
            first = one.start
    ends = [one.end for one in facts.quantities if one.end <= first]
    start = max([first - _REACH, 0, *ends])
    before = facts.text[start:first]
    breaks = [
        found.end()
        for found in _BREAK.finditer(before)
        if before.count("(", 0, found.start()) == before.count(")", 0, found.start())
    ]
    before = before[breaks[-1] :] if breaks else before
    starts = [one.start for one in facts.quantities if one.start >= quantity.end]
    behind = facts.text[quantity.end : min([quantity.end + _BEHIND, *starts])]
    return before, _CUT.split(behind, maxsplit=1)[0]


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    if not wanted:
        return 0.5
    return sum(bool(variants(word) & held) for word in wanted) / len(wanted)
