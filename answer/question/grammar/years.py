"""Read the years of publication that a question asks about: `since 2019`, `the last five years`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from answer.question.grammar.spans import Span
from answer.question.intent import ALL_YEARS, Years
from builder.materials.quantities import find_quantities

_EARLIEST = 1990
"""No paper on these alloys is older (Yeh, doi:10.1002/adem.200300567, and Cantor,
doi:10.1016/j.msea.2003.10.257, are of 2004); a smaller number is no year."""

#: A year, before or behind which nothing makes it an amount, a grade or a part of a name.
_YEAR = r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?![\w%°]|[.,/-]\d|-[A-Za-z])"
#: What may stand behind a year: not `in 2024 aluminium`, nor `after 2000 passes`.
_BEHIND = (
    r"(?=\s*(?:$|[?.!,;:)])|\s+(?:and|or|but|on|onwards?|in|of|about|for|with|by|to|that|which|what"
    r"|how|why|is|are|was|were|did|do|does|has|have|at|regarding|concerning|only|inclusive|papers?"
    r"|articles?|studies|publications?|works?|reports?|literature|research|study|studied|mention"
    r"|name|discuss|deal|treat|investigate|use|used|address|examine|consider|describe|give|measure"
    r"|show|contain)\b)"
)
_PAPERS = r"(?:papers?|articles?|studies|publications?|works?|reports?|literature|research)"
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"couple of": 2, "few": 3, "fifteen": 15, "twenty": 20}
_LAST = re.compile(
    rf"\b(?:(?:with)?in|over|during|from|of|for|since)?\s?(?:the\s)?"
    rf"\b(?:last|past|previous|recent)\s(?:(?P<count>\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s)?"
    r"(?P<unit>years?|decades?)\b",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\b(?:in\s|from\s|of\s)?(?:this|the current) year\b", re.IGNORECASE)
_DECADE = re.compile(
    r"\b(?:in|during|from|of)\s(?:the\s)?(?P<first>(?:19|20)\d0)['’]?s\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:\b(?:between|from|in|of|during|over|within)\s(?:the\s(?:years|period)\s)?"
    r"(?:from\s|of\s)?)?(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?:\s?,\s?(?:19|20)\d\d)*"
    r"\s?(?:[-–—/&]|,?\s?(?:to|and|or|until|till|through|up to)\s(?:(?:in|of|from)\s)?)\s?"
    r"(?P<last>(?:19|20)\d\d)\b(?![.,]\d|-\d)" + _BEHIND,
    re.IGNORECASE,
)
_OPEN_BEHIND = re.compile(
    rf"(?:\b(?:in|from)\s)?{_YEAR}\s?"
    r"(?:(?P<from>(?:and|or) (?:later|after|newer|since)|onwards?\b"
    r"|on(?=\s*(?:$|[?.,;])|\s(?:about|on|are|that|which|have|deals?|uses?|study|report|treat"
    r"|investigate|mention|name|examine|address|describe|concern|consider|discuss|measure)\b)"
    r"|to (?:date|now|today|the present|present)|until (?:now|today))"
    r"|(?P<to>(?:and|or) (?:earlier|before|older)))",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?P<word>since|starting (?:in|from)|(?:not|no) (?:earlier|older) than|as of"
    r"|after|later than|newer than|more recent than|before|prior to|earlier than|older than"
    r"|until|till|up to|through|by|(?:not|no) (?:later|newer) than)\s(?:the\s)?(?:year\s)?"
    rf"{_YEAR}{_BEHIND}",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?:\b(?:in|of|from|during)\s(?:the\s)?(?:year\s)?|(?<=\bpublished\s)|(?<=\bdated\s)|\(|,\s)"
    rf"{_YEAR}\)?{_BEHIND}|{_YEAR.replace('year', 'alone')}(?=\s{_PAPERS}\b)",
    re.IGNORECASE,
)

#: First and last year for a word before a year, by how far they lie from it; None for no limit.
_ENDS: dict[str, tuple[int | None, int | None]] = {
    "since": (0, None),
    "starting in": (0, None),
    "starting from": (0, None),
    "as of": (0, None),
    "not earlier than": (0, None),
    "no earlier than": (0, None),
    "not older than": (0, None),
    "no older than": (0, None),
    "after": (1, None),
    "later than": (1, None),
    "newer than": (1, None),
    "more recent than": (1, None),
    "before": (None, -1),
    "prior to": (None, -1),
    "earlier than": (None, -1),
    "older than": (None, -1),
    "until": (None, 0),
    "till": (None, 0),
    "up to": (None, 0),
    "through": (None, 0),
    "by": (None, 0),
    "not later than": (None, 0),
    "no later than": (None, 0),
    "not newer than": (None, 0),
    "no newer than": (None, 0),
}


@dataclass(frozen=True, slots=True)
class YearsRead:
    """The years a question names, and where."""

    years: Years
    spans: tuple[Span, ...] = ()
    """Where the words of time stand, which are no words of its subject."""
    read_as: str = ""
    """What words without a number were taken for: `in the last five years → since 2021`."""


def find_years(text: str, today: date | None = None) -> YearsRead:
    """Find the years of publication that a question asks about.

    Args:
        text: The question.
        today: The day that `in the last five years` counts from, today if left out: five years back
            is the year five before, itself included.
    """
    today = today or date.today()
    taken = [(one.start, one.end) for one in find_quantities(text)]
    for pattern, years_of in _READERS:
        for match in pattern.finditer(text):
            year = max(map(match.start, {"year", "alone"} & set(match.groupdict())), default=-1)
            if any(start <= year < end for start, end in taken):
                continue
            years = years_of(match, today)
            if not all(_is_year(year, today) for year in (years.first, years.last)):
                continue
            said = ""
            if years and not re.search(r"(?:19|20)\d\d", match[0]):
                said = f"{match[0].strip()} → {_written(years)}"
            return YearsRead(years, (match.span(),), said)
    return YearsRead(ALL_YEARS)


def _is_year(year: int | None, today: date) -> bool:
    return year is None or _EARLIEST - 1 <= year <= today.year + 1


def _written(years: Years) -> str:
    if years.first == years.last:
        return f"in {years.first}"
    return f"since {years.first}" if years.last is None else f"{years.first} to {years.last}"


def _last_years(match: re.Match[str], today: date) -> Years:
    count, unit = match["count"], match["unit"].lower()
    if count is None and unit == "years":
        return ALL_YEARS  # "in recent years" sets no limit
    number = 1
    if count:
        number = int(count) if count.isdigit() else _NUMBER_WORDS[count.lower()]
    if count is None and unit == "year":
        return Years(today.year - 1, today.year - 1)
    return Years(today.year - number * (10 if unit.startswith("decade") else 1))


def _this_year(match: re.Match[str], today: date) -> Years:
    return Years(today.year, today.year)


def _decade(match: re.Match[str], today: date) -> Years:
    return Years(int(match["first"]), int(match["first"]) + 9)


def _span(match: re.Match[str], today: date) -> Years:
    first, last = sorted((int(match["year"]), int(match["last"])))
    return Years(first, last)


def _open_behind(match: re.Match[str], today: date) -> Years:
    year = int(match["year"])
    return Years(year) if match["from"] else Years(last=year)


def _since(match: re.Match[str], today: date) -> Years:
    first, last = _ENDS[" ".join(match["word"].lower().split())]
    year = int(match["year"])
    return Years(None if first is None else year + first, None if last is None else year + last)


def _in(match: re.Match[str], today: date) -> Years:
    year = int(match["year"] or match["alone"])
    return Years(year, year)


_Reader = Callable[[re.Match[str], date], Years]
#: Ways to name years; the first that a question holds counts.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_SPAN, _span),
    (_OPEN_BEHIND, _open_behind),
    (_SINCE, _since),
    (_LAST, _last_years),
    (_THIS_YEAR, _this_year),
    (_DECADE, _decade),
    (_IN, _in),
)
