"""Choose the value that a question asks for: the only one of its paper that fills all its slots."""

import re
from collections.abc import Iterable, Iterator, Sequence

from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.slots_of_values import (
    PaperText,
    StatedValue,
    qualifies,
    slots_said,
    words_said,
)
from answer.extractive.value_text import ShortAnswer, write_value
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from answer.question.wording.variants import variants
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantity import equal
from builder.materials.vocabulary import find_terms
from retrieval.hybrid import Hit
from retrieval.lexical import terms, word_set

#: Nouns of the value itself, which the sentence need not repeat.
_VALUE_NOUNS = frozenset(
    terms(
        "temperature thickness width size diameter depth length spacing content fraction percentage"
        " share level amount concentration proportion time duration dose value thick wide hot cold"
        " rate factor times"
    )
)
#: How a temperature is called that says nothing where a temperature is asked for.
_ROOM = re.compile(r"\b(?:room|ambient)\b", re.IGNORECASE)
#: A best or a most is asked for, and told.
_BEST_ASKED = re.compile(
    r"\b(?:best|optim\w+|ideal|most|least|highest|lowest|maxim\w+|minim\w+|peak|largest|smallest"
    r"|strongest|hardest|densest|finest)\b",
    re.IGNORECASE,
)
_BEST = re.compile(
    rf"{_BEST_ASKED.pattern}|\b(?:excellent|superior|outstanding|σmax)\b", re.IGNORECASE
)
_CHANGES = frozenset({"fraction", "ratio"})
#: The least share of a question's words that a sentence must hold to answer it without a property.
LEAST_SHARE = 0.5


def choose_value(
    question: ParsedQuestion, chosen: Sequence[RankedSentence], rivals: Sequence[Hit] = ()
) -> ShortAnswer | None:
    """Return the value that fills all slots of a question, in the unit asked for.

    None if no quoted sentence states such a value, or papers state several that differ.

    Args:
        question: A question that asks for a number.
        chosen: The quoted sentences, the likeliest first.
        rivals: Other papers that hold as much of the question.
    """
    first = chosen[0].hit
    quoted = {one.start for one in chosen if one.hit is first}
    answer = _only(question, _fitting(question, _paper(first)))
    if answer is None or answer.placed.start not in quoted:
        return None
    for hit in dict.fromkeys([*(one.hit for one in chosen), *rivals]):
        if hit is not first:
            other = _only(question, _fitting(question, _paper(hit)))
            if other and not _same(answer, other):
                return None
    return write_value(answer.value, answer.placed.facts.text, question.unit)


def sentence_of_value(question: ParsedQuestion, hits: Iterable[Hit]) -> tuple[Hit, int] | None:
    """Return the paper and the start of the sentence that state the value asked for.

    None if no paper states one that fills all slots, or papers state several that differ.

    Args:
        question: A question that asks for a number.
        hits: The papers that may answer, the likeliest first.
    """
    found = [
        (hit, one) for hit in hits if (one := _only(question, _fitting(question, _paper(hit))))
    ]
    if not found or not all(_same(found[0][1], one) for _, one in found):
        return None
    hit, stated = found[0]
    return hit, stated.placed.start


def _paper(hit: Hit) -> PaperText:
    title, abstract = hit.listed.paper.title, abstract_of(hit)
    return PaperText(title or "", abstract, read_paper(title, abstract))


def _fitting(question: ParsedQuestion, paper: PaperText) -> list[StatedValue]:
    """Return the values of a paper that fill every slot."""
    candidates = _of_property if question.measures else _of_noun
    return [
        stated
        for placed in paper.facts
        for stated in candidates(question, placed, paper)
        if not any(equal(stated.value.quantity, one) for one in question.conditions)
        and qualifies(question, stated, paper)
    ]


def _of_property(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the values of the property asked for."""
    asked = names_asked(question)
    for value in placed.facts.values:
        if value.property in asked:
            yield StatedValue(value, placed)


def _of_noun(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the quantities of the sentences that say most of what the question does.

    What the question asks for is no property of the vocabulary, so its own words must be there.
    """
    if _share(question, placed, paper) < LEAST_SHARE:
        return
    if _BEST_ASKED.search(question.text) and not _BEST.search(placed.facts.text):
        return
    wanted = set(question.dimensions) | (_CHANGES if question.by_how_much else set())
    bound = {value.quantity.start: value for value in placed.facts.values}
    for quantity in placed.facts.quantities:
        value = bound.get(quantity.start) or Measurement(quantity, None, (), ())
        if _ROOM.search(quantity.text) or value.property:
            continue
        if not wanted or quantity.dimension in wanted:
            yield StatedValue(value, placed)


def _share(question: ParsedQuestion, placed: PlacedFacts, paper: PaperText) -> float:
    """Return the share of a question's telling words that a sentence, or the title, holds."""
    asked = question.words - _VALUE_NOUNS
    telling = asked - word_set(paper.title) or asked
    names = {term.name for term in placed.facts.terms}
    here = word_set(placed.facts.text) | {
        word
        for term in find_terms(question.text)
        if term.name in names
        for word in terms(term.text)
    }
    held = {word for word in telling if variants(word) & here}
    return len(held) / len(telling) if telling else 0.0


def _only(question: ParsedQuestion, found: Sequence[StatedValue]) -> StatedValue | None:
    """Return the only value, or the one that is stated with more of what is asked than any other.

    If several remain that differ, an extreme that the question asks for decides, or none is given.
    """
    slots = [slots_said(question, one) for one in found]
    left = [one for one, own in zip(found, slots, strict=True) if not any(own < o for o in slots)]
    if not left:
        return None
    if not _agree(left) and len({_circumstances(one) for one in left}) == 1:
        # Values of one state and condition are told apart by what else their sentences say.
        words = [words_said(question, one) for one in left]
        left = [
            one for one, own in zip(left, words, strict=True) if not any(own < o for o in words)
        ]
    if _agree(left):
        return left[0]
    if not question.extreme or len({one.value.quantity.dimension for one in left}) > 1:
        return None
    pick = max if question.extreme == "highest" else min
    return pick(left, key=lambda one: one.value.quantity.si)


def _circumstances(stated: StatedValue) -> tuple[frozenset[str], frozenset[str]]:
    value = stated.value
    return frozenset(value.states), frozenset(one.text for one in value.conditions)


def _agree(found: Sequence[StatedValue]) -> bool:
    return all(_same(found[0], one) for one in found[1:])


def _same(one: StatedValue, other: StatedValue) -> bool:
    return equal(one.value.quantity, other.value.quantity)
