"""Find what an abbreviation stands for in a text, by the rule of Schwartz and Hearst.

Each character of the abbreviation must stand in the words before its brackets, in order, and the
first at the beginning of a word (Schwartz and Hearst 2003, doi:10.1142/9789812776303_0042).
"""

import re
from collections.abc import Iterator

#: Characters of the longest long form.
_LONGEST = 120
_WORDS = re.compile(r"[^\s()\[\],;]+")
#: What stands for the plural, in the abbreviation and in its long form.
_PLURAL = re.compile(r"(?<=[A-Z\d])s$")


def long_forms(text: str, abbreviation: str) -> Iterator[tuple[str, int, int]]:
    """Yield what an abbreviation stands for, with the span of long form and brackets.

    Args:
        text: An abstract.
        abbreviation: Without the `s` of its plural or with it.
    """
    short = _PLURAL.sub("", abbreviation)
    for match in re.finditer(rf"\(\s?{re.escape(short)}s?\s?[),;]", text):
        first = max(match.start() - _LONGEST, 0)
        before = text[first : match.start()].rstrip()
        if (start := _start(before, short)) is not None:
            yield before[start:], first + start, match.end()
    for match in re.finditer(rf"(?<!\w){re.escape(short)}s? \(([^()]{{4,80}})\)", text):
        if _start(match[1], short) == 0:
            yield match[1], match.start(), match.end()


def _start(words: str, short: str) -> int | None:
    """Return where the long form begins that ends with these words; None if they hold none."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    most = min(len(letters) + 5, len(letters) * 2)
    starts = [match.start() for match in _WORDS.finditer(words)][-most:]
    first = starts[0] if starts else 0
    at = len(words)
    for place in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= first and (
            words[at].lower() != letters[place]
            or (place == 0 and at > 0 and words[at - 1].isalnum())
        ):
            at -= 1
        if at < first:
            return None
    return at
