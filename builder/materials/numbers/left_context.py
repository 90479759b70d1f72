"""Decide from what stands before digits whether a number begins there, and with which sign."""

import re

from builder.materials.numbers.signs import DOTS, TIMES

#: What a number is the number of, not a part of a larger number: `Table 1 200 MPa`.
LABEL = re.compile(
    r"(?:\b(?:figs?|figures?|tables?|eqs?|equations?|refs?|sections?|samples?|specimens?|alloys?|nos?"
    r"|steps?|pass(?:es)?|layers?|conditions?|states?|stages?|grades?|types?|cases?|groups?|runs?"
    r"|batch|steels?|stainless)\.?|[A-Za-z]\s?=)"
    r"\s?\Z",
    re.IGNORECASE,
)
#: Words behind which a dash, a blank and a number are a negative number: `at − 196 °C`.
_BEFORE_SIGN = re.compile(
    r"(?:\b(?:at|of|to|from|than|about|approximately|around|nearly|is|was|are|were|be|below|above"
    r"|between|and|or|by|near|down|reach(?:es|ed|ing)?|with|until|till)|[(=:~≈∼<>≤≥])\s?\Z",
    re.IGNORECASE,
)
_ERROR_OR_FACTOR = re.compile(rf"±\s?\Z|\d\s?[{TIMES}]\s?\Z")
_NUMBER_BEFORE = re.compile(r"(?<![\w.])[\d.,]*\d\s\Z")
#: A number whose point a blank follows: what stands behind is its end, not a number: `15. 7%`.
_CUT_AT_POINT = re.compile(r"\d\.\s\Z")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def beginning(text: str, start: int, digits: int, read_to: int) -> int | None:
    """Return where a number begins whose digits stand at `digits`, or None within something else.

    Args:
        text: the text.
        start: the place of a dash, a plus sign or "minus" before the digits, or that of the digits.
        digits: the place of the first digit or decimal point.
        read_to: the end of what has been read as a quantity.
    """
    if start == digits:
        return digits if _is_free(text, digits, read_to) else None
    sign = text[start:digits]
    before = text[start - 1 : start]
    if sign[0] in "Mm":
        return start if not before.isalnum() else digits
    if before and sign in "—+" and not before.isspace():
        return digits  # an aside, or what is added: CoCrFeNi+4 at.% Ti
    if before.isalnum() or before in ("_", ")", "]", "%", "°", "′"):
        return None if len(sign) == 1 else digits  # Ti-6Al, 5-7; `5 - 7` is a range
    context = text[max(start - 16, 0) : start]
    if len(sign) == 2:
        return start if _BEFORE_SIGN.search(context) else digits
    if before.isspace() and _NUMBER_BEFORE.search(context):
        return None  # 77 –298
    return start


def _is_free(text: str, at: int, read_to: int) -> bool:
    """Return True where the digits at `at` are no part of what stands before them."""
    before = text[at - 1] if at else " "
    if before == "," and text[max(at - 2, 0)] == "%":
        return True  # 41.7%,25.5%
    if before.isalnum() or before in f"_.,)]±{{^{DOTS}":
        return False
    context = text[max(at - 24, read_to, 0) : at]
    if context.rstrip()[-1:].isalpha() and context[-2:-1] not in ("x", "X"):
        return True
    if _ERROR_OR_FACTOR.search(context) or _CUT_AT_POINT.search(context):
        return False
    if last := _NUMBER_BEFORE.search(context):
        # A number before a number: only a label or a year is surely one of its own.
        return bool(LABEL.search(context[: last.start()]) or _YEAR.fullmatch(last[0].strip()))
    return True
