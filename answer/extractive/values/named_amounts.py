"""Find the amounts that a sentence gives beside a name: shares of phases, numbers of indices.

`20.9 vol% G phase` and `BCC phase was raised to 34 %` give shares; a bare number, such as that of
an exponent, has no unit and is no property.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from answer.question.parse import ParsedQuestion
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.numbers.number import number_at
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

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
_OF_PHASE = re.compile(r"\s(?:for|of|in)\s(?:the\s)?")
#: Between the ends of a change.
_TO = re.compile(r"\sto\s(?:about\s|~\s?)?")
_NO_NAMES = frozenset("the a which what this new second secondary single dual each main of".split())
#: Between the name of an index and its value: a verb, an equals sign, its symbol.
_LEADS_TO_NUMBER = re.compile(
    r"(?:\.(?=\d)|[^.;]){0,80}?(?:=|≈|~|∼|\b(?:of|is|was|are|be|about|to)\s)\s?"
    r"(?:(?:about|approximately|around|only)\s|[~≈∼]\s?)?(?=[\d.−–-])"
)
#: Behind a number, what makes it one of something else, or the first one of a range.
_HAS_UNIT = re.compile(
    r"\s?(?:(?!(?:and|or|with|at|for|in|while|when|under|but|to|by|on|as|from|regardless)\b)"
    r"[A-Za-z%°µμ]|[-–~∼]\s?[-–−]?\d|\s?[×^])"
)


def phases_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return the names of the phases whose share a question asks for, in small letters."""
    if question.wants != "number" or set(question.measures) - {"volume fraction"}:
        return frozenset()
    found = _SHARE_OF.search(question.text) or _ITS_SHARE.search(question.text)
    return _names(found["what"]) if found else frozenset()


def is_of_other_phase(question: ParsedQuestion, facts: SentenceFacts, value: Quantity) -> bool:
    """Return True for a value of one phase where a question names another: `of the TiO phase`.

    It is of the phase right behind it, `6.56 GPa for the FCC matrix`, or of the last one before.
    """
    asked = {found["name"].lower() for found in _NAME.finditer(question.text)} - _NO_NAMES
    if not asked or phases_asked(question):
        return False
    text = facts.text
    places = sorted(
        [(one.start, one.end, one.text) for one in facts.terms if one.kind == "phase"]
        + [(*one.span(), one["name"]) for one in _NAME.finditer(text)]
    )
    behind = [name for start, _, name in places if _OF_PHASE.fullmatch(text, value.end, start)]
    before = [name for _, end, name in places if end <= value.start]
    told = behind[:1] or before[-1:]
    return bool(told) and told[0].lower() not in asked


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


def numbers_of(name: Sequence[str], sentence: str) -> Iterator[Quantity]:
    """Yield the first number without a unit behind the last word of a name.

    Args:
        name: The words of the name, the noun last: `Paris`, `exponent`.
        sentence: A sentence; it must hold all of the words.
    """
    if not word_set(" ".join(name)) <= word_set(sentence):
        return
    for found in re.finditer(rf"\b{re.escape(name[-1])}s?\b", sentence, re.IGNORECASE):
        lead = _LEADS_TO_NUMBER.match(sentence, found.end())
        number = number_at(sentence, lead.end()) if lead else None
        if number is None or _HAS_UNIT.match(sentence, number.end):
            continue
        low, high = number.value - number.below, number.value + number.above
        text = sentence[number.start : number.end]
        yield Quantity(
            text,
            number.start,
            number.end,
            low,
            high,
            "",
            "number",
            below=number.below,
            above=number.above,
        )
