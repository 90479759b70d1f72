"""Read how many parts a text counts, `five cold-rolling passes`, `7-layer`, and compare them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_IN_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_AS_ADJECTIVES = {"single": 1.0, "double": 2.0, "triple": 3.0}
#: A number of parts, in digits or written out.
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_IN_WORDS)})"
_ONE = rf"(?:{NUMBER}|{'|'.join(_AS_ADJECTIVES)})"
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?<!table\s)(?<!figure\s)(?P<numbers>{_ONE}(?:(?:,\s(?:(?:and|or)\s)?|\s(?:and|or|to)\s|\s?[–-]\s?){_ONE}){{0,11}})"
    r"(?:[\s-][A-Za-z][A-Za-z-]{0,19}){0,2}?[-‐–\s]"
    r"(?P<noun>pass|turn|layer|revolution|remelting|repetition|step|fold|ply|stage|track)"
    r"(?:e?s|(?<=layer)ed)?(?![A-Za-z])",
    re.IGNORECASE,
)
_EACH = re.compile(_ONE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountedParts:
    """What a text counts, with one of its numbers."""

    noun: str
    number: float
    is_adjective: bool
    """The number is told as `single`, `double` or `triple`."""
    text: str


def counted_parts(text: str) -> Iterator[CountedParts]:
    """Yield what a text counts of passes, turns, layers and other parts, once a number."""
    for found in _COUNTED.finditer(text):
        for number in map(str.lower, _EACH.findall(found["numbers"])):
            yield CountedParts(
                found["noun"].lower(), _value(number), number in _AS_ADJECTIVES, found[0]
            )


def other_count(question: str, sentence: str) -> str:
    """Tell of how many parts a value is told, where the question asks for another number of them.

    Args:
        question: The text of a question.
        sentence: The sentence of the value.

    Returns:
        For instance `7-layer`; "" where the numbers agree, or one of the two gives none.
    """
    asked = {(one.noun, one.number) for one in counted_parts(question)}
    told = [*counted_parts(sentence)]
    for noun in {noun for noun, _ in asked}:
        of_noun = [one for one in told if one.noun == noun]
        if of_noun and not any((noun, one.number) in asked for one in of_noun):
            return of_noun[0].text
    return ""


def _value(number: str) -> float:
    if number in _AS_ADJECTIVES:
        return _AS_ADJECTIVES[number]
    return float(number) if number.isdigit() else _IN_WORDS.index(number) + 1.0
