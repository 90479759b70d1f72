"""Tell values of a body that are at another condition, or of another state, than asked about."""

import re
from collections.abc import Iterable, Iterator

from answer.extractive.values.slots_of_values import is_of_other_state
from answer.fulltext.asked import AskedStatement, in_words, numbers_of
from answer.fulltext.others.nearness import told_around
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import agreement
from answer.fulltext.statements import BodyStatement
from answer.question.conditions import fit_in
from answer.question.property_slots import names_asked, stated_elsewhere
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantities import ROOM_TEMPERATURE, find_quantities
from builder.materials.quantity import Quantity, equal
from builder.nlp.sentences import sentences

#: Dimensions of conditions that are told near a value, if it is not at room temperature.
_NEVER_FAR = frozenset({"temperature", "cycles", "length", "mass"})
#: Kelvin within which a paper tells the very temperature asked about.
_SAME = 1.0
#: Before the amount to which a condition was changed.
_CHANGED_TO = re.compile(
    r"\b(?:increas|rais|elevat|lower|reduc|decreas|chang|heat|cool)\w*\s(?:\w+\s)?to\s$", re.I
)
#: A parameter with its value: Br of 2.7, m = 3.
_PARAMETER = re.compile(
    r"(?<![\w.])(?P<name>[A-Z][A-Za-z]{0,3}|[b-z])\s?(?:of|=|is|was)\s?(?P<value>\d+(?:\.\d+)?)(?![\d.]*\d)"
)
#: A cell of a crystal's surface, or the like: 7 × 7.
_BY = re.compile(r"(?<![\d.])(\d+)\s?[×x]\s?(\d+)(?![\d.]|\s?[×x]\s?\d)")
_ROOM = Quantity("RT", 0, 2, ROOM_TEMPERATURE, ROOM_TEMPERATURE, "K", "temperature")


def is_far_from_condition(asked: AskedStatement, body: PaperBody, said: BodyStatement) -> bool:
    """Return whether a condition is told nowhere near a statement.

    Of rates and loads it is often said once how all was tested: in the experimental section, a
    caption or the front of the paper. Room temperature is not said.
    A temperature that the paper tells to the kelvin is no other near it.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        said: The statement.
    """
    around = told_around(body, said)
    in_row = numbers_of(said.row.text) if said.row else frozenset()
    return any(
        not equal(one, _ROOM)
        and one.low not in in_row
        and not (_is_told(one, around) if _is_told(one, body.text) else fit_in(one, around))
        and (one.dimension in _NEVER_FAR or not fit_in(one, body.methods))
        for one in asked.question.conditions
    )


def _is_told(condition: Quantity, text: str) -> bool:
    """Return whether a text tells a temperature to the kelvin."""
    return condition.dimension == "temperature" and any(
        one.dimension == "temperature" and equal(one, condition, _SAME)
        for one in find_quantities(text)
    )


def is_far_from_number(asked: AskedStatement, body: PaperBody, said: BodyStatement) -> bool:
    """Return whether a number that is no condition, as of turns, is told nowhere near a statement.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        said: The statement.
    """
    of_conditions = {end for one in asked.question.conditions for end in (one.low, one.high)}
    wanted = asked.numbers - of_conditions - in_words(asked.question.text)
    sizes = {*_BY.findall(asked.question.text)}
    if sizes and sizes.isdisjoint(_BY.findall(f"{said.before}\n{said.text}")):
        return True
    return bool(wanted) and not wanted <= numbers_of(told_around(body, said))


def has_other_parameter(asked: AskedStatement, told: Iterable[str]) -> bool:
    """Return whether a statement gives a parameter another value than asked about: Br of 2.7.

    Args:
        asked: What the question asks for.
        told: The texts that may give it, the nearest first.
    """
    wanted = {one["name"]: float(one["value"]) for one in _PARAMETER.finditer(asked.question.text)}
    for text in told if wanted else ():
        stated = {one["name"] for one in _PARAMETER.finditer(text)} & wanted.keys()
        if stated:
            return not {wanted[name] for name in stated} <= numbers_of(text)
    return False


def values_asked(asked: AskedStatement, facts: SentenceFacts) -> Iterator[Measurement]:
    """Yield the values of a sentence that may be of what is asked for.

    An amount that is read as no value may be at any condition, and is of the states named before
    it. What is asked for may have any dimension but that of a condition, where none is known.

    Args:
        asked: What the question asks for.
        facts: What the sentence states.
    """
    conditions, names = asked.question.conditions, names_asked(asked.question)
    values = {one.quantity.start: one for one in facts.values}
    states = [one for one in facts.terms if one.kind in ("process", "condition")]
    for quantity in facts.quantities:
        if any(equal(quantity, condition) for condition in conditions):
            continue
        before = tuple(one.name for one in states if one.end <= quantity.start)
        value = values.get(quantity.start) or Measurement(quantity, None, (), (), states=before)
        is_open = not names and all(one.dimension != quantity.dimension for one in conditions)
        fits = quantity.dimension in asked.dimensions if asked.dimensions else is_open
        if value.property in names or (value.property is None and fits):
            yield value


def is_at_another(
    asked: AskedStatement, value: Measurement, facts: SentenceFacts, said: BodyStatement
) -> bool:
    """Return whether a value is told at another condition, of another alloy or a rival state.

    The alloy and the state are those that its sentence tells it of.

    Args:
        asked: What the question asks for.
        value: A value of the sentence.
        facts: What the sentence states.
        said: The sentence.
    """
    question = asked.question
    if "states" not in value.inherited and is_of_other_state(question, value):
        return True
    named = () if "alloys" in value.inherited else value.alloys
    if agreement(question.alloys, named, asked.added) < 0:
        return True
    return any(
        stated_elsewhere(value, condition)
        or _stands_elsewhere(asked, condition, value, facts, said)
        for condition in question.conditions
    )


def _stands_elsewhere(
    asked: AskedStatement,
    condition: Quantity,
    value: Measurement,
    facts: SentenceFacts,
    said: BodyStatement,
) -> bool:
    """Return whether a value that no condition is read of stands beside another one than asked.

    It stands in the sentence, or else in the nearest one before it in its paragraph that tells one.
    What a material was treated at is none; of a temperature that was raised to another, this is.
    """
    if condition.dimension in asked.dimensions or value.conditions:
        return False
    before = said.piece[: said.start]
    for text in (facts.text, *(before[start:end] for start, end in reversed(sentences(before)))):
        told = [one for one in find_quantities(text) if one.dimension == condition.dimension]
        if text == facts.text and any(equal(one, condition) for one in told):
            return False
        same = [one for one in told if not is_of_treatment(text, one)]
        new = [one for one in same if _CHANGED_TO.search(text, 0, one.start)]
        if same and text != facts.text:
            same = new or same
        if same:
            return not any(equal(one, condition) for one in same)
    return False
