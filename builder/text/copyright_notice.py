"""Cut the copyright notices that publishers and databases put before or behind an abstract.

A notice is read by its grammar: a sign, a year, owners, publishers, rights, licences. What cannot
be read as a notice from its first word to its last stays: no sentence of the authors' is cut.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SIGN = (
    r"(?:this journal is\s*)?(?:crown\s+copyright|copyright|Â?©|Ⓒ|\(c\))"
    r"(?:\s{0,3}(?:copyright|©|\(c\)|:)){0,2}"
)
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–/,&]\s?(?:19|20)\d\d){0,2})"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]{1,25}|[A-Z]\.)"
_LINK = r",?\s{1,3}(?:(?:&|and|of|for|the|de|der|des|du|und|et|in)\s{1,3}){0,2}"
_SEPARATOR = re.compile(r"[\s.,;|·•]*")
#: The longest notice of which a publisher was seen to make use has 900 characters.
_REACH = 2_000
#: An abstract goes on with a capital, a digit, a bracket or a letter beyond ASCII; a small letter
#: may follow a full stop alone.
_SENTENCE = re.compile(r"[A-Z0-9(\[{\"“‘'~<>≥≤]|[^\x00-\x7f]")
_LICENCE_END = re.compile(
    r"\.(?=\s|\Z)|\)(?=\s+[A-Z])|[Ll]icen[cs]e(?=\s+[A-Z][a-z]*\s(?!license))"
    r"|CC[- ]BY(?:-[A-Z]{2}){0,2}(?:\s\d\.\d)?(?=\s+(?!Licen|Attrib|Inter)[A-Z])"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]?\s{0,8}")
#: A sign, and how far before it the words and years stand that belong to it.
_ANY_SIGN = re.compile(r"[©ⒸcC(](?:(?<=[©Ⓒ])|(?<=\()[cC]\)|(?<=[cC])(?i:opyright))")
_BEFORE_SIGN = 60
#: Each notice holds at least one of these, in small letters.
_HINTS = (
    "©", "ⓒ", "(c)", "copyright", "reserved", "published", "no claim to", "printed in",
    "review under", "permission", "distribution of this work", "creative", "cc by", "cc-by", "ccby",
    "cc 0", "cc-0", "cc0", "open access", "open-access",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The parts of notices as patterns, each to be matched where a clause may begin."""

    surely: tuple[re.Pattern[str], ...]
    """A sign with owners that are known or show their kind; a known publisher; rights."""
    if_ended: tuple[re.Pattern[str], ...]
    """A sign, a year and any name in capitals, where a full stop ends it."""
    behind: tuple[re.Pattern[str], ...]
    """What is part of a notice only behind another part."""
    dated: re.Pattern[str]
    """A sign and a year."""
    known: re.Pattern[str]
    """A sign, a year and an owner known by name: a notice though no full stop stands before."""
    begins: re.Pattern[str]
    """Where a notice may begin within a text."""
    licence_begins: re.Pattern[str]
    licence_speaks: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    path = Path(__file__).with_name("data") / "notices.toml"
    words: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))

    def names(key: str) -> str:
        longest_first = sorted(words[key], key=len, reverse=True)
        return "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in longest_first)

    known, kinds = f"(?i:{names('known')})(?!\\w)", f"(?:{names('kinds')})(?!\\w)"
    end = rf"(?=\s*(?:[.,;(]|\Z|{_YEARS}))"
    # A known name may begin a longer one: Central South University of Technology.
    of = rf"(?:\s{{1,3}}(?:of|for)\s{{1,3}}{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,6}}{end})?"
    form = (
        rf"(?:,?\s{{0,3}}(?:{names('forms')})(?!\w)\.?|,?\s{{1,3}}(?:{names('places')})(?!\w)"
        r"|\s?\([A-Z][\w&-]{1,12}\))"
    )
    kind = (
        rf"(?:{_CAPITAL}{_LINK}){{0,8}}?{kinds}(?:\s{{1,3}}{kinds}){{0,3}}"
        rf"(?:(?!{form}){_LINK}{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,6}}{end})?"
    )
    town = (
        rf"(?:,\s{{0,3}}{_CAPITAL}(?:[\s/-]{_CAPITAL}){{0,2}}"
        rf"(?:,\s{{0,3}}{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})?(?=\s*(?:[.;]|\Z)))?"
    )
    the = r"(?:(?i:the)\s{1,3})?"
    known_owner = rf"{the}{known}{form}{{0,4}}{town}"
    owner = rf"{the}(?:{known}{of}|{kind}){form}{{0,4}}{town}"
    join = rf"\s{{0,3}}[,;]?\s{{0,3}}(?:(?i:{names('joins')})\s{{1,3}}(?:(?i:its)\s)?)?"
    more = rf"(?:{join}{owner}){{0,5}}(?:\s{{1,3}}et al\.?)?"
    year_behind = rf"(?:\s{{0,3}}[,.]?\s{{0,3}}\(?{_YEARS}\)?)?"
    sign = rf"(?:{_YEARS}\s{{1,3}})?(?i:{_SIGN})\s{{0,3}}"
    dated = rf"{sign},?\s{{0,3}}{_YEARS}\s{{0,3}}[,.]?\s{{0,3}}"
    by = r"(?:(?i:by)\s{1,3})?"
    under = r"(?:\s{1,3}(?i:(?:under|with) (?:an? )?(?:exclusive )?licen[cs]e|online))?"
    # The sign itself is often lost: “& 2014 Elsevier B.V. All rights reserved.”
    unsigned = rf"(?:[^\w\s]\s?|[qrc]\s)?{_YEARS},?\s{{1,3}}{by}{known_owner}{more}"
    return _Grammar(
        surely=(
            re.compile(
                rf"{sign}(?:,?\s{{0,3}}{_YEARS}\s{{0,3}}[,.]?\s{{0,3}})?{by}{owner}{more}{year_behind}"
            ),
            re.compile(
                rf"(?:{sign}|{_YEARS}\s)?(?i:(?:first )?published){under}\s{{1,3}}"
                rf"(?i:by|on behalf of)\s{{1,3}}{known_owner}{more}{year_behind}"
            ),
            re.compile(rf"{unsigned}(?=[.,]?\s{{0,3}}(?i:all rights? (?:are )?reserved))"),
            *(
                re.compile(rf"(?i:{clause})(?=\s*(?:[.;,]|\Z)|\s[A-Z])")
                for clause in words["clauses"]
            ),
        ),
        if_ended=(
            re.compile(
                rf"{dated}{by}{the}{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,9}}{form}{{0,3}}"
                r"(?:(?<=\.)|(?=\s*(?:\.\s|\.?\Z)))"
            ),
        ),
        behind=(
            re.compile(
                rf"(?:{_YEARS}\s|{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,7}}\s{{1,3}})?"
                rf"(?i:{names('deeds')}){under}(?:\s{{0,3}}(?i::|by|to|on behalf of|for))?"
                rf"\s{{1,3}}{owner}{more}{year_behind}"
            ),
            re.compile(
                r"(?i:published by|licensee|on behalf of)(?:\s(?!(?i:is|are|was|were|has|have)\b)"
                r"[^\s.©]{1,30}){1,7}(?=\.)"
            ),
            re.compile(rf"{_YEARS}(?=\s*(?:[.,;]|\Z))"),
            re.compile(
                r"[\[(]?(?i:doi:?\s{0,3})?(?:https?://[^\s]{5,200}|10\.\d{4,9}/[^\s]{1,150}[^\s.])"
            ),
            re.compile(r"(?i:open[- ]access)(?=\s*(?:[.;]|\Z))"),
        ),
        dated=re.compile(rf"{dated}(?!\w)"),
        known=re.compile(rf"{dated}{by}{the}{known}"),
        begins=re.compile(
            rf"(?<!\w)(?:{sign}|(?:[^\w\s]\s?|[qrc]\s)?{_YEARS}\s|(?i:all rights?|no claim"
            rf"|(?:first )?published|reproduced|reprinted|selection|peer"
            rf"|{'|'.join(words['licence_begins'])}"
            r"|this (?:article|work|paper|document|content|is a)))"
        ),
        licence_begins=re.compile(f"(?i:{'|'.join(words['licence_begins'])})"),
        licence_speaks=re.compile(f"(?i:{'|'.join(words['licence_speaks'])})"),
    )


def without_notices(text: str) -> str:
    """Return an abstract without the copyright notices before and behind it.

    A text that is nothing but a notice is left empty.
    """
    # The grammar takes longer to build than five papers to read: most abstracts do without it.
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return text.rstrip()
    begin = _end_of_leading(text)
    text = text[begin:]
    return text[: _start_of_trailing(text)].rstrip()


def _end_of_leading(text: str) -> int:
    """Return where the abstract begins behind the notices before it; 0 without any."""
    ends = [0]
    for end, stopped in _clauses(text, len(text) - len(text.lstrip())):
        rest = text[end:]
        if not rest or _SENTENCE.match(rest) or stopped:
            ends.append(end)
    return ends[-1]


def _start_of_trailing(text: str) -> int:
    """Return where the notices behind an abstract begin; the end of the text without any."""
    for at in _beginnings(text):
        if any(end >= len(text) for end, _ in _clauses(text, at)):
            return at
    return len(text)


def _beginnings(text: str) -> list[int]:
    """Return where a notice may begin: behind the end of a sentence, or with a known owner."""
    grammar = _grammar()
    first = max(0, len(text) - _REACH)
    places = {found.end() for found in _SENTENCE_END.finditer(text, first)}
    if not first:
        places.add(len(text) - len(text.lstrip()))
    if sign := _ANY_SIGN.search(text, first):
        signed = grammar.begins.finditer(text, max(first, sign.start() - _BEFORE_SIGN))
        places.update(at.start() for at in signed if grammar.known.match(text, at.start()))
    return [at for at in sorted(places) if grammar.begins.match(text, at)]


def _clauses(text: str, at: int) -> Iterator[tuple[int, bool]]:
    """Yield where each clause of a notice ends that begins at a place, and whether by a full stop.

    The place is behind the marks and blanks that part the clause from what follows.
    """
    grammar, first = _grammar(), True
    while at < len(text):
        end = (
            _licence(text, at)
            or _longest(grammar.surely, text, at)
            or _longest(grammar.if_ended, text, at)
            or (0 if first else _longest(grammar.behind, text, at))
        )
        # A sign and a year alone are a notice where they end, or where another clause follows.
        bare = not end
        end = end or _longest((grammar.dated,), text, at)
        if not end:
            return
        parted = _SEPARATOR.match(text, end)
        assert parted is not None
        stopped = "." in text[end - 1 : parted.end()]
        at, first = parted.end(), False
        if not bare or stopped or at >= len(text):
            yield at, stopped


def _longest(patterns: Iterable[re.Pattern[str]], text: str, at: int) -> int:
    """Return where the longest match at a place ends; 0 without any."""
    return max((m.end() for pattern in patterns if (m := pattern.match(text, at))), default=0)


def _licence(text: str, at: int) -> int:
    """Return where the sentence of a licence ends that begins at a place; 0 without one.

    Where no full stop ends it, the bracket of its address or the word “licence” does.
    """
    grammar = _grammar()
    if not grammar.licence_begins.match(text, at):
        return 0
    found = _LICENCE_END.search(text, at, at + _REACH)
    end = found.end() if found else len(text)
    return end if grammar.licence_speaks.search(text, at, end) else 0
