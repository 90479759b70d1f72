"""Read the term whose meaning a question asks for."""

import re

from answer.question.parse import ParsedQuestion

_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^what(?:'s|’s| is| are| was)? (?:meant by|understood by|the (?:meaning|definition) of)"
        r" (?P<term>.+)",
        r"^what (?:do|does) (?:you|we|one|people|papers|authors) (?:mean|understand) by"
        r" (?P<term>.+)",
        r"^what (?:do|does) (?P<term>.+?) (?:mean|stand for|refer to|denote)\b",
        r"^(?:please |can you )?(?:define|explain)(?: what)? (?P<term>.+?)(?: (?:is|are|means?))?$",
        r"^(?:the |give (?:me )?(?:the|a) )?(?:definition|meaning) of (?P<term>.+)",
        r"^how (?:is|are|do you|would you) (?:define )?(?P<term>.+?)(?: (?:to be )?defined)?$",
        r"^(?:(?:tell me )?what(?:'s|’s| is| are)) (?P<term>.+?)(?: (?:is|are))?$",
        r"^(?P<term>.+?)(?: definition| meaning|: meaning)$",
    )
)
#: Two terms whose difference is asked.
_COMPARED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^how (?:are|is|do|does|can|could|would you) (?P<term>.+?) (?:be )?(?:told apart|told"
        r"|distinguished|differentiated|separated|set apart|differ|distinguish|different)"
        r" (?:from|to|and) (?P<other>.+)",
        r"^what (?:distinguishes|separates|sets|tells) (?P<term>.+?) (?:apart )?from (?P<other>.+)",
        r"^what(?:'s|’s| is) the difference between (?P<term>.+?) and (?P<other>.+)",
    )
)
_AROUND = re.compile(
    r"^(?:(?:a|an|the|so-called|term|terms|abbreviation|acronym|word)\s)+"
    r"|\s(?:exactly|actually|please|short for|abbreviation|acronym)$"
    r"|,? (?:in|for) (?:the )?(?:context|field|case|terms|materials science|metallurgy|HEAs?"
    r"|high[- ]entropy alloys?|these (?:papers|abstracts)|physical metallurgy)\b.*$",
    re.IGNORECASE,
)
_MOST_WORDS = 6
#: Two capitals, or more: SFE, HEAs, L-PBF.
_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z\d-]{2,8}")


def compared_terms(question: ParsedQuestion) -> tuple[str, str] | None:
    """Return the two terms that a question wants told apart; None if it does not."""
    text = _plain(question)
    for compared in _COMPARED:
        if match := compared.match(text):
            return _bare(match["term"]), _bare(match["other"])
    return None


def _plain(question: ParsedQuestion) -> str:
    return " ".join(question.text.strip(" ?.!").split())


def _bare(term: str) -> str:
    """Return a term without the words around it."""
    before = None
    while term != before:
        before, term = term, _AROUND.sub("", term).strip(" “”\"'‘’,")
    return term


def asked_term(question: ParsedQuestion) -> str | None:
    """Return the term that a question asks to define; None if it is none that can be defined."""
    text = _plain(question)
    for asked in _ASKED:
        if match := asked.match(text):
            term = _bare(match["term"])
            named = any(alloy.text in term for alloy in question.alloys if "-" not in alloy.text)
            by_name = re.search(r"\balloys?$", term) is not None
            if not term or len(term.split()) > _MOST_WORDS or (named and not by_name):
                return None
            return None if re.search(r"\b(?:of|in|between|that|which)\b", term) else term
    return None


def is_abbreviation(term: str) -> bool:
    """Return True for a term such as SFE, HEAs or L-PBF."""
    return _ABBREVIATION.fullmatch(term) is not None
