"""Choose the value that a question asks for: the only one of its paper that fills all its slots."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from answer.extractive.nouns_of_values import is_of_other_noun
from answer.extractive.open_slots import leaves_open
from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.values.asked_marks import marks_fit, numbers_fit
from answer.extractive.values.named_amounts import (
    is_of_other_phase,
    numbers_of,
    phases_asked,
    shares_of,
)
from answer.extractive.values.owners_asked import PARTS
from answer.extractive.values.paired_values import paired_place
from answer.extractive.values.slots_of_values import (
    PaperText,
    StatedValue,
    qualifies,
    slots_said,
    words_said,
)
from answer.extractive.values.value_features import paper_text, stands_by_noun
from answer.extractive.values.value_lists import asks_for_several, list_of_values
from answer.extractive.values.value_model import likeliest_value
from answer.extractive.values.value_text import (
    ShortAnswer,
    is_range,
    with_circumstances,
    write_value,
)
from answer.question.amounts.contradictions import is_denied
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import asked_index, names_asked
from answer.question.wording.stages import stages_of
from answer.question.wording.variants import variants
from builder.materials.measurements.measurement import Measurement, PlacedFacts
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
    r"\b(?:best|optim\w+|ideal|most|least|highest|lowest|maxim\w+|minim\w+|largest|smallest"
    r"|peak(?=\s(?:\w*aged|age?ing|\w+ness|strength|stress|value|\w*resist\w+))"
    r"|strongest|hardest|densest|finest)\b",
    re.IGNORECASE,
)
_BEST = re.compile(
    rf"{_BEST_ASKED.pattern}|\b(?:excellent|superior|outstanding|up to|σmax)\b", re.IGNORECASE
)
_CHANGES = frozenset({"fraction", "ratio"})
#: Finds the values of a sentence that may be of what a question asks for.
_Candidates = Callable[[ParsedQuestion, PlacedFacts, PaperText], Iterator[StatedValue]]
#: The least share of a question's words that a sentence must hold to answer it without a property.
LEAST_SHARE = 0.5


def choose_value(
    question: ParsedQuestion, chosen: Sequence[RankedSentence], rivals: Sequence[Hit] = ()
) -> ShortAnswer | None:
    """Return the value that fills all slots of a question, in the unit asked for.

    Where none does, it is the likeliest of those that contradict no slot. None if no quoted
    sentence states such a value, or papers state several that differ.

    Args:
        question: A question that asks for a number.
        chosen: The quoted sentences, the likeliest first.
        rivals: Other papers that hold as much of the question.
    """
    first = chosen[0].hit
    quoted = {one.start for one in chosen if one.hit is first}
    paper = paper_text(first)
    fitting = fitting_values(question, paper)
    if (
        fitting
        and fitting[0].placed.start in quoted
        and (several := list_of_values(question, fitting))
    ):
        return several
    if asks_for_several(question):
        return None
    answer = _only(question, fitting) if fitting else likeliest_value(question, chosen)
    if answer is None or answer.placed.start not in quoted:
        return None
    if any(_holds_more(question, one.hit, first) for one in chosen):
        return None
    if leaves_open(question, answer, paper):
        return None
    for hit in rivals:
        of_hit = [one for one in chosen if one.hit is hit]
        if hit is not first and _tells_others(question, answer, hit, of_hit):
            return None
    value = _at_end(question, answer.value)
    short = write_value(value, answer.placed.facts.text, question.unit)
    return with_circumstances(short, value, question)


def _tells_others(
    question: ParsedQuestion, answer: StatedValue, rival: Hit, quoted: Sequence[RankedSentence]
) -> bool:
    """Return whether another paper gives values for what is asked for, and none is the answer."""
    paper = paper_text(rival)
    fitting = fitting_values(question, paper)
    others = _likeliest(question, [one for one in fitting if not leaves_open(question, one, paper)])
    if not others and quoted and (likely := likeliest_value(question, quoted)):
        others = [likely]
    return bool(others) and not any(
        _same(answer, one) or _exceeds(question, answer, one) for one in others
    )


def _holds_more(question: ParsedQuestion, other: Hit, paper: Hit) -> bool:
    """Return True if another quoted paper holds more words of a question, or as many and is nearer.

    Then it is the one that is asked about, whichever of the two gives a value.
    """
    if other is paper:
        return False
    texts = [f"{hit.listed.paper.title or ''} {abstract_of(hit)}" for hit in (paper, other)]
    ours, theirs = (
        {word for word in question.words if variants(word) & word_set(text)} for text in texts
    )
    return (len(theirs), -other.rank) > (len(ours), -paper.rank)


def _at_end(question: ParsedQuestion, value: Measurement) -> Measurement:
    """Return a value, of a range the end that the question asks for."""
    quantity = value.quantity
    if not question.extreme or not is_range(quantity):
        return value
    end = quantity.high if question.extreme == "highest" else quantity.low
    text = f"{end:g} {quantity.unit}"
    return replace(value, quantity=replace(quantity, low=end, high=end, text=text))


def sentence_of_value(question: ParsedQuestion, hits: Iterable[Hit]) -> tuple[Hit, int] | None:
    """Return the paper and the start of the sentence that state the value asked for.

    None if no paper states one that fills all slots, or papers state several that differ.

    Args:
        question: A question that asks for a number.
        hits: The papers that may answer, the likeliest first.
    """
    found = [
        (hit, one)
        for hit in hits
        if (one := _only(question, fitting_values(question, paper_text(hit))))
    ]
    if not found or not all(_same(found[0][1], one) for _, one in found):
        return None
    hit, stated = found[0]
    return hit, stated.placed.start


def fitting_values(question: ParsedQuestion, paper: PaperText) -> list[StatedValue]:
    """Return the values of a paper that fill every slot."""
    candidates = _candidates_for(question)
    placed_in_lists = [
        (stated, paired_place(question, stated.value, paper.facts, place))
        for place, placed in enumerate(paper.facts)
        for stated in candidates(question, placed, paper)
        if not any(equal(stated.value.quantity, one) for one in question.conditions)
        and qualifies(question, stated, paper)
        and numbers_fit(question, stated, paper)
        and marks_fit(question, stated, paper)
        and not is_of_other_noun(question, placed.facts.text, stated.value.quantity)
        and not is_of_other_phase(question, placed.facts, stated.value.quantity)
    ]
    # A list whose members the question tells apart answers before a value that stands alone.
    singled_out = any(is_named for _, is_named in placed_in_lists)
    found = [
        stated
        for stated, is_named in placed_in_lists
        if is_named or (is_named is None and not singled_out)
    ]
    if candidates is not _of_noun or len(found) < 2:
        return found
    # What the question asks for is told by its words alone: the sentence with most of them counts.
    shares = [_share(question, one.placed, paper) for one in found]
    found = [one for one, share in zip(found, shares, strict=True) if share == max(shares)]
    return [one for one in found if stands_by_noun(question, one)] or found


def _candidates_for(question: ParsedQuestion) -> _Candidates:
    """Return what finds the values of a sentence that are of what a question asks for."""
    if asked_index(question):
        return _of_index
    if phases_asked(question):
        return _of_phase
    return _of_property if names_asked(question) else _of_noun


def _of_property(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the values of the property asked for."""
    asked = names_asked(question)
    for value in placed.facts.values:
        if value.property in asked:
            yield StatedValue(value, placed)


def _of_index(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the bare numbers of an index, such as an exponent, behind its name."""
    for quantity in numbers_of(asked_index(question), placed.facts.text):
        yield StatedValue(Measurement(quantity, None, (), ()), placed)


def _of_phase(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the shares that stand beside the name of a phase whose share is asked for."""
    bound = {value.quantity.start: value for value in placed.facts.values}
    text = placed.facts.text
    for quantity in shares_of(phases_asked(question), placed.facts):
        value = bound.get(quantity.start) or Measurement(quantity, None, (), ())
        if any(text.startswith(" (", alloy.end) for alloy in value.alloys):
            value = replace(value, alloys=())  # the formula of the phase: Ni16Ti6Si7 (G phase)
        if value.owner in PARTS:
            value = replace(value, owner="alloy")  # the phase has it as a part of the alloy
        yield StatedValue(value, placed)


def _of_noun(
    question: ParsedQuestion, placed: PlacedFacts, paper: PaperText
) -> Iterator[StatedValue]:
    """Yield the quantities of the sentences that say most of what the question does.

    What the question asks for is no property of the vocabulary, so its own words must be there.
    """
    wanted = set(question.dimensions) | (_CHANGES if question.by_how_much else set())
    for value in placed.facts.values:
        fits = not wanted or value.quantity.dimension in wanted
        if value.property and fits and _is_named(question, value.property):
            yield StatedValue(value, placed)
    if _share(question, placed, paper) < LEAST_SHARE:
        return
    if _BEST_ASKED.search(question.text) and not _BEST.search(placed.facts.text):
        return
    bound = {value.quantity.start: value for value in placed.facts.values}
    for quantity in placed.facts.quantities:
        value = bound.get(quantity.start) or Measurement(quantity, None, (), ())
        if _ROOM.search(quantity.text) or value.property:
            continue
        if not question.negated and is_denied(placed.facts.text, quantity):
            continue
        stated = StatedValue(value, placed)
        if quantity.dimension in wanted if wanted else stands_by_noun(question, stated):
            yield stated


def _is_named(question: ParsedQuestion, name: str) -> bool:
    """Return True if a question names a property by its own words, as `how wide` a width."""
    words = word_set(name) - _VALUE_NOUNS
    return bool(words) and words <= question.words


def _share(question: ParsedQuestion, placed: PlacedFacts, paper: PaperText) -> float:
    """Return the share of a question's telling words that a sentence holds.

    What the title says the sentence need not repeat, but it counts if it does.
    """
    asked = question.words - _VALUE_NOUNS
    names = {term.name for term in placed.facts.terms}
    here = word_set(placed.facts.text) | {
        word
        for term in find_terms(question.text)
        if term.name in names
        for word in terms(term.text)
    }
    held = {word for word in asked if variants(word) & here}
    telling = (asked - word_set(paper.title)) | held
    return len(held) / len(telling) if telling else 0.0


def _only(question: ParsedQuestion, found: Sequence[StatedValue]) -> StatedValue | None:
    """Return the only value, or the one that is stated with more of what is asked than any other.

    If several remain that differ, an extreme that the question asks for decides, or none is given.
    """
    left = _likeliest(question, found)
    if not left:
        return None
    if _agree(left):
        return left[0]
    if not question.extreme or len({one.value.quantity.dimension for one in left}) > 1:
        return None
    pick = max if question.extreme == "highest" else min
    return pick(left, key=lambda one: one.value.quantity.si)


def _likeliest(question: ParsedQuestion, found: Sequence[StatedValue]) -> list[StatedValue]:
    """Return the values that no other is stated with more of what is asked than.

    Those that are told of the state before, or after, what is asked for go before all others.
    """
    stages = stages_of(question.text)
    found = [one for one in found if stages & stages_of(one.placed.facts.text)] or found
    slots = [slots_said(question, one) for one in found]
    left = [one for one, own in zip(found, slots, strict=True) if not any(own < o for o in slots)]
    if left and not _agree(left) and len({_circumstances(one) for one in left}) == 1:
        # Values of one state and condition are told apart by what else their sentences say.
        words = [words_said(question, one) for one in left]
        left = [
            one for one, own in zip(left, words, strict=True) if not any(own < o for o in words)
        ]
    return left


def _circumstances(stated: StatedValue) -> tuple[frozenset[str], frozenset[str]]:
    value = stated.value
    return frozenset(value.states), frozenset(one.text for one in value.conditions)


def _agree(found: Sequence[StatedValue]) -> bool:
    return all(_same(found[0], one) for one in found[1:])


def _exceeds(question: ParsedQuestion, answer: StatedValue, other: StatedValue) -> bool:
    """Return True for an extreme that the value of another paper does not reach."""
    ours, theirs = answer.value.quantity, other.value.quantity
    if not question.extreme or ours.dimension != theirs.dimension:
        return False
    if question.extreme == "highest":
        return ours.si[1] > theirs.si[1]
    return ours.si[0] < theirs.si[0]


def _same(one: StatedValue, other: StatedValue) -> bool:
    return equal(one.value.quantity, other.value.quantity)
