"""Tell whether a value at an end of a change is that of another member of a series than asked for.

`From 199 to 322 HV with the SiC content` gives the first and the last member of a series a value,
and none between them, however near the words of the question are.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.composition_cover import place_in_family
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms

_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: A number that is no part of a formula.
_NUMBER = re.compile(r"(?<![A-Za-z\d.)])\d+(?:\.\d+)?(?![A-Za-z\d.])")
_ONE = r"(?<![\d.])\d{1,6}(?:\.\d{1,6})?"
#: A list of numbers, of which the last one alone may have the unit.
_LIST = rf"(?:{_ONE}(?:,\s?|,?\sand\s|\sor\s|\sto\s|/)){{0,9}}{_ONE}"
#: Three numbers or more beside each other name the members of a series, whatever stands before.
_LONG_LIST = re.compile(rf"(?:{_ONE}(?:,\s?(?:and\s)?|\sand\s)){{2,9}}{_ONE}")
#: What a paper calls a member: HMo8, Ta1.5.
_LABEL = re.compile(r"(?<![\w.-])(?P<name>[A-Za-z]{1,12})(?P<number>\d+(?:\.\d+)?)(?![\w-]|\.\d)")
_LEADS = re.compile(r"\b(?:(?P<name>[A-Za-z]{1,12}(?=-)|[a-z](?=\s?=)))\s?(?P<mark>[-=])\s?$")
_UNIT_OR_NOUN = re.compile(r"[\s-]?(?P<noun>(?:wt|at|vol|mol)\.?\s?%|%|[a-z]{3,})")
_TO = re.compile(r"\s?to\s(?:about\s|[~∼≈]\s?)?")
#: The end of the names of dimensions of shares, which tell the members of a series apart.
_SHARES = "fraction"
#: Other dimensions of contents: `from 0 to 2 mol`, `x from 0 to 1`.
_CONTENTS = frozenset({"mol", "number", "ratio"})


def numbers_of_members(question: ParsedQuestion) -> Iterator[tuple[float, str]]:
    """Yield the numbers by which a question marks a member, each with a pattern of its frame.

    Those of formulas are compared as formulas, and those of tests as conditions.
    """
    of_tests = [one for one in question.conditions if not one.dimension.endswith(_SHARES)]
    for found in _NUMBER.finditer(question.text):
        if any(one.start <= found.start() < one.end for one in of_tests):
            continue
        if frame := _frame(question.text, found):
            yield float(found[0]), frame
    formulas = [(one.start, one.end) for one in (*question.alloys, *question.compounds)]
    formulas += [(one.start, one.end) for one in find_terms(question.text) if one.kind == "phase"]
    for found in _LABEL.finditer(question.text):
        if not any(start < found.end() and found.start() < end for start, end in formulas):
            yield float(found["number"]), rf"\b{found['name']}({_ONE})(?![\w-])"


def numbers_in(text: str) -> frozenset[float]:
    """Return all numbers of a text, also those of formulas and labels."""
    return frozenset(float(found) for found in _ANY_NUMBER.findall(text))


def numbers_told(value: Measurement, sentence: SentenceFacts) -> frozenset[float]:
    """Return the numbers that a sentence tells of a value's sample: all but those of its values."""
    return numbers_in(f"{without_values(sentence)} {value.sample}")


def without_values(sentence: SentenceFacts) -> str:
    """Return a sentence with blanks in place of the values of properties."""
    text = sentence.text
    for one in sentence.values:
        if one.property:
            start, end = one.quantity.start, one.quantity.end
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def is_at_end(value: Measurement, number: float, frame: str, text: str) -> bool:
    """Return True unless a value is one of another member than that of a number.

    Args:
        value: A value whose sentence does not have the number.
        number: The number that marks a member.
        frame: A pattern of what the number stands in.
        text: Title and abstract of the paper, which tell the members.
    """
    members = _members(number, frame, text) | {number}
    end = {"from": min(members), "to": max(members)}.get(value.step)
    return len(members) == 1 or end == number


def _members(number: float, frame: str, text: str) -> frozenset[float]:
    """Return the numbers that a text has in a frame, or lists beside the number."""
    lists = [found[1] for found in re.finditer(frame, text)]
    lists += [found[0] for found in _LONG_LIST.finditer(text) if number in numbers_in(found[0])]
    return frozenset().union(*map(numbers_in, lists))


def _frame(text: str, number: re.Match[str]) -> str:
    """Return a pattern of what a number stands in: `NiAl-8`, `x = 0.3`, `2.5 wt%`, `5-layer`."""
    before = _LEADS.search(text, 0, number.start())
    if before:
        mark = "-" if before["mark"] == "-" else "(?:[=<>≤≥]|from|of)"
        return rf"\b{before['name']}\s?{mark}\s?({_LIST})"
    behind = _UNIT_OR_NOUN.match(text, number.end())
    return rf"({_LIST})[\s-]?{re.escape(behind['noun'])}" if behind else ""


def other_end(
    question: ParsedQuestion, value: Measurement, sentence: SentenceFacts, text: str
) -> str:
    """Tell which members of a series a value at an end of a change belongs to instead.

    Args:
        question: A question for a number.
        value: A value of the paper.
        sentence: What its sentence states.
        text: Title and abstract of the paper.

    Returns:
        The other members, such as `0 and 5 wt%`; "" for a value that is no end of a change along
        the series, or may be one of the member asked for.
    """
    if not value.step or question.extreme or _varies_otherwise(value, sentence):
        return ""
    told = numbers_told(value, sentence)
    for number, frame in numbers_of_members(question):
        if number not in told and not is_at_end(value, number, frame, text):
            members = sorted(_members(number, frame, text) - {number})
            if members:
                return _written(members, frame, number, question.text)
    own = value.alloys if "alloys" not in value.inherited else ()
    if any(None not in one.amounts for one in own):
        return ""
    families = [one for one in named_alloys(text) if None in one.amounts]
    for asked in question.alloys:
        if any(_is_elsewhere(value, one, asked, text) for one in families):
            return f"the ends of {families[0].text}"
    return ""


def _is_elsewhere(value: Measurement, family: Alloy, asked: Alloy, text: str) -> bool:
    place = place_in_family(family, asked, text)
    return bool(place) and place != {"from": "first", "to": "last"}[value.step]


def _varies_otherwise(value: Measurement, sentence: SentenceFacts) -> bool:
    """Return True for a change along something else than a content: a temperature, a time."""
    ends = [
        (one, other)
        for one, other in pairwise(sentence.quantities)
        if one.dimension == other.dimension and _TO.fullmatch(sentence.text, one.end, other.start)
    ]
    values = {one.quantity.start for one in sentence.values if one.property}
    if any(_is_condition(one) and one.start not in values for one, _ in ends):
        return True
    return any(
        ours.dimension == theirs.dimension and _is_condition(ours) and not equal(ours, theirs)
        for other in sentence.values
        if other.property == value.property and other.step not in ("", value.step)
        for ours in value.conditions
        for theirs in other.conditions
    )


def _is_condition(one: Quantity) -> bool:
    return not one.dimension.endswith(_SHARES) and one.dimension not in _CONTENTS


def _written(members: list[float], frame: str, number: float, question: str) -> str:
    """Write the first and last other member as the question writes its own."""
    written = re.search(
        rf"(?:\b\w+\s?[-=]\s?|\b[A-Za-z]{{1,12}})?{number:g}(?:[\s-]?(?:\w+\.?\s?)?%)?", question
    )
    form = written[0] if written else f"{number:g}"
    ends = dict.fromkeys(members[:: max(len(members) - 1, 1)])
    return " and ".join(form.replace(f"{number:g}", f"{one:g}") for one in ends)
