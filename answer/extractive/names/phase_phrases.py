"""Read the phases that a clause states as one phrase, in its own words and with number words.

A list is whole: it begins behind the verb or at the beginning of the clause, each of its members is
a phase, and no other phase stands in the clause.
"""

import re
from collections.abc import Collection

from answer.extractive.names.phase_lists import (
    FORMS,
    STRUCTURES,
    SYMBOLS_BEHIND,
    PhaseList,
    phases_in,
)
from builder.materials.vocabulary import find_terms

#: Words of one member of a list.
_LONGEST_MEMBER = 12
#: Letters of a clause; none longer is read.
_LONGEST_CLAUSE = 1000
#: Behind a compound that a sample goes without.
_FREE = ("-free", "‐free", "–free", " free")
#: A verb, or its noun, whose object is what a material consists of, and nothing but it.
_CONSISTS_OF = (
    r"consist\w*\s(?:\w+\s)?of|compos\w+\s(?:\w+\s)?of|compris\w+(?:\sof)?|made\sup\sof|contain\w*"
    r"|constituted\s(?:by|of)|form(?:s|ed|ing)?|(?:precipitation|formation)\sof|precipitat(?:es?|ed)"
    r"|produc(?:es?|ed)|develop(?:s|ed)?"
)
#: Verbs that have other objects beside the phases.
_HAS = (
    r"(?:exhibit|show|present|display|possess|reveal)(?:s|ed|ing)?|ha[sd]|have|maintain(?:s|ed)?"
    r"|retain(?:s|ed)?|(?:is|are|was|were)\s(?:an?|identified\sas|found\sto\sbe)"
)
_LEAD = re.compile(
    rf"\b(?:(?P<whole>{_CONSISTS_OF})|{_HAS})\s(?!that\b)(?:mainly\s|only\s)?", re.IGNORECASE
)
_TURN = re.compile(
    r"\b(?:transform\w*|transition\w*|chang\w+|evol\w+)\b[^,;.]{0,30}?\s(?=from\s)", re.IGNORECASE
)
#: Phases as the subject of their coming about.
_EMERGES = re.compile(
    r"\s(?:\w+ly\s|also\s)?(?:form|formed|forms|appear(?:s|ed)?|emerge[sd]?|precipitate[sd]?|arise[sn]?"
    r"|co-?exist(?:s|ed)?|(?:is|are|was|were)\s(?:\w+\s)?(?:formed|found|detected|observed|seen"
    r"|identified|present|precipitated))\b"
)
_CLAUSE_START = re.compile(r"(?:\bthat|,(?:\s(?:and|but|where))?|[;:])\s")
#: A noun phrase does not go on behind these.
_NO_MEMBER = re.compile(
    r",?\s(?:in|at|after|during|on|under|when|where|which|that|due|by|along|for|inside|within|upon"
    r"|while|whereas|whose|was|were|is|are|has|have|had|near|through|as\s(?!well)|because|since|before"
    r"|if|via|owing|throughout|than|forms?|formed\s(?:in|at|by|on|from|after|during|near)|resulting"
    r"|emerge[sd]?|appear(?:s|ed)?|indicating|leading|regardless|but|without|\w+ing\sthe)\b(?!-)|[;:.](?:\s|$)|$"
)
_MEMBER_BORDER = re.compile(
    r"(?P<comma>,\s(?:and\s)?)|\s(?:and|&|as\swell\sas|along\swith|together\swith|with|plus)\s(?:also\s)?"
)
#: A list that tells all of a material goes on, with something that is no phase by name.
_GOES_ON_WITH = re.compile(
    r"(?!\swith\s|,\s(?:and\s)?(?:\w+ing|the|an?|its|their|thus|respectively|i\.e)\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|an?)\s", re.IGNORECASE)
_PARTICLES_OF = re.compile(
    r"^(?:[\w-]+\s){0,4}(?:particles|precipitates|whiskers|rods|needles|plates)\sof\s(?:the\s)?"
)
#: The short name of a structure again, in brackets: `BCC solid solution (BCC)`.
_TWICE = re.compile(rf"\b({'|'.join(sorted(STRUCTURES))})\b([^()]{{0,40}}) \(\1\)")
#: A formula of a compound with a number in it: M7C3.
_FORMULA = re.compile(r"\b(?=[A-Za-z]{0,6}\d)(?:[A-Z][a-z]?\d*){2,3}\b")
_PHASE_NOUN = re.compile(
    r"\b(?:\w+(?:carb|ox|bor|nitr|silic|alumin)ides?|carbides?|oxides?|borides?|nitrides?|silicides?"
    r"|amorphous|[α-ωµ]['′]?)(?![\w])"
)


def phase_phrase(text: str, known: Collection[str], *, of_change: bool = False) -> PhaseList | None:
    """Return the phases that a clause states, in its own words and with its number words.

    The whole coordinated noun phrase is given, or none: no other phase may stand in the clause but
    those that the question names itself, and no member may be of another kind.

    Args:
        text: A clause.
        known: Names in lower case that are no answer, as the question has them.
        of_change: Whether a change from one list to another is asked for.
    """
    if len(text) > _LONGEST_CLAUSE:
        return None
    phrases = _changes(text) if of_change else [*_objects(text), *_subjects(text)]
    found = {place for place in phrases if _tells_new(text[slice(*place)], known)}
    if not found:
        return None
    start, end = min(found, key=lambda place: (place[0], -place[1]))
    rest = text[:start] + "\n" + text[end:]
    if _new_phases(rest, known):
        return None
    phrase = _PARTICLES_OF.sub("", _ARTICLE.sub("", text[start:end].strip()))
    return PhaseList(with_short_names(phrase), start, end)


def _changes(text: str) -> list[tuple[int, int]]:
    """Return the places of `from … to …` behind a word of change."""
    found = []
    for turn in _TURN.finditer(text):
        border = text.find(" to ", turn.end())
        if border < 0 or not _is_member(text[turn.end() : border]):
            continue
        if end := _end_of_list(text, border + len(" to "), whole=False):
            found.append((turn.end(), end))
    return found


def _objects(text: str) -> list[tuple[int, int]]:
    """Return the places of lists of phases that are the object of a verb, or of its noun."""
    return [
        (lead.end(), end)
        for lead in _LEAD.finditer(text)
        if (end := _end_of_list(text, lead.end(), whole=lead["whole"] is not None))
    ]


def _subjects(text: str) -> list[tuple[int, int]]:
    """Return the places of lists of phases that are the subject of their coming about."""
    found = []
    for verb in _EMERGES.finditer(text):
        starts = [one.end() for one in _CLAUSE_START.finditer(text, 0, verb.start())]
        start = starts[-1] if starts else 0
        if _end_of_list(text[: verb.start()], start, whole=True) == verb.start():
            found.append((start, verb.start()))
    return found


def _end_of_list(text: str, start: int, *, whole: bool) -> int | None:
    """Return the end of a list of phases that begins at a place; None if it holds anything else."""
    stop = _NO_MEMBER.search(text, start)
    limit = stop.start() if stop else len(text)
    last, border = None, None
    place = start
    while place < limit:
        following = _MEMBER_BORDER.search(text, place, limit)
        end = following.start() if following else limit
        if not _is_member(text[place:end]):
            goes_on = whole and (border is None or _GOES_ON_WITH.match(border[0] + text[place:end]))
            return None if goes_on else last
        last, border = end, following
        place = following.end() if following else limit
    return last


def _is_member(text: str) -> bool:
    if len(text.split()) > _LONGEST_MEMBER or text.count("(") != text.count(")"):
        return False
    named = any(one.name not in FORMS for one in phases_in(text))
    return named or any(noun.search(text) for noun in (_PHASE_NOUN, _FORMULA))


def _tells_new(text: str, known: Collection[str]) -> bool:
    """Return True for a phrase with a phase, or its formula, that the question does not have."""
    formulas = (one[0].lower() for one in _FORMULA.finditer(text))
    return bool(_new_phases(text, known)) or any(
        not any(formula in name for name in known) for formula in formulas
    )


def _new_phases(text: str, known: Collection[str]) -> set[str]:
    """Return the names of phases in a text that the question does not have itself."""
    return {
        one.name
        for one in phases_in(text)
        if one.name not in FORMS
        and not text.startswith(_FREE, one.end)
        and not any(one.text.lower() in name or one.name.lower() in name for name in known)
    }


def with_short_names(text: str) -> str:
    """Return a phrase with its crystal structures by their short names.

    Args:
        text: A phrase of a sentence.
    """
    for one in sorted(find_terms(text), key=lambda one: -one.start):
        if one.name in STRUCTURES:
            symbol = SYMBOLS_BEHIND.match(text, one.end)
            end = symbol.end() if symbol else one.end
            text = text[: one.start] + one.name + text[end:]
    return _TWICE.sub(r"\1\2", text)
