"""Tell the sentences of a paper that report what others found from those that report its own."""

import re
import tomllib
from functools import cache
from pathlib import Path

from builder.papers import Section

_WORDS = Path(__file__).with_name("cited.toml")
#: Numbers in brackets, as [12], [3,4] and [5–7]; crystals' directions ([001], [110] axis) are none.
_NUMBERS = (
    r"\[(?!0)\d{1,3}(?:\s?[,;–−-]\s?\d{1,3})*\](?![-\s]?(?:direction|zone|axis|axes|orient|project"
    r"|crystal|plane|pole))"
)
#: A name and a year in parentheses, or a year behind a name: (Smith et al., 2019), Smith (2019).
_YEARS = (
    r"\((?:[^()\d]{0,30}\b)?[A-Z][^()]{1,90}?,?\s(?:19|20)\d\d[a-z]?(?:[^()]{0,120})\)"
    r"|\b[A-Z][\w'’-]+(?: et al\.?,?| (?:and|&) [A-Z][\w'’-]+)?,? \((?:19|20)\d\d[a-z]?\)"
    r"|\bet al\.,? (?:19|20)\d\d"
)
#: Raised numbers that reading left behind a long word in small letters, as cracks12,13, or behind a
#: stop; sample1 is a label.
_RAISED = (
    r"(?<=[a-z]{4})(?<!(?i:alloy))(?<!(?i:phase))(?<!(?i:sample))(?<!(?i:specimen))[.,]?\d{1,3}(?:[,–-]\d{1,3})*(?=[\s.,;:)]|$)"
    r"|(?<=[A-Za-z)%])[.,]\d{1,3}(?:[,–-]\d{1,3})*$"
)
_REFERENCE = r"\bRefs?\.?\s?\[?\d"
#: Letters around a mark in which stands what it belongs to, and those of a word.
_NEAR, _WORD = 70, 12
_MARK = re.compile(f"{_NUMBERS}|{_YEARS}|{_RAISED}|{_REFERENCE}")
#: A number with a unit behind it.
_VALUE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:\s?±\s?[\d.]+)?\s?(?:%|°|[A-Za-zµμΩ]{1,4}\b)")
_NAMES = (
    r"\b[A-Z][\w'’-]+(?:\s(?:and|&)\s[A-Z][\w'’-]+|\set\sal\b\.?|\sand\s(?:co-?workers|colleagues))"
)
#: What may stand between the names of others and what they did.
_BETWEEN = (
    r"(?:,?\s(?:\[[^\]]{1,20}\]|\([^)]{1,30}\)|\w+ly|also|first|further|have|has|had|been)){0,4}"
)


def is_cited(sentence: str, section: Section) -> bool:
    """Return whether a sentence reports what others found, so that it is not the paper's own.

    What others did is told by their names, or by phrases such as "has been reported". A mark alone
    tells less: in experimental sections it stands behind methods, beside results behind what they
    are compared with (see `compared_from`), so that there it counts with a value only.

    Args:
        sentence: One sentence of the body of a paper.
        section: What its section is for.
    """
    marks = [*_MARK.finditer(sentence)]
    told = _pattern("told").search(sentence)
    named = _others().search(sentence)
    first = min(
        (found for found in (named, told) if found), key=lambda one: one.start(), default=None
    )
    if first and not _is_aside(sentence, first):
        return not _pattern("own").search(sentence, 0, first.start())
    if not marks or section == "experimental":
        return False
    if _pattern("own").search(sentence):
        return False
    if section == "introduction":
        return True
    if not _VALUE.search(sentence):
        return False
    return not any(
        _pattern("compared").search(sentence, 0, mark.start())
        or _pattern("methods").search(
            sentence, max(0, mark.start() - _NEAR), min(len(sentence), mark.end() + _NEAR)
        )
        for mark in marks
    )


def compared_from(sentence: str) -> int:
    """Return where a sentence goes over from the paper's own to what others found.

    It is the place of the words that compare both, such as "than" and "in agreement with", where a
    mark or a phrase of what others found follows; the length of the sentence where there is none.
    Values behind it are not the paper's own.
    """
    for compared in _pattern("compared").finditer(sentence):
        rest = sentence[compared.start() :]
        if _MARK.search(rest) or _pattern("told").search(rest) or _others().search(rest):
            return compared.start()
    return len(sentence)


def _is_aside(sentence: str, others: re.Match[str]) -> bool:
    """Return whether others are named only as those compared with, or whose method was taken."""
    around = sentence[max(0, others.start() - _NEAR) : others.start() + _WORD]
    return bool(_pattern("compared").search(around) or _pattern("methods").search(around))


@cache
def _lists() -> dict[str, list[str]]:
    words: dict[str, list[str]] = tomllib.loads(_WORDS.read_text("utf-8"))
    return words


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of any of the words of a list."""
    return re.compile(rf"\b(?:{'|'.join(_lists()[name])})\b", re.IGNORECASE)


@cache
def _others() -> re.Pattern[str]:
    """Return the pattern of others, or works of theirs, of whom something is said."""
    of = {name: "|".join(words) for name, words in _lists().items()}
    works = rf"\b(?i:(?:{of['which']})\s(?:[a-z-]+\s)?(?:{of['works']}))\b"
    return re.compile(
        rf"^(?:[\w ]+,\s)?(?:Studies|Investigations|Reports)\b"
        rf"|(?:{_NAMES}{_BETWEEN}\s(?:{of['verbs']})\b)"
        rf"|{works}(?:[^.;]{{0,120}}?)\s(?:{of['verbs']})\b"
    )
