"""Choose the value that a question asks for among the quantities of quoted sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from answer.extractive.sentence_ranking import is_aim
from answer.question.answerability import may_belong_to
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible, find_alloys
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantity import Quantity, convert, equal, with_unit
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.nlp.word_classes import ABOVE, APPROXIMATE, AT_LEAST, AT_MOST, BELOW
from retrieval.lexical import terms

#: A value is given from this score on, if it leads the next one by more than the second number.
_ENOUGH, _LEAD = 0.5, 0.05
#: Subtracted from the score for each quote before that of the value.
_LATER = 0.2
#: Letters on either side of a value that are compared with the question's words.
_SURROUNDINGS = 60
#: Letters before a value in which its bound is looked for.
_BOUND_LETTERS = 24
_BEFORE = re.compile(r"\b(?:before|initial(?:ly)?|originally|as[- ]cast|without|from what)\b", re.I)
_BEFORE_WHAT = re.compile(r"\bbefore\b(.*)", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|maximum|peak|largest|best|upper|most|top)\b", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:lowest|minimum|smallest|least)\b", re.IGNORECASE)
#: How a bound is written before the answer.
_BOUNDS = (
    (ABOVE, "> "),
    (BELOW, "< "),
    (AT_LEAST, "≥ "),
    (AT_MOST, "≤ "),
    (APPROXIMATE, "about "),
)
#: The score of a value that shares nothing with the question.
_BASE = 0.6
#: What each feature of a value adds to its score; set by hand.
WEIGHTS = {
    "property": 1.5,
    "another property": -1.0,
    "alloy": 1.0,
    "another alloy": -0.6,
    "the paper's alloy": 0.8,
    "sentence of aim": -0.5,
    "process": 0.5,
    "composite, as asked": 1.0,
    "composite": -0.6,
    "condition": 1.0,
    "another condition": -1.0,
    "end of a change, as asked": 0.5,
    "other end of a change": -0.5,
    "relative": 0.5,
    "state before": -1.0,
    "upper bound": -0.2,
    "extreme, as asked": 0.3,
    "words": 0.8,
}


class Feature(NamedTuple):
    """A feature of a value, of which ``held`` of ``total`` parts are present."""

    name: str
    """One of the names in ``WEIGHTS``."""
    held: int = 1
    total: int = 1


def choose_value(
    question: ParsedQuestion, quotes: Sequence[SentenceFacts], abstract: str
) -> str | None:
    """Return the value that fits a question best, in the unit asked for and with its bound.

    Args:
        question: A question that asks for a number.
        quotes: Sentences of one paper, the likeliest first.
        abstract: The abstract of that paper.

    Returns:
        The value as text, or None if none fits well enough or several fit alike.
    """
    end = _end_of_series(question, abstract)
    scored = sorted(
        (
            (_score(question, quote, value) - _LATER * place, value, quote)
            for place, quote in enumerate(quotes)
            for value in _candidates(question, quote)
            # A value of a change along a series belongs to the alloy at that end alone.
            if end is None or not value.step or value.alloys or value.step == end
        ),
        key=lambda found: -found[0],
    )
    if not scored or scored[0][0] < _ENOUGH:
        return None
    best = [found for found in scored if found[0] > scored[0][0] - _LEAD]
    pick = max if _HIGHEST.search(question.text) else min if _LOWEST.search(question.text) else None
    if len(best) > 1:
        if pick is None or len({value.quantity.dimension for _, value, _ in best}) > 1:
            return None
        best = [pick(best, key=lambda found: found[1].quantity.si)]
    _, value, quote = best[0]
    return _written(value, quote, question.unit)


def _end_of_series(question: ParsedQuestion, abstract: str) -> str | None:
    """Return which end of a series such as AlxCoCrFeNi (x = 0, 0.3, 0.9) is asked about.

    `from` for the first alloy, `to` for the last, "" for one between; None if there is no series.
    """
    for series in find_alloys(abstract):
        for alloy in question.alloys:
            # A plain formula asks for the series as a whole.
            if re.search(r"\d", alloy.text) and alloy.composition_key in series.member_keys:
                place = series.member_keys.index(alloy.composition_key)
                return {0: "from", len(series.members) - 1: "to"}.get(place, "")
    return None


def _candidates(question: ParsedQuestion, quote: SentenceFacts) -> list[Measurement]:
    """Return the values of a sentence that may be asked for; conditions, too, may be asked for."""
    bound = {value.quantity.start for value in quote.values}
    rest = [Measurement(q, None, (), ()) for q in quote.quantities if q.start not in bound]
    wanted = {d for name in question.properties for d in dimensions_of(name)}
    if question.dimensions and (not wanted or not wanted & question.dimensions):
        wanted = set(question.dimensions)
    if question.by_how_much:
        wanted = {"fraction", "ratio", *wanted}
    return [
        value
        for value in (*quote.values, *rest)
        if not any(equal(value.quantity, condition) for condition in question.conditions)
        and (not wanted or value.quantity.dimension in wanted)
        and (question.by_how_much or not value.relative)
        and may_belong_to(value, question)
    ]


def _score(question: ParsedQuestion, quote: SentenceFacts, value: Measurement) -> float:
    """Sum the weighted features of a value and its sentence."""
    score = _BASE
    for feature in _features(question, quote, value):
        score += WEIGHTS[feature.name] * feature.held / feature.total
    return score


def _features(
    question: ParsedQuestion, quote: SentenceFacts, value: Measurement
) -> Iterator[Feature]:
    """Yield what speaks for and against a value; the order keeps the sum the same to the bit."""
    yield from _property_and_alloy_features(question, value)
    yield from _sentence_features(question, quote)
    if value.composite:
        yield Feature("composite, as asked" if question.compounds else "composite")
    yield from _condition_features(question, value)
    yield from _change_features(question, value)
    yield from _surrounding_features(question, quote, value)


def _property_and_alloy_features(question: ParsedQuestion, value: Measurement) -> Iterator[Feature]:
    if question.properties and value.property:
        same = value.property in question.properties
        yield Feature("property" if same else "another property")
    if question.alloys and value.alloys:
        same = any(compatible(one, other) for one in question.alloys for other in value.alloys)
        yield Feature("alloy" if same else "another alloy")
    elif question.alloys and not value.composite:
        yield Feature("the paper's alloy")


def _sentence_features(question: ParsedQuestion, quote: SentenceFacts) -> Iterator[Feature]:
    if is_aim(quote.text):
        yield Feature("sentence of aim")
    if question.processes:
        done = {term.name for term in quote.terms} & question.processes
        yield Feature("process", len(done), len(question.processes))


def _condition_features(question: ParsedQuestion, value: Measurement) -> Iterator[Feature]:
    for condition in question.conditions:
        stated = [c for c in value.conditions if c.dimension == condition.dimension]
        if stated:
            same = any(equal(c, condition) for c in stated)
            yield Feature("condition" if same else "another condition")


def _change_features(question: ParsedQuestion, value: Measurement) -> Iterator[Feature]:
    if value.step:
        same = (value.step == "from") == bool(_BEFORE.search(question.text))
        yield Feature("end of a change, as asked" if same else "other end of a change")
    if value.relative:
        yield Feature("relative")


def _surrounding_features(
    question: ParsedQuestion, quote: SentenceFacts, value: Measurement
) -> Iterator[Feature]:
    start, end = value.quantity.start, value.quantity.end
    earlier = _BEFORE_WHAT.search(question.text)
    if earlier and {m.name for m in find_terms(earlier[1])} & {m.name for m in quote.terms}:
        yield Feature("state before")
    if AT_MOST.search(quote.text, 0, start):
        yield Feature("upper bound")
    before = quote.text[max(start - _SURROUNDINGS, 0) : start]
    extremes = (_HIGHEST, _LOWEST)
    if any(one.search(question.text) and one.search(before) for one in extremes):
        yield Feature("extreme, as asked")
    around = terms(quote.text[max(start - _SURROUNDINGS, 0) : end + _SURROUNDINGS])
    yield Feature("words", len(question.words & set(around)), len(question.words) or 1)


def _written(value: Measurement, quote: SentenceFacts, unit: str | None) -> str:
    """Write a value with its bound, in the unit asked for."""
    start = value.quantity.start
    before = quote.text[max(start - _BOUND_LETTERS, 0) : start]
    bound = next((mark for pattern, mark in _BOUNDS if pattern.search(before)), "")
    text = _in_unit(with_own_unit(value.quantity), unit)
    return bound + re.sub(r"(?<=10)\s?[−–-]\s?(?=\d)", "^-", text)


def with_own_unit(quantity: Quantity) -> Quantity:
    """Write the unit into the text of a quantity; in a list it may stand behind the last one.

    All ranges are written alike, whether they were `750 to 900°C` or `750 °C–900 °C`.
    """
    if quantity.low != quantity.high and not quantity.plus_minus:
        space = "" if quantity.unit == "%" else " "
        text = f"{quantity.low:g}–{quantity.high:g}{space}{quantity.unit}"
        return replace(quantity, text=text)
    return replace(quantity, text=with_unit(quantity))


def _in_unit(quantity: Quantity, unit: str | None) -> str:
    """Convert a quantity to a unit, with the original in brackets; else return it as it is."""
    if unit is None or unit == quantity.unit:
        return quantity.text
    try:
        converted = convert(quantity, unit)
    except (KeyError, ValueError):  # another dimension, or an unknown unit
        return quantity.text
    # 923 K is 649.85 °C, and nobody measured the hundredths.
    digits = ".0f" if quantity.dimension == "temperature" else ".4g"
    ends = dict.fromkeys((f"{converted.low:{digits}}", f"{converted.high:{digits}}"))
    return f"{'–'.join(ends)} {unit} ({quantity.text})"
