"""Read crystal directions and planes, by which single crystals and textures are told apart."""

import re

_SIGN = "[-–−¯]?"
#: In round brackets a year or the grade of a steel may stand, too.
_ONE = (
    rf"(?:[<〈⟨\[{{]\s?(?:{_SIGN}\s?\d\s?){{3,4}}[>〉⟩\]}}]"
    rf"|\((?!20[0-3]\d\))(?:{_SIGN}[0-3]){{3,4}}\))"
)
_DIRECTION = re.compile(_ONE)
#: Several that are named together: `<110>- and <111>-oriented`.
_TOGETHER = re.compile(
    rf"{_ONE}(?:[-–]?(?:oriented)?(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|/){_ONE}){{0,5}}"
)


def directions_in(text: str) -> frozenset[str]:
    """Return the directions and planes of a text, by their indices without signs: `110`."""
    return frozenset(re.sub(r"\D", "", found) for found in _DIRECTION.findall(text))


def directions_of(text: str, start: int) -> frozenset[str] | None:
    """Return the directions that a value of a sentence belongs to; None if it names none.

    They are those named nearest before the value, or else those named first behind it.

    Args:
        text: The sentence.
        start: Where the value begins.
    """
    named = list(_TOGETHER.finditer(text))
    if not named:
        return None
    before = [one for one in named if one.end() <= start]
    return directions_in((before[-1] if before else named[0])[0])
