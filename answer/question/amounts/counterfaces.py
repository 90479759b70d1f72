"""Tell whether a wear test was against another body than is asked: GCr15, not alumina."""

import re
from collections.abc import Iterator

from answer.question.wording.variants import find_substances

#: `against`, before the material of the other body.
_AGAINST = re.compile(
    r"\bagainst\s(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}?(?P<body>[A-Z]\w*\d\w*|(?=[\w-])[\w-]+)"
)
#: The other body by its noun, behind its material: a GCr15 counterpart, Si3N4 balls.
_BODY = re.compile(
    r"(?P<body>[A-Z]\w*\d\w*|[\w-]+)\s(?:ceramic\s|steel\s)?"
    r"(?:counter[\s-]?(?:part|face|bod(?:y|ie)|ball|pin)s?|balls?|pins?)\b"
)
#: Steels by their grade: GCr15, 100Cr6.
_GRADE = re.compile(r"(?:\d{2,3}|[A-Z])?[A-Z][a-z]?\d{1,2}|AISI\s?\d+|SUJ2")


def other_counterface(question: str, sentence: str) -> str:
    """Tell against what a value was measured, where another body is asked for.

    Args:
        question: The text of a question.
        sentence: The sentence of the value.

    Returns:
        For instance `GCr15`; "" where the bodies agree, or one of the two names none.
    """
    asked = {formula for formula, _ in _bodies(question)}
    told = dict(_bodies(sentence))
    if not asked or not told or asked & told.keys():
        return ""
    return f"sliding against {next(iter(told.values()))}"


def _bodies(text: str) -> Iterator[tuple[str, str]]:
    """Yield the bodies that something slides against, by formula or grade, and as written."""
    for pattern in (_AGAINST, _BODY):
        for found in pattern.finditer(text):
            body = found["body"]
            for substance in find_substances(body):
                yield substance.formula or substance.name, substance.text
            if _GRADE.fullmatch(body):
                yield body, body
