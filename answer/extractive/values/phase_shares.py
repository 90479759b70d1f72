"""Find the share of a phase in a sentence: `20.9 vol% G phase`, `BCC phase was raised to 34 %`."""

import re
from collections.abc import Collection, Iterator

from answer.question.parse import ParsedQuestion
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms

#: What a share of a phase is asked for by.
_SHARE_OF = re.compile(
    r"\b(?:how much|(?:fraction|content|share|proportion|percentage|amount)s? of)\b(?: the)?"
    r"(?P<what>(?: [\w'’()γσμα-]+){1,4})",
    re.IGNORECASE,
)
_ITS_SHARE = re.compile(
    r"(?P<what>(?:[\w'’()γσμα-]+ ){1,3})(?:volume |area )?(?:fraction|content|share)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?P<name>[\w'’γσμα]+)[- ]phase\b")
_SHARES = frozenset({"fraction", "volume_fraction", "mass_fraction"})
#: Between the name of a phase and its share, or a share and the name.
_BEFORE_SHARE = re.compile(
    r"(?:[- ]?(?:type|phase|precipitate|structure)s?)?(?:\s?\(|,\s|\s(?:of|was|is|were|are)\s"
    r"|\s(?:\w+\s){0,2}(?:increased|decreased|reduced|raised|rose|fell)\s(?:from|to)\s)"
    r"(?:about\s|~\s?|≈\s?)?"
)
_BEHIND_SHARE = re.compile(r"\)?\s(?:of\s)?(?:the\s)?")
#: Between the ends of a change.
_TO = re.compile(r"\sto\s(?:about\s|~\s?)?")
_NO_NAMES = frozenset("the a which what this new second secondary single dual each main of".split())


def phases_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return the names of the phases whose share a question asks for, in small letters."""
    if question.wants != "number" or set(question.measures) - {"volume fraction"}:
        return frozenset()
    found = _SHARE_OF.search(question.text) or _ITS_SHARE.search(question.text)
    return _names(found["what"]) if found else frozenset()


def shares_of(phases: Collection[str], facts: SentenceFacts) -> Iterator[Quantity]:
    """Yield the shares that a sentence gives right beside the name of one of some phases."""
    text = facts.text
    places = [
        (term.start, term.end)
        for term in facts.terms
        if term.kind == "phase" and {term.name.lower(), term.text.lower()} & {*phases}
    ]
    places += [found.span() for found in _NAME.finditer(text) if found["name"].lower() in phases]
    end_of_last = None
    for quantity in facts.quantities:
        if quantity.dimension not in _SHARES:
            continue
        goes_on = end_of_last is not None and _TO.fullmatch(text, end_of_last, quantity.start)
        if goes_on or any(
            (end <= quantity.start and _BEFORE_SHARE.fullmatch(text, end, quantity.start))
            or (quantity.end <= start and _BEHIND_SHARE.fullmatch(text, quantity.end, start))
            for start, end in places
        ):
            end_of_last = quantity.end
            yield quantity


def _names(text: str) -> frozenset[str]:
    named = {term.name.lower() for term in find_terms(text) if term.kind == "phase"}
    named |= {found["name"].lower() for found in _NAME.finditer(text)}
    return frozenset(named - _NO_NAMES)
