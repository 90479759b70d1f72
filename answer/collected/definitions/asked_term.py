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


def asked_term(question: ParsedQuestion) -> str | None:
    """Return the term that a question asks to define; None if it is none that can be defined."""
    text = " ".join(question.text.strip(" ?.!").split())
    for asked in _ASKED:
        if match := asked.match(text):
            term = match["term"]
            before = None
            while term != before:
                before, term = term, _AROUND.sub("", term).strip(" “”\"'‘’,")
            named = any(alloy.text in term for alloy in question.alloys if "-" not in alloy.text)
            by_name = re.search(r"\balloys?$", term) is not None
            if not term or len(term.split()) > _MOST_WORDS or (named and not by_name):
                return None
            return None if re.search(r"\b(?:of|in|between|that|which)\b", term) else term
    return None


def is_abbreviation(term: str) -> bool:
    """Return True for a term such as SFE, HEAs or L-PBF."""
    return _ABBREVIATION.fullmatch(term) is not None
