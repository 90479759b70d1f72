"""Find numbers that are written out, up to twelve: `two hours`, `a five-fold increase`."""

import re
from collections.abc import Iterator

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_VALUES = {word: float(value) for value, word in enumerate(_WORDS, 1)}
_ANY = "|".join([*_WORDS, *(word.capitalize() for word in _WORDS)])
_NUMBER = re.compile(rf"(?P<first>{_ANY})(?:\s(?:to|or)\s(?P<last>{_ANY}))?[\s-](?=[^\W\d]|%|°)")
_WITHIN = re.compile(r"[\w.-]")
#: Words with which the number goes on: twenty two, one hundred, five and a half.
_PART = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|point|and"
    r"|minus|ten|to the)\s\Z",
    re.IGNORECASE,
)


def find_number_words(text: str) -> Iterator[tuple[int, int, float, float]]:
    """Find numbers in words before another word.

    Returns:
        Start, the place behind the blank or hyphen that follows, and the lowest and highest value.
    """
    for found in _NUMBER.finditer(text):
        if _WITHIN.match(text, max(found.start() - 1, 0), found.start()):
            continue
        if _PART.search(text, max(found.start() - 12, 0), found.start()):
            continue
        low = _VALUES[found["first"].lower()]
        high = _VALUES[(found["last"] or found["first"]).lower()]
        if low <= high:
            yield found.start(), found.end(), low, high
