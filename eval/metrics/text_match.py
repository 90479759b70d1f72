"""Match an answer with the known one: the same text, the same value, the same choice."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from builder.materials.quantities import find_quantities
from builder.materials.quantity import equal

#: A rounded value is right within this of the true one, as `0.61 GPa` is for 613.5 MPa.
TOLERANCE = 0.01
YES_NO = ("yes", "no")

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}–−·≈∼×µ]")
#: `B`, `(b)`, `B) FCC`, `B.`: a choice by its letter.
_LETTER = re.compile(r"\(?([A-Z])(?:[).:]|$)", re.IGNORECASE)


def verbatim(answer: str, true: str) -> bool:
    """Return True where both are one text, letter by letter."""
    return answer == true


def exact_match(answer: str, true: str) -> bool:
    """Return True where both are one text but for case, articles and punctuation (SQuAD)."""
    return tokens(answer) == tokens(true)


def token_f1(answer: str, true: str) -> float:
    """Return F1 over tokens, after SQuAD (Rajpurkar et al. 2016, doi:10.18653/v1/D16-1264)."""
    one, other = Counter(tokens(answer)), Counter(tokens(true))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def tokens(text: str) -> list[str]:
    """Return the words without case, articles and punctuation; subscripts become digits."""
    plain = text.casefold().translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉−–", "0123456789--"))
    return re.sub(r"\b(?:a|an|the)\b", " ", _PUNCTUATION.sub("", plain)).split()


def same_value(answer: str, true: str, tolerance: float = TOLERANCE) -> bool | None:
    """Return True where the answer gives the first value of the known one, in whatever unit.

    Args:
        answer: The answer to compare.
        true: The known answer.
        tolerance: Relative; temperatures have their own.

    Returns:
        None where the known answer is no value.
    """
    values, first = find_quantities(true), _NUMBER.search(true)
    if first is None:
        return None
    if not values or values[0].start > first.end():  # a plain number
        given = _NUMBER.search(answer)
        return given is not None and abs(float(given[0]) - float(first[0])) < tolerance
    own = None if values[0].dimension == "temperature" else tolerance
    return any(equal(given, values[0], own) for given in find_quantities(answer))


def choice(answer: str, options: Sequence[str] = YES_NO) -> str | None:
    """Return the option that a text opens with or, written in full, is the only one it names.

    An option may be named by its letter, A for the first. None where no option is named.
    """
    opening = tokens(answer)
    for option in options:
        if tokens(option) and opening[: len(tokens(option))] == tokens(option):
            return option
    if tuple(options) == YES_NO:
        return None
    letter = _LETTER.match(answer.strip())
    if letter and ord(letter[1].upper()) - ord("A") < len(options):
        return options[ord(letter[1].upper()) - ord("A")]
    whole = f" {' '.join(opening)} "
    named = [option for option in options if f" {' '.join(tokens(option))} " in whole]
    return named[0] if len(named) == 1 else None
