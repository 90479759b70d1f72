"""Recognise what describes a term without defining it by one sentence.

Two sentences may define it together: `X has been used. It is a process in which …`. One may say
what it does in general, or what it is held to be.
"""

import re
from functools import lru_cache

from answer.collected.definitions.defining_sentences import (
    APART,
    BRACKETS,
    GENUS,
    LONGEST,
    term_pattern,
)

#: What terms do in general, in the present tense.
_GENERAL = (
    r"(?:(?:degrade|deteriorate|weaken|occur|arise|appear|develop|originate|stem|describe|involve"
    r"|require|consist|combine|produce|create|form|allow|enable|use|employ|join|limit|control"
    r"|strengthen|harden|reduce|increase|result|happen|manifest|comprise|deposit|melt|mix|refine"
    r"|convert|represent|exploit|encompass|rel(?:y|ie)|appl(?:y|ie))(?:s|es)?|takes? place"
    r"|(?:is|are) (?:caused|driven|produced|formed|governed|accompanied|characteri[sz]ed|triggered)"
    r" by|(?:is|are) (?:an? |the |regarded as |considered |known (?:for|as) )"
    r"|are (?:[a-z]+ )?(?:alloys|materials|methods|techniques))"
)
_OF_A_STUDY = re.compile(
    r"\d|\b(?:we|our|this|these|study|work|paper|here|alloys? (?:was|were)|was|were|found|showed)\b"
    r"|(?-i:(?:[A-Z][a-z]?[\d.]*){4,})",
    re.IGNORECASE,
)
_THING = r"(?:[\w-]+ ){0,2}?" + GENUS
_GOES_ON = re.compile(
    rf"^(?P<whose>it|they|(?:this|these|such(?: an?)?) (?P<thing>{_THING})|this|these) (?:\w+ly )?"
    rf"(?:(?:is|are) (?:an? |the )?(?:[\w-]+,? ){{0,5}}?{GENUS} {APART}\b"
    r"|(?:contain|consist of|comprise|are composed of|are made (?:up )?of)\b"
    r"|(?:refers? to|describes?|represents?|consists of|involves?|means?|denotes?)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def _characterising(term: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:the |an? )?(?:phenomenon of |process of |so-called )?{term_pattern(term)}"
        rf"{BRACKETS},?(?: \w+ly| which| that)? {_GENERAL}(?:\b|(?<= ))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _named(term: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a sentence that names a term, and of one that begins or ends with it."""
    t = term_pattern(term)
    ends = rf"^(?:the |an? |recently,? )?{t}|{t}{BRACKETS}\W*$"
    return re.compile(t, re.IGNORECASE), re.compile(ends, re.IGNORECASE)


def is_characterising(sentence: str, term: str) -> bool:
    """Return whether a sentence says what a term does or is held to be, without defining it.

    Args:
        sentence: One sentence.
        term: The term, in any of its forms.
    """
    if len(sentence) > LONGEST or _OF_A_STUDY.search(sentence):
        return False
    return _characterising(term).match(sentence) is not None


def goes_on(sentence: str, following: str, term: str) -> bool:
    """Return whether a sentence defines the term that the one before it names.

    Args:
        sentence: A sentence.
        following: The one that follows it.
        term: The term, in any of its forms.
    """
    if len(sentence) > LONGEST or (found := _GOES_ON.match(following[:LONGEST])) is None:
        return False
    anywhere, at_end = _named(term)
    if not found["thing"]:
        return at_end.search(sentence) is not None
    # `These alloys` are the ones named; `this technique` may be called otherwise.
    last = term.split()[-1].rstrip("s").lower()
    alike = found["thing"].lower().rstrip("s").endswith(last)
    return (anywhere if alike else at_end).search(sentence) is not None
