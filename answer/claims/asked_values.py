"""Compare the value that a claim gives with the values that the papers bind to what is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.claims.placement import plain_powers, without_quantities
from answer.claims.question_gap import find_gap, is_asked_as
from answer.extractive.sentence_ranking import RankedSentence
from answer.extractive.values.slots_of_values import StatedValue
from answer.extractive.values.value_choice import fitting_values
from answer.extractive.values.value_features import likely_values, paper_text
from answer.extractive.values.value_model import MODEL, probability
from answer.grounding.alignment import is_given
from answer.grounding.slots import is_other_bound
from answer.question.grammar.property_families import dimensions_meant
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convertible, equal
from retrieval.hybrid import Hit
from retrieval.ranking.linear_model import read_model

#: Sentences, the likeliest first, whose values may be those asked for.
_MOST_SENTENCES = 4
#: A value is taken for the one asked for if it is at least this likely, and ...
_LEAST_LIKELY = 0.1
#: ... at least this part as likely as the likeliest.
_LEAST_OF_BEST = 0.7
#: A number without its unit is that of the paper, or that rounded to its own digits.
_ALMOST = 1 + 1e-9
#: Gaps that a value fills; `what refined the grains to 5 nm?` asks for none.
_VALUE_ROLES = frozenset({"amount", "complement", "object", "time", "circumstance"})
#: Gaps that something which happens fills.
_OF_CLAUSES = frozenset({"cause", "purpose"})
_OF_CHANGE = re.compile(r"\bfrom what\b.*\bto what\b", re.IGNORECASE)
#: Values are asked for under two conditions, or of two alloys.
_SEVERAL = re.compile(r"\band (?:at|in|for|after|of|under|with)\b|\bboth\b|\brespectively\b", re.I)
#: One end of a range is asked for, or named as such.
_END = re.compile(
    r"\b(?:up to|as (?:high|low|large|small|much|long) as|over|above|below|under|exceed\w*"
    r"|at (?:most|least)|more than|less than|min\w*|max\w*|\w+est|most|least|best|worst|upper"
    r"|lower|limit|peak|from|end\w*)\b|[<>≤≥]",
    re.IGNORECASE,
)
#: The members of a series are asked for: `which values of x`.
_OF_SERIES = re.compile(r"\bvalues of (?P<letter>[a-z])\b")
_NO_VALUE = "It gives no value, as is asked for."
_NUMBER = re.compile(r"(?<![\w.])[-−–]?\d+(?:\.\d+)?(?![\w])")


@dataclass(frozen=True, slots=True)
class ValueVerdict:
    """Whether the value of a claim is the one asked for."""

    agrees: bool
    reason: str = ""
    """Why not; "" if it agrees."""
    sentence: RankedSentence | None = None
    """The sentence that states the value asked for."""


def compare_value(
    question: ParsedQuestion,
    claim: str,
    ranked: Sequence[RankedSentence],
    whole: bool,
    short: str | None = None,
) -> ValueVerdict | None:
    """Compare the values of a claim with those that the papers bind to what a question asks for.

    Args:
        question: The question.
        claim: What was written.
        ranked: The sentences of the papers found, the likeliest first.
        whole: Whether the claim is a sentence of its own, which may tell of something else.
        short: The bare answer by rules; None if they give none.

    Returns:
        None if nothing can be told: the question asks for no value, or the papers bind none to it.
    """
    gap = find_gap(question.text)
    fits = gap.role in _VALUE_ROLES or (gap.noun and gap.role not in _OF_CLAUSES)
    asks_value = question.wants == "number" and fits
    if not asks_value or not ranked or is_asked_as("things", gap.text):
        return None
    if series := _OF_SERIES.search(question.text):
        return _compare_series(series["letter"], claim, ranked)
    if _OF_CHANGE.search(question.text):  # both ends of a change are no one value
        return None if whole else _of_change(question, find_quantities(claim))
    given = _values_of(claim, question, whole)
    numbers = [] if given else _NUMBER.findall(without_quantities(plain_powers(claim)))
    if not given and not numbers and not whole and find_quantities(claim):
        return ValueVerdict(False, "It gives what the question states, and no more.")
    if not given and not numbers:
        asks = question.intent == "value" and (whole or names_asked(question))
        return ValueVerdict(False, _NO_VALUE) if asks else None
    if other := _of_other_property(question, given, ranked):
        return other
    expected = _expected(question, ranked, short)
    if not expected:
        return None if whole else _of_other_dimension(question, given, numbers)
    if not whole and _is_one_of_several(question, given, [one for _, one in expected]):
        return ValueVerdict(False, "It gives one of the values that are asked for.")
    if not whole and not short and _is_unsure(given, [one for _, one in expected]):
        return ValueVerdict(False, "The passage gives several values that may be asked for.")
    found = _agreeing(question, claim, expected, given, numbers)
    return found or _differing(expected, given, numbers, ranked, whole)


def _agreeing(
    question: ParsedQuestion,
    claim: str,
    expected: Sequence[tuple[RankedSentence, Quantity]],
    given: Sequence[Quantity],
    numbers: Sequence[str],
) -> ValueVerdict | None:
    """Return a verdict where a claim gives an expected value, or one end of one."""
    for sentence, quantity in expected:
        same = [one for one in given if _same(one, quantity)]
        if same:
            if is_other_bound(claim[: same[0].start], sentence.statement.text[: quantity.start]):
                return ValueVerdict(False, f"{quantity.text} is the other bound.", sentence)
            if _is_one_end(given, quantity) and not _END.search(f"{question.text} {claim}"):
                return ValueVerdict(False, f"It gives one end of {quantity.text}.")
            return ValueVerdict(True, sentence=sentence)
        if quantity.dimension == "number" and any(_is_number(one, quantity) for one in numbers):
            return ValueVerdict(True, sentence=sentence)
    return None


def _differing(
    expected: Sequence[tuple[RankedSentence, Quantity]],
    given: Sequence[Quantity],
    numbers: Sequence[str],
    ranked: Sequence[RankedSentence],
    whole: bool,
) -> ValueVerdict | None:
    """Return a verdict on a claim that gives no expected value; None if nothing can be told."""
    sentence, quantity = expected[0]
    differ = not all(_same(quantity, other) for _, other in expected)
    first = ranked[0].statement.quantities
    if differ and any(_same(one, other) for one in given for other in first):
        return None  # of several values none is surely meant, and the likeliest sentence has this
    comparable = [one for one in given if one.dimension in convertible(quantity.dimension)]
    if comparable:
        said, asked = comparable[0].text, quantity.text
        reason = f"It says {said}; for what is asked the passage gives {asked}."
        return ValueVerdict(False, reason, sentence)
    said = given[0].text if given else numbers[0]
    return None if whole else ValueVerdict(False, f"{said} is not what is asked for.")


def _of_other_property(
    question: ParsedQuestion, given: Sequence[Quantity], ranked: Sequence[RankedSentence]
) -> ValueVerdict | None:
    """Reject a value that the papers give, but only for properties that are not asked for."""
    asked = names_asked(question)
    if not asked or len(given) != 1:
        return None
    places = [
        value.property
        for sentence in ranked
        for value in read_facts(sentence.statement.text).values
        if _same(given[0], value.quantity)
    ]
    if not places or any(name is None or name in asked for name in places):
        return None
    if any(name.endswith(f" {one}") for name in places if name for one in asked):
        return None  # uniform elongation is an elongation
    return ValueVerdict(False, f"The passage gives {given[0].text} for {places[0]}.")


def _is_unsure(given: Sequence[Quantity], expected: Sequence[Quantity]) -> bool:
    """Return True if of values that may be meant a claim gives one, and not all."""
    return not all(_same(expected[0], other) for other in expected) and not all(
        any(_same(one, other) for one in given) for other in expected
    )


def _is_one_of_several(
    question: ParsedQuestion, given: Sequence[Quantity], expected: Sequence[Quantity]
) -> bool:
    """Return True if one value answers a question for those under two conditions, or of two."""
    return _SEVERAL.search(question.text) is not None and _is_unsure(given, expected)


def _is_one_end(given: Sequence[Quantity], wanted: Quantity) -> bool:
    """Return True if of a range, which is no value with its uncertainty, one end alone is given."""
    if wanted.low == wanted.high or wanted.plus_minus:
        return False
    lowest, highest = (replace(wanted, low=end, high=end) for end in (wanted.low, wanted.high))
    alike = [
        any(_same(one, end) and one.low == one.high for one in given) for end in (lowest, highest)
    ]
    return any(alike) and not all(alike) and not any(equal(one, wanted) for one in given)


def _compare_series(
    letter: str, claim: str, ranked: Sequence[RankedSentence]
) -> ValueVerdict | None:
    """Compare the members of a series: `x = 0, 0.5, 1` states them, and nothing else does."""
    numbers = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", claim)}
    if not numbers:
        return ValueVerdict(False, _NO_VALUE)
    stated = re.compile(
        rf"\b{letter}\s*=\s*(?P<members>[\d.]+(?:(?:\s|,|;|and|or|to|[-–−])+[\d.]+)*)"
    )
    told = False
    for sentence in ranked:
        for found in stated.finditer(sentence.statement.text):
            told = True
            members = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", found["members"])}
            if numbers <= members and len(numbers) > len(members) // 2:
                return ValueVerdict(True, sentence=sentence)
    return ValueVerdict(False, f"The passage gives other values of {letter}.") if told else None


def _values_of(claim: str, question: ParsedQuestion, whole: bool) -> list[Quantity]:
    """Return the quantities of a claim that may be the value asked for.

    Those that the question states are not, nor those of another property in a whole sentence.
    """
    facts = read_facts(plain_powers(claim))
    asked = names_asked(question)
    others = {
        value.quantity.start
        for value in facts.values
        if whole and asked and value.property and value.property not in asked
    }
    return [
        one
        for one in facts.quantities
        if one.start not in others and not any(equal(one, c) for c in question.conditions)
    ]


def _expected(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], short: str | None
) -> list[tuple[RankedSentence, Quantity]]:
    """Return the values asked for, with their sentences; of several that of the rules, if any."""
    found = _candidates(question, ranked)
    bound = find_quantities(short or "")
    chosen = [one for one in found if len(bound) == 1 and _same(bound[0], one[1])]
    return chosen or found


def _candidates(
    question: ParsedQuestion, ranked: Sequence[RankedSentence]
) -> list[tuple[RankedSentence, Quantity]]:
    """Return values that fill all slots of a question, else the likely ones."""
    first = ranked[:_MOST_SENTENCES]
    hits = list({one.hit.rank: one.hit for one in first}.values())
    for hit in hits:
        if fitting := fitting_values(question, paper_text(hit)):
            return _placed(fitting, hit, ranked)
    weights = read_model(MODEL)
    likely = [
        (probability(weights, one.features), one.stated) for one in likely_values(question, first)
    ]
    best = max((chance for chance, _ in likely), default=0.0)
    least = max(_LEAST_OF_BEST * best, _LEAST_LIKELY)
    likely.sort(key=lambda one: -one[0])
    return _placed([stated for chance, stated in likely if chance >= least], hits[0], ranked)


def _placed(
    values: Sequence[StatedValue], hit: Hit, ranked: Sequence[RankedSentence]
) -> list[tuple[RankedSentence, Quantity]]:
    """Return the quantity of each value with its sentence, that of the likeliest sentence first."""
    return [
        (sentence, one.value.quantity)
        for sentence in ranked
        for one in values
        if sentence.hit is hit and sentence.start == one.placed.start
    ]


def _of_change(question: ParsedQuestion, given: Sequence[Quantity]) -> ValueVerdict | None:
    """Reject what gives one end of a change, or amounts of another dimension."""
    if len(given) == 1 and given[0].low == given[0].high:
        return ValueVerdict(False, f"It gives one end of the change: {given[0].text}.")
    return _of_other_dimension(question, given, ())


def _of_other_dimension(
    question: ParsedQuestion, given: Sequence[Quantity], numbers: Sequence[str]
) -> ValueVerdict | None:
    """Reject a bare value of another dimension than the question asks for."""
    asked = set(question.dimensions).union(*map(dimensions_meant, question.properties))
    asked |= {"fraction", "ratio"} if question.by_how_much else set()
    if " than " in question.text:
        asked |= {"fraction", "ratio"}
    if not given and not numbers and names_asked(question):
        return ValueVerdict(False, _NO_VALUE)
    if not asked or not given or any(one.dimension in asked for one in given):
        return None
    return ValueVerdict(False, f"{given[0].text} is not what is asked for.")


def _same(one: Quantity, other: Quantity) -> bool:
    return is_given(one, other) or is_given(other, one) or equal(one, other)


def _is_number(text: str, quantity: Quantity) -> bool:
    number = float(re.sub(r"[−–]", "-", text))
    half = 0.5 * 10.0 ** -len(text.partition(".")[2])
    return any(abs(number - end) <= half * _ALMOST for end in (quantity.low, quantity.high))
