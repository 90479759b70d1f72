"""Find the treatment of all of the material of a paper: the alloys were annealed at 700 °C."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.states import UNTREATED, is_attribute, routes, state_mentions
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, find_terms

#: Before the participle of a treatment that something was given.
_WAS = re.compile(
    r"\b(?:was|were)\s(?:(?:[\w-]+\s){0,2}?(?:[\w-]+ed|cast)(?:\s[^.;]{0,40})?(?:\sand|\sthen|,)\s)?"
    r"(?:(?:then|subsequently|further|first|firstly|finally|also|[a-z]+ly)\s)*$"
)
#: What says that something else was not treated alike, or that the treatment is varied.
_VARIED = re.compile(
    r"\b(?:effects?|influences?|impact|role|before|after|prior|without|during|upon|versus|vs|different"
    r"|various|varying|several|some|increasing)\b",
    re.IGNORECASE,
)
#: Before the treatment of a title by which its material was changed.
_BY = re.compile(r"\b(?:by|via|through|using)\s(?:[\w-]+\s){0,5}$")
_ITS_MEASURE = re.compile(
    r"\s(?:temperature|time|duration|treatment (?:temperature|time))s?\b", re.I
)


@dataclass(frozen=True, slots=True)
class WholeTreatment:
    """A treatment of all of the material of a paper."""

    states: tuple[str, ...] = ()
    """As the vocabulary names them: `annealing`, `cold rolling`, `as-cast state`."""
    quantities: tuple[Quantity, ...] = ()
    """The temperature and time of it, where it has one of each; places count in its sentence."""
    by_title: tuple[str, ...] = ()
    """The one treatment by which, as the title says, the material of the paper was changed."""


def whole_treatment(title: str, stated: Sequence[SentenceFacts]) -> WholeTreatment:
    """Return the treatment that a paper gives to all of its material; empty if it compares.

    Args:
        title: the title of the paper.
        stated: what each sentence of its abstract states.
    """
    told = [(facts.text, _treatments(facts.text, facts.terms)) for facts in stated]
    named = _treatments(title, find_terms(title))
    named_too = state_mentions(title, find_terms(title))
    sets = [{one.name for one in found} for _, found in [(title, named), *told] if found]
    if not sets or any(not names <= max(sets, key=len) for names in sets):
        return WholeTreatment()
    by_title = WholeTreatment(by_title=_by_title(title, named, sets))
    if any(_is_compared(text, found) for text, found in [(title, named_too), *told]):
        return by_title
    if named and all(is_attribute(title, one) for one in named):
        return WholeTreatment(_names(named))
    for facts, (text, found) in zip(stated, told, strict=True):
        if found and _WAS.search(text, max(found[0].start - 80, 0), found[0].start):
            return WholeTreatment(_names(found), _once_each(facts))
    return by_title


def _by_title(title: str, named: Sequence[Mention], sets: Sequence[set[str]]) -> tuple[str, ...]:
    """Return the one treatment by which a title says that its material was changed."""
    names = _names(named)
    if len(names) != 1 or any(len(one) > 1 for one in sets):
        return ()
    return names if _BY.search(title, 0, named[0].start) else ()


def _treatments(text: str, terms: Sequence[Mention]) -> list[Mention]:
    """Return the treatments, and the states before any, that a text names."""
    return [
        one
        for one in state_mentions(text, terms)
        if one.name in UNTREATED or (one.kind == "process" and one.name not in routes())
    ]


def _is_compared(text: str, found: Sequence[Mention]) -> bool:
    """Return True if a text tells of material with and without a treatment, or varies it."""
    names = {one.name for one in found}
    if names & UNTREATED and len(names) > 1:
        return True
    return any(
        _VARIED.search(text, max(one.start - 40, 0), one.start)
        and not _ITS_MEASURE.match(text, one.end)
        for one in found
        if one.name not in routes()
    )


def _names(found: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in found))


def _once_each(facts: SentenceFacts) -> tuple[Quantity, ...]:
    """Return the conditions of the treatments of a sentence, of dimensions that it gives once."""
    counted = Counter(one.dimension for one in facts.quantities)
    return tuple(
        one
        for one in facts.quantities
        if counted[one.dimension] == 1 and is_of_treatment(facts.text, one)
    )
