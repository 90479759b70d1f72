"""Tell whether a value is one of a thing with another number of parts: seven layers, not five."""

import re
from collections import defaultdict
from collections.abc import Mapping

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
).split()
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_WORDS)}|single|double|triple)"
#: `7-layer`, `five layers`, `3, 5 and 7 passes`.
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?P<numbers>{_NUMBER}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){_NUMBER}){{0,9}})"
    r"[-‐–\s](?P<part>layer|pass|step|fold|ply|stage|track|turn)(?:s|es|ed)?\b",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER, re.IGNORECASE)
_AS_WORDS = {"single": 1, "double": 2, "triple": 3}


def other_count(question: str, sentence: str) -> str:
    """Tell of how many parts a value is told, where the question asks for another number of them.

    Args:
        question: The text of a question.
        sentence: The sentence of the value.

    Returns:
        For instance `7-layer`; "" where the numbers agree, or one of the two gives none.
    """
    asked, told = _counts(question), _counts(sentence)
    for part in asked.keys() & told.keys():
        if asked[part].keys().isdisjoint(told[part]):
            return next(iter(told[part].values()))
    return ""


def _counts(text: str) -> Mapping[str, dict[int, str]]:
    """Return the numbers of each kind of part, with the words that tell them."""
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for one in _COUNTED.finditer(text):
        for number in _EACH.findall(one["numbers"]):
            found[one["part"].lower()][_value(number.lower())] = one[0]
    return found


def _value(number: str) -> int:
    if number in _AS_WORDS:
        return _AS_WORDS[number]
    return _WORDS.index(number) + 1 if number in _WORDS else int(number)
